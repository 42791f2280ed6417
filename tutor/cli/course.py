"""Commands on courses: ingest, retrieve, ask, gaps."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit, serve
from tutor.domain.frozen import Frozen
from tutor.errors import TutorError
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.course import Answer, Hit

Course = Annotated[str, typer.Option("--course", "-c", help="The course, e.g. leadership.")]
Json = Annotated[bool, typer.Option("--jsonl", help="Questions as JSON Lines on standard input.")]


class SaidLine(Frozen):
    """A message before the question."""

    role: str
    text: str


class QuestionLine(Frozen):
    """A question on standard input."""

    id: str | int | None = None
    question: str
    history: tuple[SaidLine, ...] = ()


class QueryLine(Frozen):
    """A query on standard input."""

    id: str | int | None = None
    query: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ingest")(ingest)
    app.command("retrieve")(retrieve)
    app.command("ask")(ask)
    app.command("gaps")(gaps)


@asynccontextmanager
async def opened(course: str = "") -> AsyncIterator["App"]:
    """The product, closed again afterwards; course is asked instead of that of the settings."""
    from tutor.app import App

    settings = load_settings()
    app = await App.open(settings.model_copy(update={"course": course or settings.course}))
    try:
        yield app
    finally:
        await app.close()


def spoken(language: str) -> str:
    """A language that was asked for, or none; TutorError when the program does not speak it."""
    from tutor.language import SPOKEN

    if language and language not in SPOKEN:
        raise TutorError(f"There is no language {language!r}. Choose one of: {', '.join(SPOKEN)}.")
    return language


async def stocked(app: "App", course: str) -> None:
    """Have a course ready to be searched: one that came with the content folders is ingested when it is not
    on the shelf yet, and an index that does not fit (another embedding model, a lost folder) is made anew.
    """
    from tutor.app import course_folders
    from tutor.cli.progress import progress

    with progress() as report:
        if course not in await app.store.shelf.courses():
            for folder in course_folders(app.settings.roots):
                if folder.name == course:
                    await app.ingest([folder], course, report)
        await app.index.open(course, app.store.shelf, report)


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
            found = await app.ingest(paths, course, report)
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
        retriever = await app.retriever(course)

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


def ask(
    question: Annotated[str, typer.Argument(help="A question; without one a dialogue begins.")] = "",
    course: Course = "leadership",
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en; else the question's.")] = "",
    jsonl: Json = False,
    socratic: Annotated[
        bool, typer.Option("--socratic", help="Think first: the course asks back before it answers.")
    ] = False,
) -> None:
    """Ask the course; every sentence of the answer names the passage it stands on.

    Example: tutor ask "How do I start a feedback conversation?"
    """
    if socratic:
        from tutor.cli.study import think

        return think(question, course, spoken(language), jsonl)
    asyncio.run(_ask(question, course, spoken(language), jsonl))


async def _ask(question: str, course: str, language: str, jsonl: bool) -> None:
    from tutor.conversation.conversation import log_gap
    from tutor.domain.course import Asked, Said

    async with opened(course) as app:
        await stocked(app, course)
        await app.answerer(course)  # a course that is not there is said before the first question is read

        async def answer(line: QuestionLine) -> dict[str, Any]:
            started = time.perf_counter()
            history = tuple(Said(said.role, said.text) for said in line.history)
            found = await app.answer(course, Asked(line.question, language, history))
            await log_gap(app.store, course, found)
            return {"id": line.id, **answer_line(found), "seconds": round(time.perf_counter() - started, 4)}

        if jsonl or not (question or sys.stdin.isatty()):
            return await serve(QuestionLine, answer)
        if question and not sys.stdout.isatty():
            return emit(await answer(QuestionLine(question=question)))
        from tutor.channels.terminal import ask_dialogue

        await ask_dialogue(app, question, language)


def answer_line(answer: "Answer") -> dict[str, Any]:
    """An answer as the contract of tutor ask has it, without the id and the seconds."""
    from tutor.channels.render import plain_answer
    from tutor.language import Texts

    text, reason = plain_answer(answer, Texts(answer.language))
    return {
        "answer": text,
        "language": answer.language,
        "declined": answer.declined,
        "reason": reason,
        "citations": [
            {"document": it.document, "locator": it.place.locator, "quote": it.quote}
            for it in answer.citations
        ],
        "engine": answer.engine,
        **({"fallback": answer.fallback} if answer.fallback else {}),
    }


def gaps(course: Course = "leadership") -> None:
    """List questions that the course did not answer, most asked first.

    Example: tutor gaps --course leadership
    """
    asyncio.run(_gaps(course))


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
