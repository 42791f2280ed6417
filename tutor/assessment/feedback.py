"""What one reply did: its moves, what they did to the counterpart, one thing to keep and one to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from tutor.assessment.measures import makes
from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.session import Act, Change, Decision, Turn

LONG = 70
"""Words of a reply above which the counterpart, and anybody else, can answer only a part of it."""

KEPT = (
    *(Move.EMPATHISE, Move.REFLECT, Move.SUMMARISE, Move.OWN, Move.INVITE, Move.ASK_INTEREST, Move.ASK_OPEN),
    *(Move.OBSERVE, Move.IMPACT, Move.TRADE, Move.NEED, Move.JUSTIFY, Move.AFFIRM, Move.PROPOSE, Move.EXPECT),
    *(Move.OFFER, Move.FRAME, Move.CLOSE, Move.ASK_CLOSED, Move.GREET),
)
"""What is worth keeping, the rarest skill first."""

HEARD = (Move.REFLECT, Move.EMPATHISE, Move.SUMMARISE, Move.AFFIRM, Move.OWN)
ASKED = (Move.ASK_OPEN, Move.ASK_INTEREST, Move.INVITE)
SOLVED = (Move.ADVISE, Move.PROPOSE)


class Advice(StrEnum):
    """What to change next time; the first that fits is given."""

    HARM = "harm"
    VAGUE = "vague"
    UNCLEAR = "unclear"
    UNHEARD = "unheard"
    SOLVED_FIRST = "solved-first"
    CLOSED = "closed"
    LONG = "long"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Said:
    """A move with the learner's own words that made it."""

    move: Move
    quote: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reply did: change is that of the counterpart's gauges; about is what the advice points at."""

    turn: int
    said: tuple[Said, ...]
    change: Change
    act: Act
    keep: Said | None
    advice: Advice
    about: Said | None


def feedback(turns: Sequence[Turn]) -> Feedback:
    """On the last reply of a conversation so far; ValueError before the first one."""
    if len(turns) < 2:
        raise ValueError("There is no reply yet.")
    turn = turns[-1]
    advice, moves = _advice(turns)
    return Feedback(
        turn=turn.number,
        said=tuple(_said(turn, found) for found in turn.moves),
        change=felt(turn.decision),
        act=turn.decision.act,
        keep=_first(turn, KEPT),
        advice=advice,
        about=_first(turn, moves),
    )


def _advice(turns: Sequence[Turn]) -> tuple[Advice, tuple[Move, ...]]:
    """What to change, and the moves of the reply that it is about."""
    before, turn = turns[-2], turns[-1]
    harm = tuple(move for move in Move if move in HARMFUL)
    told = before.decision.act is Act.TELL
    asked = any(makes(one, ASKED) for one in turns[1:])
    rules = (
        (makes(turn, harm), Advice.HARM, harm),
        (makes(turn, (Move.EVADE, Move.META)), Advice.VAGUE, (Move.EVADE, Move.META)),
        (not turn.moves or makes(turn, (Move.UNCLEAR,)), Advice.UNCLEAR, (Move.UNCLEAR,)),
        (told and not makes(turn, HEARD), Advice.UNHEARD, ()),
        (makes(turn, SOLVED) and not asked, Advice.SOLVED_FIRST, SOLVED),
        (makes(turn, (Move.ASK_CLOSED,)) and not makes(turn, ASKED), Advice.CLOSED, (Move.ASK_CLOSED,)),
        (len(turn.text.split()) > LONG, Advice.LONG, ()),
    )
    return next(((advice, moves) for fits, advice, moves in rules if fits), (Advice.NOTHING, ()))


def felt(decision: Decision) -> Change:
    """What a turn did to the counterpart; to two of them on average."""
    changes = tuple(decision.changes.values())
    if not changes:
        return decision.change
    return Change(
        trust=fmean(it.trust for it in changes),
        tension=fmean(it.tension for it in changes),
        openness=fmean(it.openness for it in changes),
        patience=fmean(it.patience for it in changes),
    )


def _first(turn: Turn, wanted: Sequence[Move]) -> Said | None:
    """The reply's words for the earliest of the wanted moves."""
    for move in wanted:
        for found in turn.moves:
            if found.move is move:
                return _said(turn, found)
    return None


def _said(turn: Turn, found: FoundMove) -> Said:
    return Said(found.move, turn.text[found.start : found.end])
