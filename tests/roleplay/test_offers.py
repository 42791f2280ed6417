"""Offers as people type them: what is read, what is no offer, what is asked back, and how offers are said."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.offers.__main__ import BAR, cases, read, right, tables
from tests.roleplay.tables import raise_table
from tutor.authoring.loader import Library
from tutor.domain.move import Move
from tutor.domain.negotiation import Issue, Unit
from tutor.domain.session import Offer, Party
from tutor.roleplay.bargaining.packages import packages
from tutor.roleplay.offers.amounts import find_amounts
from tutor.roleplay.offers.number_words import word_value
from tutor.roleplay.offers.parsing import ParsedOffer, parse_offer
from tutor.roleplay.offers.say import say_offer, say_value
from tutor.settings import shipped

STANDING = (
    Offer(Party.LEARNER, 2, {"salary": 4100.0, "home": 1.0}),
    Offer(Party.COUNTERPART, 2, {"salary": 4600.0, "home": 3.0, "training": 2000.0}),
)


def read_en(text: str, *, ledger: tuple[Offer, ...] = ()) -> ParsedOffer:
    return parse_offer(text, raise_table("en"), ledger, "en")


def read_nl(text: str, *, ledger: tuple[Offer, ...] = ()) -> ParsedOffer:
    return parse_offer(text, raise_table("nl"), ledger, "nl")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("two fifths of my week at home", 2),
        ("60% of my hours from home", 3),
        ("half of my working week at home", 2.5),
    ],
)
def test_a_part_of_the_week_is_read_in_days(text: str, days: float) -> None:
    assert read_en(text).terms == {"home": days}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "half of my week is meetings"),
        ("en", "50% of my week is admin work"),
        ("en", "two fifths of my week goes on reports"),
        ("nl", "de helft van mijn week zit ik in overleg"),
        ("nl", "de helft van mijn week gaat op aan overleg"),
    ],
)
def test_what_a_week_goes_to_is_no_wish(language: str, text: str) -> None:
    """A learner who argued with a full week had asked for two days and a half at home."""
    assert not (read_nl if language == "nl" else read_en)(text).terms


def test_what_rose_or_fell_for_others_is_a_reason_and_no_offer() -> None:
    assert not read_nl("de klachten gingen onder mij van 11 naar 4 procent").terms
    assert not read_en("paper's only up 3.2").terms
    assert read_nl("van 3600 naar 3900 dan").terms == {"salary": 3900.0}


def test_quarters_are_read_in_words() -> None:
    assert [it.low for it in find_amounts("four and a quarter percent", "en")] == [4.25]
    assert [it.low for it in find_amounts("vier en driekwart procent", "nl")] == [4.75]


def test_a_share_of_what_is_counted_comes_in_whole_steps() -> None:
    budget = Library((shipped(),)).scenario("budget-split", "nl").negotiation
    assert budget is not None
    assert parse_offer("twee derde van de specialisten", budget, (), "nl").terms == {"specialists": 7.0}


def test_dutch_slang_for_a_thousand_is_read() -> None:
    assert read_nl("vier ruggen en drie dagen thuis").terms == {"salary": 4000.0, "home": 3.0}


# --- numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("vijfentwintighonderd", 2500),
        ("vierduizendtweehonderdvijftig", 4250),
        ("tweeëntwintig", 22),
        ("anderhalve", 1.5),
        ("tweeënhalve", 2.5),
        ("Achtendertighonderd", 3800),
        ("honderden", None),
        ("projecten", None),
    ],
)
def test_dutch_number_words(word: str, value: float | None) -> None:
    assert word_value(word, "nl") == value


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("€4.250", "nl", [4250]),
        ("4,250.50", "en", [4250.5]),
        ("4 250", "en", [4250]),
        ("4,2k", "nl", [4200]),
        ("€ 4.100,-", "nl", [4100]),
        ("vier duizend tweehonderd", "nl", [4200]),
        ("forty-two hundred", "en", [4200]),
        ("two and a half thousand", "en", [2500]),
        ("four thousand two hundred and two days", "en", [4200, 2]),
        ("2½ dag", "nl", [2.5]),
        ("on 3 march at 15:00, room 4, 2nd floor", "en", []),
        ("op 15 maart om 10:30, in 2023, de 3e keer", "nl", []),
        ("call 020 555 0199", "en", []),
        ("9" * 400, "en", []),
    ],
)
def test_numbers_in_digits_and_words(text: str, language: str, values: list[float]) -> None:
    assert [amount.low for amount in find_amounts(text, language)] == values


# --- offers --------------------------------------------------------------------------------------------


def test_a_package_is_read_term_by_term_with_its_place_in_the_text() -> None:
    text = "Okay: €4.200, 2 dagen thuis en 1500 voor opleiding."
    parsed = read_nl(text)
    assert parsed.terms == {"salary": 4200, "home": 2, "training": 1500}
    assert {issue: text[slice(*span)] for issue, span in parsed.spans.items()} == {
        "salary": "€4.200",
        "home": "2 dagen",
        "training": "1500",
    }


def test_values_per_year_and_in_hours_are_converted_to_the_issues_own_unit() -> None:
    assert read_en("51,000 a year").terms == {"salary": 4250}
    assert read_nl("16 uur per week thuis").terms == {"home": 2}
    assert read_nl("1 dagdeel thuis").terms == {"home": 0.5}


def test_changes_start_from_today_or_from_what_is_named() -> None:
    assert read_nl("5% erbij").terms == {"salary": 4095}
    assert read_en("half a day more at home").terms == {"home": 1.5}
    assert read_en("a raise of 200", ledger=STANDING).terms == {"salary": 4100}
    assert read_en("€100 less than your offer for the salary", ledger=STANDING).terms == {"salary": 4500}
    assert read_en("I can add another 50 to the salary", ledger=STANDING).terms == {"salary": 4150}


def test_a_range_is_taken_at_the_end_that_is_worse_for_the_speaker() -> None:
    assert read_en("between 4100 and 4200").terms == {"salary": 4200}
    assert read_nl("4100-4200").terms == {"salary": 4200}
    assert read_nl("twee à drie dagen thuis").terms == {"home": 3}


def test_the_middle_refers_to_both_offers_on_the_table() -> None:
    assert read_en("let's meet in the middle", ledger=STANDING).terms == {"salary": 4350, "home": 2}
    assert read_en("meet in the middle").unclear and not read_en("meet in the middle").terms


OWN, THEIRS = dict(STANDING[0].terms), dict(STANDING[1].terms)


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("the same but 2 days at home", "en", {**OWN, "home": 2.0}),
        ("hetzelfde, maar met 2 dagen thuis", "nl", {**OWN, "home": 2.0}),
        ("my offer, but 2 days at home", "en", {**OWN, "home": 2.0}),
        ("your offer, but with 2 days at home", "en", {**THEIRS, "home": 2.0}),
        ("jouw voorstel, maar 2 dagen thuis", "nl", {**THEIRS, "home": 2.0}),
        ("the same, but two days at home instead of three", "en", {**THEIRS, "home": 2.0}),
        ("hetzelfde, maar twee dagen thuis in plaats van drie", "nl", {**THEIRS, "home": 2.0}),
        ("the same but with 1 day at home", "en", {**THEIRS, "home": 1.0}),
        ("4400, the rest stays", "en", {**THEIRS, "salary": 4400.0}),
        ("4400 en de rest blijft zo", "nl", {**THEIRS, "salary": 4400.0}),
    ],
)
def test_the_same_is_the_own_offer_unless_the_words_point_at_the_other(
    text: str, language: str, terms: dict[str, float]
) -> None:
    read_one = read_en if language == "en" else read_nl
    assert read_one(text, ledger=STANDING).terms == terms


def test_whose_offer_is_meant_is_a_guess_unless_it_is_said() -> None:
    assert read_en("the same but 2 days at home", ledger=STANDING).guessed
    assert not read_en("your offer, but with 2 days at home", ledger=STANDING).guessed
    assert not read_en("the same but 2 days at home", ledger=STANDING[:1]).guessed


def test_a_bare_number_may_be_answered_and_makes_no_deal() -> None:
    assert read_en("4400").guessed and read_en("4400").terms == {"salary": 4400}
    assert read_nl("2").unclear and not read_nl("2").terms
    assert read_nl("2", ledger=STANDING).guessed
    assert not read_en("2 days at home").guessed


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("We'll cover the entire portal.", "en", {"portal": 100}),
        ("You pay the whole portal and I'd start in May.", "en", {"portal": 0, "start": 5}),
        ("the portal comes completely out of your budget", "en", {"portal": 0}),
        ("Wij betalen het hele portaal.", "nl", {"portal": 100}),
        ("als jullie het hele portaal betalen, begin ik in mei", "nl", {"portal": 0, "start": 5}),
        ("het portaal is helemaal voor jullie rekening", "nl", {"portal": 0}),
        ("Why should I pay the whole portal?", "en", {}),
        ("waarom moet ik het hele portaal betalen?", "nl", {}),
        ("I won't pay the whole portal", "en", {}),
    ],
)
def test_what_goes_wholly_to_one_side_needs_no_number(
    text: str, language: str, terms: dict[str, float]
) -> None:
    table = tables(language)["departments"].negotiation
    assert parse_offer(text, table, (), language).terms == terms


def test_a_condition_is_noticed_and_politeness_is_not_one() -> None:
    assert read_nl("als jij 2 dagen thuis accepteert, dan doe ik 4200").conditional
    assert read_en("in exchange for 2 days at home I'd do 4100").conditional
    assert not read_en("4200, if possible").conditional
    assert not read_nl("4200 als het kan").conditional


@pytest.mark.parametrize(
    "text",
    [
        "not 4000",
        "4000 is too low",
        "you said 4600?",
        "why 4600",
        "I can't do 4600",
        "I have 10 years of experience",
    ],
)
def test_a_number_alone_is_no_offer(text: str) -> None:
    assert read_en(text) == ParsedOffer()


def test_a_refused_limit_is_an_offer_at_it() -> None:
    assert read_en("I can't go above 4200").terms == {"salary": 4200}
    assert read_nl("meer dan 4200 kan ik niet doen").terms == {"salary": 4200}


@pytest.mark.parametrize(
    "text", ["a few days from home", "more than 4200", "$4200", "4100 now and 4300 later"]
)
def test_what_is_ambiguous_is_asked_back(text: str) -> None:
    assert read_en(text).unclear


def test_absurd_values_are_read_as_they_are() -> None:
    assert read_en("a salary of 900000").terms == {"salary": 900000}


@given(
    st.text(max_size=300) | st.from_regex(r"[€$ 0-9.,k%/+-]{0,80}", fullmatch=True),
    st.sampled_from(["en", "nl"]),
)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    parsed = parse_offer(text, raise_table(language), STANDING, language)
    assert all(abs(value) < 1e22 for value in parsed.terms.values())
    assert all(0 <= start < end <= len(text) for start, end in parsed.spans.values())


def test_a_hundred_thousand_characters_are_read_in_a_moment() -> None:
    parse_offer("4200 and 2 days at home, " * 4_000, raise_table(), STANDING, "en")
    parse_offer("if you said not more than " * 4_000, raise_table(), STANDING, "en")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_phrasings_are_read_right(language: str) -> None:
    known = tables(language)
    good = [right(case, read(case, known[case.table], language)) for case in cases(language)]
    assert len(good) >= 300 and sum(good) / len(good) >= BAR


# --- saying --------------------------------------------------------------------------------------------


def test_offers_are_said_in_the_grammar_of_the_language() -> None:
    terms = {"salary": 4250.0, "home": 2.5, "training": 1000.0}
    assert (
        say_offer(terms, raise_table("nl"), "nl")
        == "€ 4.250 per maand, 2,5 dagen thuis en € 1.000 voor opleiding"
    )
    assert (
        say_offer(terms, raise_table("en"), "en")
        == "€4,250 a month, 2.5 days at home, and €1,000 for training"
    )
    assert say_offer({"home": 1.0}, raise_table("nl"), "nl") == "1 dag thuis"


@pytest.mark.parametrize(
    ("unit", "value", "english", "dutch"),
    [
        (Unit.MONEY, 10.75, "€10.75", "€ 10,75"),
        (Unit.PERCENT, 2.5, "2.5%", "2,5%"),
        (Unit.HOURS, 36, "36 hours", "36 uur"),
        (Unit.WEEKS, 1, "1 week", "1 week"),
        (Unit.MONTHS, 18, "18 months", "18 maanden"),
        (Unit.YEARS, 2, "2 years", "2 jaar"),
        (Unit.COUNT, 12000, "12,000", "12.000"),
    ],
)
def test_every_unit_is_said(unit: Unit, value: float, english: str, dutch: str) -> None:
    issue = raise_table().issues[0].model_copy(update={"unit": unit})
    assert say_value(issue, value, "en") == english
    assert say_value(issue, value, "nl") == dutch


def test_exactly_one_has_its_own_phrase_where_the_trainer_gives_it() -> None:
    issue = Issue(
        id="people",
        title="People",
        unit=Unit.COUNT,
        low=0,
        high=5,
        step=1,
        today=0,
        counterpart_wants="high",
        counterpart_weight=1,
        learner_weight=1,
        words=("people",),
        phrase="{value} people",
        phrase_one="{value} person",
    )
    table = raise_table().model_copy(update={"issues": (issue,)})
    assert say_offer({"people": 1.0}, table, "en") == "1 person"
    assert say_offer({"people": 2.0}, table, "en") == "2 people"


@pytest.mark.parametrize(
    ("text", "percent"),
    [("we can live with 3% more", 3.0), ("raise the price by 3%", 3.0), ("make it 2 percent less", 7.0)],
)
def test_a_percentage_past_the_announced_one_is_the_percentage_itself(text: str, percent: float) -> None:
    announced = Issue(
        id="increase",
        title="Price increase",
        unit=Unit.PERCENT,
        low=2,
        high=9,
        step=0.5,
        today=9,
        counterpart_wants="high",
        counterpart_weight=1,
        learner_weight=1,
        words=("price increase",),
        phrase="a price increase of {value}",
    )
    table = raise_table().model_copy(update={"issues": (announced,)})
    assert parse_offer(text, table, (), "en").terms == {"increase": percent}


# --- months and shares ---------------------------------------------------------------------------------


def read_departments(text: str, language: str = "en", *, ledger: bool = False) -> dict[str, float]:
    table = tables(language)["departments"]
    return dict(parse_offer(text, table.negotiation, table.offers if ledger else (), language).terms)


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("we can start on 1 July", "en", 7),
        ("our app in Q2", "en", 4),
        ("start in June or July", "en", 7),
        ("from may then", "en", 5),
        ("wij beginnen in mrt", "nl", 3),
        ("het project mag naar augustus", "nl", 8),
    ],
)
def test_a_month_is_read_where_one_is_negotiated(text: str, language: str, month: int) -> None:
    assert read_departments(text, language) == {"start": month}


def test_two_months_later_starts_from_what_was_said() -> None:
    assert read_departments("we could start two months later", ledger=True) == {"start": 6}


@pytest.mark.parametrize(
    "text",
    [
        "I may have been too sharp.",
        "My supplier is not ready before May.",
        "Can we meet on 12 March?",
        "Finance closes the books in January.",
    ],
)
def test_a_month_that_is_about_something_else_is_no_offer(text: str) -> None:
    assert read_departments(text) == {}


def test_months_mean_nothing_where_none_is_negotiated() -> None:
    assert read_en("from March").terms == {} and not read_en("from March").unclear


def test_a_share_of_the_whole_becomes_an_amount() -> None:
    assert read_departments("55% of the budget") == {"share": 1_100_000}
    assert read_departments("de helft van het geld", "nl") == {"share": 1_000_000}
    assert read_departments("a quarter of the portal") == {"portal": 25}


def test_halfway_between_two_months_is_a_month() -> None:
    assert read_departments("let's meet in the middle on the start", ledger=True) == {"start": 7}


def test_this_or_that_is_asked_back() -> None:
    table = tables("en")["departments"]
    assert parse_offer("1.1 million or eight days of the specialists", table.negotiation, (), "en").unclear


def test_a_month_is_said_by_its_name() -> None:
    issue = next(it for it in tables("nl")["departments"].negotiation.issues if it.unit is Unit.MONTH)
    assert say_value(issue, 8, "nl") == "augustus" and say_value(issue, 8, "en") == "August"


def test_months_lie_within_a_year_and_no_part_is_more_than_the_whole() -> None:
    fields = {"id": "start", "title": "Start", "step": 1, "today": 3, "counterpart_wants": "high"}
    fields |= {"counterpart_weight": 1, "learner_weight": 1, "words": ("start",), "phrase": "{value}"}
    with pytest.raises(ValueError, match="from 1 to 12"):
        Issue(unit=Unit.MONTH, low=1, high=14, **fields)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="must not be below high"):
        Issue(unit=Unit.DAYS, low=1, high=5, whole=4, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("id", ["raise-and-flexibility", "supplier-price-increase", "budget-split"])
def test_what_the_counterpart_can_offer_is_read_back_from_a_learner(id: str, language: str) -> None:
    scenario = Library((shipped(),)).scenario(id, language)
    assert scenario.negotiation
    grid, chance = packages(scenario.negotiation), Random(1)
    frames = [it for it in (*scenario.samples[Move.OFFER], *scenario.samples[Move.TRADE]) if "{offer}" in it]
    assert frames
    for frame in frames:
        terms = grid.terms(chance.randrange(len(grid.learner)))
        text = frame.replace("{offer}", say_offer(terms, scenario.negotiation, language))
        assert dict(parse_offer(text, scenario.negotiation, (), language).terms) == terms, text


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("you get 900,000", "en", 1_100_000),
        ("900k for you is fine", "en", 1_100_000),
        ("jij krijgt negen ton", "nl", 1_100_000),
        ("we get 900,000", "en", 900_000),
    ],
)
def test_the_other_s_part_of_what_is_shared_out_leaves_the_rest(text: str, language: str, share: int) -> None:
    assert read_departments(text, language) == {"share": share}


def test_half_of_what_is_asked_back_when_two_things_are_shared_out() -> None:
    table = tables("en")["departments"].negotiation
    assert parse_offer("I think half is fair", table, (), "en").unclear
    assert dict(parse_offer("fifty-fifty on the budget", table, (), "en").terms) == {"share": 1_000_000}


@pytest.mark.parametrize("text", ["I'd like one proposal for Friday.", "We have two things to settle."])
def test_a_number_that_counts_something_else_is_no_offer(text: str) -> None:
    assert read_departments(text) == {}


def test_a_list_is_offered_as_a_whole() -> None:
    text = "Zeg ja tegen 1 miljoen, een start in juni en 6 dagen specialisten, en je hoort me niet meer."
    assert read_departments(text, "nl") == {"share": 1_000_000, "start": 6, "specialists": 6}


def test_a_month_before_january_is_still_said() -> None:
    issue = next(it for it in tables("en")["departments"].negotiation.issues if it.unit is Unit.MONTH)
    assert say_value(issue, 0, "en") == "December" and say_value(issue, 13, "en") == "January"
