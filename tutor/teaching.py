"""Teaching the courses on the shelf: reads them in, has them ready, and answers from them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.authoring.loader import Library
from tutor.domain.calls import Purpose
from tutor.domain.course import Answer, Asked, IngestReport
from tutor.domain.hearing import Hear, silent
from tutor.domain.pointer import pointer_for
from tutor.embeddings.embedder import Embedder
from tutor.language import SPOKEN
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts

if TYPE_CHECKING:
    from tutor.course.answerer import Answerer
    from tutor.course.index import Index, Progress, Shelf
    from tutor.course.lesson import Lesson
    from tutor.course.retriever import Retriever


class Teaching:
    """Every course on one shelf, with an index of its own; one that has changed is made ready anew."""

    def __init__(
        self,
        shelf: "Shelf",
        embedder: Embedder,
        library: Library,
        prompts: Prompts,
        model: Callable[[Purpose], LanguageModel | None],
        *,
        folder: Path,
        chroma: str,
    ) -> None:
        self.prompts = prompts
        self.model = model
        self._shelf, self._embedder, self._library = shelf, embedder, library
        self._folder, self._chroma = folder, chroma
        self._lessons: dict[str, Lesson] = {}
        self._opening = asyncio.Lock()

    @cached_property
    def index(self) -> "Index":
        from tutor.course.index import Index

        return Index(self._folder, self._embedder, self._chroma)

    async def ingest(self, paths: Sequence[Path], course: str, progress: "Progress") -> IngestReport:
        """Bring a course up to date with its files."""
        from tutor.course.ingestion import ingest

        return await ingest(paths, course, self._shelf, self.index, progress)

    async def retriever(self, course: str) -> "Retriever":
        """What searches a course; CourseError when it is not on the shelf."""
        from tutor.course.retriever import Retriever

        return Retriever(await self.index.open(course, self._shelf), self._embedder)

    async def lesson(self, course: str) -> "Lesson":
        """What teaches a course, made anew when the course has changed."""
        from tutor.course.lesson import Lesson
        from tutor.course.retriever import Retriever

        async with self._opening:
            snapshot = await self.index.open(course, self._shelf)
            held = self._lessons.get(course)
            if held is None or held.answerer.snapshot is not snapshot:
                quizzes = self._library.quizzes(course)
                held = Lesson(Retriever(snapshot, self._embedder), self._embedder, quizzes)
                self._lessons[course] = held
            return held

    async def answerer(self, course: str) -> "Answerer":
        """What answers from a course."""
        return (await self.lesson(course)).answerer

    async def answer(self, course: str, asked: Asked, hear: Hear = silent) -> Answer:
        """Answer a question from a course, without holding up other learners; hear gets it as it is written.

        A question that the organisation has a pointer for gets that, even where the course is missing.
        """
        model = self.model(Purpose.ANSWER)
        if model is None:
            return await self.look(course, asked)

        async def written() -> Answer:
            scenarios = self._library.scenarios(asked.language if asked.language in SPOKEN else "en")
            situations = {it.id: it.title for it in scenarios}
            writer = (await self.lesson(course)).writer(self.prompts, situations)
            return await writer.answer(model, asked, hear)

        return await self._pointed(asked, written)

    async def look(self, course: str, asked: Asked) -> Answer:
        """As answer, in the course's own words, whether or not there is a model."""

        async def own() -> Answer:
            answerer = await self.answerer(course)
            return await asyncio.to_thread(answerer.answer, asked.question, asked.language, asked.history)

        return await self._pointed(asked, own)

    async def _pointed(self, asked: Asked, answer: Callable[[], Awaitable[Answer]]) -> Answer:
        """An answer with the organisation's pointer, if the question has one; or that alone."""
        found = pointer_for(asked.question, asked.language, self._library.pointers)
        if not found:
            return await answer()
        pointer, spoken = found
        if pointer.declines:
            return replace(Answer.decline(asked.question, spoken, pointer.text), pointer=pointer.id)
        return replace(await answer(), reason=pointer.text, pointer=pointer.id)
