"""How good the quiz is on the shipped course: ``python -m evals.quiz``.

Questions must be answerable from the sentences they are made of, asked once, and marked by what is said: the
course's own words in full, nothing or something off the subject not at all, and answers that were written by
hand (evals/quiz) as they deserve. 1 when a bar is missed.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.ask import ROOT, show
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.lesson import Lesson
from tutor.course.retriever import Retriever
from tutor.domain.quiz import Asks, Mark, Question
from tutor.embeddings.embedder import Embedder
from tutor.testing.parts import MemoryShelf

WRITTEN = ROOT / "evals" / "quiz"
LANGUAGES = ("en", "nl")
BESIDE = {
    "en": ("", "I don't know.", "My bicycle has a flat tyre.", "Tomorrow it rains in the mountains."),
    "nl": ("", "Geen idee.", "Mijn fiets heeft een lekke band.", "Morgen regent het in de bergen."),
}
"""Answers that say nothing, or nothing about the course."""
FOUND_IN = 10
"""Passages among which the one that a question was made of must be found for it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share that is measured, and what it must reach or (when most) not exceed."""

    name: str
    hits: int
    of: int
    bar: float
    most: bool = False

    @property
    def missed(self) -> bool:
        share = self.hits / max(1, self.of)
        return share > self.bar if self.most else share < self.bar

    def __str__(self) -> str:
        sign = "at most" if self.most else "at least"
        verdict = "MISSED" if self.missed else "met"
        return f"  {self.name}: {self.hits} of {self.of} ({sign} {self.bar:.0%}: {verdict})"


async def lesson_of(home: Path) -> Lesson:
    """What teaches the shipped course."""
    embedder, shelf = Embedder(), MemoryShelf()
    index = Index(home, embedder)
    await ingest([ROOT / "knowledge" / "leadership"], "leadership", shelf, index, progress=show)
    print(file=sys.stderr)
    return Lesson(Retriever(await index.open("leadership", shelf), embedder), embedder)


def own_words(question: Question) -> str:
    """What the course itself would answer."""
    return question.gap or "\n".join(point.quote for point in question.points)


def questions(lesson: Lesson, language: str) -> Iterator[Bar]:
    """The questions by themselves."""
    found = lesson.questions(language)
    texts = Counter(it.text.casefold() for it in found)
    points = Counter((it.points[0].document, it.points[0].start) for it in found)
    again = sum(count - 1 for count in (*texts.values(), *points.values()))
    yield Bar("asked more than once", again, len(found), 0.0, most=True)
    marks = [lesson.grader.grade(it, own_words(it), language).mark for it in found]
    yield Bar("full marks for the course's own words", marks.count(Mark.YES), len(found), 1.0)
    at_home = sum(_found(lesson, it) for it in found)
    yield Bar("the question finds the passage it is made of", at_home, len(found), 0.9)
    beside = [lesson.grader.grade(it, said, language).mark for it in found for said in BESIDE[language]]
    yield Bar("no marks for nothing, or for something else", beside.count(Mark.NO), len(beside), 0.99)


def _found(lesson: Lesson, question: Question) -> bool:
    point = question.points[0]
    hits = lesson.passages(question.text, question.language, FOUND_IN)
    return any(it.document == point.document and it.start <= point.start < it.end for it in hits)


def answers(lesson: Lesson, language: str, kept: str) -> Iterator[Bar]:
    """Answers written by hand, as they are marked."""
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (WRITTEN / f"{language}.yaml").read_text("utf-8")
    )
    marks: dict[str, list[Mark]] = {"right": [], "partly": [], "wrong": []}
    for one in listed[kept]:
        question = named(lesson.questions(language), one["question"])
        for kind, found in marks.items():
            said = (str(text) for text in one.get(kind, ()))
            found += [lesson.grader.grade(question, text, language).mark for text in said]
    right, wrong = marks["right"], marks["wrong"]
    yield Bar("right in other words: at least in part", len(right) - right.count(Mark.NO), len(right), 0.95)
    yield Bar("right in other words: in full", right.count(Mark.YES), len(right), 0.5)
    yield Bar("wrong: none", wrong.count(Mark.NO), len(wrong), 0.8)
    yield Bar("wrong: in full (a false certainty)", wrong.count(Mark.YES), len(wrong), 0.02, most=True)


def named(found: tuple[Question, ...], name: str) -> Question:
    """The question that a line of the answers means: by its text, or by a part of it behind a colon."""
    kind, _, part = name.rpartition(": ")
    by = part if kind.startswith(("Which", "Welke", "gap")) else name
    return next(it for it in found if by.casefold() in it.text.casefold())


async def main() -> int:
    """Print every figure; 1 when a bar is missed."""
    lesson = await lesson_of(Path(tempfile.mkdtemp()))
    missed = 0
    for language in LANGUAGES:
        found = lesson.questions(language)
        counts = ", ".join(f"{sum(it.asks is kind for it in found)} {kind.value}" for kind in Asks)
        print(f"{language}: {len(found)} questions ({counts})")
        parts = [*questions(lesson, language)]
        for kept in ("first", "held", "unseen"):
            parts += [_named(bar, kept) for bar in answers(lesson, language, kept)]
        for bar in parts:
            print(bar, flush=True)
        missed += sum(bar.missed for bar in parts)
    print("All bars met." if not missed else f"{missed} bars missed.")
    return int(bool(missed))


def _named(bar: Bar, kept: str) -> Bar:
    return Bar(f"{kept}: {bar.name}", bar.hits, bar.of, bar.bar, bar.most)


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
