"""Sessions and turns for the tests of the store."""

from datetime import UTC, datetime, timedelta

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Degree, Difficulty, EndingKind
from tutor.domain.session import Act, Change, Decision, Mood, Offer, Party, Session, Turn, Utterance

START = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


def turn(number: int, text: str = "", **decided: object) -> Turn:
    """A turn that uses every field; the opening has no reply."""
    said = text or ("" if number == 0 else f"Reply {number}: how are you?")
    decision = Decision(
        Act.TELL,
        "workload",
        Mood.TENSE,
        Degree.HINT,
        Change(trust=0.1, tension=-0.05),
        phase="explore",
        sets=("asked",),
        reasons=("need",),
        learner_offer=Offer(Party.LEARNER, number, {"salary": 4250.0}, conditional=True),
        deal={"salary": 4250.0},
        **decided,  # type: ignore[arg-type]
    )
    moves = (FoundMove(Move.ASK_OPEN, 0.875, 0, len(said)),) if said else ()
    utterance = Utterance(f"Answer {number}.", f"line-{number}")
    at = START + timedelta(seconds=number)
    return Turn(number, said, moves, decision, utterance, at, {"engine": "embedded", "version": "3"})


def session(id: str = "s1", learner: str = "lea", **fields: object) -> Session:
    """A session with its opening."""
    made = {
        "id": id,
        "learner": learner,
        "scenario": "missed-deadlines",
        "version": 3,
        "language": "nl",
        "difficulty": Difficulty.HARD,
        "seed": 2**40,
        "started": START,
        "turns": (turn(0),),
    }
    return Session(**(made | fields))  # type: ignore[arg-type]


def last_turn(number: int) -> Turn:
    """A turn that ends the conversation."""
    return turn(number, ending="plan", outcome=EndingKind.AGREEMENT)
