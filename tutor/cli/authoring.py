"""Commands for trainers: lint, schema, init."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from tutor.errors import TutorError
from tutor.settings import load_settings, shipped

CONTENT = ("scenarios", "knowledge", "schema")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("lint")(lint)
    app.command("schema")(schema)
    app.command("init")(init)


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or content folders; without any: your content.")
    ] = None,
) -> None:
    """Check scenarios, rubrics and course folders; each finding names file, line, value and mend.

    Example: tutor lint scenarios
    """
    from tutor.authoring.checks import check
    from tutor.authoring.lint import Severity

    found = check(paths or list(load_settings().roots))
    for finding in found.findings:
        typer.echo(str(finding))
    errors = sum(finding.severity is Severity.ERROR for finding in found.findings)
    typer.echo(f"{found.files} files, {errors} errors, {len(found.findings) - errors} warnings", err=True)
    if errors:
        raise typer.Exit(1)


def schema(folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("schema")) -> None:
    """Write the JSON Schemas that give completion and checks in an editor.

    Example: tutor schema schema
    """
    from tutor.authoring.schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(folder / name)


def init(folder: Annotated[Path, typer.Argument(help="A new folder for content of your own.")]) -> None:
    """Make a content folder of your own, with copies of what is shipped to start from.

    Example: tutor init my-academy
    """
    if folder.exists() and any(folder.iterdir()):
        raise TutorError(f"{folder} is not empty. Name a new folder.")
    for name in CONTENT:
        if (shipped() / name).is_dir():
            shutil.copytree(shipped() / name, folder / name, dirs_exist_ok=True)
    typer.echo(f"Made {folder}. Check it with: tutor lint {folder}")
    typer.echo(f"Use it with: TUTOR_CONTENT={folder} tutor serve")
