"""Quizzes and thinking first in a browser, in both languages, on a desk and on a phone."""

from collections.abc import Callable

import pytest

from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
START = {"en": ("Quiz me", "Let me think first"), "nl": ("Overhoor me", "Laat me eerst zelf denken")}
QUESTION = {"en": "Question {} of 5", "nl": "Vraag {} van 5"}
THINKING = {
    "en": ("How do I give feedback with the SBI model?", "situation", "Give the answer"),
    "nl": ("Hoe vang ik een boze medewerker op?", "ik laat de ander uitrazen", "Geef het antwoord"),
}


def _begin(learner: Visitor, label: str) -> None:
    learner.arrive()
    learner.look("1-first-page")
    learner.page.locator("#starters button", has_text=label).first.click()
    learner.page.wait_for_selector(".ai-message")
    learner.page.wait_for_timeout(800)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390)])
def test_a_quiz_asks_marks_and_goes_on_after_a_reload(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    _begin(learner, START[language][0])
    assert QUESTION[language].format(1) in learner.last()
    learner.look("2-question")
    learner.say("48")
    assert QUESTION[language].format(2) in learner.last()
    learner.page.locator(".tutor-source").last.click()
    assert learner.page.locator(".tutor-passage mark").inner_text()
    learner.page.keyboard.press("Escape")
    learner.look("3-marked")
    assert learner.fits()
    learner.come_back()
    learner.say("no idea / geen idee")
    assert QUESTION[language].format(3) in learner.last()
    learner.page.locator('[data-action^="reveal:"]').last.click()
    learner.page.locator(".ai-message", has_text=QUESTION[language].format(4)).wait_for()
    learner.page.locator('[data-action^="leave:"]').last.click()
    learner.page.wait_for_selector('[data-action="quiz"]')
    learner.look("4-result")
    learner.press("progress")
    learner.page.wait_for_selector('.tutor-buttons:not(:has([data-action="progress"])) [data-action="quiz"]')
    learner.look("5-progress")
    assert learner.fits()
    assert learner.elsewhere == [] and learner.errors == []


@pytest.mark.parametrize(("language", "width"), [("nl", 1280), ("en", 390)])
def test_thinking_first_asks_back_and_then_answers(visit: Visit, language: str, width: int) -> None:
    question, attempt, tell = THINKING[language]
    learner = visit(language, width)
    _begin(learner, START[language][1])
    learner.say(question)
    learner.look("2-asked-back")
    learner.say(attempt)
    assert attempt in learner.last() or "“" in learner.last()
    learner.look("3-clue")
    assert learner.fits()
    learner.page.locator(".tutor-buttons button", has_text=tell).last.click()
    learner.page.wait_for_selector('a[href="#source-1"]')
    learner.page.wait_for_selector('[data-action^="quiz:"]')
    learner.look("4-answer")
    assert learner.fits()
    assert learner.elsewhere == [] and learner.errors == []


@pytest.mark.parametrize(("language", "label"), [("en", "In short"), ("nl", "Een voorbeeld")])
def test_an_answer_is_put_otherwise_by_a_button(visit: Visit, language: str, label: str) -> None:
    learner = visit(language)
    learner.arrive()
    learner.say({"en": "What is a BATNA?", "nl": "Wat is een BATNA?"}[language])
    learner.page.locator(".tutor-buttons button", has_text=label).last.click()
    learner.page.wait_for_function("document.querySelectorAll('.ai-message').length >= 2")
    learner.page.wait_for_timeout(800)
    assert "BATNA" in learner.last() or "alternati" in learner.last()
    learner.look("otherwise")
    assert learner.errors == []
