"""Looking back from the command line: a debrief for people, to print, or as JSON; and deleting practices."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.course import opened
from tutor.cli.lines import emit

if TYPE_CHECKING:
    from tutor.messages import DebriefCard


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("debrief")(debrief)
    app.command("forget")(forget)


def debrief(
    session: Annotated[str, typer.Argument(help="A session's id; see tutor sessions.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write it as a page to print, here.")] = None,
) -> None:
    """Look back on a practice: for people, as a page to print, or as JSON for programs.

    Example: tutor debrief 4f0c… --html debrief.html
    """
    card = asyncio.run(_card(session))
    if html:
        from tutor.channels.page import debrief_page

        html.write_text(debrief_page(card), encoding="utf-8")
        typer.echo(html)
    elif sys.stdout.isatty():
        from tutor.cli.screen import show_debrief

        show_debrief(card)
    else:
        emit(_plain(card))


def forget(
    sessions: Annotated[list[str], typer.Argument(help="Ids of sessions; see tutor sessions.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Delete practices for good: every reply, hint, objection, decision and score.

    The chat in which one took place is deleted in the list of the browser.

    Example: tutor forget 4f0c…
    """
    if not yes and sys.stdin.isatty():
        typer.confirm(f"Delete {len(sessions)} for good?", abort=True)
    asyncio.run(_forget(sessions))


async def _forget(ids: list[str]) -> None:
    async with opened() as app:
        for id in ids:
            await app.store.forget(id)
            typer.echo(f"Deleted {id}.")


async def _card(id: str) -> "DebriefCard":
    async with opened() as app:
        return await app.debriefing.card(id)


def _plain(card: "DebriefCard") -> dict[str, Any]:
    """A debrief as JSON values."""
    from dataclasses import asdict

    from pydantic_core import to_jsonable_python

    found, session = card.debrief, card.session
    ending = found.ending
    shown = {
        "session": session.id,
        "scenario": card.scenario.id,
        "language": session.language,
        "mode": session.mode,
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
        "comparison": card.comparison,
        "hints": found.hints,
        "objections": session.objections,
        "reviews": session.reviews,
        "rubric": {"id": card.rubric.id, "version": card.rubric.version},
        "card": card.card,
    }
    plain: dict[str, Any] = to_jsonable_python(shown)
    return plain
