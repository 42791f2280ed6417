"""A debrief as PDF: text that can be selected, with every letter right, and a curve."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.conversation.test_conversation import Door
from tests.conversation.test_looking_back import ended
from tests.conversation.test_practice import app as app
from tutor.app import App
from tutor.channels.page import debrief_page, text_page
from tutor.channels.pdf import debrief_pdf, text_pdf
from tutor.domain.calibration import Agreement, Card
from tutor.language import Texts
from tutor.scoring.grading import typed

TEXT = """Coördinatie en “naïeve” ideeën: zo pak ik het aan – voor €5…

Ik heb het alleen over gedrag dat ik heb gezien, en niet over iemands karakter of bedoeling. Daarna vraag ik
hoe de ander het ziet. <b>Ik</b> luister naar het hele verhaal voordat ik weer iets zeg."""


def _read(pdf: bytes) -> tuple[str, int]:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()), len(pages)


async def test_a_practice_with_its_curve_and_every_word(app: App) -> None:
    door = await ended(app, "nl")
    words, pages = _read(debrief_pdf(await app.debriefing.card(door.session)))
    asked = "How do you look back on it?"
    for said in ("Terugblik", "Het verloop", "Vertrouwen", asked, "Het gesprek, woord voor woord"):
        assert said in words
    assert pages >= 2


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_negotiation_has_its_charts_on_paper_too(app: App, language: str) -> None:
    door, texts = Door(app, language), Texts(language)
    await door.press("start:raise-and-flexibility:normal")
    offer = {"en": "I propose {} a month.", "nl": "Ik stel {} per maand voor."}[language]
    for amount in ("4200", "4000"):
        await door.say(offer.format(amount))
    await door.press("stop")
    card = await app.debriefing.card(door.session)
    words, _ = _read(debrief_pdf(card))
    for title in ("bargain.chart.plane", "bargain.chart.curve"):
        assert texts(title) in words
        assert f'aria-label="{texts(title)}"' in debrief_page(card)


async def test_on_paper_stands_how_well_such_scores_agree_with_people(app: App) -> None:
    door = await ended(app, "nl")
    bare = await app.debriefing.card(door.session)
    some = Agreement(10, 0, 0.6, 0.9, 0.8, 0.6, 0.9, -0.25, ((6, 0), (0, 4)))
    rated = Card("feedback-talk", 2, "nl", 10, 1, bare.session.started, "0.9", {"listening": some})
    card = replace(bare, card=rated)
    words, _ = _read(debrief_pdf(card))
    title = "Hoe goed zulke scores overeenkomen met mensen"
    assert f"{title} Eén beoordelaar, n=10" in words
    assert "10 60% 90% -0,2" in words.replace("\xa0", "")
    assert f'<div id="agreement"><h4>{title}' in debrief_page(card)
    assert title not in _read(debrief_pdf(bare))[0]


async def test_a_text_with_every_letter_as_it_was_written(app: App) -> None:
    assignment = app.library.assignment("giving-feedback", "nl")
    made = await app.handing_in.keep("local", assignment.id, "nl", typed(TEXT))
    card = await app.grading.card(made.id)
    words, _ = _read(text_pdf(card))
    for said in ("Coördinatie en “naïeve” ideeën", "€5…", "<b>Ik</b> luister", "woord voor woord"):
        assert said in words
    assert "<script" not in text_page(card) and "&lt;b&gt;Ik" in text_page(card)
