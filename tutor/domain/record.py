"""Sessions as JSON: what is stored, exported and read back, with nothing lost."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from tutor.domain.frozen import Frozen
from tutor.domain.move import FoundMove
from tutor.domain.scenario import Degree, EndingKind
from tutor.domain.session import Session, Turn

TURN: TypeAdapter[Turn] = TypeAdapter(Turn)
SESSION: TypeAdapter[Session] = TypeAdapter(Session)


class PlainTurn(Frozen):
    """A turn as another program or a person writes it: what was said on both sides.

    told says that the utterance gave away something hidden, and how much of it; phase, an id of the
    scenario's, is where the conversation is from this reply on.
    """

    text: str
    utterance: str = ""
    moves: tuple[FoundMove, ...] | None = None
    told: Literal[Degree.HINT, Degree.PART, Degree.WHOLE] | None = None
    phase: str = ""


class PlainSession(Frozen):
    """A transcript to be scored that was not played here.

    opening is the counterpart's first line, deal what was agreed in the end (issue id → value), if anything;
    ended is how the conversation came to an end.
    """

    scenario: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    opening: str = ""
    turns: tuple[PlainTurn, ...]
    deal: dict[str, float] = Field({})
    ended: EndingKind | None = None


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
