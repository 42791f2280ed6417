"""A learner objects and shares, a trainer decides, and the learner reads it at the level, in a browser."""

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import Server
from tests.web.visitor import Visitor
from tutor.language import Texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALK = {
    "en": [
        "Hi Noor, I would like to talk about the report that came on Monday.",
        "I saw that three of the last four came after the deadline. How do you see that?",
        "So the evenings are full. What would help you?",
    ],
    "nl": [
        "Hoi Noor, ik wil het hebben over het rapport van maandag.",
        "Ik zag dat drie van de laatste vier na de deadline kwamen. Hoe kijk jij daarop terug?",
        "Dus de avonden zijn vol. Wat zou je helpen?",
    ],
}
SAID = {"en": "My third reply gives it back.", "nl": "Mijn derde reactie geeft het terug."}
REASON = {"en": "So it does.", "nl": "Dat klopt."}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390)])
def test_an_objection_is_decided_and_stands_at_the_level(
    visit: Callable[..., Visitor], server: Server, language: str, width: int
) -> None:
    texts, learner, trainer = Texts(language), visit(language, width), visit(language, width)
    learner.arrive()
    learner.start("missed-deadlines")
    for text in TALK[language]:
        learner.say(text)
    learner.press("stop")
    learner.page.wait_for_selector(".tutor-finding")
    learner.press("object")
    learner.press("object:listening")
    learner.page.wait_for_selector('[data-action="cancel"]')
    learner.say(SAID[language])
    learner.press("release")
    learner.page.locator(".tutor-standing", has_text=texts("release.shared")).wait_for()

    trainer.page.goto(f"{server.url}/review")
    trainer.look("0-door")
    trainer.page.locator('input[name="token"]').fill("not the token")
    trainer.page.locator("button").click()
    trainer.page.locator('[role="alert"]', has_text=texts("review.wrong")).wait_for()
    (told,) = set(re.findall(r"For trainers: (\S+)", server.log))
    trainer.page.goto(told)
    trainer.page.locator("h3", has_text=texts("review.list")).wait_for()
    assert trainer.page.url == f"{server.url}/review"  # the token stands in no history
    trainer.look("1-shared")
    trainer.page.locator("li", has_text=texts("review.waits")).locator("a").first.click()
    score = trainer.page.locator("#listening")
    assert SAID[language] in score.inner_text()
    score.locator("fieldset input").nth(3).check()
    score.locator("textarea").fill(REASON[language])
    score.locator('input[name="by"]').fill("Trainer")
    score.scroll_into_view_if_needed()
    trainer.look("2-form")
    score.locator("button").click()
    trainer.page.locator('[role="status"]').wait_for()
    assert REASON[language] in score.inner_text()
    trainer.look("3-decided")
    assert trainer.page.evaluate("document.documentElement.scrollWidth") <= width

    learner.arrive()
    learner.page.locator('#starters button:has(img[src$="practise.svg"])').first.click()
    earlier = learner.page.locator(".tutor-locator", has_text=texts("try.reviewed"))
    earlier.first.wait_for()
    learner.press(str(learner.page.locator('[data-action^="debrief:"]').first.get_attribute("data-action")))
    decided = learner.page.locator(".tutor-decided", has_text=REASON[language])
    decided.scroll_into_view_if_needed()
    learner.look("4-at-the-level")
    assert learner.errors == [] and trainer.errors == []
