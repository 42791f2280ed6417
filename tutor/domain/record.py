"""Sessions as JSON: what is stored, exported and read back, with nothing lost."""

from datetime import UTC, datetime
from typing import Any

from pydantic import Field, TypeAdapter

from tutor.domain.frozen import Frozen
from tutor.domain.move import FoundMove
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Act, Change, Decision, Session, Turn, Utterance

TURN: TypeAdapter[Turn] = TypeAdapter(Turn)
SESSION: TypeAdapter[Session] = TypeAdapter(Session)


class PlainTurn(Frozen):
    """A turn as another program or a person writes it: what was said on both sides."""

    text: str
    utterance: str = ""
    moves: tuple[FoundMove, ...] | None = None


class PlainSession(Frozen):
    """A transcript to be scored that was not played here; opening is the counterpart's first line."""

    scenario: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    opening: str = ""
    turns: tuple[PlainTurn, ...]


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
    said = [("", (), plain.opening)] + [
        (turn.text, found, turn.utterance) for turn, found in zip(plain.turns, moves, strict=True)
    ]
    turns = tuple(
        Turn(number, text, tuple(found), decision, Utterance(answer, ""), start)
        for number, (text, found, answer) in enumerate(said)
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
