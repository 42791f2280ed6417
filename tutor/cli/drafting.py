"""Drafting content from course files."""

import asyncio
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.lines import emit
from tutor.cli.opening import opened, spoken
from tutor.domain.draft import Kind
from tutor.errors import SettingsError, TutorError
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.authoring.drafting import Drafted
    from tutor.domain.course import Document

KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)


def draft(
    kind: Annotated[Kind, typer.Argument(help="What to draft.")],
    more: Annotated[
        list[Path] | None, typer.Argument(help="More course files.", metavar="[FILES]...")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", help="Course files or folders to draft from; may be repeated."),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", "-l", help="nl or en; that of the files if left out.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder for drafts; drafts in your content folder if left out."),
    ] = None,
    id: Annotated[
        str, typer.Option("--id", help="Its id; made from the first file's name if left out.")
    ] = "",
) -> None:
    """Let a language model draft content from course files, with the source of each field, for you to check.

    Nothing is published: a draft stands in a folder of its own until a person moves it.

    Example: tutor draft scenario --from knowledge/leadership/en/giving-feedback.md --language en
    """
    files = [*(sources or ()), *(more or ())]
    if not files:
        raise TutorError("Name course files to draft from: tutor draft scenario --from FILE.")
    if id and not KEY.fullmatch(id):
        raise TutorError(f"--id: {id!r} is no id. Use lower case, digits and hyphens, e.g. late-reports.")
    drafted = asyncio.run(_draft(kind, files, spoken(language), out, id))
    for finding in drafted.findings:
        typer.echo(str(finding), err=True)
    if sys.stdout.isatty():
        typer.echo(f"Wrote {drafted.path}. Check it, every line of it, before anybody uses it.")
    else:
        emit({"path": str(drafted.path), "errors": drafted.errors, "findings": len(drafted.findings)})
    if drafted.errors:
        raise typer.Exit(1)


async def _draft(kind: Kind, files: list[Path], language: str, out: Path | None, id: str) -> "Drafted":
    from tutor.authoring.drafting import Order
    from tutor.course.excerpts import documents, excerpts
    from tutor.course.quiz_draft import quiz_draft

    settings = load_settings()
    async with opened() as app:
        drafting = app.drafting
        read = documents(files)
        chosen = language or _language(read)
        course = next((it.course for it in read if it.course), settings.course)
        # A quiz can be made without a model, which then limits nothing.
        quiz = quiz_draft(read, course, chosen) if kind is Kind.COURSE_QUIZ and not drafting.modelled else ""
        shown, left = excerpts(read, sys.maxsize) if quiz else excerpts(read)
        if left:
            typer.echo(f"{left} passages at the end are left out: a draft reads about 15 pages.", err=True)
        if not shown:
            raise TutorError("There is nothing to draft from in these files.")
        folder = out or (settings.content or Path()) / "drafts"
        order = Order(kind, id or _id(read[0]), chosen, course, shown, folder, quiz)
        return await drafting.draft(order)


def _id(document: "Document") -> str:
    """An id from the name of a document's file."""
    return re.sub(r"[^a-z0-9]+", "-", Path(document.path).stem.lower()).strip("-") or "draft"


def _language(documents: "tuple[Document, ...]") -> str:
    """The language of the first document; SettingsError where the program does not speak it."""
    from tutor.language import SPOKEN

    language = documents[0].language
    if language not in SPOKEN:
        raise SettingsError(f"{documents[0].path} is in {language!r}. Say --language nl or --language en.")
    return language
