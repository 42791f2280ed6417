"""What commands begin with: the product opened, its course at hand, the language that was asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.errors import TutorError
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.app import App

LEARNER = "local"
"""The one learner of a program on the learner's own machine."""
QUIZZES = "quizzes"
"""What stands in place of an id for all that is kept of quizzes."""
Course = Annotated[str, typer.Option("--course", "-c", help="The course, e.g. leadership.")]
Language = Annotated[str, typer.Option("--language", "-l", help="nl or en.")]


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
                    await app.teaching.ingest([folder], course, report)
        await app.teaching.index.open(course, app.store.shelf, report)


def language_or_default(language: str) -> str:
    """The language asked for, else that of the settings, else English; TutorError when it is not spoken."""
    return spoken(language) or load_settings().language or "en"
