"""Two tries side by side: what went up, what went down, and what cannot be compared."""

from hypothesis import given
from hypothesis import strategies as st

from tutor.assessment.comparison import Step, Try, compare, improved
from tutor.domain.rubric import Assessment, Rubric, Score, Unscored
from tutor.domain.scenario import EndingKind
from tutor.domain.session import State

NAMES = ("opening", "listening")
CRITERION = {
    "moves": ["ask-open"],
    "levels": [{"level": 1, "text": "a"}, {"level": 5, "text": "b"}],
    "better": ["x"],
    "passage": {"document": "d", "heading": "h"},
    "question": "q",
}
RUBRIC = Rubric.model_validate(
    {
        "id": "r", "version": 1, "language": "en", "title": "t", "summary": "s",
        "criteria": [{"id": name, "title": name.title(), **CRITERION} for name in NAMES],
    }
)  # fmt: skip


def tried(name: str, levels: tuple[int | None, int | None], **state: object) -> Try:
    scores = tuple(
        Score(criterion, level, None if level else Unscored.TOO_SHORT, 1.0, (), (), "")
        for criterion, level in zip(NAMES, levels, strict=True)
    )
    return Try(name, State(**state), Assessment(name, "r", 1, "en", scores))  # type: ignore[arg-type]


def test_levels_gauges_and_endings_are_set_side_by_side() -> None:
    before = tried("a", (2, None), trust=0.3, tension=0.6, turn=9, outcome=EndingKind.WALK_OUT)
    now = tried("b", (4, 3), trust=0.8, tension=0.2, turn=12, outcome=EndingKind.AGREEMENT)
    found = compare(RUBRIC, before, now, branched=4)
    assert (found.outcome_before, found.outcome_now) == (EndingKind.WALK_OUT, EndingKind.AGREEMENT)
    assert (found.change.trust, found.change.tension) == (0.5, -0.4)
    assert [step.change for step in found.steps] == [2, 0]
    assert [step.criterion for step in improved(found.steps)] == ["opening"]
    assert found.branched == 4


@given(st.lists(st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))))
def test_only_what_has_two_levels_can_improve(pairs: list[tuple[int | None, int | None]]) -> None:
    steps = [Step(str(at), "", before, now) for at, (before, now) in enumerate(pairs)]
    assert all(it.before is not None and it.now is not None and it.now > it.before for it in improved(steps))
