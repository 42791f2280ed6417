"""Moments in which a counterpart speaks: what was decided, as a scenario would have it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tutor.domain.lines import split_line
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, Part
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import Moment

HERE = Path(__file__).parent


def moment(scenario: Scenario, act: str, subject: str, degree: str = "") -> Moment:
    """The moment at the beginning of a scenario in which this was decided."""
    state = beginning(scenario)
    decided = Act("react" if act == "react" else act)
    owners = {fact.id: scenario.owner(fact) for fact in scenario.facts}
    by = {reaction.id: reaction.by for reaction in scenario.reactions}
    speaker = owners.get(subject) or by.get(subject) or scenario.persona.id if scenario.second else ""
    decision = Decision(decided, subject, degree=Degree(degree) if degree else None, speaker=speaker)
    return Moment(scenario, state, decision, 1)


def anything(scenario: Scenario) -> list[Moment]:
    """Moments for all that can be decided before anything is told."""
    rings = [("fall-back", "fallback-topic"), ("fall-back", "fallback-character")]
    asked = [("react", it.id) for it in scenario.reactions if not it.when.facts]
    hidden = [("withhold", fact.id) for fact in scenario.facts]
    table = [("hold", "table"), ("ask-back", "table")] if scenario.negotiation else []
    return [moment(scenario, *it) for it in (*rings, *asked, *hidden, *table)]


def parts(scenario: Scenario, text: str) -> tuple[Part, ...]:
    """Who says what, where the text has a name before the words of each of two counterparts."""
    if scenario.second is None:
        return ()
    marked = text
    for person in scenario.people:
        marked = marked.replace(f"{person.name}: ", f"{{{person.id}}} ")
    ids = [person.id for person in scenario.people]
    return tuple(Part(who, said, "") for who, said in split_line(marked, scenario.persona.id, ids))


def rewordings(scenarios: Sequence[Scenario], language: str) -> Iterator[tuple[Moment, str]]:
    """Honest replies written by hand, each with the moment it is meant for."""
    listed = yaml.safe_load((HERE / f"honest.{language}.yaml").read_text("utf-8"))
    known = {scenario.id: scenario for scenario in scenarios}
    for id, replies in listed.items():
        for act, subject, *degree, text in replies:
            yield moment(known[id], act, subject, *degree), text
