"""A learner's way through the product in a browser, in both languages, on a desk and on a phone."""

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import Server
from tests.web.visitor import Visitor
from tutor.language import Texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTIONS = {
    "en": "How do I prepare a difficult conversation?",
    "nl": "Hoe bereid ik een moeilijk gesprek voor?",
}
OUTSIDE = {"en": "What is the boiling point of tungsten?", "nl": "Wat is het kookpunt van wolfraam?"}
TALK = {
    "en": [
        "Hi, thanks for making time. I would like to talk about the report that came on Monday.",
        "What happened, as you see it?",
        "I saw that three of the last four reports came after the deadline, and nobody was warned.",
        "It sounds as if you have a lot on your plate. What takes up your time?",
        "That must be hard. So you carry more than I knew, is that right?",
        "What would help you?",
        "Shall we agree that you tell me on Wednesday when it will be late?",
        "Then we look back together on Friday. Thank you for being open.",
    ],
    "nl": [
        "Hoi, fijn dat je er bent. Ik wil het hebben over het rapport van maandag.",
        "Wat is er gebeurd, zoals jij het ziet?",
        "Ik zag dat drie van de laatste vier rapporten na de deadline kwamen, zonder dat iemand het wist.",
        "Het klinkt alsof je veel op je bord hebt. Waar ben je druk mee?",
        "Dat lijkt me zwaar. Dus je draagt meer dan ik wist, klopt dat?",
        "Wat zou je helpen?",
        "Zullen we afspreken dat je het woensdag zegt als het later wordt?",
        "Dan kijken we vrijdag samen terug. Dank je voor je openheid.",
    ],
}
OBJECT = {"en": "What do you see differently, and why?", "nl": "Wat zie jij anders, en waarom?"}
KEPT = {"en": "Your objection is kept", "nl": "Je bezwaar is bewaard"}
Visit = Callable[..., Visitor]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_answered_with_the_passage_to_check(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    learner.arrive()
    assert learner.fits()
    learner.look("1-first-page")
    learner.say(QUESTIONS[language])
    learner.page.wait_for_selector(".tutor-source")
    learner.look("2-answer")
    assert learner.fits()
    learner.page.locator('a[href="#source-1"]').last.click()
    quote = learner.page.locator(".tutor-passage mark").inner_text()
    learner.look("3-passage")
    assert learner.fits()
    assert " ".join(quote.split()) in " ".join(learner.last().split())
    assert learner.elsewhere == []
    assert learner.errors == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_question_outside_the_course_is_declined(visit: Visit, language: str) -> None:
    learner = visit(language)
    learner.arrive()
    learner.say(OUTSIDE[language])
    assert {"en": "does not answer", "nl": "geeft geen antwoord"}[language] in learner.last()
    assert learner.count('a[href^="#source-"]') == 0
    learner.page.locator(".tutor-source").click()  # the nearest section can be read
    assert learner.page.locator(".tutor-passage").inner_text()
    learner.look("declined")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 1280), ("nl", 390), ("en", 390)])
def test_a_conversation_from_briefing_to_looking_back(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    learner.arrive()
    learner.start("missed-deadlines")
    learner.look("1-opening")
    for number, text in enumerate(TALK[language]):
        if not learner.talking:
            break
        learner.say(text)
        if number == 1:
            learner.press("hint")
            learner.page.wait_for_selector(".tutor-hint")
            learner.look("2-hint")
        if number == 3:
            before = learner.said()
            learner.come_back()
            assert learner.said() == before
            learner.look("3-reloaded")
    if learner.talking:
        learner.press("stop")
    learner.page.wait_for_selector(".tutor-finding")
    learner.page.wait_for_selector(".js-plotly-plot .annotation")
    learner.look("4-debrief")
    assert learner.fits()
    assert learner.count(".tutor-finding blockquote") >= 2
    assert TALK[language][0].split(". ")[1].rstrip(".") in " ".join(learner.said())
    learner.come_back()
    assert learner.count(".tutor-finding") >= 3
    learner.page.wait_for_selector(".js-plotly-plot .annotation")
    learner.look("5-debrief-again")
    learner.press(str(learner.page.locator('[data-action^="ask:"]').last.get_attribute("data-action")))
    learner.page.wait_for_selector('a[href="#source-1"]')
    learner.page.wait_for_selector('[data-action^="start:"]')
    contest = learner.page.locator(".tutor-finding[open] .tutor-object").first  # it stands beside the level
    learner.press(str(contest.get_attribute("data-action")))
    learner.page.locator(".ai-message", has_text=OBJECT[language]).wait_for()
    learner.press("cancel")
    learner.page.wait_for_selector('[data-action="object"]')
    learner.press("object")
    learner.press("object:")
    learner.page.locator(".ai-message", has_text=OBJECT[language]).wait_for()
    learner.say("I did ask what was going on, in my second reply.")
    assert KEPT[language] in learner.last()
    learner.look("6-objection")
    private, shared = (Texts(language)(f"release.{it}") for it in ("private", "shared"))
    learner.page.locator(".tutor-standing", has_text=private).wait_for()
    learner.press("release")
    learner.page.locator(".tutor-standing", has_text=shared).wait_for()
    assert private not in learner.page.inner_text("body")  # what is no longer so stands nowhere
    assert learner.elsewhere == []
    assert learner.errors == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390)])
def test_what_was_prepared_stands_in_the_debrief(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    learner.arrive()
    learner.page.locator('#starters button:has(img[src$="practise.svg"])').first.click()
    learner.press("brief:missed-deadlines")
    learner.press("prepare:missed-deadlines")
    learner.page.locator('[data-field="goal"]').fill("Reports that come on Friday")
    learner.look("1-form")
    assert learner.count('[data-action="start:missed-deadlines:normal"]') == 1
    assert learner.fits()
    learner.press("start:missed-deadlines:normal")
    learner.page.wait_for_selector('[data-action="hint"]')
    learner.say(TALK[language][0])
    learner.press("stop")
    learner.page.wait_for_selector(".tutor-finding")
    learner.look("2-debrief")
    assert "Reports that come on Friday" in " ".join(learner.said())
    assert learner.errors == []


@pytest.mark.parametrize(("language", "width"), [("nl", 1280), ("en", 390)])
def test_one_goes_back_and_sees_both_tries(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    learner.arrive()
    learner.start("missed-deadlines")
    for text in TALK[language][:3]:
        learner.say(text)
    learner.press("feedback")
    about = {"en": "About your reply 3", "nl": "Over je reactie 3"}[language]
    learner.page.locator(".ai-message", has_text=about).wait_for()
    learner.look("1-feedback")
    learner.press("turns")
    learner.page.wait_for_selector(".tutor-turns")
    learner.look("2-turns")
    assert learner.fits()
    learner.press("cancel")
    learner.page.wait_for_selector(".tutor-turns", state="detached")
    learner.press("turns")
    learner.press("rewind:1")
    learner.page.wait_for_selector(".tutor-turns", state="detached")
    learner.say(TALK[language][4])
    learner.press("stop")
    learner.page.wait_for_selector(".tutor-finding")
    learner.look("3-debrief")
    beside = {"en": "Beside the conversation", "nl": "Naast het gesprek"}[language]
    learner.page.locator(".ai-message", has_text=beside).scroll_into_view_if_needed()
    learner.look("4-beside")
    assert learner.count(".message-content td") > 0 and learner.broken_words() == []
    assert learner.errors == []


def test_a_killed_server_loses_nothing_and_the_talk_goes_on(visit: Visit, server: Server) -> None:
    learner = visit("nl")
    learner.arrive()
    learner.start("missed-deadlines")
    for text in TALK["nl"][:3]:
        learner.say(text)
    before = learner.said()
    server.kill()
    server.start()
    learner.come_back()
    assert learner.said() == before
    learner.say(TALK["nl"][3])
    assert len(learner.said()) == len(before) + 2


def test_an_earlier_conversation_is_in_the_list_and_opens(visit: Visit) -> None:
    learner = visit("en")
    learner.arrive()
    learner.start("raise-and-flexibility")
    learner.say("I would like to talk about my salary.")
    learner.page.goto(f"{learner.page.url.split('/chat')[0]}/")
    learner.page.wait_for_selector("#starters button:not([disabled])")
    learner.look("1-offers-to-go-on")
    learner.page.locator("#header #sidebar-trigger-button").click()
    numbered = re.compile(r"A raise and more flexibility · practice \d")
    chat = learner.page.locator("#thread-history a", has_text=numbered).first
    chat.wait_for()
    learner.look("1b-list")
    chat.click()
    learner.page.wait_for_selector('[data-action="stop"]')
    learner.look("2-opened")
    assert "salary" in " ".join(learner.said())


def test_the_switch_changes_every_word(visit: Visit) -> None:
    learner = visit("en")
    learner.arrive()
    learner.page.locator('a[href="/language"]').click()
    learner.page.wait_for_selector("#starters button:not([disabled])")
    assert "Oefen een moeilijk gesprek" in learner.page.inner_text("#starters")
    assert learner.page.get_attribute("#chat-input", "data-placeholder") == "Typ hier…" or "Typ hier" in (
        learner.page.inner_html("#message-composer")
    )
    learner.page.locator("#readme-button").click()
    learner.look("help")
    assert "Kijk terug" in learner.page.inner_text("[role=dialog]")


def test_the_switch_leaves_one_in_the_conversation_where_one_was(visit: Visit) -> None:
    learner = visit("nl")
    learner.arrive()
    learner.start("missed-deadlines")
    learner.say(TALK["nl"][0])
    before = learner.said()
    learner.page.locator('a[href="/language"]').click()
    learner.page.wait_for_selector('html[lang="en"] .ai-message')
    learner.page.wait_for_timeout(1000)
    assert learner.said() == before
    learner.say(TALK["nl"][1])
    assert learner.talking
