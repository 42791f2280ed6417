"""Agreement with human raters, on tables whose figures are known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.assessment.agreement import agreement


def test_full_agreement_is_one() -> None:
    found = agreement([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    assert (found.exact, found.near, found.bias) == (1.0, 1.0, 0.0)
    assert found.kappa == pytest.approx(1.0)
    assert found.table[2] == (0, 0, 1, 0, 0)


def test_a_judge_that_is_one_level_too_kind_shows_as_bias() -> None:
    found = agreement([1, 2, 3, 4], [2, 3, 4, 5])
    assert (found.exact, found.near, found.bias) == (0.0, 1.0, 1.0)
    assert found.kappa == pytest.approx(0.7142857)


def test_what_the_judge_left_unscored_is_counted_apart() -> None:
    found = agreement([1, 5, 3], [1, None, 3])
    assert (found.n, found.unscored, found.exact) == (2, 1, 1.0)


def test_a_single_level_has_no_kappa() -> None:
    assert agreement([3, 3], [3, 3]).kappa is None


def test_nothing_to_compare_is_an_error() -> None:
    with pytest.raises(ValueError, match="no level"):
        agreement([1, 2], [None, None])


LEVELS = st.integers(1, 5)


@settings(max_examples=25)
@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=2, max_size=12))
def test_figures_stay_within_their_bounds(pairs: list[tuple[int, int]]) -> None:
    found = agreement([p for p, _ in pairs], [j for _, j in pairs], resamples=10)
    assert 0 <= found.exact <= found.near <= 1
    assert sum(map(sum, found.table)) == len(pairs)
    assert found.kappa is None or -1 <= found.kappa <= 1
    if found.kappa is not None and found.low is not None and found.high is not None:
        assert found.low <= found.high
