"""Commands for trainers: lint, schema, init."""

import asyncio
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tutor.cli.course import opened
from tutor.cli.lines import emit
from tutor.cli.practice import language_or_default
from tutor.domain.scenario import Difficulty
from tutor.errors import TutorError
from tutor.settings import load_settings, shipped

CONTENT = ("scenarios", "knowledge", "pointers", "schema")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("lint")(lint)
    app.command("schema")(schema)
    app.command("init")(init)
    app.command("playtest")(playtest)


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or content folders; without any: your content.")
    ] = None,
) -> None:
    """Check scenarios, rubrics, pointers and course folders; each finding names file, line, value and mend.

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


def playtest(
    scenario: Annotated[str, typer.Argument(help="A scenario's id.")],
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en.")] = "",
    seeds: Annotated[int, typer.Option(help="Conversations for each learner type.", min=1, max=1000)] = 30,
    difficulty: Annotated[Difficulty, typer.Option("--difficulty", "-d")] = Difficulty.NORMAL,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One object a learner type, for programs.")] = False,
) -> None:
    """Let scripted learners play a scenario: who reaches what, does anything leak, does it give in?

    Example: tutor playtest missed-deadlines --language nl --seeds 10
    """
    asyncio.run(_playtest(scenario, language_or_default(language), seeds, difficulty, jsonl))


async def _playtest(id: str, language: str, seeds: int, difficulty: Difficulty, jsonl: bool) -> None:
    from tutor.cli.progress import progress
    from tutor.playtest import playtest as play_all

    async with opened() as app:
        bench = app.playtest(id, language)
        with progress() as report:
            found = play_all(bench, seeds, difficulty, report)
    if sys.stdout.isatty() and not jsonl:
        from tutor.cli.screen import show_playtest

        show_playtest(found)
        return
    for it in found:
        emit({**asdict(it), "scenario": id, "language": language, "difficulty": difficulty.value})
