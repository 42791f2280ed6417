"""The Voice that a language model lends: guarded sentence by sentence, with the script behind it."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from tutor.domain.calls import Call, Prompt, Purpose
from tutor.domain.hearing import Hear, silent
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act, Part, Utterance
from tutor.errors import Failure, ModelFailed
from tutor.language import sentences
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.told_to_model import block, slots
from tutor.roleplay.voice import STOOD_IN, Moment, Spoken, scripted

MODEL = "model"
"""The engine of a turn that a language model worded."""
SCRIPT_ONLY = frozenset({Act.OPEN, Act.STAY})
"""Acts that the script words: the opening answers nobody, and an attempt to break the talk gets no model."""
TRIES = 2
LONGEST = 220
"""Tokens that a reply may have."""
_QUOTES = re.compile(r"^[\"“”„]+|[\"“”„]+$")
_ENDED = re.compile(r"(?<![.…])[.!?][\"”’)]*$")


@dataclass
class _Saying:
    """A reply in the making: the sentences that were shown, and why the last try stopped."""

    moment: Moment
    hear: Hear
    shown: list[str] = field(default_factory=list)
    against: tuple[Objection, ...] = ()

    def text(self, more: str = "") -> str:
        return " ".join(filter(None, (*self.shown, more)))


class ModelVoice:
    """Words decisions with a language model; where that fails or is refused twice, the script stands in.

    seconds is the most that a reply may take. What was shown stays said: a second try, or the scripted line,
    goes on from there.
    """

    def __init__(self, model: LanguageModel, prompts: Prompts, watch: Watch, *, seconds: float) -> None:
        self._model, self._prompts, self._watch, self._seconds = model, prompts, watch, seconds

    async def speak(self, moment: Moment, hear: Hear) -> Spoken:
        """As Voice.speak."""
        await asyncio.to_thread(self._watch.learn, moment.scenario)
        script = scripted(moment.scenario, moment.before, moment.decision, moment.seed)
        if not for_a_model(moment, script):
            return Spoken(script)
        saying = _Saying(moment, silent if moment.scenario.second else hear)
        because = await self._say(saying)
        if because is None:
            if moment.scenario.second:
                return Spoken(_of_two(moment.scenario, saying.text(), script), self._stamp(MODEL))
            return Spoken(replace(script, text=saying.text(), engine=MODEL), self._stamp(MODEL))
        if saying.shown and not script.parts:
            script = replace(script, text=saying.text(script.text))
        return Spoken(script, self._stamp(f"{STOOD_IN}{because}"))

    async def _say(self, saying: _Saying) -> str | None:
        """Have the reply written; None, or why the script has to stand in."""
        try:
            async with asyncio.timeout(self._seconds):
                for _ in range(TRIES):
                    saying.against = await self._try(saying)
                    if not saying.against:
                        return None
        except ModelFailed as failure:
            return await self._cut_off(saying, failure.reason)
        except TimeoutError:
            return await self._cut_off(saying, Failure.SLOW)
        return f"guard {'+'.join(saying.against)}"

    async def _cut_off(self, saying: _Saying, reason: Failure) -> str | None:
        """What was shown may be all there was to say; else the script goes on."""
        whole = saying.shown and not await self._objections(saying.moment, saying.text())
        return None if whole else reason.value

    async def _try(self, saying: _Saying) -> tuple[Objection, ...]:
        """One call; what the guard has against it, with the sentences that pass shown on the way."""
        moment, fresh = saying.moment, ""
        async with aclosing(self._sentences(saying)) as coming:
            async for sentence in coming:
                if moment.scenario.second:  # who says what is only known at the end
                    fresh = f"{fresh}\n{sentence}".strip()
                    continue
                if against := await asyncio.to_thread(self._against, moment, saying.text(sentence), sentence):
                    long_enough = against == (Objection.LENGTH,) and saying.shown
                    return await self._objections(moment, saying.text()) if long_enough else against
                saying.shown.append(sentence)
                await saying.hear(sentence)
        if moment.scenario.second is None:
            return await self._objections(moment, saying.text())
        against = await self._objections(moment, fresh)
        saying.shown = [] if against else [fresh]
        return against

    async def _sentences(self, saying: _Saying) -> AsyncGenerator[str, None]:
        """The sentences of the answer, each as soon as it is complete."""
        scenario, written, at = saying.moment.scenario, "", 0
        name = scenario.persona.name if scenario.second is None else ""
        async with aclosing(self._model.stream(self._call(saying))) as pieces:
            async for piece in pieces:
                written += piece
                for end in complete(written[at:], scenario.language):
                    if said := clean(written[at : at + end], name):
                        yield said
                    written, at = written[at + end :], 0
        if said := clean(written[at:], name):
            yield said

    def _against(self, moment: Moment, said: str, newest: str) -> tuple[Objection, ...]:
        return tuple(dict.fromkeys(self._watch.objects(moment, said, newest)))

    async def _objections(self, moment: Moment, said: str) -> tuple[Objection, ...]:
        """What speaks against a whole reply; of two counterparts, also that it is not clear who says what."""
        if not said:
            raise ModelFailed(Failure.EMPTY)
        if moment.scenario.second is None:
            return await asyncio.to_thread(self._watch.objections, moment, said)
        script = scripted(moment.scenario, moment.before, moment.decision, moment.seed)
        parts = parts_of(moment.scenario, said, script)
        if not parts:
            return (Objection.MISSING,)
        words = " ".join(part.text for part in parts)
        return await asyncio.to_thread(self._watch.objections, moment, words, parts)

    def _call(self, saying: _Saying) -> Call:
        prompt = self.prompt(saying.moment, saying.against, saying.text())
        return Call(Purpose.VOICE, prompt, saying.moment.learner, LONGEST, self._seconds)

    def prompt(self, moment: Moment, against: Sequence[Objection] = (), so_far: str = "") -> Prompt:
        """What the model is told; against says why its last answer was refused."""
        again = ""
        if against:
            slot = {"reason": ", ".join(against), "kept": block("kept", [so_far])}
            again = self._prompts.render("voice-again", **slot).messages[0][1]
        return self._prompts.render("voice", **slots(moment), again=again)

    def _stamp(self, engine: str) -> Mapping[str, str]:
        template = self._prompts.template("voice")
        return {"engine": engine, "model": self._model.name, "prompt": f"voice@{template.hash}"}


def for_a_model(moment: Moment, script: Utterance) -> bool:
    """Whether a model words a decision; a line that may not be said itself is not for a prompt either."""
    said = (script.text, script.parts)
    against = objections(moment.scenario, moment.before, moment.decision, *said)
    return moment.decision.act not in SCRIPT_ONLY and not against


def complete(written: str, language: str) -> list[int]:
    """Where the sentences of a text end that nothing more can belong to."""
    closed = written[-1:].isspace() and _ENDED.search(written.rstrip())
    # A capital stands in for what will come; after "..." the sentence may still go on.
    found = sentences(written + "A" if closed else written, language)
    return [end for _, end in found[:-1]]


def clean(sentence: str, name: str) -> str:
    """The sentence without quotes around it and the name before it, which models like to add."""
    bare = " ".join(sentence.split())
    if name:
        bare = re.sub(rf"^{re.escape(name)}\s*:\s*", "", bare)
    if bare and bare[-1].isalnum():  # a line by itself ends a sentence
        bare += "."
    return _QUOTES.sub("", bare) if bare.count('"') == 1 or bare[:1] + bare[-1:] in ('""', "“”") else bare


def parts_of(scenario: Scenario, said: str, script: Utterance) -> tuple[Part, ...]:
    """Who says what in an answer of two; empty unless they speak in the order of the script."""
    names = {person.name: person.id for person in scenario.people}
    pattern = rf"(?m)^\s*({'|'.join(map(re.escape, names))})\s*:\s*"
    before, *found = re.split(pattern, said)
    pairs = [(names[name], words) for name, words in zip(found[::2], found[1::2], strict=True)]
    if before.strip() and not found and len(script.parts) == 1:
        pairs = [(script.parts[0].speaker, before)]
    elif before.strip():
        return ()
    joined = [(who, " ".join(" ".join(it[1] for it in turn).split())) for who, turn in _turns(pairs)]
    lines = {part.speaker: part.line for part in script.parts}
    if [who for who, _ in joined] != [who for who, _ in _turns(lines_of(script))]:
        return ()
    return tuple(Part(who, words, lines[who]) for who, words in joined) if all(it[1] for it in joined) else ()


def lines_of(script: Utterance) -> list[tuple[str, str]]:
    """Who says what in a scripted answer."""
    return [(part.speaker, part.text) for part in script.parts]


def _turns(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, Iterable[tuple[str, str]]]]:
    """What is said, by turns of one speaker."""
    return ((who, list(said)) for who, said in groupby(pairs, key=itemgetter(0)))


def _of_two(scenario: Scenario, said: str, script: Utterance) -> Utterance:
    parts = parts_of(scenario, said, script)
    text = "\n".join(f"{scenario.person(part.speaker).name}: {part.text}" for part in parts)
    return replace(script, text=text, parts=parts, engine=MODEL)
