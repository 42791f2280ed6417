"""Sessions as JSON: what is stored, exported and read back, with nothing lost."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from tutor.domain.frozen import Frozen
from tutor.domain.move import FoundMove
from tutor.domain.scenario import Degree, Difficulty, Scenario
from tutor.domain.session import Act, Change, Decision, Session, Turn, Utterance

TURN: TypeAdapter[Turn] = TypeAdapter(Turn)
SESSION: TypeAdapter[Session] = TypeAdapter(Session)


class PlainTurn(Frozen):
    """A turn as another program or a person writes it: what was said on both sides.

    told says that the utterance gave away something hidden, and how much of it.
    """

    text: str
    utterance: str = ""
    moves: tuple[FoundMove, ...] | None = None
    told: Literal[Degree.HINT, Degree.PART, Degree.WHOLE] | None = None


class PlainSession(Frozen):
    """A transcript to be scored that was not played here; opening is the counterpart's first line."""

    scenario: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    opening: str = ""
    turns: tuple[PlainTurn, ...]


class RatedTranscript(PlainSession):
    """A transcript to which a person gave levels, by criterion; rater names nobody, e.g. "rater-1"."""

    rubric: str
    rater: str = Field(min_length=1)
    levels: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1)


def dump_session(session: Session) -> dict[str, Any]:
    """A session as plain JSON values."""
    return SESSION.dump_python(session, mode="json")  # type: ignore[no-any-return]


def load_session(data: object) -> Session | PlainSession:
    """Read an exported session, or a plain transcript; ValueError (pydantic's) when it is neither."""
    if isinstance(data, dict) and "seed" in data:
        return SESSION.validate_python(data)
    return PlainSession.model_validate(data)


def session_of(plain: PlainSession, moves: tuple[tuple[FoundMove, ...], ...], scenario: Scenario) -> Session:
    """A plain transcript as a session, with the moves found in each reply; nothing was decided in it."""
    people = {person.id: Change() for person in scenario.people} if scenario.second else {}
    decision = Decision(Act.REACT, "transcript", changes=people)
    start = datetime(1970, 1, 1, tzinfo=UTC)
    opening = PlainTurn(text="", utterance=plain.opening)
    turns = tuple(
        Turn(number, turn.text, tuple(found), _told(decision, turn), Utterance(turn.utterance, ""), start)
        for number, (turn, found) in enumerate(zip((opening, *plain.turns), ((), *moves), strict=True))
    )
    return Session(
        id="transcript",
        learner="",
        scenario=plain.scenario,
        version=scenario.version,
        language=plain.language,
        difficulty=Difficulty.NORMAL,
        seed=0,
        started=start,
        turns=turns,
    )


def _told(decision: Decision, turn: PlainTurn) -> Decision:
    return replace(decision, act=Act.TELL, degree=turn.told) if turn.told else decision
