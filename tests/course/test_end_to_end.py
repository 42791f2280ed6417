"""From files to a cited answer, on a small course that is written on the spot."""

import asyncio
from pathlib import Path

import pytest

from tutor.course.answerer import Answerer
from tutor.course.citations import verbatim
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.retriever import Retriever
from tutor.domain.course import Said
from tutor.embeddings.embedder import Embedder
from tutor.language import sentences
from tutor.testing.parts import MemoryShelf

BREAD = """# Baking bread

Bread is a food made of flour, water, salt and a raising agent.

## Kneading

Kneading develops the gluten network. Knead the dough for ten minutes by hand.
A dough is ready when it passes the windowpane test.

## Rising

Let the dough rise in a warm place for one hour. Cold dough rises more slowly because yeast is less active.

## Oven

The stone stores heat for a long time. This is why the crust becomes crisp.

## Temperatures

| bread | oven | minutes |
|---|---|---|
| rye | 220 degrees | 50 |
| wheat | 230 degrees | 35 |
| rolls | 240 degrees | 15 |

## Steps of shaping

Shaping a loaf takes these steps:

1. Flatten the dough.
2. Fold the edges to the middle.
3. Roll it into a log.
"""


@pytest.fixture(scope="module")
def tutor(tmp_path_factory: pytest.TempPathFactory) -> tuple[Answerer, MemoryShelf]:
    home = tmp_path_factory.mktemp("bread")
    (home / "course").mkdir()
    (home / "course" / "bread.md").write_text(BREAD)
    return asyncio.run(_tutor(home))


async def _tutor(home: Path) -> tuple[Answerer, MemoryShelf]:
    embedder = Embedder()
    shelf, index = MemoryShelf(), Index(home / "index", embedder)
    report = await ingest([home / "course"], "bread", shelf, index)
    assert (report.documents, report.skipped) == (1, ())
    return Answerer(Retriever(await index.open("bread", shelf), embedder)), shelf


async def test_a_covered_question_is_answered_word_for_word(tutor: tuple[Answerer, MemoryShelf]) -> None:
    answerer, shelf = tutor
    answer = answerer.answer("How long should I knead the dough?")
    document = await shelf.document("bread", "bread.md")
    assert "Knead the dough for ten minutes by hand." in answer.text
    assert document and all(verbatim(citation, document) for citation in answer.citations)
    assert answer.citations[0].place.headings == ("Baking bread", "Kneading")


def test_a_foreign_question_is_declined_with_the_nearest_section(tutor: tuple[Answerer, MemoryShelf]) -> None:
    answer = tutor[0].answer("Who won the football world cup in 1998?")
    assert answer.declined and answer.nearest and answer.reason


def test_a_list_comes_whole(tutor: tuple[Answerer, MemoryShelf]) -> None:
    answer = tutor[0].answer("Which steps are there in shaping a loaf?")
    assert all(step in answer.text for step in ("Flatten", "Fold", "Roll"))


def test_a_sentence_that_points_back_comes_with_what_it_points_at(
    tutor: tuple[Answerer, MemoryShelf],
) -> None:
    answer = tutor[0].answer("Why does the crust become crisp?", "en")
    assert "The stone stores heat for a long time. This is why the crust becomes crisp." in answer.text


def test_a_table_that_is_asked_for_comes_whole(tutor: tuple[Answerer, MemoryShelf]) -> None:
    answer = tutor[0].answer("Which temperatures are there for rye, wheat and rolls?", "en")
    assert all(row in answer.text for row in ("bread | oven | minutes", "rye | 220", "rolls | 240"))


def test_a_row_comes_with_the_names_of_its_columns_from_wherever_its_table_begins(tmp_path: Path) -> None:
    grains = "rye spelt wheat barley oats corn rice millet teff sorghum quinoa buckwheat einkorn emmer kamut"
    rows = "".join(
        f"| the heavy kind of {grain} | {200 + at} degrees | {30 + at} minutes | on shelf {at}, and watch "
        "how the crust colours while it bakes, as no oven is like another |\n"
        for at, grain in enumerate(grains.split())
    )
    table = f"| loaf | heat | time | place in the oven |\n|---|---|---|---|\n{rows}"
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "bread.md").write_text(f"# Baking\n\n## Table of loaves\n\n{table}")
    answerer, _ = asyncio.run(_tutor(tmp_path))
    assert len(answerer.snapshot.chunks) > 1
    answer = answerer.answer("how hot is the oven for a loaf of emmer", "en")
    assert answer.text.startswith("loaf | heat | time | place in the oven") and "213 degrees" in answer.text


@pytest.mark.parametrize(
    "question", ["What is bread made of?", "How does cold dough rise?", "Is kneading needed?", "windowpane"]
)
def test_an_answer_has_one_to_four_sentences(tutor: tuple[Answerer, MemoryShelf], question: str) -> None:
    answer = tutor[0].answer(question, "en")
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert 1 <= len(sentences(quoted, "en")) <= 4


def test_a_follow_up_is_read_with_what_was_asked_before(tutor: tuple[Answerer, MemoryShelf]) -> None:
    asked = Said("learner", "Why does cold dough rise more slowly?")
    assert "yeast" in tutor[0].answer("and why is that?", history=[asked]).text


STEPS = """# Glazing pots

## The right moment

You glaze a pot within two days of the first firing. Glaze a pot in the morning, when the light is good, and
glaze a pot again only when the first coat is dry.

## The dipping way

With the dipping way you glaze a pot in three steps:

1. Wipe off the dust with a damp sponge.
2. Hold the pot by its foot and dip it for two seconds.
3. Let it drip, and touch up the marks of your fingers.
"""


async def test_how_to_do_it_begins_with_the_steps_and_not_with_when(tmp_path: Path) -> None:
    (tmp_path / "pots").mkdir()
    (tmp_path / "pots" / "glazing.md").write_text(STEPS, "utf-8")
    shelf, embedder = MemoryShelf(), Embedder()
    index = Index(tmp_path / "index", embedder)
    await ingest([tmp_path / "pots"], "pots", shelf, index)
    answer = Answerer(Retriever(await index.open("pots", shelf), embedder)).answer("How do I glaze a pot?")
    first = answer.citations[0].quote
    assert first.startswith("With the dipping way") and "touch up the marks" in first
