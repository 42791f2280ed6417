"""What of a draft may be shown: each sentence is checked, numbered by what it quotes, and then heard."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tutor.course.chunking import header
from tutor.course.citations import cite
from tutor.course.drafting import Draft, Drafted
from tutor.course.support import Stretch, Support
from tutor.domain.course import Answer, Chunk
from tutor.domain.hearing import Hear, silent
from tutor.language import detect
from tutor.prompts import delimited

SPOKEN: Mapping[str, str] = MappingProxyType({"nl": "Dutch", "en": "English", "de": "German"})
"""What languages are called in prompts."""
UNSUPPORTED, WRONG_LANGUAGE = "unsupported", "language"
"""Why nothing of what a model wrote could stay."""
TELLING = 5
"""Words from which on a sentence tells which language it is in."""


@dataclass
class Page:
    """What has been kept of a draft: lines of text, and the stretches of the course they stand on.

    own is the course's answer in its own words, which stands where nothing is kept; passages are those that
    the draft may cite, numbered from 1; offers are actions to press below the answer.
    """

    own: Answer
    passages: Sequence[Chunk]
    support: Support
    hear: Hear = silent
    offers: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    held: Drafted | None = None
    foreign: int = 0

    def answer(self, model: str) -> Answer:
        """The answer as far as it could be kept, worded by a model; else that of the course itself."""
        if not self.stretches:
            reason = WRONG_LANGUAGE if self.foreign else UNSUPPORTED
            return replace(self.own, fallback=reason, offers=self.offers)
        return replace(
            self.own,
            text="\n".join(self.lines),
            citations=cite(self.stretches),
            nearest=None,
            engine=f"model:{model}",
            offers=self.offers,
        )

    async def copy(self, text: str) -> None:
        """Check a whole draft, sentence by sentence."""
        draft = Draft(self.own.language)
        for drafted in (*draft.add(text), *draft.end()):
            await self.keep(drafted)

    async def keep(self, drafted: Drafted) -> None:
        """Check a sentence and write it down; one that opens a list waits for the first item that stays."""
        if not _spoken(drafted.text, self.own.language):
            self.foreign += 1
            return
        if drafted.text.endswith(":") and not drafted.cites:
            self.held = drafted
            return
        cited = tuple(self.passages[it - 1] for it in drafted.cites if 0 < it <= len(self.passages))
        found = await self._supporting(drafted, cited)
        if not found:
            return
        if self.held:
            opening = await self._supporting(self.held, cited)
            if opening:
                await self._write(self.held, opening)
            self.held = None
        await self._write(drafted, found)

    async def _write(self, drafted: Drafted, stretches: Sequence[Stretch]) -> None:
        """Add a sentence with the numbers of what it stands on, and let it be heard."""
        self.stretches += [one for one in stretches if one not in self.stretches]
        marks = "".join(f"[{self.stretches.index(one) + 1}]" for one in dict.fromkeys(stretches))
        sentence = f"{drafted.text} {marks}"
        if drafted.line or not self.lines:
            self.lines.append(sentence)
        else:
            self.lines[-1] += f" {sentence}"
        await self.hear(sentence)

    async def _supporting(self, drafted: Drafted, cited: tuple[Chunk, ...]) -> tuple[Stretch, ...]:
        sentence, own = drafted.text.lstrip("-*•– "), self.own
        return await asyncio.to_thread(self.support.find, sentence, own.language, cited, own.question)


def numbered(number: int, passage: Chunk) -> str:
    """A passage as a model reads it: data under the number by which it is cited."""
    return delimited(f"passage-{number}", f"{header(passage.title, passage.place)}\n{passage.text}")


def _spoken(sentence: str, language: str) -> bool:
    """Whether a sentence is in the language it should be in, as far as it tells."""
    return len(sentence.split()) < TELLING or detect(sentence, tuple(SPOKEN), language) == language
