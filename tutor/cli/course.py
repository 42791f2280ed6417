"""Commands on courses: ingest, retrieve, gaps."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit, serve
from tutor.cli.opening import Course, opened, stocked
from tutor.domain.frozen import Frozen
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.domain.course import Hit


class QueryLine(Frozen):
    """A query on standard input."""

    id: str | int | None = None
    query: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ingest")(ingest)
    app.command("retrieve")(retrieve)
    app.command("gaps")(gaps)


def ingest(paths: Annotated[list[Path], typer.Argument(help="Files or folders.")], course: Course) -> None:
    """Read course files into a course; files that are gone are taken out.

    Example: tutor ingest knowledge/leadership --course leadership
    """
    for path in paths:
        if not path.exists():
            raise TutorError(f"There is no file or folder {str(path)!r}.")
    asyncio.run(_ingest(paths, course))


async def _ingest(paths: Sequence[Path], course: str) -> None:
    from tutor.cli.progress import progress

    async with opened() as app:
        with progress() as report:
            found = await app.teaching.ingest(paths, course, report)
    skipped = [{"path": it.path, "reason": it.reason} for it in found.skipped]
    for it in found.skipped:
        typer.echo(f"skipped {it.path}: {it.reason}", err=True)
    emit({"course": course, "documents": found.documents, "chunks": found.chunks, "skipped": skipped})


def retrieve(
    course: Course = "leadership",
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    query: Annotated[str, typer.Argument(help="A query; without one they are read as JSON Lines.")] = "",
) -> None:
    """Find passages of a course.

    Example: tutor retrieve --course leadership -k 3 "what is a BATNA"
    """
    asyncio.run(_retrieve(course, k, query))


async def _retrieve(course: str, k: int, query: str) -> None:
    async with opened() as app:
        await stocked(app, course)
        retriever = await app.teaching.retriever(course)

        async def answer(line: QueryLine) -> dict[str, Any]:
            return {"id": line.id, "hits": [_hit(hit) for hit in retriever.retrieve(line.query, k)]}

        if not query:
            return await serve(QueryLine, answer)
        if not sys.stdout.isatty():
            return emit(await answer(QueryLine(query=query)))
        from tutor.cli.screen import show_hits

        show_hits(retriever.retrieve(query, k))


def _hit(hit: "Hit") -> dict[str, Any]:
    chunk = hit.chunk
    return {
        "document": chunk.document,
        "locator": chunk.place.locator,
        "text": chunk.text,
        "score": round(hit.score, 6),
    }


def gaps(
    course: Course = "leadership",
    forget: Annotated[
        str, typer.Option("--forget", help="Delete this question, word for word as it is listed.")
    ] = "",
) -> None:
    """List questions that the course did not answer, most asked first; or delete one, which names somebody.

    Example: tutor gaps --course leadership
    """
    asyncio.run(_forget_gap(course, forget) if forget else _gaps(course))


async def _forget_gap(course: str, question: str) -> None:
    async with opened() as app:
        if not await app.store.forget_gap(course, question):
            raise TutorError(f"{course} has no unanswered question {question!r}; tutor gaps lists them.")
    typer.echo("Deleted.")


async def _gaps(course: str) -> None:
    async with opened() as app:
        found = await app.store.gaps(course)
    if sys.stdout.isatty():
        from tutor.cli.screen import show_gaps

        show_gaps(found)
        return
    for gap in found:
        emit(
            {
                "question": gap.question,
                "count": gap.count,
                "language": gap.language,
                "nearest": gap.nearest,
            }
        )
