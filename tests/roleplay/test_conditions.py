"""Conditions as trainers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tutor.domain.condition import Condition, mentions
from tutor.domain.move import Move
from tutor.domain.scenario import Degree
from tutor.domain.session import State
from tutor.roleplay.conditions import holds, stricter


def when(**parts: object) -> Condition:
    return Condition.model_validate(parts)


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [
        (">= 0.4", 0.4, 0.39),
        ("> 0.4", 0.41, 0.4),
        ("<= 3", 3, 4),
        ("< 3", 2, 3),
        ("2..5", 5, 6),
        (2, 2, 3),
        ("=2", 2, 1),
    ],
)
def test_bounds(bound: object, inside: float, outside: float) -> None:
    assert holds(when(trust=bound), State(trust=inside))
    assert not holds(when(trust=bound), State(trust=outside))


def test_a_bound_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(ValidationError, match=r'Write for instance ">= 0.4"'):
        when(trust="a lot")


def test_every_part_must_hold() -> None:
    state = State(
        phase="cause", facts={"father": Degree.PART}, flags=frozenset({"plan"}), counts={Move.OWN: 1}
    )
    assert holds(when(phase=["cause"], facts={"father": "hint"}, flags=["plan"], counts={"own": 1}), state)
    assert not holds(when(phase=["start"]), state)
    assert not holds(when(facts={"father": "whole"}), state)
    assert not holds(when(without=["plan"]), state)
    assert not holds(when(counts={"own": "< 1"}), state)


def test_words_are_whole_words_in_any_case_and_a_star_takes_every_ending() -> None:
    assert mentions("Is it the PLANNING?", ("planning",))
    assert not mentions("replanning", ("planning",))
    assert mentions("We planned it", ("plan*",))
    assert mentions("at   home", ("at home",))
    assert not mentions("anything", ())


@given(st.floats(0, 1), st.floats(0, 0.2))
def test_a_harder_counterpart_never_finds_more_earned(trust: float, by: float) -> None:
    state = State(trust=trust)
    if holds(when(trust=">= 0.5"), stricter(state, by)):
        assert holds(when(trust=">= 0.5"), state)
