"""A small course in both languages, for quizzes, thinking first, and answers in a model's words."""

from pathlib import Path

from tutor.app import App
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.lesson import Lesson
from tutor.course.retriever import Retriever
from tutor.domain.hearing import Hear, silent
from tutor.embeddings.embedder import Embedder
from tutor.messages import Activity, Message, Reply
from tutor.testing.parts import MemoryShelf

COURSE = {
    "en": """# Baking bread

## What bread is

A sourdough is a mixture of flour and water in which wild yeast lives. This chapter is about loaves.

For example, Hans baked four loaves of rye last week. He burned three minutes of his time.

## Rising

Let the dough rise for 48 hours in the fridge.
Never put the dough in the freezer, because the yeast dies there.
The method was described by Raymond Calvel in 1974.

## Shaping a loaf

Shaping a loaf takes three steps:

1. Flatten: press the dough with your hands until it is round.
2. Fold: bring the edges to the middle.
3. Roll: turn it into a tight log.

## A sticky dough

A dough sticks because it holds too much water. For example, a dough of rye flour sticks to every table.
""",
    "nl": """# Fietsen maken

## Wat een naaf is

Een naaf is het midden van een wiel waar de as doorheen loopt. Dit hoofdstuk gaat over wielen.

Een voorbeeld: Hans repareerde vorige week vier wielen. Hij verloor drie minuten.

## Banden

Pomp een band elke 30 dagen op. Zet nooit meer lucht in een band dan erop staat, want dan klapt hij.
De luchtband werd bekend door John Dunlop in 1888.

## Een lekke band plakken

Een lekke band plak je in drie stappen:

1. Zoeken: houd de band onder water en kijk waar belletjes komen.
2. Schuren: maak het rubber rond het gat ruw.
3. Plakken: druk een plakker op de lijm.

## Een ketting die kraakt

Een ketting kraakt omdat er geen olie meer op zit.
Bijvoorbeeld na een regenbui spoelt de olie van de schakels.
""",
}


EMBEDDER = Embedder()
"""One for all tests of a process, as loading it takes longer than they do."""


async def teach(app: App, folder: Path) -> None:
    """Read the course."""
    app.__dict__["embedder"] = EMBEDDER
    for language, text in COURSE.items():
        (folder / language).mkdir(parents=True)
        (folder / language / "lesson.md").write_text(text, "utf-8")
    await app.teaching.ingest([folder], app.settings.course, lambda *_: None)


async def lesson_of(home: Path) -> Lesson:
    """What teaches the course, without a data folder."""
    shelf = MemoryShelf()
    for language, text in COURSE.items():
        (home / "course" / language).mkdir(parents=True)
        (home / "course" / language / "lesson.md").write_text(text, "utf-8")
    index = Index(home / "index", EMBEDDER)
    await ingest([home / "course"], "small", shelf, index)
    return Lesson(Retriever(await index.open("small", shelf), EMBEDDER), EMBEDDER)


class Desk:
    """A learner who asks, as a channel sees it: what is typed completes what the last reply expects."""

    def __init__(self, app: App, language: str) -> None:
        self._app, self._language = app, language
        self.expects = ""
        self.heard: list[str] = []

    async def press(self, action: str) -> Reply:
        return await self.send(action=action)

    async def say(self, text: str) -> Reply:
        return await self.send(text, f"{self.expects}{text}" if self.expects else "")

    async def send(self, text: str = "", action: str = "", *, hear: Hear = silent) -> Reply:
        message = Message("ada", self._language, Activity.ASK, text, action)
        reply = await self._app.conversation.handle(message, hear)
        self.expects = reply.expects
        return reply
