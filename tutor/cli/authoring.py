"""Commands for trainers: lint, schema, init."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.authoring.loader import Library
from tutor.cli.lines import emit
from tutor.cli.opening import language_or_default
from tutor.domain.scenario import Difficulty
from tutor.errors import TutorError
from tutor.settings import load_settings, shipped

if TYPE_CHECKING:
    from tutor.playtest.figures import Summary

CONTENT = ("scenarios", "assignments", "quizzes", "knowledge", "pointers", "schema")


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
    counts = ((found.files, "file"), (errors, "error"), (len(found.findings) - errors, "warning"))
    typer.echo(", ".join(f"{many} {word}{'' if many == 1 else 's'}" for many, word in counts), err=True)
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
    scenario: Annotated[str, typer.Argument(help="A scenario's id; without one: all of them.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en.")] = "",
    seeds: Annotated[int, typer.Option(help="Conversations for each learner type.", min=1, max=1000)] = 30,
    difficulty: Annotated[Difficulty, typer.Option("--difficulty", "-d")] = Difficulty.NORMAL,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One object a learner type, for programs.")] = False,
) -> None:
    """Let scripted learners play a scenario: who reaches what, does anything leak, does it give in?

    Example: tutor playtest missed-deadlines --language nl --seeds 10
    """
    from tutor.bench import jobs, play
    from tutor.cli.progress import progress
    from tutor.playtest.figures import summarise

    settings = load_settings()
    spoken, roots, kept = language_or_default(language), settings.roots, settings.data / "playtests.sqlite"
    chosen = [scenario] if scenario else [it.id for it in Library(roots).scenarios(spoken)]
    asked = [job for id in chosen for job in jobs(roots, id, spoken, difficulty, seeds)]
    found: dict[str, list[Summary]] = {}
    with progress() as report:
        for played in play(asked, report, kept):
            summary = summarise(played.job.kind, played.runs)
            found.setdefault(played.job.scenario, []).append(summary)
            if jsonl or not sys.stdout.isatty():
                place = {"scenario": played.job.scenario, "language": spoken, "difficulty": difficulty.value}
                emit({**asdict(summary), **place})
    if sys.stdout.isatty() and not jsonl:
        from tutor.cli.screen import show_playtest

        for id, summaries in found.items():
            show_playtest(f"{id} ({spoken}, {difficulty.value})", summaries)
    _replay(Library(roots), chosen, spoken)


def _replay(library: Library, chosen: Sequence[str], language: str) -> None:
    """Check that nothing is said that a trainer marked as never to be said; exit code 1 where it is."""
    from tutor.roleplay.never import broken

    failed = False
    for scenario in (library.scenario(id, language) for id in chosen):
        if not scenario.never:
            continue
        again = [rule.said for rule in broken(scenario)]
        failed = failed or bool(again)
        emit({"scenario": scenario.id, "language": language, "never": len(scenario.never), "broken": again})
    if failed:
        raise typer.Exit(1)
