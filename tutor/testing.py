"""Simple stand-ins with the behaviour of the real parts, for tests and experiments."""

from collections.abc import Sequence

from tutor.domain.course import Chunk, Document


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
