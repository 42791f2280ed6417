"""The shelf: the texts of the courses and the passages they are searched in."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, delete, insert, select

from tutor.domain.course import Block, Chunk, Document, Place
from tutor.store.database import Part
from tutor.store.tables import documents

BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
PLACE: TypeAdapter[Place] = TypeAdapter(Place)


class Shelf(Part):
    """Course texts; the search index is made from them and can always be made again."""

    async def courses(self) -> tuple[str, ...]:
        """The courses that have a document, by name."""
        of = select(documents.c.course).distinct().order_by(documents.c.course)
        async with self._reading() as connection:
            return tuple((await connection.execute(of)).scalars())

    async def digests(self, course: str) -> dict[str, str]:
        """The path of each document of a course, with the SHA-256 of the file it was read from."""
        of = select(documents.c.path, documents.c.digest).where(documents.c.course == course)
        async with self._reading() as connection:
            return {row.path: row.digest for row in await connection.execute(of)}

    async def put(self, document: Document, chunks: Sequence[Chunk]) -> None:
        """Keep a document with its chunks, in place of an earlier version."""
        row = {
            name: getattr(document, name)
            for name in ("course", "path", "digest", "title", "language", "text")
        }
        row["blocks"] = BLOCKS.dump_python(document.blocks, mode="json")
        row["chunks"] = [_dump(chunk) for chunk in chunks]
        async with self._writing() as connection:
            await connection.execute(delete(documents).where(*_at(document.course, document.path)))
            await connection.execute(insert(documents).values(row))

    async def remove(self, course: str, path: str) -> None:
        """Forget a document and its chunks; nothing happens when it is not there."""
        async with self._writing() as connection:
            await connection.execute(delete(documents).where(*_at(course, path)))

    async def document(self, course: str, path: str) -> Document | None:
        """One document with its text and blocks."""
        async with self._reading() as connection:
            row = (await connection.execute(select(documents).where(*_at(course, path)))).first()
        return _document(row) if row else None

    async def documents(self, course: str) -> tuple[Document, ...]:
        """All documents of a course, by path."""
        return tuple(_document(row) for row in await self._rows(course))

    async def chunks(self, course: str) -> tuple[Chunk, ...]:
        """All chunks of a course, in the order of path and text."""
        return tuple(_chunk(row, data) for row in await self._rows(course) for data in row.chunks)

    async def _rows(self, course: str) -> Sequence[Row[Any]]:
        of = select(documents).where(documents.c.course == course).order_by(documents.c.path)
        async with self._reading() as connection:
            return (await connection.execute(of)).all()


def _at(course: str, path: str) -> tuple[Any, Any]:
    return documents.c.course == course, documents.c.path == path


def _dump(chunk: Chunk) -> dict[str, Any]:
    return {
        "id": chunk.id,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "place": PLACE.dump_python(chunk.place, mode="json"),
    }


def _document(row: Row[Any]) -> Document:
    blocks = BLOCKS.validate_python(row.blocks)
    return Document(row.course, row.path, row.title, row.language, row.digest, row.text, blocks)


def _chunk(row: Row[Any], data: dict[str, Any]) -> Chunk:
    return Chunk(
        id=data["id"],
        course=row.course,
        document=row.path,
        title=row.title,
        language=row.language,
        text=data["text"],
        start=data["start"],
        end=data["end"],
        place=PLACE.validate_python(data["place"]),
    )
