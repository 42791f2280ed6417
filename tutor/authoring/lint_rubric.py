"""Checks of rubrics that a schema cannot make; pure, every finding with its line and mend."""

from collections.abc import Iterator, Sequence
from typing import Any

from tutor.authoring.lint import Finding, Located, listed, names_fit, twice
from tutor.authoring.lint_wording import lint_claims, lint_overlap, lint_wording
from tutor.authoring.yaml_file import Trail, YamlFile
from tutor.domain.rubric import Count, Ended, Level, Measure, Rubric


def lint_rubric(yaml: YamlFile, rubric: Rubric) -> tuple[Finding, ...]:
    """Everything wrong with one rubric."""
    file = Located(yaml)
    return (
        *names_fit(file, rubric.id, rubric.language),
        *twice(file, "criteria", [criterion.id for criterion in rubric.criteria]),
        *_levels(file, rubric),
        *_never(file, rubric),
        *_longest(file, rubric),
        *lint_wording(file, rubric),
        *lint_claims(file, rubric),
        *lint_overlap(file, rubric),
    )


def _levels(file: Located, rubric: Rubric) -> Iterator[Finding]:
    for number, criterion in enumerate(rubric.criteria):
        for step, level in enumerate(criterion.levels):
            where: Trail = ("criteria", number, "levels", step)
            if step and not level.when and not criterion.quality:
                yield file.error(
                    where, f"{criterion.id}: level {level.level} asks nothing. Say what must be done."
                )
            for part, measure in enumerate(level.when):
                if isinstance(measure, Count) and measure.max is not None and measure.max < measure.min:
                    yield file.error(
                        (*where, "when", part), f"min {measure.min} is above max {measure.max}: unreachable."
                    )


# --- levels that nobody can get --------------------------------------------------------------------------


def _never(file: Located, rubric: Rubric) -> Iterator[Finding]:
    for number, criterion in enumerate(rubric.criteria):
        if criterion.quality:
            continue
        for step, level in enumerate(criterion.levels):
            where: Trail = ("criteria", number, "levels", step)
            for least, most in _clashes(level):
                yield file.error(
                    where,
                    f"{criterion.id}: level {level.level} is unreachable: it asks {least.min} of "
                    f"{_moves(least)} and at most {most.max} of {_moves(most)}.",
                )
            for higher in criterion.levels[step + 1 :]:
                if all(any(_holds_with(it, given) for given in level.when) for it in higher.when):
                    yield file.error(
                        where,
                        f"{criterion.id}: level {level.level} is unreachable: whoever reaches it has level "
                        f"{higher.level} as well. Let level {higher.level} ask more.",
                    )


def _clashes(level: Level) -> Iterator[tuple[Count, Count]]:
    """Pairs of counts of which the first asks more than the second allows."""
    counts = [it for it in level.when if isinstance(it, Count)]
    for least in counts:
        for most in counts:
            inside = set(least.count) <= set(most.count) and not most.before
            in_phase = not most.phase or bool(least.phase and set(least.phase) <= set(most.phase))
            if least is not most and inside and in_phase and most.max is not None and least.min > most.max:
                yield least, most


def _holds_with(asked: Measure, given: Measure) -> bool:
    """Whether a measure holds whenever another does."""
    if isinstance(asked, Ended) and isinstance(given, Ended):
        return set(given.ended) <= set(asked.ended)
    if not isinstance(asked, Count) or not isinstance(given, Count):
        return asked == given
    same = (asked.before, asked.phase) == (given.before, given.phase) and set(asked.count) == set(given.count)
    most = asked.max is None or (given.max is not None and given.max <= asked.max)
    return same and asked.min <= given.min and most


def _moves(count: Count) -> str:
    return ", ".join(move.value for move in count.count)


def lint_use(file: YamlFile, scenarios: Sequence[Any]) -> Iterator[Finding]:
    """Levels that wait for a phase or a fact that no scenario of the rubric has; scenarios as parsed."""
    located = Located(file)
    known = {
        "phase": {phase["id"] for it in scenarios for phase in it["phases"]},
        "told": {fact["id"] for it in scenarios for fact in it.get("facts", ())},
    }
    for trail, field, name in _named(file.data) if scenarios else ():
        if name not in known[field]:
            there = listed(known[field])
            yield located.error(
                trail,
                f"unreachable: {field} {name!r} is in no scenario that is scored on this rubric. There are: "
                f"{there}.",
            )


def _named(rubric: Any) -> Iterator[tuple[Trail, str, str]]:
    for number, criterion in enumerate(rubric["criteria"]):
        for step, level in enumerate(criterion["levels"]):
            for part, measure in enumerate(level.get("when", ())):
                where: Trail = ("criteria", number, "levels", step, "when", part)
                yield from ((where, "phase", phase) for phase in measure.get("phase", ()))
                yield from ((where, "told", fact) for fact in [measure.get("told")] if fact)


# --- lengths ---------------------------------------------------------------------------------------------


def _longest(file: Located, rubric: Rubric) -> Iterator[Finding]:
    """Whether length alone tells the good examples from the poor ones, in every criterion that has both."""
    both = [it for it in rubric.criteria if it.good and it.poor]
    if len(both) > 1 and all(min(map(len, it.good)) > max(map(len, it.poor)) for it in both):
        yield file.warning(
            ("criteria",),
            "in every criterion each good example is longer than each poor one, so that length gives the "
            "answer away. Add a short good one, or a long poor one.",
        )
