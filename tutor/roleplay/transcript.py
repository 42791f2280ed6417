"""A transcript that was not played here, as a session.

What was said, what the counterpart gave away and what was agreed stand in the transcript. Which reaction a
reply draws and which phase it falls in are what the Director would have made of it; named phases win.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tutor.domain.move import FoundMove
from tutor.domain.record import PlainSession, PlainTurn
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Act, Change, Decision, Session, Turn, Utterance
from tutor.errors import SessionError
from tutor.roleplay.addressing import addressed, last_speaker
from tutor.roleplay.director import decide
from tutor.roleplay.engine import readable
from tutor.roleplay.readings import reread
from tutor.roleplay.recogniser import Recogniser
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import beginning

START = datetime(1970, 1, 1, tzinfo=UTC)


def moves_in(
    plain: PlainSession, scenario: Scenario, recogniser: Recogniser
) -> tuple[tuple[FoundMove, ...], ...]:
    """The moves in each reply of a transcript, recognised where it does not name them itself."""

    def heard(text: str, context: str) -> tuple[FoundMove, ...]:
        found = recogniser.recognise(text, context, plain.language)
        return addressed(
            scenario, text, reread(scenario.readings, text, found), last_speaker(scenario, context)
        )

    before = (plain.opening, *(turn.utterance for turn in plain.turns))
    return tuple(
        heard(readable(turn.text), context) if turn.moves is None else turn.moves
        for turn, context in zip(plain.turns, before, strict=False)
    )


def session_of(plain: PlainSession, moves: Sequence[tuple[FoundMove, ...]], scenario: Scenario) -> Session:
    """The transcript as a session, with the moves found in each reply.

    SessionError where it names a phase or terms that the scenario does not have.
    """
    _check(plain, scenario)
    opening = Turn(0, "", (), Decision(Act.REACT, "transcript"), Utterance(plain.opening, ""), START)
    said = zip(plain.turns, moves, _decisions(plain, moves, scenario), strict=True)
    turns = (
        Turn(number, turn.text, tuple(found), decision, Utterance(turn.utterance, ""), START)
        for number, (turn, found, decision) in enumerate(said, start=1)
    )
    return Session(
        id="transcript",
        learner="",
        scenario=plain.scenario,
        version=scenario.version,
        language=plain.language,
        difficulty=Difficulty.NORMAL,
        seed=0,
        started=START,
        turns=(opening, *turns),
    )


def _decisions(
    plain: PlainSession, moves: Sequence[tuple[FoundMove, ...]], scenario: Scenario
) -> Iterator[Decision]:
    """What the counterpart did after each reply, and the phase that the reply fell in."""
    state, people = beginning(scenario), {person.id: Change() for person in scenario.people}
    marked = any(turn.phase for turn in plain.turns)
    phase = scenario.phases[0].id
    for number, (turn, found) in enumerate(zip(plain.turns, moves, strict=True), start=1):
        phase = turn.phase or phase
        state = replace(state, phase=phase) if marked else state
        made, state = decide(scenario, state, Reply(turn.text, tuple(found)))
        state = replace(state, used=(*state.used, f"{made.subject}.0"))
        changes = people | dict(made.changes) if scenario.second else {}
        heard = Decision(Act.REACT, made.subject, phase=phase if marked else made.phase, changes=changes)
        yield _told(heard, turn, plain.deal if number == len(plain.turns) else {})


def _told(heard: Decision, turn: PlainTurn, deal: dict[str, float]) -> Decision:
    decision = replace(heard, deal=deal) if deal else heard
    return replace(decision, act=Act.TELL, degree=turn.told) if turn.told else decision


def _check(plain: PlainSession, scenario: Scenario) -> None:
    issues = {it.id for it in scenario.negotiation.issues} if scenario.negotiation else set()
    for what, known, used in (
        ("phase", {it.id for it in scenario.phases}, {it.phase for it in plain.turns if it.phase}),
        ("issue", issues, set(plain.deal)),
    ):
        if wrong := used - known:
            raise SessionError(
                f"The transcript names the {what} {', '.join(sorted(wrong))}, but {scenario.id} has "
                f"{', '.join(sorted(known)) or 'none'}."
            )
