"""Criteria and levels of a rubric for which none of its scenarios gives an occasion; pure.

Scenarios and rubrics are taken as they were parsed: building the models of all scenarios again would take
longer than all other checks.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tutor.authoring.lint import Finding, Located
from tutor.authoring.yaml_file import Trail, YamlFile
from tutor.domain.scenario import Degree, Scenario

TURNS: int = Scenario.model_fields["turns"].default


def lint_opportunity(file: YamlFile, scenarios: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """What can be scored in none of the scenarios that use the rubric."""
    located = Located(file)
    for number, criterion in enumerate(file.data["criteria"] if scenarios else ()):
        asked = criterion.get("opportunity", ())
        places = [it for it in scenarios if all(possible(measure, it) for measure in asked)]
        if not places:
            yield located.error(
                ("criteria", number, "opportunity"),
                f"{criterion['id']}: no scenario that is scored on this rubric gives an opportunity for it, "
                "so it never gets a level. Change the condition, or write a scenario that gives one.",
            )
            continue
        for step, level in enumerate(criterion["levels"]):
            where: Trail = ("criteria", number, "levels", step)
            yield from _reached(located, where, criterion["id"], level, places)


def _reached(
    file: Located, where: Trail, id: str, level: Mapping[str, Any], places: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    measures = level.get("when", ())
    if any(all(possible(measure, it) for measure in measures) for it in places):
        return
    never = [measure for measure in measures if not any(possible(measure, it) for it in places)]
    if any("phase" in it or "told" in it for it in never):
        return  # lint_rubric names these, with the names that there are
    what = str(never[0]) if never else "its conditions together"
    yield file.error(
        where,
        f"{id}: level {level['level']} is unreachable: {what} can come about in no scenario that is scored "
        "on this rubric. Ask less, or write a scenario in which it can.",
    )


def possible(measure: Mapping[str, Any], scenario: Mapping[str, Any]) -> bool:
    """Whether a measure can hold in a scenario at all."""
    if "deal" in measure:
        return "negotiation" in scenario
    if "ended" in measure:
        return bool({it["kind"] for it in scenario.get("endings", ())} & set(measure["ended"]))
    if "balance" in measure or measure.get("each"):
        return "second" in scenario
    if "told" in measure:
        return _tellings(scenario, measure.get("degree", Degree.WHOLE.value), measure["told"]) > 0
    if "response" in measure:
        return int(_tellings(scenario, measure["to"])) >= int(measure.get("min", 1))
    if "answered" in measure:
        there = {it["id"] for group in ("reactions", "endings") for it in scenario.get(group, ())}
        return not measure.get("min", 0) or bool(there & set(measure["answered"]))
    if measure.get("phase"):
        return bool({it["id"] for it in scenario["phases"]} & set(measure["phase"]))
    return int(measure.get("min", 0) if "count" in measure else 0) <= int(scenario.get("turns", TURNS))


def _tellings(scenario: Mapping[str, Any], least: str, fact: str = "") -> int:
    """How often something hidden, or one fact, can be told to at least a degree."""
    rank = Degree(least).rank
    return sum(
        Degree(step["degree"]).rank >= rank
        for it in scenario.get("facts", ())
        if not fact or it["id"] == fact
        for step in it.get("disclosures", ())
    )
