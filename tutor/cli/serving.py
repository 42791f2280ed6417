"""The command that serves the product in the browser."""

from typing import TYPE_CHECKING, Annotated

import typer

from tutor.errors import TutorError
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.app import App


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 0,
    browser: Annotated[bool, typer.Option("--open", help="Open the browser when it is ready.")] = False,
) -> None:
    """Bring the courses up to date and serve the tutor in the browser.

    Example: tutor serve --port 8000
    """
    settings = load_settings()
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    try:
        from tutor.channels.web import run
    except ImportError as error:
        raise TutorError(
            f"The web part is not installed ({error.name}). pip install 'conversation-tutor[web]'"
        ) from None
    run(settings, _prepare, browser=browser)


async def _prepare(app: "App") -> None:
    from tutor.cli.progress import progress

    with progress() as report:
        reports = await app.prepare(report)
    for problem in app.library.broken:
        typer.echo(f"left out: {problem}", err=True)
    for it in reports:
        typer.echo(f"Course {it.course}: {it.documents} documents, {it.chunks} passages.", err=True)
        for skipped in it.skipped:
            typer.echo(f"  skipped {skipped.path}: {skipped.reason}", err=True)
