"""The hidden side of a conversation, turn by turn: which reply opened or closed what."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.assessment.feedback import felt
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Change, Session, Turn

MOVING = 0.12
"""What trust and openness together must gain on tension, or lose, before a reply counts as a beat."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A reply that did something on the other side.

    truth and degree say what it got told, and name who told it; closed that the counterpart told nothing for
    a while after it; change is of the gauges.
    """

    turn: int
    quote: str
    change: Change
    truth: str = ""
    degree: Degree | None = None
    name: str = ""
    closed: bool = False


def story(session: Session, scenario: Scenario) -> tuple[Beat, ...]:
    """The beats of a conversation in order; replies that did little are left out."""
    return tuple(_beats(session.turns, scenario))


def _beats(turns: Sequence[Turn], scenario: Scenario) -> Iterator[Beat]:
    for before, turn in itertools.pairwise(turns):
        decision, change = turn.decision, felt(turn.decision)
        speaker = scenario.person(decision.speaker).name if decision.speaker else scenario.persona.name
        fact = next((it for it in scenario.facts if it.id == decision.subject), None)
        if decision.act is Act.TELL and fact:
            yield Beat(turn.number, turn.text, change, fact.truth, decision.degree, speaker)
        elif decision.chill > before.decision.chill:
            yield Beat(turn.number, turn.text, change, name=speaker, closed=True)
        elif abs(change.trust + change.openness - change.tension) >= MOVING:
            yield Beat(turn.number, turn.text, change)
