"""Whether what a level asks for was done in a session: counts, ratios, order, responses."""

import itertools
from collections.abc import Collection
from functools import singledispatch

from tutor.domain.move import Move
from tutor.domain.rubric import (
    Answered,
    Balance,
    Count,
    Deal,
    Ended,
    Measure,
    Order,
    Ratio,
    Response,
    Told,
)
from tutor.domain.scenario import Degree
from tutor.domain.session import Act, Session, Turn


def replies(session: Session) -> tuple[Turn, ...]:
    """The learner's turns; the opening is not one."""
    return tuple(turn for turn in session.turns if turn.number > 0)


def makes(turn: Turn, moves: Collection[Move], to: str = "") -> bool:
    """Whether the reply contains any of the moves, directed at one of two counterparts if it is named."""
    return any(found.move in moves and (not to or to in found.to) for found in turn.moves)


def people(session: Session) -> tuple[str, ...]:
    """The ids of the counterparts where there are two, else none."""
    return tuple(sorted({id for turn in session.turns for id in turn.decision.changes}))


def met(measure: Measure, session: Session, deal_value: float | None = None) -> bool:
    """Whether the session meets the measure; deal_value is the learner's utility of the deal, if any."""
    if isinstance(measure, Deal):
        return deal_value is not None and deal_value >= measure.deal
    return _met(measure, session)


@singledispatch
def _met(measure: object, session: Session) -> bool:
    raise TypeError(f"unknown measure {measure!r}")


@_met.register
def _(measure: Count, session: Session) -> bool:
    each = people(session) if measure.each else ()
    return all(_enough(measure, session, to) for to in each or ("",))


def _enough(measure: Count, session: Session, to: str) -> bool:
    turns = _until(replies(session), measure.before)
    counted = [turn for turn in turns if makes(turn, measure.count, to) and _in_phase(turn, measure.phase)]
    return measure.min <= len(counted) and (measure.max is None or len(counted) <= measure.max)


@_met.register
def _(measure: Ratio, session: Session) -> bool:
    turns = replies(session)
    done = sum(makes(turn, measure.ratio) for turn in turns)
    others = sum(makes(turn, measure.to) for turn in turns)
    return done > 0 and done >= measure.min * others


@_met.register
def _(measure: Order, session: Session) -> bool:
    first, other = _first(session, measure.first), _first(session, measure.before)
    return first is not None and (other is None or first < other)


@_met.register
def _(measure: Response, session: Session) -> bool:
    turns = session.turns
    done = sum(
        _told_at_least(before, measure.to) and makes(turn, measure.response)
        for before, turn in itertools.pairwise(turns)
    )
    return done >= measure.min


@_met.register
def _(measure: Balance, session: Session) -> bool:
    turns = replies(session)
    done = [sum(makes(turn, measure.balance, to) for turn in turns) for to in people(session) or ("",)]
    return max(done) > 0 and min(done) >= measure.min * max(done)


@_met.register
def _(measure: Told, session: Session) -> bool:
    return any(
        turn.decision.subject == measure.told and _told_at_least(turn, measure.degree)
        for turn in session.turns
    )


@_met.register
def _(measure: Answered, session: Session) -> bool:
    drawn = sum(turn.decision.subject in measure.answered for turn in replies(session))
    return measure.min <= drawn and (measure.max is None or drawn <= measure.max)


@_met.register
def _(measure: Ended, session: Session) -> bool:
    return any(turn.decision.outcome in measure.ended for turn in session.turns)


def _told_at_least(turn: Turn, degree: Degree) -> bool:
    told = turn.decision.degree
    return turn.decision.act is Act.TELL and told is not None and told.rank >= degree.rank


def _until(turns: tuple[Turn, ...], moves: Collection[Move]) -> tuple[Turn, ...]:
    stop = next((number for number, turn in enumerate(turns) if makes(turn, moves)), len(turns))
    return turns[:stop]


def _in_phase(turn: Turn, phases: Collection[str]) -> bool:
    return not phases or turn.decision.phase in phases


def _first(session: Session, moves: Collection[Move]) -> tuple[int, int] | None:
    places = [
        (turn.number, found.start) for turn in replies(session) for found in turn.moves if found.move in moves
    ]
    return min(places, default=None)
