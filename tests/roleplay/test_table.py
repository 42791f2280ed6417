"""What counts as putting terms on the table."""

import pytest

from tests.scenes import play, reply, table
from tutor.authoring.loader import Library
from tutor.domain.move import Move
from tutor.roleplay.bargaining.packages import EPSILON, best_possible, held_back, packages
from tutor.settings import shipped


@pytest.mark.parametrize("move", [Move.EVADE, Move.INFORM, Move.WALK_AWAY, Move.IMPACT])
def test_numbers_in_a_reply_that_only_tells_are_no_terms(move: Move) -> None:
    _, state = play(table(), reply("The other firm asks 100 per hour and 5 days", move))
    assert not state.offers
    assert not state.ended


def test_what_is_said_of_the_price_on_the_letter_offers_it_nothing() -> None:
    scenario = Library((shipped(),)).scenario("supplier-price-increase", "en")
    _, state = play(scenario, reply("nine per cent is cheeky", Move.INFORM))
    assert not state.offers


def test_the_same_numbers_put_forward_are_terms() -> None:
    _, state = play(table(), reply("I offer 70 per hour and 10 days", Move.OFFER))
    assert dict(state.offers[0].terms) == {"price": 70.0, "days": 10.0}


def test_what_holds_already_is_no_deal() -> None:
    _, state = play(table(), reply("I offer 100 per hour and 5 days", Move.OFFER))
    assert state.deal is None
    assert not state.ended


def test_a_yes_after_something_else_was_said_is_checked_before_it_binds() -> None:
    offered = [
        reply("I offer 70 per hour and 10 days", Move.OFFER),
        reply("How is your work?", Move.ASK_OPEN),
    ]
    session, state = play(table(), *offered, reply("Fine, agreed", Move.ACCEPT))
    assert state.deal is None
    assert session.turns[-1].decision.offer is not None
    standing = dict(session.turns[-1].decision.offer.terms)
    _, state = play(table(), *offered, reply("Fine, agreed", Move.ACCEPT), reply("Yes, deal", Move.ACCEPT))
    assert state.deal == standing


@pytest.mark.parametrize("firmness", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("scenario", ["raise-and-flexibility", "budget-split", "supplier-price-increase"])
def test_firmness_leaves_the_same_share_of_what_can_be_won_at_every_table(
    scenario: str, firmness: float
) -> None:
    negotiation = Library((shipped(),)).scenario(scenario, "en").negotiation
    assert negotiation is not None
    side, grid = negotiation.counterpart, packages(negotiation)
    kept = held_back(negotiation, firmness)
    demand = side.target - (1 - kept) * (side.target - side.reservation)
    left = float(grid.learner[grid.counterpart >= demand - EPSILON].max())
    zone = best_possible(negotiation) - negotiation.learner.reservation
    assert left - negotiation.learner.reservation == pytest.approx((1 - firmness) * zone, abs=0.05)
