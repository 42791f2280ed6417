"""A course as trainers have it: a handbook, slides, a recording and web pages, in two languages at once."""

import asyncio
from pathlib import Path

import pytest

from tutor.course.answerer import Answerer
from tutor.course.citations import verbatim
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.retriever import Retriever
from tutor.embeddings.embedder import Embedder
from tutor.testing.parts import MemoryShelf

CUES = """WEBVTT

00:00:04.000 --> 00:00:09.000
A mediator speaks with each of the neighbours alone before bringing them together.

00:00:09.000 --> 00:00:15.000
The first joint meeting never takes longer than ninety minutes.
"""
PAGE = (
    "<html><head><title>Pauzes</title><script>track()</script></head><body><h1>Pauzes in een gesprek</h1>"
    "<p>Een stilte van vijf seconden voelt lang, maar geeft de ander ruimte om verder te vertellen.</p>"
    "</body></html>"
)


def write_handbook(path: Path) -> None:
    import docx

    word = docx.Document()
    word.add_heading("Complaints", 1)
    word.add_paragraph("A complaint is confirmed in writing within two working days.")
    word.add_heading("Compensation", 2)
    word.add_paragraph("Vouchers above fifty euros need the signature of the branch manager.")
    word.save(str(path))


def write_slides(path: Path) -> None:
    import pptx

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Grenzen stellen"
    slide.placeholders[1].text = "Zeg eerst wat je wél kunt doen en noem daarna de grens"
    deck.save(str(path))


def write_guide(path: Path) -> None:
    from fpdf import FPDF

    pdf = FPDF()
    for title, text in (
        ("Opening", "Name the subject of the conversation in your first sentence."),
        ("Closing", "End by asking the other person to repeat what has been agreed."),
    ):
        pdf.add_page()
        pdf.set_font("Helvetica", size=22)
        pdf.cell(text=title, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, text=text)
    pdf.output(str(path))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Answerer, MemoryShelf]:
    home = tmp_path_factory.mktemp("mixed")
    for language in ("nl", "en"):
        (home / "course" / language).mkdir(parents=True)
    write_handbook(home / "course" / "en" / "handbook.docx")
    write_guide(home / "course" / "en" / "guide.pdf")
    (home / "course" / "en" / "mediation.vtt").write_text(CUES)
    write_slides(home / "course" / "nl" / "grenzen.pptx")
    (home / "course" / "nl" / "pauzes.html").write_text(PAGE)
    return asyncio.run(_read(home))


async def _read(home: Path) -> tuple[Answerer, MemoryShelf]:
    embedder, shelf = Embedder(), MemoryShelf()
    index = Index(home / "index", embedder)
    report = await ingest([home / "course"], "mixed", shelf, index)
    assert (report.documents, report.skipped) == (5, ())
    return Answerer(Retriever(await index.open("mixed", shelf), embedder)), shelf


@pytest.mark.parametrize(
    ("question", "language", "document", "place", "words"),
    [
        (
            "Who has to sign for a voucher above fifty euros?",
            "en",
            "en/handbook.docx",
            "Compensation",
            "manager",
        ),
        (
            "What do I ask the other person at the end?",
            "en",
            "en/guide.pdf",
            "2",
            "repeat what has been agreed",
        ),
        ("How long may the first joint meeting take?", "en", "en/mediation.vtt", "", "ninety minutes"),
        ("Hoe stel ik een grens?", "nl", "nl/grenzen.pptx", "Grenzen stellen", "wat je wél kunt doen"),
        ("Waarom helpt een stilte?", "nl", "nl/pauzes.html", "Pauzes", "geeft de ander ruimte"),
        (
            "Wie tekent voor een voucher boven de vijftig euro?",
            "nl",
            "en/handbook.docx",
            "Compensation",
            "manager",
        ),
    ],
)
async def test_the_answer_opens_at_its_place_in_whatever_file_it_stands(
    course: tuple[Answerer, MemoryShelf], question: str, language: str, document: str, place: str, words: str
) -> None:
    answerer, shelf = course
    answer = answerer.answer(question, language)
    cited = next(citation for citation in answer.citations if words in citation.quote)
    opened = await shelf.document("mixed", document)
    assert cited.document == document and place in cited.place.locator
    assert opened and verbatim(cited, opened)


@pytest.mark.parametrize(
    ("question", "language"),
    [("What is the boiling point of tin?", "en"), ("Hoe laat vertrekt de trein?", "nl")],
)
def test_what_no_file_says_is_declined(
    course: tuple[Answerer, MemoryShelf], question: str, language: str
) -> None:
    assert course[0].answer(question, language).declined
