"""What a model says of one criterion, and the checks in code before any of it becomes a score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import Field

from tutor.assessment.evidence import holds_up
from tutor.assessment.material import Material
from tutor.assessment.measures import makes, met, replies
from tutor.domain.frozen import Frozen
from tutor.domain.move import Move
from tutor.domain.rubric import (
    Answered,
    Count,
    Criterion,
    Deal,
    Ended,
    Evidence,
    Level,
    Measure,
    Response,
    Told,
)
from tutor.domain.session import Session, Turn
from tutor.quoting import find

SURE_HARM = frozenset({Move.INSULT, Move.THREATEN})
"""Harm that a level may be held to whatever a model says of it."""


class Quoted(Frozen):
    """Words that a model says the learner used, and in which reply."""

    reply: int = Field(description="Number of the learner's reply.")
    words: str = Field(description="The learner's own words, copied letter by letter.")


class Verdict(Frozen):
    """What a model says of one criterion."""

    why: str = Field(description="One sentence on what the learner did, before the level is chosen.")
    quotes: tuple[Quoted, ...] = Field(description="Words that show the level.")
    against: tuple[Quoted, ...] = Field(description="Words that work against it; often none.")
    level: int = Field(description="The level, one of those listed.")
    between: bool = Field(description="Whether a neighbouring level fits as well.")


@dataclass(frozen=True, slots=True)
class Sample:
    """A verdict that held up: its level with quotes that stand in the learner's own replies."""

    level: int
    between: bool
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A verdict that did not hold up; reason is told to the model, in English."""

    reason: str


def check(verdict: Verdict, criterion: Criterion, of: Material) -> Sample | Refused:
    """The verdict as a sample, or the first thing that is wrong with it."""
    level = next((it for it in criterion.levels if it.level == verdict.level), None)
    if level is None:
        there = ", ".join(str(it.level) for it in criterion.levels)
        return Refused(f"There is no level {verdict.level}. The levels are {there}.")
    for it in (*verdict.quotes, *verdict.against):
        if _place(it, of.session, criterion) is None:
            return Refused(f"{it.words[:200]!r} does not stand in reply {it.reply} of the learner.")
    evidence = _places(verdict.quotes, of.session, criterion)
    for one in evidence:
        if not of.counts(one.turn, one.start, one.end):
            return Refused(
                f"The quote from reply {one.turn} does not count: copied, said before, or no talk."
            )
    asked, quoted = needed(criterion, level), len({it.turn for it in evidence})
    if quoted < asked:
        return Refused(f"Level {level.level} needs quotes from {asked} replies; you quote from {quoted}.")
    against = _places(verdict.against, of.session, criterion)
    return Sample(level.level, verdict.between, evidence, against, verdict.why)


def _place(quoted: Quoted, session: Session, criterion: Criterion) -> Evidence | None:
    """The quote as evidence, letter by letter as the learner wrote it; None when it is not the learner's."""
    turn = next((it for it in replies(session) if it.number == quoted.reply), None)
    place = find(quoted.words, turn.text) if turn else None
    if turn is None or place is None:
        return None
    start, end = place
    evidence = Evidence(turn.number, turn.text[start:end], start, end, _move(turn, start, end, criterion))
    return evidence if holds_up(evidence, session) else None


def _move(turn: Turn, start: int, end: int, criterion: Criterion) -> Move:
    """The move that was found in these words, one of the criterion's first."""
    found = [it.move for it in turn.moves if it.start < end and start < it.end]
    own = [it for it in found if it in criterion.moves]
    return next(iter((*own, *found)), Move.UNCLEAR)


def _places(quotes: Iterable[Quoted], session: Session, criterion: Criterion) -> tuple[Evidence, ...]:
    """The quotes as evidence, each place once, in the order of the conversation."""
    found = [_place(it, session, criterion) for it in quotes]
    places = {(it.turn, it.start, it.end): it for it in found if it}
    return tuple(places[place] for place in sorted(places))


def needed(criterion: Criterion, level: Level) -> int:
    """From how many different replies a level must be quoted: what it counts is how often it was done."""
    if level == criterion.levels[0]:
        return 0
    return max((1, *_least(criterion, level.when)))


def _least(criterion: Criterion, measures: Iterable[Measure]) -> Iterator[int]:
    own = set(criterion.moves)
    for it in measures:
        if isinstance(it, Response) and set(it.response) <= own:
            yield it.min
        if isinstance(it, Count) and set(it.count) <= own:
            yield it.min


def judged_by_facts(criterion: Criterion) -> bool:
    """Whether its levels rest on nothing but what code decided: deals, endings, facts, reactions drawn."""
    measures = [it for level in criterion.levels for it in level.when]
    return bool(measures) and all(isinstance(it, Deal | Ended | Told | Answered) for it in measures)


def ceiling(criterion: Criterion, session: Session, deal_value: float | None) -> int:
    """The highest level that what code knows for sure leaves open, whatever a model says."""
    return max(
        level.level
        for level in criterion.levels
        if all(_open(measure, session, deal_value) for measure in level.when)
    )


def _open(measure: Measure, session: Session, deal_value: float | None) -> bool:
    if isinstance(measure, Deal | Ended | Told | Answered):
        return met(measure, session, deal_value)
    if isinstance(measure, Count) and measure.max is not None:
        harm = SURE_HARM & set(measure.count)
        return sum(makes(turn, harm) for turn in replies(session)) <= measure.max
    return True
