"""The command line: each command for people when the output is a terminal, and in JSON Lines for programs."""

import sys

import typer

from tutor.cli import (
    assignments,
    authoring,
    course,
    drafting,
    looking_back,
    model,
    oversight,
    practice,
    scoring,
    serving,
    study,
)
from tutor.errors import TutorError

app = typer.Typer(
    name="tutor",
    help="Ask a course, practise difficult conversations, and get scores you can check.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
)
for commands in (
    course,
    study,
    practice,
    scoring,
    assignments,
    looking_back,
    oversight,
    authoring,
    drafting,
    model,
    serving,
):
    commands.register(app)


def main() -> None:
    """Run the command; what went wrong on purpose is one line on standard error, with exit code 1."""
    try:
        app()
    except TutorError as error:
        typer.echo(f"tutor: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        if not error.filename:
            raise
        typer.echo(f"tutor: {error.filename} cannot be read or written: {error.strerror}.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
