"""Looking back from the command line: a debrief for people, to print, or as JSON; and deleting practices."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit
from tutor.cli.opening import LEARNER, QUIZZES, opened
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.history import Thread
    from tutor.messages import DebriefCard, GradedCard


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("debrief")(debrief)
    app.command("forget")(forget)


def debrief(
    session: Annotated[str, typer.Argument(help="A session's or a text's id; see tutor sessions.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a page to print, here.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write it as a PDF, here.")] = None,
) -> None:
    """Look back on a practice or a text: for people, as a page or a PDF, or as JSON for programs.

    While a practice goes on this is feedback on its last reply; an assessment has to be over first.

    Example: tutor debrief 4f0c… --pdf debrief.pdf
    """
    card = asyncio.run(_card(session))
    for file, written in ((html, _page), (pdf, _pdf)):
        if file:
            _write(file, written(card))
    if html or pdf:
        return
    if sys.stdout.isatty():
        _show(card)
    else:
        emit(_line(card))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise TutorError(f"{file} cannot be written: {error.strerror}.") from None
    typer.echo(file)


def _page(card: "DebriefCard | GradedCard") -> bytes:
    from tutor.channels.page import debrief_page, text_page
    from tutor.messages import GradedCard

    page = text_page(card) if isinstance(card, GradedCard) else debrief_page(card)
    return page.encode()


def _pdf(card: "DebriefCard | GradedCard") -> bytes:
    from tutor.channels.pdf import debrief_pdf, text_pdf
    from tutor.messages import GradedCard

    return text_pdf(card) if isinstance(card, GradedCard) else debrief_pdf(card)


def _show(card: "DebriefCard | GradedCard") -> None:
    from tutor.cli.screen import show_debrief, show_graded
    from tutor.messages import GradedCard

    if isinstance(card, GradedCard):
        show_graded(card)
    else:
        show_debrief(card)


def _line(card: "DebriefCard | GradedCard") -> dict[str, Any]:
    from tutor.cli.assignments import debrief_line
    from tutor.messages import GradedCard

    return debrief_line(card) if isinstance(card, GradedCard) else _plain(card)


def forget(
    sessions: Annotated[list[str], typer.Argument(help="Ids of sessions or of texts; or: quizzes.")],
    chats: Annotated[
        bool, typer.Option("--chats", help="Delete the browser's chats that show them too, with all in them.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Delete practices and texts for good: every reply, hint, objection, decision and score.

    The word quizzes stands for how all questions of quizzes were answered.

    A chat in the browser keeps what it showed of them: delete it in the browser's list, or here with --chats.

    Example: tutor forget 4f0c… --chats
    """
    if not yes and sys.stdin.isatty():
        beside = " and the chats that show them" if chats else ""
        typer.confirm(f"Delete {len(sessions)}{beside} for good?", abort=True)
    asyncio.run(_forget(sessions, chats=chats))


async def _forget(ids: list[str], *, chats: bool) -> None:
    async with opened() as app:
        for id in ids:
            if id == QUIZZES:
                count = await app.store.quizzes.forget(LEARNER)
                typer.echo(f"Deleted {count} answers to quizzes.")
                continue
            texts = app.store.submissions
            await (texts.forget(id) if await texts.has(id) else app.store.forget(id))
            typer.echo(f"Deleted {id}.")
            for thread in await app.store.threads.threads_about(id):
                await _with_chat(app, thread, delete=chats)


async def _with_chat(app: "App", thread: "Thread", *, delete: bool) -> None:
    """Delete a chat that showed what was deleted, or say that it still does."""
    name = f"the chat {thread.name!r}, last used {thread.updated:%Y-%m-%d %H:%M}"
    if delete:
        await app.store.threads.delete_thread(thread.id)
        typer.echo(f"Deleted {name}.")
    else:
        typer.echo(f"What was said still stands in {name}: delete it in the browser's list.", err=True)


async def _card(id: str) -> "DebriefCard | GradedCard":
    async with opened() as app:
        if await app.store.submissions.has(id):
            return await app.grading.card(id)
        return await app.debriefing.read(id)


def _plain(card: "DebriefCard") -> dict[str, Any]:
    """A debrief as JSON values."""
    from dataclasses import asdict

    from pydantic_core import to_jsonable_python

    from tutor.cli.bargain import bargain_line

    found, session = card.debrief, card.session
    ending = found.ending
    shown = {
        "session": session.id,
        "scenario": card.scenario.id,
        "language": session.language,
        "mode": session.mode,
        "attempt": session.attempt,
        "difficulty": session.difficulty,
        "origin": session.origin,
        "released": session.released,
        "ending": ending.id if ending else None,
        "outcome": ending.kind if ending else None,
        "overall": found.overall,
        "criteria": [
            {**asdict(it.score), "meaning": it.meaning, "better": it.better} for it in found.findings
        ],
        "turning": found.turning,
        "curve": found.curve,
        "story": found.story,
        "hidden": found.hidden,
        "plan": found.plan,
        "negotiation": bargain_line(card.analysis) if card.analysis else None,
        "comparison": card.comparison,
        "tries": card.tries,
        "strongest": found.strongest.id if found.strongest else None,
        "weakest": found.weakest.id if found.weakest else None,
        "read": found.weakest.passage if found.weakest else None,
        "next": card.next.id if card.next else None,
        "help": found.help,
        "scores": session.assessments,
        "objections": session.objections,
        "reviews": session.reviews,
        "rubric": {"id": card.rubric.id, "version": card.rubric.version},
        "card": card.card,
    }
    plain: dict[str, Any] = to_jsonable_python(shown)
    return plain
