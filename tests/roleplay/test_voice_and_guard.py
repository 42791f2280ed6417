"""The words of the counterpart: none twice while another is left, and nothing that must not be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import play, reply, small
from tutor.domain.move import Move
from tutor.domain.scenario import Degree
from tutor.domain.session import Act, Decision, State
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import scripted

REACT = Decision(Act.REACT, "asked")


def test_no_line_comes_back_while_another_of_its_kind_is_left() -> None:
    session, _ = play(small(), *[reply(f"asdf {n}", Move.UNCLEAR) for n in range(6)])
    said = [turn.utterance.text for turn in session.turns]
    assert len(set(said)) == len(said)


@given(st.integers())
def test_the_same_seed_says_the_same(seed: int) -> None:
    state = beginning(small())
    assert scripted(small(), state, REACT, seed) == scripted(small(), state, REACT, seed)


def test_other_seeds_begin_otherwise() -> None:
    said = {scripted(small(), State(), Decision(Act.OPEN, "opening"), seed).text for seed in range(20)}
    assert len(said) == 3


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        ("My FATHER is ill.", Objection.LEAK),
        ("As an AI I cannot say.", Objection.ROLE),
        ("You: fine, I agree.", Objection.ROLE),
        ("<b>No</b>", Objection.MARKUP),
        ("[click](x)", Objection.MARKUP),
        ("  ", Objection.EMPTY),
    ],
)
def test_the_guard_objects(text: str, objection: Objection) -> None:
    assert objection in objections(small(), State(), REACT, text)


def test_what_has_been_told_may_be_said() -> None:
    told = State(facts={"father": Degree.PART})
    assert objections(small(), told, REACT, "My father is ill.") == ()
    telling = Decision(Act.TELL, "father", degree=Degree.PART)
    assert objections(small(), State(), telling, "My father is ill.") == ()


def test_a_hint_does_not_yet_allow_the_word() -> None:
    hinted = State(facts={"father": Degree.HINT})
    assert objections(small(), hinted, REACT, "My father is ill.") == (Objection.LEAK,)
