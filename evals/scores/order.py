"""Do scores put skilled, average and blunt learners in order, criterion by criterion?

A seed is a class of eight learners of each type in every scenario on a rubric: average learners differ in
skill, as people do, and some of them are as good in one conversation as some experts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from evals.scores.desk import Desk, Figure
from tutor.authoring.learners import LearnerType
from tutor.domain.session import Session

ORDER = (LearnerType.BLUNT, LearnerType.AVERAGE, LearnerType.EXPERT)
CLASS = 8
BAR = 0.95


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation of a scripted learner with its levels."""

    rubric: str
    kind: LearnerType
    seed: int
    session: Session
    levels: dict[str, int]


def play(desk: Desk, only: Sequence[str], seeds: int, language: str) -> Iterator[Played]:
    """Conversations of blunt, average and skilled learners in each scenario in a language."""
    for scenario in desk.library.scenarios(language):
        for seed in range(seeds if not only or scenario.id in only else 0):
            for kind in ORDER:
                session = desk.play(scenario, kind, seed)
                yield Played(scenario.rubric, kind, seed, session, desk.levels(session))


def figures(played: Sequence[Played]) -> Iterator[Figure]:
    """The share of classes in order, and of single learners."""
    yield _classes(played)
    yield from _singles(played)


def _singles(played: Iterable[Played]) -> Iterator[Figure]:
    """Of one conversation of each type in a scenario: how often the levels are in order, and the ends are."""
    found = defaultdict[tuple[str, str, int, str], dict[LearnerType, int]](dict)
    for one in played:
        for criterion, level in one.levels.items():
            place = (one.session.scenario, one.session.language, one.seed, criterion)
            found[place][one.kind] = level
    every = [levels for levels in found.values() if len(levels) == len(ORDER)]
    for what, right in (
        ("the same, one conversation of each", [_in_order({k: it[k] for k in ORDER}) for it in every]),
        ("one of each: expert above blunt", [it[ORDER[-1]] > it[ORDER[0]] for it in every]),
        ("one of each: expert not below blunt", [it[ORDER[-1]] >= it[ORDER[0]] for it in every]),
    ):
        share = sum(right) / max(1, len(right))
        yield Figure(what, f"{share:.3f} of {len(right)}", f">= {BAR}", share >= BAR)


def _classes(played: Iterable[Played]) -> Figure:
    classes = defaultdict[tuple[str, str, str, int], list[Played]](list)
    for one in played:
        for criterion in one.levels:
            key = (one.rubric, one.session.language, criterion, one.seed // CLASS)
            classes[key].append(one)
    wrong = defaultdict[tuple[str, str, str], list[str]](list)
    total = 0
    for (rubric, language, criterion, number), some in sorted(classes.items()):
        means = _means(some, criterion)
        if len(means) < 2:
            continue
        total += 1
        if not _in_order(means):
            found = ", ".join(f"{kind.value} {mean:.1f}" for kind, mean in means.items())
            wrong[rubric, language, criterion].append(f"{number}: {found}")
    for key, cases in wrong.items():
        print(f"  not in order: {' '.join(key)}: {'; '.join(cases)}")
    right = total - sum(map(len, wrong.values()))
    share = right / max(1, total)
    return Figure(
        "blunt, average, expert in order (classes of eight)", f"{share:.3f}", f">= {BAR}", share >= BAR
    )


def _means(some: Iterable[Played], criterion: str) -> dict[LearnerType, float]:
    found = defaultdict[LearnerType, list[int]](list)
    for one in some:
        found[one.kind].append(one.levels[criterion])
    return {kind: fmean(found[kind]) for kind in ORDER if kind in found}


def _in_order(means: dict[LearnerType, float]) -> bool:
    values = list(means.values())
    return values == sorted(values) and values[0] < values[-1]
