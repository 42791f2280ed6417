"""What a negotiation was worth: the frontier, what stayed on the table, and the trades that were missed."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roleplay.tables import raise_table, random_table
from tutor.domain.session import Offer, Party
from tutor.roleplay.bargaining.analysis import analyse
from tutor.roleplay.bargaining.packages import packages, utility

EVEN = {"salary": 4300.0, "home": 2.0, "training": 1500.0}


def test_a_deal_that_ignores_what_each_side_values_leaves_value_on_the_table() -> None:
    analysis = analyse(raise_table(), EVEN, ())
    assert analysis.agreed and analysis.on_the_table > 0.1
    best = analysis.missed[0]
    assert (best.give, best.get) == ("home", "training")
    assert best.gain == pytest.approx(0.1 / 0.2 * 0.4 - 0.1 / 0.3 * 0.1)


def test_the_trade_that_was_missed_costs_the_counterpart_nothing() -> None:
    table = raise_table()
    traded = {"salary": 4300.0, "home": 10 / 3, "training": 0.0}
    assert utility(table, Party.COUNTERPART, traded) >= utility(table, Party.COUNTERPART, EVEN) - 1e-9
    gained = utility(table, Party.LEARNER, traded) - utility(table, Party.LEARNER, EVEN)
    assert gained == pytest.approx(analyse(table, EVEN, ()).missed[0].gain)


def test_on_the_frontier_nothing_is_left() -> None:
    table = raise_table()
    for point in analyse(table, EVEN, ()).frontier[::7]:
        there = analyse(table, point.terms, ())
        assert there.to_frontier == pytest.approx(0) and there.on_the_table == pytest.approx(0)


def test_the_nash_point_is_on_the_frontier_and_nearest_to_itself() -> None:
    table = raise_table()
    nash = analyse(table, EVEN, ()).nash
    assert analyse(table, nash.terms, ()).to_nash == pytest.approx(0)
    assert analyse(table, nash.terms, ()).to_frontier == pytest.approx(0)
    assert nash.counterpart > 0.4 and nash.learner > 0.3


def test_without_a_deal_each_side_has_what_it_has_otherwise() -> None:
    analysis = analyse(raise_table(), None, ())
    assert not analysis.agreed and analysis.possible
    assert (analysis.outcome.counterpart, analysis.outcome.learner) == (0.4, 0.3)
    assert analysis.missed == () and analysis.on_the_table > 0


def test_the_curves_show_how_each_side_came_down() -> None:
    offers = (
        Offer(Party.LEARNER, 1, {"salary": 3900.0}),
        Offer(Party.COUNTERPART, 1, {"salary": 4700.0, "home": 4.0, "training": 2000.0}),
        Offer(Party.LEARNER, 3, {"home": 3.0}),
    )
    curves = analyse(raise_table(), None, offers).curves
    assert [step.turn for step in curves[Party.LEARNER]] == [1, 3]
    assert curves[Party.LEARNER][0].value > curves[Party.LEARNER][1].value
    assert [step.turn for step in curves[Party.COUNTERPART]] == [1]


@given(st.integers(0, 5_000))
@settings(max_examples=60, deadline=None)
def test_no_package_beats_the_frontier(seed: int) -> None:
    random = Random(seed)
    table = random_table(random)
    grid = packages(table)
    deal = grid.terms(random.randrange(len(grid.values)))
    analysis = analyse(table, deal, ())
    assert all(
        a.counterpart > b.counterpart for a, b in zip(analysis.frontier, analysis.frontier[1:], strict=False)
    )
    better = (grid.counterpart > analysis.outcome.counterpart + 1e-6) & (
        grid.learner > analysis.outcome.learner + 1e-6
    )
    assert bool(better.any()) <= (analysis.to_frontier > 0)
    assert analysis.to_frontier >= 0 and analysis.on_the_table >= 0
