"""Checks of scenarios that a schema cannot make; pure, every finding with its line and mend."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tutor.authoring.yaml_file import Trail, YamlFile
from tutor.domain.condition import Condition, mentions
from tutor.domain.lines import SLOTS
from tutor.domain.scenario import Degree, Ending, EndingKind, Hint, Phase, Reaction, Scenario

FEW = 3
"""With fewer variants than this a line comes back too soon."""


class Severity(StrEnum):
    """An error keeps a scenario from working; a warning makes it worse than it could be."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong where, and how to mend it."""

    path: Path
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"


@dataclass(frozen=True)
class Located:
    """A file with the means to say where something in it stands."""

    yaml: YamlFile

    def error(self, trail: Trail, message: str) -> Finding:
        return Finding(self.yaml.path, self.yaml.line(trail), Severity.ERROR, message)

    def warning(self, trail: Trail, message: str) -> Finding:
        return Finding(self.yaml.path, self.yaml.line(trail), Severity.WARNING, message)


def lint_scenario(yaml: YamlFile, scenario: Scenario) -> tuple[Finding, ...]:
    """Everything wrong with one scenario."""
    file = Located(yaml)
    return (
        *names_fit(file, scenario.id, scenario.language),
        *_references(file, scenario),
        *_endings(file, scenario),
        *_lines(file, scenario),
        *_leaks(file, scenario),
        *_numbers(file, scenario),
    )


def names_fit(file: Located, id: str, language: str, field: str = "id") -> Iterator[Finding]:
    path = file.yaml.path
    if path.parent.name != id:
        folder = path.parent.name
        yield file.error((field,), f"{field} is {id!r} but the folder is {folder!r}. Make them the same.")
    if path.stem != language:
        yield file.error(
            ("language",), f"language is {language!r} but the file is {path.name}. Make them the same."
        )


def conditions_of(scenario: Scenario) -> Iterator[tuple[Trail, Condition]]:
    groups: tuple[tuple[str, Sequence[Phase | Reaction | Ending | Hint]], ...] = (
        ("phases", scenario.phases),
        ("reactions", scenario.reactions),
        ("endings", scenario.endings),
        ("hints", scenario.hints),
    )
    for name, items in groups:
        for number, item in enumerate(items):
            yield (name, number, "when"), item.when
    for number, fact in enumerate(scenario.facts):
        for step, disclosure in enumerate(fact.disclosures):
            yield ("facts", number, "disclosures", step, "when"), disclosure.when


def _references(file: Located, scenario: Scenario) -> Iterator[Finding]:
    phases = {phase.id for phase in scenario.phases}
    facts = {fact.id for fact in scenario.facts}
    flags = {flag for reaction in scenario.reactions for flag in reaction.sets}
    for trail, when in conditions_of(scenario):
        known = (("phase", when.phase, phases), ("fact", when.facts, facts), ("flag", when.flags, flags))
        for kind, used, there in known:
            for name in used:
                if name not in there:
                    yield file.error(trail, f"{kind} {name!r} does not exist. There are: {listed(there)}.")
        for fact, degree in when.facts.items():
            if degree not in set(Degree):
                yield file.error(trail, f"{fact}: {degree!r} is no degree. Use hint, part or whole.")
    yield from twice(file, "facts", [fact.id for fact in scenario.facts])
    yield from twice(file, "reactions", [reaction.id for reaction in scenario.reactions])
    yield from twice(file, "endings", [ending.id for ending in scenario.endings])


def twice(file: Located, group: str, ids: Sequence[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, id in enumerate(ids):
        if id in seen:
            yield file.error((group, number, "id"), f"id {id!r} stands twice. Give each its own.")
        seen.add(id)


def _endings(file: Located, scenario: Scenario) -> Iterator[Finding]:
    kinds = {ending.kind for ending in scenario.endings}
    for kind in (EndingKind.AGREEMENT, EndingKind.STALEMATE, EndingKind.WALK_OUT, EndingKind.TIME):
        if kind not in kinds:
            yield file.error(("endings",), f"There is no ending of kind {kind.value}. Add one.")
    sets = {flag for reaction in scenario.reactions for flag in reaction.sets}
    for number, ending in enumerate(scenario.endings):
        asks = ending.when.specificity > 0
        if ending.kind is EndingKind.AGREEMENT and not scenario.negotiation and not asks:
            yield file.error(
                ("endings", number), f"ending {ending.id!r} is given away. Say when it is earned."
            )
        for flag in set(ending.when.flags) & sets:
            yield from _free_flags(file, scenario, flag)


def _free_flags(file: Located, scenario: Scenario, flag: str) -> Iterator[Finding]:
    for number, reaction in enumerate(scenario.reactions):
        if flag in reaction.sets and not reaction.when.specificity:
            yield file.error(
                ("reactions", number),
                f"reaction {reaction.id!r} sets {flag!r}, which ends the talk well, for nothing. "
                "Give it a condition (trust, a fact told).",
            )


def lines_of(scenario: Scenario) -> Iterator[tuple[Trail, tuple[str, ...], str]]:
    """Every group of lines: where it stands, the lines, and the fact that it may tell."""
    yield ("opening",), scenario.opening, ""
    yield ("stay",), scenario.stay, ""
    yield ("fallbacks", "topic"), scenario.fallbacks.topic, ""
    yield ("fallbacks", "character"), scenario.fallbacks.character, ""
    for number, reaction in enumerate(scenario.reactions):
        yield ("reactions", number, "lines"), reaction.lines, ""
    for number, ending in enumerate(scenario.endings):
        yield ("endings", number, "lines"), ending.lines, ""
    for number, fact in enumerate(scenario.facts):
        yield ("facts", number, "denial"), fact.denial, ""
        yield ("facts", number, "unknown"), fact.unknown, ""
        for step, disclosure in enumerate(fact.disclosures):
            told = fact.id if disclosure.degree is not Degree.HINT else ""
            yield ("facts", number, "disclosures", step, "lines"), disclosure.lines, told
    if scenario.negotiation:
        for name, lines in scenario.negotiation.lines:
            yield ("negotiation", "lines", name), lines, ""


def _lines(file: Located, scenario: Scenario) -> Iterator[Finding]:
    slots = SLOTS | {person.id for person in scenario.people if scenario.second}
    every = Counter(line for _, lines, _ in lines_of(scenario) for line in lines)
    for trail, lines, _ in lines_of(scenario):
        if len(lines) < FEW and trail[0] in {"reactions", "opening", "stay", "fallbacks"}:
            yield file.warning(trail, f"{len(lines)} variants. Write {FEW} or more, or it repeats soon.")
        for number, line in enumerate(lines):
            if every[line] > 1:
                yield file.warning((*trail, number), f"{line!r} stands more than once. Vary it.")
            for slot in set(re.findall(r"\{([\w-]*)\}", line)) - slots:
                there = ", ".join(f"{{{name}}}" for name in sorted(slots))
                yield file.error((*trail, number), f"{{{slot}}} is no slot. There are: {there}.")


def _leaks(file: Located, scenario: Scenario) -> Iterator[Finding]:
    conditions = dict(conditions_of(scenario))
    for trail, lines, telling in lines_of(scenario):
        when = conditions.get((*trail[:-1], "when"), Condition())
        safe = {fact for fact, degree in when.facts.items() if degree in {Degree.PART, Degree.WHOLE}}
        for number, line in enumerate(lines):
            betrayed = {fact.id for fact in scenario.facts if mentions(line, fact.words)}
            for fact in sorted(betrayed - safe - {telling}):
                yield file.error(
                    (*trail, number),
                    f"{line!r} betrays fact {fact!r} before it is told. Reword it, or add "
                    f"`when: {{facts: {{{fact}: part}}}}`.",
                )


def _numbers(file: Located, scenario: Scenario) -> Iterator[Finding]:
    if not (table := scenario.negotiation):
        return
    for side, total in (
        ("counterpart", sum(issue.counterpart_weight for issue in table.issues)),
        ("learner", sum(issue.learner_weight for issue in table.issues)),
    ):
        if abs(total - 1) > 0.01:
            yield file.error(("negotiation", "issues"), f"{side} weights add up to {total:g}, not to 1.")


def listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
