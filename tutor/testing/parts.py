"""Simple stand-ins with the behaviour of the real parts, for tests and experiments."""

from collections.abc import Mapping, Sequence

from tutor.domain.course import Chunk, Document
from tutor.domain.move import FoundMove, Move


class ScriptedRecogniser:
    """A recogniser (tutor.roleplay.recognition.recogniser.Recogniser) that knows the moves of given texts.

    A text that is not in the script is an error, so that a test cannot pass on what nobody wrote down.
    """

    def __init__(self, script: Mapping[str, Sequence[Move]], confidence: float = 0.9) -> None:
        self._script, self._confidence = dict(script), confidence

    def recognise(self, text: str, before: str, language: str) -> tuple[FoundMove, ...]:
        if text not in self._script:
            raise KeyError(f"No moves are scripted for {text!r}.")
        return tuple(FoundMove(move, self._confidence, 0, len(text)) for move in self._script[text])


class MemoryShelf:
    """A shelf of documents in memory (tutor.course.index.Shelf)."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, str], tuple[Document, tuple[Chunk, ...]]] = {}

    async def digests(self, course: str) -> dict[str, str]:
        return {document.path: document.digest for document in await self.documents(course)}

    async def put(self, document: Document, chunks: Sequence[Chunk]) -> None:
        self._documents[document.course, document.path] = (document, tuple(chunks))

    async def remove(self, course: str, path: str) -> None:
        self._documents.pop((course, path), None)

    async def document(self, course: str, path: str) -> Document | None:
        return self._documents.get((course, path), (None, ()))[0]

    async def documents(self, course: str) -> tuple[Document, ...]:
        return tuple(document for document, _ in self._kept(course))

    async def chunks(self, course: str) -> tuple[Chunk, ...]:
        return tuple(chunk for _, chunks in self._kept(course) for chunk in chunks)

    async def courses(self) -> tuple[str, ...]:
        return tuple(sorted({course for course, _ in self._documents}))

    def _kept(self, course: str) -> list[tuple[Document, tuple[Chunk, ...]]]:
        return [kept for (owner, _), kept in sorted(self._documents.items()) if owner == course]
