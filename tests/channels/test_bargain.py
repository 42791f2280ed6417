"""After a negotiation a learner reads and sees what it was worth to both, and what more there was."""

import json
import re
from html import unescape

import pytest

from tests.roleplay.tables import raise_table
from tests.scenes import small
from tutor.channels.bargain_chart import bargain_charts
from tutor.channels.chart import chart_svg
from tutor.channels.render_bargain import render_bargain
from tutor.channels.web.bargain import concessions, plane
from tutor.cli.bargain import bargain_line
from tutor.domain.scenario import Scenario
from tutor.domain.session import Offer, Party
from tutor.language import Texts
from tutor.roleplay.bargaining.analysis import Analysis, analyse

EVEN = {"salary": 4300.0, "home": 2.0, "training": 1500.0}
OFFERS = (
    Offer(Party.LEARNER, 1, {"salary": 3900.0}),
    Offer(Party.COUNTERPART, 1, {"salary": 4700.0, "home": 4.0, "training": 2000.0}),
    Offer(Party.LEARNER, 3, {"salary": 4000.0, "home": 3.0}),
    Offer(Party.COUNTERPART, 3, {"salary": 4500.0, "home": 3.0, "training": 1500.0}),
)


def scenario(language: str = "en") -> Scenario:
    return small(language=language).model_copy(update={"negotiation": raise_table(language)})


def after(deal: dict[str, float] | None, offers: tuple[Offer, ...] = OFFERS) -> Analysis:
    return analyse(raise_table(), deal, offers)


def test_a_deal_is_valued_for_both_sides_and_compared_with_no_deal() -> None:
    said = render_bargain(after(EVEN), scenario(), Texts("en"))
    assert "You agreed on €4,300 a month, 2 days at home, and €1,500 for training" in said.replace("\\", "")
    assert "worth 50 points out of 100, where no deal was worth 30" in said
    assert "it is worth 50, where no deal was worth 40" in said


def test_what_was_left_lying_is_named_with_the_package_and_the_trade() -> None:
    found = after(EVEN)
    said = render_bargain(found, scenario(), Texts("en"))
    assert f"You left {round(100 * found.on_the_table)} points lying" in said
    assert "Give way on “Days at home” and ask for more on “Training budget”: worth 17 points to you" in said


def test_a_deal_on_the_frontier_leaves_nothing_lying() -> None:
    best = after(EVEN).best
    said = render_bargain(after(dict(best.terms)), scenario(), Texts("en"))
    assert "Nothing was left lying" in said and "Trades that were still there" not in said


def test_without_a_deal_the_learner_keeps_the_alternative_and_sees_what_was_possible() -> None:
    said = render_bargain(after(None), scenario(), Texts("en"))
    assert "worth 30 points out of 100: look for somebody else" in said
    assert "better than that for both of you" in said


def test_a_deal_below_the_alternative_is_called_that() -> None:
    poor = {"salary": 4800.0, "home": 4.0, "training": 2500.0}
    assert "You would have been better off without it" in render_bargain(after(poor), scenario(), Texts("en"))


def test_concessions_are_told_in_words() -> None:
    said = render_bargain(after(None), scenario(), Texts("en"))
    steps = after(None).curves[Party.LEARNER]
    assert f"You made 2 offers; the first was worth {round(100 * steps[0].value)} points" in said
    assert "Your largest step came with reply 3" in said
    assert "You put no terms on the table" in render_bargain(after(None, ()), scenario(), Texts("en"))


@pytest.mark.parametrize("deal", [EVEN, None])
def test_every_word_is_there_in_dutch_too(deal: dict[str, float] | None) -> None:
    said = render_bargain(after(deal), scenario("nl"), Texts("nl"))
    assert "Nash-punt" in said and "Je deed 2 keer een bod" in said
    assert not re.search(r"[{}]", said)


def test_the_plane_shows_frontier_offers_and_deal_in_words() -> None:
    lines = plane(after(EVEN), scenario(), Texts("en")).data
    assert [line.name for line in lines] == [
        "Best that was possible",
        "Your offers",
        "Offers from Robin",
        "Best for both together",
        "The deal",
    ]
    assert lines[1].text[1] == "Reply 3: €4,000 a month, 3 days at home, and €2,000 for training"
    assert (lines[4].x[0], lines[4].y[0]) == pytest.approx((50, 50))
    assert len(plane(after(None), scenario(), Texts("en")).data) == 4  # no deal, no mark for it


def test_the_curve_shows_how_far_each_side_came_down() -> None:
    own, theirs = concessions(after(EVEN), scenario(), Texts("nl")).data
    assert tuple(own.x) == tuple(theirs.x) == (1, 3)
    assert own.y[0] > own.y[1] and theirs.y[0] > theirs.y[1]
    assert own.line.dash != theirs.line.dash  # told apart without colours too


def test_charts_are_drawn_when_nothing_was_offered() -> None:
    assert plane(after(None, ()), scenario(), Texts("en")).data
    assert concessions(after(None, ()), scenario(), Texts("en")).data


def test_a_program_gets_the_same_numbers_as_json() -> None:
    found = after(EVEN)
    line = json.loads(json.dumps(bargain_line(found)))
    assert line["outcome"] == {"learner": 0.5, "counterpart": 0.5, "terms": EVEN}
    assert line["left_on_the_table"] == pytest.approx(found.on_the_table, abs=1e-4)
    assert [step["turn"] for step in line["curves"]["learner"]] == [1, 3]
    assert line["missed_trades"][0]["give"] == "home"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_on_paper_both_charts_show_every_offer_the_best_for_both_and_where_no_deal_leaves_them(
    language: str,
) -> None:
    texts = Texts(language)
    first, second = bargain_charts(after(EVEN), scenario(language), texts)
    squares = [mark for mark in first.marks if mark.square]
    assert (len(first.marks) - len(squares), len(squares)) == (len(OFFERS), 2)  # the deal, and best for both
    assert len(second.marks) == len(OFFERS)
    inside = [place for chart in (first, second) for line in chart.strokes for place in line.places]
    inside += [mark.at for chart in (first, second) for mark in chart.marks]
    assert all(-1e-9 <= part <= 1 + 1e-9 for place in inside for part in place)
    drawn = chart_svg(first)
    for name, _ in first.legend:
        assert name in unescape(drawn)
    assert drawn.count("<circle") == len(OFFERS)
    assert texts("bargain.chart.floor") in drawn


def test_without_offers_there_is_no_chart_of_them_and_without_a_negotiation_none_at_all() -> None:
    assert len(bargain_charts(after(None, ()), scenario(), Texts("en"))) == 1
    assert bargain_charts(None, small(), Texts("en")) == ()
