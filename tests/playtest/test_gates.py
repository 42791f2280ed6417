"""Every shipped scenario, played by scripted learners: who may not get through, and who must."""

from dataclasses import replace
from functools import cache

import pytest

from evals.playtests import LANGUAGES, asked_for, groups_of
from evals.playtests_bars import BARS, Group
from tutor.authoring.learners import UNEARNED, LearnerType
from tutor.authoring.loader import Library
from tutor.bench import play
from tutor.domain.scenario import Difficulty, EndingKind
from tutor.playtest.figures import WORTH, auc
from tutor.settings import shipped

pytestmark = pytest.mark.slow

SEEDS, AVERAGE_SEEDS = 6, 40
"""Average learners differ most, so that more of them are needed to come to every ending."""

GIVEN = [(it.id, language) for language in LANGUAGES for it in Library((shipped(),)).scenarios(language)]


@cache
def played() -> dict[tuple[str, str], Group]:
    """All conversations on all scenarios, played once for every test here."""
    jobs = [
        replace(job, seeds=AVERAGE_SEEDS) if job.kind is LearnerType.AVERAGE else job
        for job in asked_for([], LANGUAGES, SEEDS)
    ]
    groups = groups_of(list(play(jobs, lambda *_: None)))
    return {(group.scenario.id, group.scenario.language): group for group in groups}


@pytest.fixture(params=GIVEN, ids=lambda given: "-".join(given))
def group(request: pytest.FixtureRequest) -> Group:
    return played()[request.param]


def measured(group: Group, title: str) -> float:
    bar = next(it for it in BARS if it.title == title)
    value = bar.measure(group)
    assert value is not None
    return value


def test_nothing_hidden_is_betrayed_and_no_deal_undercuts(group: Group) -> None:
    assert measured(group, "hidden facts betrayed") == 0
    assert measured(group, "deals below the reservation value") == 0


def test_who_did_not_earn_it_gets_no_agreement(group: Group) -> None:
    unearned = [run for kind in UNEARNED for run in group.of(kind)]
    given = [run.kind.value for run in unearned if run.outcome is EndingKind.AGREEMENT]
    assert len(given) <= 0.05 * len(unearned), given
    assert {"silent", "repeater"} & set(given) == set()


def test_a_skilled_learner_does_better_than_a_blunt_one_by_outcome_and_by_score(group: Group) -> None:
    skilled, blunt = group.of(LearnerType.EXPERT), group.of(LearnerType.BLUNT)
    assert auc([run.score for run in skilled], [run.score for run in blunt]) >= 0.9
    assert auc([WORTH[it.outcome] for it in skilled], [WORTH[it.outcome] for it in blunt]) >= 0.9


def test_a_skilled_learner_can_reach_agreement(group: Group) -> None:
    assert measured(group, "expert reaches agreement") >= 0.5
    assert group.of(LearnerType.EXPERT, Difficulty.HARD)


def test_insults_end_it(group: Group) -> None:
    assert measured(group, "insulting ends in walk-out") >= 0.8


def test_every_kind_of_ending_is_reached(group: Group) -> None:
    """Single endings need more conversations than a test has time for: evals.playtests names those."""
    there = {ending.kind for ending in group.scenario.endings}
    assert there - {run.outcome for run in group.runs} == set()
