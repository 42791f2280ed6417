"""The counterpart at the table: it moves for reasons only, never below its reservation value, never back."""

from itertools import pairwise
from math import isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roleplay.tables import EVERY_REASON, raise_table, random_table
from tutor.domain.negotiation import Negotiation, Reasons, Tactic
from tutor.domain.session import Act, Offer, Party
from tutor.roleplay.bargaining.negotiation import (
    Response,
    aspiration,
    completed,
    next_offer,
    respond,
    room,
    standing_offer,
)
from tutor.roleplay.bargaining.packages import MOST_PACKAGES, deal_holds, packages, utility
from tutor.roleplay.offers.parsing import ParsedOffer, parse_offer

LOW = {"salary": 3900.0, "home": 1.0, "training": 500.0}
FAIR = {"salary": 4400.0, "home": 3.0, "training": 1000.0}


class Table:
    """A negotiation being played: every reply goes into the ledger as the Director puts it there."""

    def __init__(self, negotiation: Negotiation, resistance: float = 0.0) -> None:
        self.negotiation, self.resistance = negotiation, resistance
        self.ledger: tuple[Offer, ...] = ()
        self.reasons: frozenset[str] = frozenset()
        self.turn = 0
        self.deal: dict[str, float] | None = None

    def say(
        self,
        terms: dict[str, float] | ParsedOffer | None = None,
        *reasons: str,
        accepting: bool = False,
    ) -> Response:
        self.turn += 1
        self.reasons |= frozenset(reasons)
        parsed = terms if isinstance(terms, ParsedOffer) else ParsedOffer(terms or {})
        response = respond(
            self.negotiation,
            parsed,
            self.ledger,
            turn=self.turn,
            reasons=self.reasons,
            earned=bool(reasons),
            accepting=accepting,
            resistance=self.resistance,
        )
        if parsed.terms:
            self.ledger += (Offer(Party.LEARNER, self.turn, parsed.terms),)
        if response.offer is not None:
            self.ledger += (Offer(Party.COUNTERPART, self.turn, response.offer),)
        if response.deal is not None:
            self.deal = dict(response.deal)
        return response


def own(negotiation: Negotiation, terms: object) -> float:
    return utility(negotiation, Party.COUNTERPART, terms)  # type: ignore[arg-type]


# --- utilities and packages ----------------------------------------------------------------------------


def test_each_side_values_its_best_at_one_and_its_worst_at_nothing() -> None:
    table = raise_table()
    best = {"salary": 4800.0, "home": 4.0, "training": 3000.0}
    worst = {"salary": 3800.0, "home": 0.0, "training": 0.0}
    assert isclose(utility(table, Party.COUNTERPART, best), 1) and utility(table, Party.LEARNER, best) == 0
    assert utility(table, Party.COUNTERPART, worst) == 0 and isclose(utility(table, Party.LEARNER, worst), 1)


def test_packages_cover_the_ends_of_every_issue_and_agree_with_the_utilities() -> None:
    table = raise_table()
    grid = packages(table)
    assert len(grid.values) == 21 * 9 * 13
    for row in (0, 17, len(grid.values) - 1):
        assert isclose(grid.counterpart[row], utility(table, Party.COUNTERPART, grid.terms(row)))
        assert isclose(grid.learner[row], utility(table, Party.LEARNER, grid.terms(row)))


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_however_fine_the_steps_the_packages_stay_few(seed: int) -> None:
    table = random_table(Random(seed))
    fine = table.model_copy(
        update={"issues": tuple(issue.model_copy(update={"step": 1e-4}) for issue in table.issues)}
    )
    grid = packages(fine)
    assert 2 <= len(grid.values) <= MOST_PACKAGES
    assert isclose(grid.counterpart.max(), 1) and abs(grid.counterpart.min()) < 1e-9


def test_a_deal_settles_every_issue_in_range_and_is_worth_the_reservation_value() -> None:
    table = raise_table()
    assert deal_holds(table, FAIR)
    assert not deal_holds(table, LOW)
    assert not deal_holds(table, {"salary": 4800.0})
    assert not deal_holds(table, {**FAIR, "salary": 9000.0})
    assert not deal_holds(table, {**FAIR, "salary": float("nan")})
    assert not deal_holds(table, {**FAIR, "car": 1.0})


# --- aspiration ----------------------------------------------------------------------------------------


def test_without_a_reason_the_demand_stays_at_the_target_until_the_deadline() -> None:
    table = raise_table()
    assert {aspiration(table, turn, ()) for turn in range(1, 17)} == {0.9}


def test_every_kind_of_reason_opens_its_share_once() -> None:
    reasons = Reasons(need=0.2, justify=0.3)
    assert room(reasons, ["need"]) == pytest.approx(0.2)
    assert room(reasons, ["need", "need", "need"]) == pytest.approx(0.2)
    assert room(reasons, ["need", "justify"]) == pytest.approx(0.5)
    assert room(reasons, ["flattery", "insistence", "own"]) == 0
    assert room(reasons, EVERY_REASON) == 1
    assert room(reasons, ["need"], resistance=0.5) == pytest.approx(0.1)
    assert room(reasons, ["need"], resistance=1) == 0


def test_the_harder_the_counterpart_the_less_it_comes_down() -> None:
    table = raise_table()
    demands = [aspiration(table, 10, EVERY_REASON, resistance=hard) for hard in (0, 0.3, 0.7, 1)]
    assert demands == sorted(demands) and demands[0] < demands[-1]


def test_a_conceder_comes_down_before_a_boulware() -> None:
    def demand(beta: float) -> float:
        return aspiration(raise_table(tactic=Tactic(beta=beta, imitation=0)), 13, EVERY_REASON)

    assert demand(0.2) > demand(1) > demand(4)


def test_a_concession_is_answered_in_kind() -> None:
    table = raise_table(tactic=Tactic(beta=0.3, imitation=1))
    stubborn = aspiration(table, 6, EVERY_REASON, (LOW, LOW), (FAIR,))
    moved = aspiration(table, 6, EVERY_REASON, (LOW, {**LOW, "salary": 4200.0}), (FAIR,))
    assert moved < stubborn


@given(
    seed=st.integers(0, 5_000),
    turn=st.integers(0, 80),
    reasons=st.sets(st.sampled_from([*sorted(EVERY_REASON), "flattery"])),
    resistance=st.floats(0, 1),
)
@settings(max_examples=150, deadline=None)
def test_the_demand_lies_between_reservation_value_and_target_and_within_the_room_opened(
    seed: int, turn: int, reasons: set[str], resistance: float
) -> None:
    table = random_table(Random(seed))
    side = table.counterpart
    grid = packages(table)
    offers = tuple(grid.terms(Random(seed + i).randrange(len(grid.values))) for i in range(3))
    demand = aspiration(table, turn, reasons, offers, (), resistance)
    floor = side.target - room(table.reasons, reasons, resistance) * (side.target - side.reservation)
    assert max(side.reservation, floor) - 1e-9 <= demand <= side.target + 1e-9


# --- offers --------------------------------------------------------------------------------------------


def test_the_next_offer_is_worth_the_demand_and_leans_to_what_the_learner_asked() -> None:
    table = raise_table()
    pay = next_offer(table, 0.6, (Offer(Party.LEARNER, 1, {"salary": 4000.0}),))
    home = next_offer(table, 0.6, (Offer(Party.LEARNER, 1, {"home": 0.0}),))
    assert own(table, pay) >= 0.6 - 1e-9 and own(table, home) >= 0.6 - 1e-9
    assert pay["salary"] < home["salary"] and home["home"] < pay["home"]


def test_who_asks_for_interests_gets_the_trade_that_suits_it_best() -> None:
    table = raise_table()
    ledger = (Offer(Party.LEARNER, 1, LOW),)
    blind = next_offer(table, 0.6, ledger)
    logrolled = next_offer(table, 0.6, ledger, logroll=True)
    assert utility(table, Party.LEARNER, logrolled) > utility(table, Party.LEARNER, blind)
    assert own(table, logrolled) >= 0.6 - 1e-9
    grid = packages(table)
    assert utility(table, Party.LEARNER, logrolled) == pytest.approx(
        grid.learner[grid.counterpart >= 0.6 - 1e-9].max()
    )


# --- at the table --------------------------------------------------------------------------------------


def test_repeating_an_offer_moves_nothing_even_when_reasons_have_opened_room() -> None:
    table = Table(raise_table())
    table.say(LOW, "need", "justify", "trade")
    held = [table.say(LOW) for _ in range(14)]
    assert {response.act for response in held} == {Act.HOLD}
    assert table.deal is None


def test_flattery_and_insistence_without_terms_move_nothing() -> None:
    table = Table(raise_table())
    table.say(LOW)
    assert {table.say(None).act for _ in range(10)} == {Act.HOLD}


def test_reasons_bring_the_counterpart_down_step_by_step() -> None:
    table = Table(raise_table())
    table.say(LOW)
    first = own(table.negotiation, standing_offer(table.ledger))
    for reason in ("need", "justify", "ask-interest", "trade"):
        table.say(None, reason)
    assert own(table.negotiation, standing_offer(table.ledger)) < first - 0.1


def test_an_offer_worth_the_demand_is_accepted_and_the_whole_package_is_the_deal() -> None:
    table = Table(raise_table())
    response = table.say({"salary": 4800.0, "home": 4.0, "training": 2500.0})
    assert response.act is Act.ACCEPT
    assert table.deal == {"salary": 4800.0, "home": 4.0, "training": 2500.0}


def test_a_low_offer_is_rejected_with_a_counter_offer() -> None:
    response = Table(raise_table()).say(LOW)
    assert response.act is Act.REJECT and response.offer is not None and response.deal is None


def test_accepting_takes_the_offer_that_stands() -> None:
    table = Table(raise_table())
    offered = table.say(LOW).offer
    assert table.say(None, accepting=True).deal == offered


def test_accepting_nothing_is_asked_back() -> None:
    assert Table(raise_table()).say(None, accepting=True).act is Act.ASK_BACK


def test_what_was_not_understood_is_asked_back_and_never_a_deal() -> None:
    unclear = ParsedOffer({"salary": 4800.0}, unclear=("a few days",))
    response = Table(raise_table()).say(unclear)
    assert response.act is Act.ASK_BACK and response.deal is None


def test_open_issues_are_filled_in_from_what_was_said() -> None:
    table = raise_table()
    ledger = (
        Offer(Party.LEARNER, 1, {"home": 2.0}),
        Offer(Party.COUNTERPART, 1, {"salary": 4700.0, "home": 3.0, "training": 2000.0}),
    )
    assert completed(table, {"salary": 4300.0}, ()) == {"salary": 4300.0, "home": 1.0, "training": 500.0}
    assert completed(table, {"salary": 4300.0}, ledger) == {
        "salary": 4300.0,
        "home": 2.0,
        "training": 2000.0,
    }
    assert completed(table, {"salary": 4600.0}, ledger, accepting=True) == {
        "salary": 4600.0,
        "home": 3.0,
        "training": 2000.0,
    }


def test_numbers_outside_every_range_are_no_deal() -> None:
    table = Table(raise_table())
    for value in (1e12, -1e12, 10_000.0):
        assert table.say({"salary": value, "home": value, "training": value}).deal is None


# --- a thousand negotiations ---------------------------------------------------------------------------

_REPLIES = (
    "I can offer {n} of thing0",
    "what about {n} for thing1 and {m} for thing0?",
    "{n}",
    "-{n} of thing0",
    "{n} percent more",
    "nan of thing0, inf of thing1",
    "meet in the middle",
    "the same but {n} of thing0",
    "thing0 1e309",
    "please please please",
    "you said {n}?",
    "½ of thing0 and ٣ of thing1",
)


def _reply(random: Random, negotiation: Negotiation) -> str:
    issue = random.choice(negotiation.issues)
    span = issue.high - issue.low
    number = random.choice(
        [
            random.uniform(issue.low, issue.high),
            issue.high,
            issue.low,
            issue.low - random.choice([1, 1e3]) * span,
            issue.high + random.choice([1, 1e6]) * span,
        ]
    )
    return random.choice(_REPLIES).format(n=round(number, 2), m=round(random.uniform(0, 5000), 1))


def _random_terms(random: Random, negotiation: Negotiation) -> ParsedOffer:
    generous = random.random()
    terms = {}
    for issue in negotiation.issues:
        best, worst = (
            (issue.high, issue.low) if issue.counterpart_wants == "high" else (issue.low, issue.high)
        )
        terms[issue.id] = worst + (best - worst) * generous * random.uniform(0.5, 1.2)
    return ParsedOffer(terms)


@pytest.mark.parametrize("block", range(10))
def test_in_a_thousand_negotiations_no_deal_is_below_the_reservation_value(block: int) -> None:
    deals = 0
    for seed in range(block * 100, block * 100 + 100):
        random = Random(seed)
        negotiation = random_table(random)
        table = Table(negotiation, resistance=random.choice([0, 0.3, 0.8]))
        for _ in range(negotiation.deadline):
            parsed = (
                parse_offer(_reply(random, negotiation), negotiation, table.ledger, "en")
                if random.random() < 0.5
                else _random_terms(random, negotiation)
            )
            table.say(
                parsed,
                *(name for name in sorted(EVERY_REASON) if random.random() < 0.2),
                accepting=random.random() < 0.05,
            )
            if table.deal is not None:
                assert deal_holds(negotiation, table.deal), seed
                assert own(negotiation, table.deal) >= negotiation.counterpart.reservation - 1e-9, seed
                deals += 1
                break
        _assert_no_backsliding(negotiation, table.ledger, seed)
    assert deals > 10


def _assert_no_backsliding(negotiation: Negotiation, ledger: tuple[Offer, ...], seed: int) -> None:
    made = [offer.terms for offer in ledger if offer.party is Party.COUNTERPART]
    for before, after in pairwise(made):
        assert own(negotiation, after) <= own(negotiation, before) + 1e-9, seed
        assert (
            utility(negotiation, Party.LEARNER, after) >= utility(negotiation, Party.LEARNER, before) - 1e-9
        ), seed


def test_terms_the_learner_never_named_are_put_back_before_anything_is_closed() -> None:
    table = raise_table(target=0.7, reservation=0.4)
    parsed = ParsedOffer({"salary": 4800.0})
    reply = respond(table, parsed, (), turn=3, reasons=EVERY_REASON)
    assert reply.act is Act.OFFER and reply.deal is None
    assert reply.offer == {"salary": 4800.0, "home": 1.0, "training": 500.0}
    said = (Offer(Party.LEARNER, 3, parsed.terms), Offer(Party.COUNTERPART, 3, reply.offer))
    agreed = respond(table, ParsedOffer(), said, turn=4, reasons=EVERY_REASON, accepting=True)
    assert agreed.deal == reply.offer
