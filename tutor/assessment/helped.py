"""Which help a learner had in a practice, and what of it is left behind by going back."""

from dataclasses import dataclass

from tutor.domain.session import Mode, Origin, Session


@dataclass(frozen=True, slots=True)
class Help:
    """Hints asked for, replies on which there was feedback, and the reply that was gone back to, if any.

    What was had before going back counts: the learner still knows it.
    """

    hints: int
    feedback: int
    back: int | None = None

    def __bool__(self) -> bool:
        return bool(self.hints or self.feedback or self.back)


def helped(session: Session) -> Help:
    """All help that a learner had in a practice and in those that it was taken up from."""
    left = session.origin or Origin("", 0)
    hints, feedback = len(session.hints) + left.hints, len(_read(session)) + left.feedback
    return Help(hints, feedback, session.origin.turn + 1 if session.origin else None)


def origin_of(session: Session, turn: int) -> Origin:
    """Where a branch comes from that goes on after a turn, with the help in what it leaves out."""
    before = session.origin or Origin("", 0)
    hints = sum(given > turn for given, _ in session.hints)
    feedback = sum(reply > turn for reply in _read(session))
    return Origin(session.id, turn, before.hints + hints, before.feedback + feedback)


def _read(session: Session) -> tuple[int, ...]:
    """The replies on which there was feedback: all, where it came by itself."""
    if session.mode is Mode.COACHED:
        return tuple(turn.number for turn in session.turns if turn.number)
    return session.feedback
