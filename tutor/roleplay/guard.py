"""The guard: reads what the counterpart is about to say and objects to what it must not say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from tutor.domain.condition import mentions
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, Part, State
from tutor.roleplay.voice import pool


class Objection(StrEnum):
    """Why a line may not be said."""

    LEAK = "leak"
    NUMBER = "number"
    ROLE = "role"
    MARKUP = "markup"
    EMPTY = "empty"
    PROMISE = "promise"
    LEARNER = "learner"
    PRAISE = "praise"
    CODED = "coded"
    LANGUAGE = "language"
    LENGTH = "length"
    MISSING = "missing"
    NEVER = "never"


_SPEAKER = re.compile(r"(?mi)^\s*(you|jij|u|learner|deelnemer|user|assistant|system)\s*:")
_MACHINE = re.compile(
    r"(?i)\b(as an ai|language model|system prompt|als (een )?(ai|taalmodel)|taalmodel|chatbot)\b"
)
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|```|\]\(|^#{1,6} ", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def objections(
    scenario: Scenario, state: State, decision: Decision, text: str, parts: Sequence[Part] = ()
) -> tuple[Objection, ...]:
    """Everything that speaks against saying the text now; state is the one before the decision.

    parts says who says what where there are two counterparts.
    """
    return tuple(_objections(scenario, state, decision, text, parts))


def _objections(
    scenario: Scenario, state: State, decision: Decision, text: str, parts: Sequence[Part]
) -> Iterator[Objection]:
    if not text.strip():
        yield Objection.EMPTY
    if leaked(scenario, told_after(state, decision), text) or told_by_the_other(
        scenario, state, decision, parts
    ):
        yield Objection.LEAK
    if scenario.negotiation is not None and not _numbers_decided(scenario, state, decision, text):
        yield Objection.NUMBER
    if _SPEAKER.search(text) or _MACHINE.search(text):
        yield Objection.ROLE
    if _MARKUP.search(text):
        yield Objection.MARKUP
    if any(rule.is_in(text) for rule in scenario.never):
        yield Objection.NEVER


def told_after(state: State, decision: Decision) -> Mapping[str, Degree]:
    """What has been told once the decision is carried out."""
    if decision.act is Act.TELL and decision.degree is not None:
        return {**state.facts, decision.subject: decision.degree}
    return state.facts


def told_by_the_other(
    scenario: Scenario, state: State, decision: Decision, parts: Sequence[Part]
) -> tuple[str, ...]:
    """The facts that one of two counterparts betrays although they are the other's to tell, and still untold.

    Whoever a fact belongs to speaks first; once that is said, the other may take it up.
    """
    for part in parts:
        if decision.act is Act.TELL and part.speaker == decision.speaker:
            return ()
        if betrayed := leaked(scenario, state.facts, part.text):
            return betrayed
    return ()


def leaked(scenario: Scenario, told: Mapping[str, Degree], text: str) -> tuple[str, ...]:
    """The facts that the text betrays: told less than in part, yet one of their words is in it."""
    return tuple(
        fact.id
        for fact in scenario.facts
        if told.get(fact.id, Degree.HIDDEN).rank < Degree.PART.rank and mentions(text, fact.words)
    )


def _numbers_decided(scenario: Scenario, state: State, decision: Decision, text: str) -> bool:
    """Whether every number above a dozen is on the table or was written by the trainer for this decision."""
    allowed = {round(value, 2) for offer in state.offers for value in offer.terms.values()}
    allowed |= {number for line in pool(scenario, decision).values() for number in _numbers(line)}
    for terms in (decision.deal, decision.offer and decision.offer.terms, _today(scenario)):
        allowed |= {round(value, 2) for value in (terms or {}).values()}
    return all(number < 13 or number in allowed or 1900 < number < 2100 for number in _numbers(text))


def _today(scenario: Scenario) -> Mapping[str, float]:
    issues = scenario.negotiation.issues if scenario.negotiation else ()
    return {issue.id: issue.today for issue in issues}


def _numbers(text: str) -> Iterator[float]:
    for found in _NUMBER.findall(text):
        whole = re.sub(r"[.,](?=\d{3}\b)", "", found).replace(",", ".")
        yield round(float(whole), 2) if whole.count(".") <= 1 else 0.0
