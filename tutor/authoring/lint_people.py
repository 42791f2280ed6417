"""Checks of scenarios with two counterparts: who says what, whose fact it is, and that both are there."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located, conditions_of, lines_of, listed
from tutor.authoring.yaml_file import Trail, YamlFile
from tutor.domain.lines import opener
from tutor.domain.scenario import Scenario


def lint_people(yaml: YamlFile, scenario: Scenario) -> tuple[Finding, ...]:
    """Everything wrong with who is who; a scenario with one counterpart names nobody."""
    file = Located(yaml)
    if scenario.second is None:
        return (*_named_in(file, scenario, set()),)
    people = {person.id for person in scenario.people}
    return (
        *_named_in(file, scenario, people),
        *_owned(file, scenario),
        *_said(file, scenario),
        *_heard(file, scenario),
    )


def _named_in(file: Located, scenario: Scenario, people: set[str]) -> Iterator[Finding]:
    for trail, name in _names(scenario):
        if name and name not in people:
            there = f"There are: {listed(people)}." if people else "They need a `second`."
            yield file.error(trail, f"counterpart {name!r} does not exist. {there}")


def _names(scenario: Scenario) -> Iterator[tuple[Trail, str]]:
    for number, fact in enumerate(scenario.facts):
        yield ("facts", number, "owner"), fact.owner
    for number, reaction in enumerate(scenario.reactions):
        yield ("reactions", number, "by"), reaction.by
    for trail, when in conditions_of(scenario):
        yield from ((trail, id) for id in when.people)


def _owned(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, fact in enumerate(scenario.facts):
        where: Trail = ("facts", number)
        if not fact.owner:
            yield file.error(where, f"fact {fact.id!r} has no owner. Say which counterpart knows it.")
        if fact.asked and not fact.unknown:
            yield file.warning(
                where, f"fact {fact.id!r}: write `unknown`, for when the other is asked about it."
            )
        for line in (*fact.denial, *(line for step in fact.disclosures for line in step.lines)):
            if opener(line) not in ("", scenario.owner(fact)):
                yield file.error(where, f"{line!r} begins with the other. Only the owner can tell it.")


def _said(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, reaction in enumerate(scenario.reactions):
        where: Trail = ("reactions", number)
        if reaction.cuts_in and not reaction.by:
            yield file.error(where, f"reaction {reaction.id!r} cuts in. Say by whom.")
        if reaction.by and any(opener(line) not in ("", reaction.by) for line in reaction.lines):
            yield file.error(where, f"reaction {reaction.id!r} is said by {reaction.by!r}, not as marked.")


def _heard(file: Located, scenario: Scenario) -> Iterator[Finding]:
    """Both must have something to say when a rule of the engine makes either of them speak."""
    open_to_both = {"stay": scenario.stay, "topic": scenario.fallbacks.topic}
    open_to_both["character"] = scenario.fallbacks.character
    for name, lines in open_to_both.items():
        trail: Trail = ("stay",) if name == "stay" else ("fallbacks", name)
        for person in scenario.people:
            if not any(opener(line) in ("", person.id) for line in lines):
                yield file.error(trail, f"{person.id!r} has no line here. Begin one with {{{person.id}}}.")
    for trail, lines, _ in lines_of(scenario):
        if trail[0] == "endings" and not all(opener(line) for line in lines):
            yield file.warning(trail, "Begin each line with who says it, e.g. {" + scenario.persona.id + "}.")
