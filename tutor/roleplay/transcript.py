"""A transcript that was not played here, as a session.

What was said, what the counterpart gave away and what was agreed stand in the transcript. Which reaction a
reply draws and which phase it falls in are what the Director would have made of it; named phases win. Where
it does not say how the conversation ended, a yes to the learner's last step is read as an agreement.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from tutor.domain.move import FoundMove, Move
from tutor.domain.record import PlainSession, PlainTurn
from tutor.domain.scenario import Difficulty, EndingKind, Scenario
from tutor.domain.session import Act, Change, Decision, Session, Turn, Utterance
from tutor.errors import SessionError
from tutor.roleplay.addressing import last_speaker
from tutor.roleplay.director import decide
from tutor.roleplay.engine import readable
from tutor.roleplay.recognition.recogniser import Recogniser
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import beginning
from tutor.roleplay.understanding import understood

START = datetime(1970, 1, 1, tzinfo=UTC)
STEPS = frozenset({Move.PROPOSE, Move.SUMMARISE, Move.CLOSE})
"""What puts a step forward or rounds one off, so that a yes to it is an agreement."""
LAST_REPLIES = 2
"""A step that is older than this was talked over again, or left."""
SURE = 0.5
"""Probability from which the counterpart said yes."""


def heard(plain: PlainSession, scenario: Scenario, recogniser: Recogniser) -> PlainSession:
    """The transcript with the moves in each reply and how it ended, found where it does not say so itself."""

    def moves(text: str, context: str) -> tuple[FoundMove, ...]:
        found = recogniser.recognise(text, context, plain.language)
        return understood(scenario, text, found, last_speaker(scenario, context))

    before = (plain.opening, *(turn.utterance for turn in plain.turns))
    turns = tuple(
        turn.model_copy(update={"moves": moves(readable(turn.text), context)}) if turn.moves is None else turn
        for turn, context in zip(plain.turns, before, strict=False)
    )
    known = plain.model_copy(update={"turns": turns})
    agreed = plain.ended is None and scenario.negotiation is None and _agreed(known, scenario, recogniser)
    return known.model_copy(update={"ended": EndingKind.AGREEMENT}) if agreed else known


def _agreed(plain: PlainSession, scenario: Scenario, recogniser: Recogniser) -> bool:
    """Whether the counterpart said yes to the last step, and nothing else was taken up after it."""
    late = reversed(plain.turns[-LAST_REPLIES:])
    last = next((it for it in late if STEPS & {one.move for one in it.moves or ()}), None)
    if last is None:
        return False
    names = "|".join(re.escape(person.name) for person in scenario.people)
    answer = re.sub(rf"\b(?:{names}):\s*", "", last.utterance)
    found = recogniser.recognise(answer, last.text, plain.language)
    return any(it.move is Move.ACCEPT and it.confidence >= SURE for it in found)


def session_of(plain: PlainSession, scenario: Scenario) -> Session:
    """The transcript, in which the moves are known, as a session.

    SessionError where it names a phase or terms that the scenario does not have.
    """
    _check(plain, scenario)
    opening = Turn(0, "", (), Decision(Act.REACT, "transcript"), Utterance(plain.opening, ""), START)
    turns = (
        Turn(number, turn.text, turn.moves or (), decision, Utterance(turn.utterance, ""), START)
        for number, (turn, decision) in enumerate(
            zip(plain.turns, _decisions(plain, scenario), strict=True), start=1
        )
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


def _decisions(plain: PlainSession, scenario: Scenario) -> Iterator[Decision]:
    """What the counterpart did after each reply, and the phase that the reply fell in."""
    state, people = beginning(scenario), {person.id: Change() for person in scenario.people}
    marked = any(turn.phase for turn in plain.turns)
    phase = scenario.phases[0].id
    for number, turn in enumerate(plain.turns, start=1):
        phase = turn.phase or phase
        state = replace(state, phase=phase) if marked else state
        made, state = decide(scenario, state, Reply(turn.text, turn.moves or ()))
        state = replace(state, used=(*state.used, f"{made.subject}.0"))
        changes = people | dict(made.changes) if scenario.second else {}
        decision = Decision(Act.REACT, made.subject, phase=phase if marked else made.phase, changes=changes)
        yield _as_told(decision, turn, plain if number == len(plain.turns) else None)


def _as_told(decision: Decision, turn: PlainTurn, last_of: PlainSession | None) -> Decision:
    """The decision with what the transcript says of it, and on its last turn how it all came out."""
    if last_of:
        outcome = last_of.ended or (EndingKind.AGREEMENT if last_of.deal else None)
        decision = replace(decision, deal=last_of.deal or None, outcome=outcome)
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
