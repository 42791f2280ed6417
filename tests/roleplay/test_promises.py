"""What the counterpart never does, whatever anybody says: tell the unearned, overrun, forget harm at once."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import NOON, play, reply, small, table
from tutor.authoring.loader import Library
from tutor.domain.condition import Interval
from tutor.domain.move import HARMFUL, Move
from tutor.domain.scenario import Degree, Difficulty, Scenario, Temperament
from tutor.domain.session import Act, Decision, State, Turn
from tutor.roleplay.director import Reply, decide
from tutor.roleplay.state import after, beginning
from tutor.roleplay.voice import scripted

ROOT = Path(__file__).parents[2]

TEXTS = st.sampled_from(
    ["Is it about things at home?", "What is your price?", "80 per hour and 10 days", "Fine.", "father", ""]
) | st.text(max_size=12)

talks = st.lists(
    st.builds(
        lambda text, moves: reply(text, *moves),
        TEXTS,
        st.lists(st.sampled_from(list(Move)), min_size=1, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=60,
)


def turns_of(scenario: Scenario, said: list[Reply], difficulty: Difficulty) -> Iterator[tuple[State, Turn]]:
    """Each turn with the state before it; the last replies come back until the conversation has ended."""
    opening = Decision.opening(scenario.phases[0].id)
    state = beginning(scenario)
    first = Turn(0, "", (), opening, scripted(scenario, state, opening, 1), NOON)
    state = after(state, first)
    for number in range(1, 200):
        if state.ended:
            return
        one = said[(number - 1) % len(said)]
        decision, _ = decide(scenario, state, one, difficulty)
        turn = Turn(number, one.text, one.moves, decision, scripted(scenario, state, decision, 1), NOON)
        yield state, turn
        state = after(state, turn)
    pytest.fail("the conversation did not end")


@cache
def shipped() -> tuple[Scenario, ...]:
    library = Library((ROOT,))
    return (*library.scenarios("en"), *library.scenarios("nl"))


def scenarios() -> st.SearchStrategy[Scenario]:
    return st.deferred(lambda: st.sampled_from([small(), table(), *shipped()]))


@given(scenarios(), talks, st.sampled_from(Difficulty))
@settings(max_examples=120, deadline=None)
def test_nothing_is_told_that_was_not_earned(
    scenario: Scenario, said: list[Reply], difficulty: Difficulty
) -> None:
    for before, turn in turns_of(scenario, said, difficulty):
        now = after(before, turn)
        grown = {fact for fact, degree in now.facts.items() if before.facts.get(fact) is not degree}
        if turn.decision.act is not Act.TELL:
            assert not grown
            continue
        assert grown == {turn.decision.subject}
        assert not {found.move for found in turn.moves} & HARMFUL
        assert not now.chill
        _conditions_met(scenario, before, now, turn, difficulty)


def _conditions_met(
    scenario: Scenario, before: State, now: State, turn: Turn, difficulty: Difficulty
) -> None:
    fact = next(it for it in scenario.facts if it.id == turn.decision.subject)
    left = [it for it in fact.disclosures if it.degree.rank > before.facts.get(fact.id, Degree.HIDDEN).rank]
    step = left[0]
    assert step.degree is turn.decision.degree
    assert not step.on or {found.move for found in turn.moves} & set(step.on)
    stance = now.people.get(turn.decision.speaker, now)
    more = {Difficulty.EASY: -0.06, Difficulty.NORMAL: 0.0, Difficulty.HARD: 0.12}[difficulty]
    assert _felt(step.when.trust, stance.trust - more)
    assert _felt(step.when.openness, stance.openness - more)
    assert _felt(step.when.tension, min(1.0, stance.tension + more))
    assert set(step.when.flags) <= before.flags
    assert not set(step.when.without) & before.flags


def _felt(bound: Interval | None, value: float) -> bool:
    return bound is None or round(value, 6) in bound or value in bound


@given(scenarios(), talks, st.sampled_from(Difficulty))
@settings(max_examples=120, deadline=None)
def test_every_talk_ends_in_time_with_gauges_in_bounds_and_never_the_same_ring_twice_in_a_row(
    scenario: Scenario, said: list[Reply], difficulty: Difficulty
) -> None:
    turns = list(turns_of(scenario, said, difficulty))
    assert len(turns) <= scenario.turns
    last = after(*turns[-1])
    assert last.ended
    for before, turn in turns:
        state = after(before, turn)
        for stance in (state, *state.people.values()):
            gauges = (stance.trust, stance.tension, stance.openness, stance.patience)
            assert all(0 <= gauge <= 1 for gauge in gauges)
    rings = [turn.decision.subject if turn.utterance.fallback else "" for _, turn in turns]
    assert not any(one and one == two for one, two in pairwise(rings))


@given(scenarios(), talks, st.sampled_from(Difficulty))
@settings(max_examples=60, deadline=None)
def test_the_same_replies_always_get_the_same_answers(
    scenario: Scenario, said: list[Reply], difficulty: Difficulty
) -> None:
    assert list(turns_of(scenario, said, difficulty)) == list(turns_of(scenario, said, difficulty))


@given(scenarios(), talks)
@settings(max_examples=60, deadline=None)
def test_two_turns_after_a_wall_is_hit_it_is_over(scenario: Scenario, said: list[Reply]) -> None:
    turns = list(turns_of(scenario, said, Difficulty.NORMAL))
    hit = next(
        (n for n, (state, _) in enumerate(turns) if state.patience <= 0 or state.tension >= 0.97), None
    )
    assert hit is None or len(turns) - hit <= 2


@pytest.mark.parametrize("difficulty", list(Difficulty))
@pytest.mark.parametrize("warmth", [-0.5, 0.0, 0.5])
@pytest.mark.parametrize("harm", sorted(HARMFUL))
def test_one_nice_word_does_not_heal_what_hurt(harm: Move, warmth: float, difficulty: Difficulty) -> None:
    persona = small().persona.model_copy(update={"temperament": Temperament(warmth=warmth)})
    scenario = small(persona=persona.model_dump(), start={"trust": 0.5, "tension": 0.4, "openness": 0.5})
    start = beginning(scenario)
    _, hurt = decide(scenario, start, reply("That again.", harm), difficulty)
    for move in set(Move) - HARMFUL - {Move.OWN}:
        _, later = decide(scenario, hurt, reply("There, there.", move), difficulty)
        assert later.trust < start.trust, move
        assert later.openness < start.openness, move
        assert later.tension > start.tension, move


def test_an_apology_heals_more_than_any_other_word() -> None:
    _, hurt = decide(small(), beginning(small()), reply("That again.", Move.BLAME))
    trust = {
        move: decide(small(), hurt, reply("There, there.", move))[1].trust for move in set(Move) - HARMFUL
    }
    assert max(trust, key=lambda move: trust[move]) is Move.OWN


def test_what_closed_after_harm_opens_again_when_the_harm_is_past() -> None:
    kind = [reply(f"That sounds heavy {n}.", Move.EMPATHISE, Move.REFLECT) for n in range(4)]
    session, state = play(
        small(), reply("So it has been a lot.", Move.REFLECT), reply("Tss.", Move.DISMISS), *kind
    )
    told = [turn.number for turn in session.turns if turn.decision.act is Act.TELL]
    assert told[0] == 1
    assert not {2, 3} & set(told)
    assert state.facts["father"].rank >= Degree.PART.rank
