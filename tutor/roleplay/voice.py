"""The scripted Voice: words a decision with the scenario's lines, none twice while another is left."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tutor.domain.hearing import Hear
from tutor.domain.lines import said_by, split_line
from tutor.domain.never import forbidden
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, Part, State, Turn, Utterance
from tutor.roleplay.offers.parsing import say_offer

EMBEDDED = "embedded"
"""The engine that needs no language model."""
STOOD_IN = f"{EMBEDDED}: "
"""What the engine of a turn begins with where a language model was to word it; why it did not follows."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a voice speaks: what was decided on which reply, the state before it, and the turns so far.

    learner is on whose behalf it speaks, for the budget of a language model.
    """

    scenario: Scenario
    before: State
    decision: Decision
    seed: int
    turns: tuple[Turn, ...] = ()
    text: str = ""
    learner: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, and for the stamp of the turn what said it (engine, model, prompt)."""

    utterance: Utterance
    stamp: Mapping[str, str] = field(default_factory=lambda: {"engine": EMBEDDED})


class Voice(Protocol):
    """Words what the Director decided; hear gets each sentence as soon as it may be shown."""

    async def speak(self, moment: Moment, hear: Hear) -> Spoken: ...


class ScriptedVoice:
    """Takes its lines from the scenario file; they come at once, so there is nothing to hear before."""

    async def speak(self, moment: Moment, hear: Hear) -> Spoken:
        return Spoken(scripted(moment.scenario, moment.before, moment.decision, moment.seed))


def scripted(scenario: Scenario, before: State, decision: Decision, seed: int) -> Utterance:
    """The line for a decision: one not said yet where there is one, else the one said longest ago."""
    lines = pool(scenario, decision)
    line = _least_recent(lines, before, seed)
    text, fallback = filled(lines[line], scenario, decision), decision.act is Act.FALL_BACK
    if scenario.second is None:
        return Utterance(text, line, fallback)
    said = [*_parts(scenario, text, line, decision.speaker), *_added(scenario, before, decision, seed)]
    text = "\n".join(f"{scenario.person(part.speaker).name}: {part.text}" for part in said)
    return Utterance(text, line, fallback, parts=tuple(said))


def _parts(scenario: Scenario, text: str, line: str, speaker: str) -> list[Part]:
    ids = [person.id for person in scenario.people]
    words = split_line(text, speaker or scenario.persona.id, ids)
    return [Part(who, said, line) for who, said in words]


def _added(scenario: Scenario, before: State, decision: Decision, seed: int) -> list[Part]:
    """What the other of two counterparts adds to the answer."""
    if not decision.second:
        return []
    other = next(person.id for person in scenario.people if person.id != decision.speaker)
    lines = pool(scenario, Decision(Act.REACT, decision.second, speaker=other))
    line = _least_recent(lines, before, seed)
    return _parts(scenario, filled(lines[line], scenario, decision), line, other)


def pool(scenario: Scenario, decision: Decision) -> Mapping[str, str]:
    """The lines that convey a decision, by line id (``storylet.number``).

    Those that a trainer marked as never to be said are left out, unless there is no other: then the guard
    objects, and a fall-back is said.
    """
    storylet, lines = _storylet(scenario, decision)
    sayable = (said_by(lines, decision.speaker) if decision.speaker else {}) or dict(enumerate(lines))
    ids = [person.id for person in scenario.people]
    kept = {number: line for number, line in sayable.items() if not forbidden(scenario.never, line, ids)}
    return {f"{storylet}.{number}": line for number, line in (kept or sayable).items()}


def _storylet(scenario: Scenario, decision: Decision) -> tuple[str, tuple[str, ...]]:
    subject = decision.subject
    match decision.act:
        case Act.OPEN:
            return "opening", scenario.opening
        case Act.STAY:
            return "stay", scenario.stay
        case Act.FALL_BACK:
            ring = scenario.fallbacks.topic if subject == "fallback-topic" else scenario.fallbacks.character
            return subject, ring
        case Act.END:
            return subject, next(ending.lines for ending in scenario.endings if ending.id == subject)
        case Act.TELL | Act.WITHHOLD:
            return _disclosure(scenario, decision)
        case Act.REACT:
            return subject, next(it.lines for it in scenario.reactions if it.id == subject)
        case _:
            return _at_the_table(scenario, decision)


def _disclosure(scenario: Scenario, decision: Decision) -> tuple[str, tuple[str, ...]]:
    fact = next(fact for fact in scenario.facts if fact.id == decision.subject)
    if decision.act is Act.WITHHOLD and decision.speaker in ("", scenario.owner(fact)):
        return f"{fact.id}-denial", fact.denial
    if decision.act is Act.WITHHOLD:
        return f"{fact.id}-unknown", fact.unknown
    step = next(step for step in fact.disclosures if step.degree is decision.degree)
    return f"{fact.id}-{Degree(step.degree).value}", step.lines


def _at_the_table(scenario: Scenario, decision: Decision) -> tuple[str, tuple[str, ...]]:
    assert scenario.negotiation is not None, "only a negotiation decides on offers"
    lines = scenario.negotiation.lines
    sets = {
        Act.OFFER: lines.offer,
        Act.HOLD: lines.hold,
        Act.ACCEPT: lines.accept,
        Act.REJECT: lines.reject,
        Act.ASK_BACK: lines.unclear,
        Act.BLUFF_CALL: lines.bluff,
    }
    return f"table-{decision.act.value}", sets[decision.act]


def _least_recent(lines: Mapping[str, str], state: State, seed: int) -> str:
    def age(line: str) -> tuple[int, str]:
        last = max((i for i, used in enumerate(state.used) if used == line), default=-1)
        return last, hashlib.sha256(f"{seed}:{line}".encode()).hexdigest()

    return min(lines, key=age)


def filled(line: str, scenario: Scenario, decision: Decision) -> str:
    """The line with its slots filled; ``{offer}`` is the deal or the offer made now, in words."""
    terms = decision.deal or (decision.offer.terms if decision.offer else None)
    if "{offer}" in line and terms is not None and scenario.negotiation is not None:
        line = line.replace("{offer}", say_offer(terms, scenario.negotiation, scenario.language))
    return line.replace("{counterpart}", scenario.persona.name)
