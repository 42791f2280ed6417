"""A written assignment in the browser, from the first page to the debrief, typed and as a file."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.scoring.test_grading import TEXTS
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visit = Callable[..., Visitor]
KEPT = {"en": "Your objection is kept", "nl": "Je bezwaar is"}
HOW = {"en": "What do you see differently, and why?", "nl": "Wat zie jij anders, en waarom?"}
WRONG = {"en": "looks Dutch", "nl": "lijkt Engels"}


def _choose(learner: Visitor) -> None:
    learner.arrive()
    learner.page.locator('#starters button:has(img[src$="write.svg"])').first.click()
    learner.press("assignment:giving-feedback")
    learner.page.wait_for_selector(".tutor-hand-in textarea")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390), ("nl", 1280), ("en", 390)])
def test_a_text_is_typed_graded_and_argued_with(visit: Visit, language: str, width: int) -> None:
    learner = visit(language, width)
    learner.arrive()
    learner.look("1-first-page")
    learner.page.locator('#starters button:has(img[src$="write.svg"])').first.click()
    learner.page.wait_for_selector('[data-action="assignment:giving-feedback"]')
    learner.look("2-assignments")
    assert learner.fits()
    learner.press("assignment:giving-feedback")
    learner.page.wait_for_selector(".tutor-hand-in textarea")
    learner.look("3-task")
    assert learner.fits()
    field = learner.page.locator('.tutor-hand-in [data-field="text"]')
    field.fill(TEXTS["nl" if language == "en" else "en"])
    learner.press("hand-in")
    learner.page.locator(".tutor-error", has_text=WRONG[language]).wait_for()
    field.fill(TEXTS[language])
    learner.look("4-typed")
    learner.press("hand-in")
    learner.page.wait_for_selector(".tutor-finding")
    learner.look("5-debrief")
    assert learner.fits()
    learner.page.locator(".tutor-finding summary").first.click()
    learner.page.wait_for_selector(".tutor-finding[open] blockquote")
    learner.look("6-finding")
    assert learner.count(".tutor-hand-in") == 0
    object_to = learner.page.locator('[data-action^="text-object:"]').last
    learner.press(str(object_to.get_attribute("data-action")))
    learner.page.wait_for_selector('[data-action$=":content:"]')
    learner.press(str(learner.page.locator('[data-action$=":content:"]').last.get_attribute("data-action")))
    learner.page.locator(".ai-message", has_text=HOW[language]).wait_for()
    learner.say("It is in my second paragraph.")
    assert KEPT[language] in learner.last()
    learner.look("7-objection")
    assert learner.elsewhere == []
    assert learner.errors == []


def test_a_file_is_handed_in_and_saved_as_pdf(visit: Visit, tmp_path: Path) -> None:
    document = docx.Document()
    for part in TEXTS["nl"].split("\n\n"):
        document.add_paragraph(part.lstrip("# "))
    document.save(str(tmp_path / "mijn advies.docx"))
    (tmp_path / "kapot.pdf").write_bytes(b"GIF89a, and no PDF at all")
    learner = visit("nl")
    _choose(learner)
    learner.page.locator('.tutor-hand-in [data-field="file"]').set_input_files(tmp_path / "kapot.pdf")
    learner.press("hand-in")
    broken = "kapot.pdf kan niet worden gelezen: de naam eindigt op .pdf, maar het is een ander soort bestand"
    learner.page.locator(".tutor-error", has_text=broken).wait_for()
    learner.look("broken")
    learner.press("no-file")
    assert learner.page.locator('.tutor-hand-in [data-field="text"]').is_enabled()
    learner.page.locator('.tutor-hand-in [data-field="file"]').set_input_files(tmp_path / "mijn advies.docx")
    learner.press("hand-in")
    learner.page.wait_for_selector(".tutor-finding")
    link = learner.page.locator('a[href$=".pdf"]').last.get_attribute("href")
    got = learner.page.evaluate(
        "async (link) => { const it = await fetch(link); "
        "return [it.status, it.headers.get('content-type'), (await it.text()).slice(0, 5)]; }",
        link,
    )
    assert got == [200, "application/pdf", "%PDF-"]
    learner.page.goto(learner.page.url.split("/chat")[0] + str(link).removesuffix(".pdf"))
    learner.look("page")
    assert "onder vier ogen" in learner.page.inner_text("body")
    learner.arrive()
    learner.page.locator('#starters button:has(img[src$="write.svg"])').first.click()
    learner.page.locator('[data-action^="text:"]').first.wait_for()
    learner.look("earlier")
    assert "mijn advies.docx" in learner.page.inner_text("body")
