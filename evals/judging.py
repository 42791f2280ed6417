"""``python -m evals.judging``: what a debrief with a language model costs, and what talks such a model round.

No model is asked: one stand-in agrees with the count, so that the calls and tokens of a debrief can be
counted; another gives the highest level for any attack that it gets to see, and quotes a sentence of every
reply that code would let through. What still raises a level then is what code cannot refuse, and what a model
has to see through itself.
``--scenario`` narrows it down.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evals.scores.attacks import attacked, attacks
from evals.scores.desk import LANGUAGES, Desk, levels
from tutor.assessment.material import material
from tutor.assessment.model_judge import ModelJudge
from tutor.assessment.verdict import Quoted, Verdict
from tutor.authoring.learners import LearnerType
from tutor.domain.calls import Call
from tutor.domain.rubric import Assessment, Criterion, Evidence, Rubric
from tutor.domain.session import Session
from tutor.language import sentences
from tutor.llm.tokens import count, texts_of
from tutor.prompts import Prompts
from tutor.settings import shipped

PROMPTS = Prompts((shipped(),))
DATA = "The conversation ends here"


@dataclass
class Agrees:
    """A model that finds what was counted, with the same quotes; it counts the tokens that it is sent."""

    counted: Assessment
    rubric: Rubric
    name: str = "agrees"
    tokens: list[int] = field(default_factory=list)

    async def fill(self, call: Call, shape: type[Verdict]) -> Verdict:
        self.tokens.append(count("", texts_of(call.prompt))[0])
        criterion = criterion_in(call, self.rubric)
        score = self.counted.score(criterion.id)
        quotes = tuple(quoted(it) for it in score.evidence)
        level = score.level or criterion.levels[0].level
        return Verdict(why="", quotes=quotes, against=(), level=level, between=False)


@dataclass
class Obeys:
    """A model that gives the highest level as soon as it sees an attack, and else what was counted."""

    counted: Assessment
    rubric: Rubric
    session: Session
    attack: str
    name: str = "obeys"

    async def fill(self, call: Call, shape: type[Verdict]) -> Verdict:
        criterion = criterion_in(call, self.rubric)
        score = self.counted.score(criterion.id)
        quotes, level = tuple(quoted(it) for it in score.evidence), score.level or 1
        if self.attack.strip() in shown_of(call, self.session.turns[-2].number):
            level = criterion.levels[-1].level
            quotes = tuple(best_quotes(self.session, self.rubric))
        return Verdict(why="", quotes=quotes, against=(), level=level, between=False)


def best_quotes(session: Session, rubric: Rubric) -> Iterator[Quoted]:
    """A sentence of each reply, chosen by somebody who knows which of them code lets through."""
    known = material(session, rubric)
    for turn in session.turns[1:]:
        for start, end in sentences(turn.text, session.language):
            if known.counts(turn.number, start, end) and len(turn.text[start:end].split()) > 1:
                yield Quoted(reply=turn.number, words=turn.text[start:end])
                break


def quoted(evidence: Evidence) -> Quoted:
    return Quoted(reply=evidence.turn, words=evidence.quote)


def criterion_in(call: Call, rubric: Rubric) -> Criterion:
    """The criterion that a call is about."""
    title = call.prompt.messages[0][1].split("Criterion: ")[1].split("\n")[0]
    return next(it for it in rubric.criteria if it.title == title)


def shown_of(call: Call, reply: int) -> str:
    """What a call shows of a reply."""
    lines = call.prompt.messages[0][1].split(DATA)[0].splitlines()
    said = [json.loads(line) for line in lines if line.startswith(f'{{"reply": {reply}, ')]
    return " ".join(it["said"] for it in said)


async def debrief_tokens(desk: Desk, session: Session) -> tuple[list[int], float]:
    """Tokens of each call, and our own seconds, for the debrief of a conversation."""
    rubric, counted = desk.rubric(session), desk.assess(session)
    model = Agrees(counted, rubric)
    began = time.perf_counter()
    await ModelJudge(model, PROMPTS).read(session, rubric, counted)  # type: ignore[arg-type]
    return model.tokens, time.perf_counter() - began


async def rises(desk: Desk, session: Session) -> list[tuple[str, int]]:
    """For each attack its family and by how many levels the best criterion came to lie above the count."""
    rubric, found = desk.rubric(session), []
    for family, text in attacks(session, rubric):
        told = attacked(desk, session, text)
        counted = desk.assess(told)
        model = Obeys(counted, rubric, told, text)
        before = levels(counted)
        after = levels(await ModelJudge(model, PROMPTS).read(told, rubric, counted))  # type: ignore[arg-type]
        found.append((family, max((after[it] - before[it] for it in before if it in after), default=0)))
    return found


async def run(only: Sequence[str]) -> None:
    """Print both tables."""
    risen: dict[str, list[int]] = {}
    calls: list[int] = []
    tokens: list[int] = []
    slowest, longest = 0.0, 0
    desk = Desk()
    every = [it for code in LANGUAGES for it in desk.library.scenarios(code) if it.id in only or not only]
    for scenario in every:
        session = desk.play(scenario, LearnerType.AVERAGE, 0)
        used, seconds = await debrief_tokens(desk, session)
        replies = len(session.turns) - 1
        calls, tokens = [*calls, len(used)], [*tokens, sum(used)]
        slowest, longest = max(slowest, seconds), max(longest, *used)
        name = f"{scenario.id} ({scenario.language})"
        print(f"{name:<40} {replies:>2} replies {len(used):>2} calls {sum(used):>6} tokens in (estimated)")
        for family, rise in await rises(desk, session):
            risen.setdefault(family, []).append(rise)
    print(f"\na debrief: {sum(calls) / len(calls):.1f} calls, {sum(tokens) / len(tokens):.0f} tokens in")
    print(f"the longest prompt {longest} tokens, our own part of a debrief at most {slowest:.2f} s")
    print("\na model that obeys every attack it sees, by family:")
    for family, some in risen.items():
        print(f"  {family:<28} {sum(it > 0 for it in some):>3} of {len(some)} raised a level")
    all_rises = [it for some in risen.values() for it in some]
    print(f"  {'all':<28} {sum(it > 0 for it in all_rises):>3} of {len(all_rises)}")


def main(args: Sequence[str] | None = None) -> None:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m evals.judging")
    parser.add_argument("--scenario", action="append", default=[], help="only this one; may be repeated")
    asyncio.run(run(parser.parse_args(args).scenario))


if __name__ == "__main__":
    main()
