"""After a negotiation in the browser: what it was worth, in words and in two charts that fit the screen."""

from collections.abc import Callable

import pytest

from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALK = {
    "en": (
        "What matters most to you in a new contract, and why?",
        "The price matters most to us, because our own prices are fixed until summer.",
        "I propose a price increase of 3%, 3 years, payment within 14 days and delivery in 2 weeks.",
        "The paper index rose by 3.2 per cent. If you do 5%, I sign for 4 years and we pay within 7 days.",
        "Agreed.",
        "Yes, I accept your last offer.",
    ),
    "nl": (
        "Wat is voor jou het belangrijkst in een nieuw contract, en waarom?",
        "De prijs is voor ons het belangrijkst, want onze eigen prijzen liggen vast tot de zomer.",
        "Ik stel voor: 3% erbij, 3 jaar, betaling binnen 14 dagen en levering in 2 weken.",
        "De papierindex steeg 3,2%. Als jij 5% doet, teken ik voor 4 jaar en betalen we in 7 dagen.",
        "Akkoord.",
        "Ja, ik ga akkoord met je laatste voorstel.",
    ),
}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390)])
def test_a_negotiation_shows_what_it_was_worth(
    visit: Callable[..., Visitor], language: str, width: int
) -> None:
    learner = visit(language, width)
    learner.arrive()
    learner.start("supplier-price-increase")
    for text in TALK[language]:
        if learner.talking:
            learner.say(text)
    if learner.talking:
        learner.press("stop")
    learner.page.wait_for_selector(".tutor-finding")
    learner.page.wait_for_function("document.querySelectorAll('.js-plotly-plot .legend').length >= 3")
    said = " ".join(learner.said())
    assert {"en": "What was on the table", "nl": "Wat er op tafel lag"}[language] in said
    assert "Nash" in said
    for number, name in enumerate(("gauges", "plane", "concessions")):
        learner.page.locator(".js-plotly-plot").nth(number).scroll_into_view_if_needed()
        learner.look(f"{number + 1}-{name}")
    assert learner.fits()
    assert learner.errors == []
