"""Checks of rubrics that a schema cannot make; pure, every finding with its line and mend."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located, names_fit, twice
from tutor.authoring.yaml_file import Trail, YamlFile
from tutor.domain.rubric import Count, Rubric


def lint_rubric(yaml: YamlFile, rubric: Rubric) -> tuple[Finding, ...]:
    """Everything wrong with one rubric."""
    file = Located(yaml)
    return (
        *names_fit(file, rubric.id, rubric.language),
        *twice(file, "criteria", [criterion.id for criterion in rubric.criteria]),
        *_levels(file, rubric),
    )


def _levels(file: Located, rubric: Rubric) -> Iterator[Finding]:
    for number, criterion in enumerate(rubric.criteria):
        for step, level in enumerate(criterion.levels):
            where: Trail = ("criteria", number, "levels", step)
            if step and not level.when:
                yield file.error(
                    where, f"{criterion.id}: level {level.level} asks nothing. Say what must be done."
                )
            for part, measure in enumerate(level.when):
                if isinstance(measure, Count) and measure.max is not None and measure.max < measure.min:
                    yield file.error(
                        (*where, "when", part), f"min {measure.min} is above max {measure.max}: unreachable."
                    )
