"""Checks of assignments and of rubrics for texts that a schema cannot make; pure."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located, names_fit, twice
from tutor.authoring.lint_wording import lint_overlap, lint_wording
from tutor.authoring.yaml_file import YamlFile
from tutor.domain.assignment import Assignment
from tutor.domain.text_rubric import Has, TextCriterion, TextLevel, TextMeasure, TextRubric

WORDINGS = 2
"""With fewer other wordings than this, a point is found only by those who happen to use its words."""


def lint_assignment(yaml: YamlFile, assignment: Assignment) -> tuple[Finding, ...]:
    """Everything wrong with one assignment."""
    file = Located(yaml)
    return (
        *names_fit(file, assignment.id, assignment.language),
        *twice(file, "points", [point.id for point in assignment.points]),
        *_wordings(file, assignment),
        *_given_away(file, assignment),
    )


def _wordings(file: Located, assignment: Assignment) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for number, point in enumerate(assignment.points):
        if len(point.wordings) < WORDINGS:
            yield file.warning(
                ("points", number),
                f"point {point.id!r} has {len(point.wordings)} other wordings. Write {WORDINGS} or more, as "
                "learners might put it.",
            )
        for said in (point.statement, *point.wordings):
            if seen.setdefault(said.lower(), point.id) != point.id or said == "":
                yield file.error(
                    ("points", number), f"{said!r} stands under {seen[said.lower()]!r} too. Leave one."
                )


def _given_away(file: Located, assignment: Assignment) -> Iterator[Finding]:
    """Points that the task says already: repeating the task never counts."""
    task = " ".join(assignment.task.lower().split())
    for number, point in enumerate(assignment.points):
        for said in (point.statement, *point.wordings):
            if said.lower().rstrip(".") in task:
                yield file.warning(
                    ("points", number), f"the task says {said!r} already, so nobody can still make it."
                )


def lint_text_rubric(yaml: YamlFile, rubric: TextRubric) -> tuple[Finding, ...]:
    """Everything wrong with one rubric for texts."""
    file = Located(yaml)
    return (
        *names_fit(file, rubric.id, rubric.language),
        *twice(file, "criteria", [criterion.id for criterion in rubric.criteria]),
        *lint_wording(file, rubric),
        *lint_overlap(file, rubric),
        *(
            finding
            for number, criterion in enumerate(rubric.criteria)
            for finding in _unreachable(file, number, criterion)
        ),
    )


def _unreachable(file: Located, number: int, criterion: TextCriterion) -> Iterator[Finding]:
    for step, level in enumerate(criterion.levels):
        for higher in criterion.levels[step + 1 :] if level.when else ():
            if _holds_too(higher, level):
                yield file.error(
                    ("criteria", number, "levels", step),
                    f"{criterion.id}: level {level.level} is unreachable: whoever reaches it has level "
                    f"{higher.level} as well. Let level {higher.level} ask more.",
                )
        for measure in level.when:
            if isinstance(measure, Has) and measure.min is not None and measure.min > len(set(measure.has)):
                yield file.error(
                    ("criteria", number, "levels", step),
                    f"{criterion.id}: level {level.level} is unreachable: it asks {measure.min} of "
                    f"{len(set(measure.has))} parts.",
                )


def _holds_too(higher: TextLevel, level: TextLevel) -> bool:
    return all(any(_implies(given, asked) for given in level.when) for asked in higher.when)


def _implies(given: TextMeasure, asked: TextMeasure) -> bool:
    """Whether a measure holds whenever another of its kind does, by its numbers."""
    if type(given) is not type(asked):
        return False
    if isinstance(given, Has) and isinstance(asked, Has):
        least = len(asked.has) if asked.min is None else asked.min
        most = len(given.has) if given.min is None else given.min
        return set(given.has) == set(asked.has) and most >= least
    low, high = given.model_dump(), asked.model_dump()
    return all(low[name] <= high[name] if name == "high" else low[name] >= high[name] for name in low)
