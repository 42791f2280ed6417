"""Numbers as people throw them over a table: alone, in millions, too high, or about something else."""

import pytest

from tests.scenes import play, reply, table
from tutor.authoring.loader import Library
from tutor.domain.move import Move
from tutor.domain.session import Act, Offer, Party
from tutor.roleplay.offers.parsing import parse_offer
from tutor.settings import shipped

BOXES, PAY, BUDGET = "supplier-price-increase", "raise-and-flexibility", "budget-split"
LEDGERS = {
    BOXES: (
        Offer(Party.LEARNER, 2, {"increase": 4.0, "contract": 3.0, "payment": 14.0, "delivery": 2.0}),
        Offer(Party.COUNTERPART, 2, {"increase": 7.0, "contract": 4.0, "payment": 7.0, "delivery": 1.0}),
    ),
    PAY: (
        Offer(Party.LEARNER, 2, {"salary": 4100.0, "home-days": 2.0}),
        Offer(Party.COUNTERPART, 2, {"salary": 3600.0, "home-days": 3.0, "training": 1000.0}),
    ),
    BUDGET: (
        Offer(Party.LEARNER, 2, {"share": 1_100_000.0, "specialists": 4.0}),
        Offer(Party.COUNTERPART, 2, {"share": 800_000.0, "start": 9.0, "specialists": 6.0, "portal": 40.0}),
    ),
}


@pytest.mark.parametrize(
    ("language", "scenario", "text", "terms"),
    [
        ("nl", BOXES, "vijf dan", {"increase": 5.0}),
        ("en", BOXES, "five then", {"increase": 5.0}),
        ("nl", BOXES, "dan wil ik op 5 uitkomen", {"increase": 5.0}),
        ("nl", PAY, "vierduizend dan", {"salary": 4000.0}),
        ("en", BUDGET, "just give me 1.2m", {"share": 1_200_000.0}),
        ("en", BUDGET, "ok then 1.15", {"share": 1_150_000.0}),
        ("nl", BUDGET, "1,1 mln", {"share": 1_100_000.0}),
        ("nl", BUDGET, "ik had gedacht een miljoen voor ons", {"share": 1_000_000.0}),
        ("nl", BUDGET, "ik kan pas in mei", {"start": 5.0}),
        (
            "nl",
            BOXES,
            "vier procent, drie jaar, 14 dagen en twee weken levertijd",
            {"increase": 4.0, "contract": 3.0, "payment": 14.0, "delivery": 2.0},
        ),
        ("nl", PAY, "ik wil 5000", {"salary": 5000.0}),
        ("en", PAY, "i want 5k", {"salary": 5000.0}),
        ("nl", BOXES, "papier steeg maar 3,2 procent", {}),
        ("en", BOXES, "wages are up four percent", {}),
        ("nl", PAY, "bij de ander krijg ik 3850 en twee thuisdagen", {}),
        ("en", PAY, "i could start elsewhere for 3850 with two days at home", {}),
    ],
)
def test_what_is_meant_by_a_number(language: str, scenario: str, text: str, terms: dict[str, float]) -> None:
    negotiation = Library((shipped(),)).scenario(scenario, language).negotiation
    assert negotiation is not None
    assert parse_offer(text, negotiation, LEDGERS[scenario], language).terms == terms


def test_half_a_step_of_what_comes_whole_is_asked_after() -> None:
    """Three and a half years of contract are not made, so it may be the percentage that is meant."""
    negotiation = Library((shipped(),)).scenario(BOXES, "en").negotiation
    assert negotiation is not None
    parsed = parse_offer("make it three and a half and I'll sign today", negotiation, (), "en")
    assert not parsed.terms and parsed.unclear


# --- at the table ----------------------------------------------------------------------------------------

PUSHED = [
    reply("I offer 70 per hour and 10 days", Move.OFFER),
    reply("I offer 69 per hour and 10 days", Move.OFFER),
    reply("I offer 68 per hour and 10 days", Move.OFFER),
]


def test_who_pushes_on_hears_the_standing_offer_again() -> None:
    session, _ = play(table(), *PUSHED, reply("I offer 67 per hour and 10 days", Move.OFFER))
    acts = [turn.decision.act for turn in session.turns[1:]]
    assert acts == [Act.REJECT, Act.HOLD, Act.HOLD, Act.OFFER]
    first, again = session.turns[1].decision.offer, session.turns[4].decision.offer
    assert first is not None and again is not None and first.terms == again.terms


def test_who_asks_what_is_offered_hears_the_standing_offer() -> None:
    for text, move in (
        ("So what is your rate now?", Move.ASK_OPEN),
        ("ok what's your final offer", Move.CONCEDE),
    ):
        session, _ = play(table(), PUSHED[0], reply(text, move))
        assert session.turns[2].decision.act is Act.OFFER
    session, _ = play(table(), PUSHED[0], PUSHED[1], reply("deal?", Move.ASK_CLOSED))
    assert session.turns[3].decision.act is Act.OFFER
    dutch = reply("wat is je laatste bod", Move.ASK_CLOSED)
    session, _ = play(table(language="nl"), PUSHED[0], dutch)
    assert session.turns[2].decision.act is Act.OFFER


def test_who_gives_more_than_was_asked_gets_something_back() -> None:
    """A term that the other would have liked all along is no deal yet, and nothing to ask back about."""
    scenario = Library((shipped(),)).scenario(BOXES, "en")
    sooner = reply("I can pay within 10 days if that helps you", Move.OFFER, Move.TRADE)
    session, state = play(scenario, sooner, reply("and commit for three years", Move.OFFER))
    first, second = session.turns[1].decision.offer, session.turns[2].decision.offer
    assert state.deal is None and first is not None and second is not None
    assert second.terms["contract"] == 3 and second.terms["increase"] < first.terms["increase"]


def test_a_yes_to_one_term_is_no_yes_to_the_whole() -> None:
    said = [reply("I offer 70 per hour", Move.OFFER), reply("20 days is fine", Move.ACCEPT)]
    _, state = play(table(), *said)
    assert state.deal is None


def test_asking_about_what_holds_today_offers_nothing() -> None:
    """ "A hundred an hour, why?" names the price of today."""
    session, _ = play(table(), reply("so 100 per hour, why?", Move.ASK_OPEN))
    assert session.turns[1].decision.learner_offer is None


def test_at_the_last_reply_a_yes_is_taken_at_its_word() -> None:
    """There is no time to name the terms again and hear a second yes."""
    chat = [reply(f"How is work, {number}?", Move.ASK_OPEN) for number in range(8)]
    session, state = play(table(), PUSHED[0], *chat, reply("ok deal", Move.ACCEPT))
    assert len(session.turns) == 11 and state.deal is not None


def test_thinking_it_over_is_no_reason_to_come_down() -> None:
    session, _ = play(table(), PUSHED[0], reply("I need to think about it", Move.NEED))
    assert session.turns[2].decision.offer is None


def test_who_stays_with_going_elsewhere_has_gone() -> None:
    going = [
        reply("I have another firm", Move.WALK_AWAY),
        reply("Then I take the other firm", Move.WALK_AWAY),
    ]
    session, state = play(table(), PUSHED[0], going[0])
    assert session.turns[2].decision.act is Act.BLUFF_CALL and not state.ended
    _, state = play(table(), PUSHED[0], *going)
    assert state.ended and state.deal is None
