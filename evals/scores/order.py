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
NEAR = 0.03
"""How much less often single learners may be in order than by the moves that they meant."""


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation of a scripted learner with its levels, and those by the moves that were meant."""

    rubric: str
    kind: LearnerType
    seed: int
    session: Session
    levels: dict[str, int]
    meant: dict[str, int]


def play(desk: Desk, only: Sequence[str], seeds: int, language: str) -> Iterator[Played]:
    """Conversations of blunt, average and skilled learners in each scenario in a language."""
    for scenario in desk.library.scenarios(language):
        for seed in range(seeds if not only or scenario.id in only else 0):
            for kind in ORDER:
                session = desk.play(scenario, kind, seed)
                given, meant = desk.levels(session), desk.levels(desk.meant(session))
                yield Played(scenario.rubric, kind, seed, session, given, meant)


def figures(played: Sequence[Played]) -> Iterator[Figure]:
    """The share of classes in order, and of single learners."""
    yield _classes(played)
    yield from _singles(played)


def _singles(played: Sequence[Played]) -> Iterator[Figure]:
    """Of one conversation of each type in a scenario: how often the levels are in order, and the ends are.

    Average learners overlap with both others, so that no judge puts all of them in order: what the moves that
    they meant come to is the most that can be reached.
    """
    every = _alone((one, one.levels) for one in played)
    meant = _alone((one, one.meant) for one in played)
    share, most = _share(map(_in_order, every)), _share(map(_in_order, meant))
    value = f"{share:.3f} of {len(every)}; {most:.3f} as meant"
    yield Figure("the same, one conversation of each", value, f"that - {NEAR}", share >= most - NEAR)
    for what, right in (
        ("one of each: expert above blunt", [it[ORDER[-1]] > it[ORDER[0]] for it in every]),
        ("one of each: expert not below blunt", [it[ORDER[-1]] >= it[ORDER[0]] for it in every]),
    ):
        share = _share(right)
        yield Figure(what, f"{share:.3f} of {len(right)}", f">= {BAR}", share >= BAR)


def _alone(some: Iterable[tuple[Played, dict[str, int]]]) -> list[dict[LearnerType, float]]:
    """The levels of the three types, by criterion, scenario and seed, where all have one."""
    found = defaultdict[tuple[str, str, int, str], dict[LearnerType, float]](dict)
    for one, levels in some:
        for criterion, level in levels.items():
            place = (one.session.scenario, one.session.language, one.seed, criterion)
            found[place][one.kind] = level
    return [{kind: it[kind] for kind in ORDER} for it in found.values() if len(it) == len(ORDER)]


def _share(right: Iterable[bool]) -> float:
    every = list(right)
    return sum(every) / max(1, len(every))


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
