"""Commands on written assignments: list them, and grade a text."""

import asyncio
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit, serve
from tutor.cli.opening import Language, language_or_default, opened, spoken
from tutor.domain.frozen import Frozen
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.assignment import Assignment
    from tutor.domain.rubric import Score
    from tutor.domain.submission import Graded, Handed
    from tutor.messages import GradedCard


class TextLine(Frozen):
    """A text to be graded on standard input."""

    id: str | int | None = None
    text: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("assignments")(assignments)
    app.command("grade")(grade)


def assignments(language: Language = "") -> None:
    """List the written assignments, and the texts that were handed in on this computer.

    Example: tutor assignments --language nl
    """
    asyncio.run(_assignments(language_or_default(language)))


async def _assignments(language: str) -> None:
    async with opened() as app:
        listed = app.library.assignments(language)
        earlier = await app.store.submissions.of("local")
    if sys.stdout.isatty():
        from tutor.cli.screen import show_assignments

        show_assignments(listed, earlier, language)
        return
    for it in listed:
        emit(
            {
                "id": it.id,
                "language": it.language,
                "version": it.version,
                "title": it.title,
                "task": it.task,
                "shortest": it.shortest,
                "longest": it.longest,
                "rubric": it.rubric,
            }
        )
    for one in earlier:
        emit({"text": one.id, "assignment": one.assignment, "handed": one.handed.isoformat()})


def grade(
    assignment: Annotated[str, typer.Argument(help="An assignment's id; see tutor assignments.")],
    file: Annotated[
        Path | None, typer.Argument(help="A text: .md, .txt, .docx or .pdf; left out with --jsonl.")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", "-l", help="nl or en; that of the text when left out.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="One object, for programs.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Texts as JSON Lines on standard input: {"id", "text"}.')
    ] = False,
) -> None:
    """Grade a text on the criteria and model points of an assignment; every level quotes the text.

    A file is kept with its scores (tutor debrief, tutor forget); what comes in with --jsonl is not.

    Example: tutor grade giving-feedback my-advice.docx --language en
    """
    if jsonl:
        asyncio.run(_grade_lines(assignment, spoken(language)))
    elif file is None:
        raise TutorError("Name a file: tutor grade giving-feedback my-advice.docx")
    else:
        asyncio.run(_grade_file(assignment, file, spoken(language), json or not sys.stdout.isatty()))


async def _grade_file(id: str, file: Path, language: str, plain: bool) -> None:
    import uuid

    async with opened() as app:
        from tutor.app import now

        _any(app, id, language)  # what is wrong with that comes before what is wrong with the file
        work = app.grading.read(file, language or app.settings.language or "en")
        chosen = _assignment(app, id, language, work)
        await app.store.learner("local", "local", chosen.language)
        began = time.perf_counter()
        handed = await app.grading.hand_in("local", chosen, work, id=uuid.uuid4().hex, at=now())
        seconds = time.perf_counter() - began
        card = await app.grading.card(handed.id)
    if plain:
        emit({"id": handed.id, **graded_line(handed.graded, work, chosen, seconds), "text": work.text})
        return
    from tutor.cli.screen import show_graded

    show_graded(card)
    typer.echo(f"tutor debrief {handed.id} --html page.html", err=True)


async def _grade_lines(id: str, language: str) -> None:
    async with opened() as app:
        from tutor.scoring.grading import typed

        async def answer(line: TextLine) -> dict[str, Any]:
            work = typed(line.text)
            chosen = _assignment(app, id, language, work)
            app.grading.check(work, chosen.language)
            began = time.perf_counter()
            graded = await app.grading.judged(work, chosen)
            return {"id": line.id, **graded_line(graded, work, chosen, time.perf_counter() - began)}

        await serve(TextLine, answer)


def _assignment(app: "App", id: str, language: str, work: "Handed") -> "Assignment":
    """The assignment in the language asked for, else in that of the text."""
    from tutor.language import SPOKEN, detect

    return app.library.assignment(id, language or detect(work.text, SPOKEN))


def _any(app: "App", id: str, language: str) -> None:
    """TutorError, which names those there are, where no language that is asked for has an assignment."""
    from tutor.language import SPOKEN

    asked = (language,) if language else SPOKEN
    if not any(it.id == id for tongue in asked for it in app.library.assignments(tongue)):
        app.library.assignment(id, asked[0])


def graded_line(graded: "Graded", work: "Handed", assignment: "Assignment", seconds: float) -> dict[str, Any]:
    """How a text was graded, as JSON values; offsets count characters of the text."""
    return {
        "assignment": assignment.id,
        "version": graded.assignment,
        "language": assignment.language,
        "rubric": {"id": graded.assessment.rubric, "version": graded.assessment.version},
        "words": graded.words,
        "criteria": [_criterion(it) for it in graded.assessment.scores],
        "points": _points(graded, work, assignment),
        "left": [{**_quoted(work, it.start, it.end), "reason": it.reason} for it in graded.left],
        "engine": graded.assessment.reader,
        "seconds": round(seconds, 3),
    }


def _criterion(score: "Score") -> dict[str, Any]:
    quotes = [
        {"quote": one.quote, "start": one.start, "end": one.end, "paragraph": one.turn}
        for one in score.evidence
    ]
    line: dict[str, Any] = {"id": score.criterion, "level": score.level}
    if score.unscored:
        line["unscored"] = score.unscored.value
    if score.reading:
        line |= {"engine": score.engine, "reading": asdict(score.reading)}
    return line | {"evidence": quotes, "confidence": score.confidence, "why": score.why}


def _points(graded: "Graded", work: "Handed", assignment: "Assignment") -> list[dict[str, Any]]:
    statements = {point.id: point.statement for point in assignment.points}
    return [
        {
            "id": it.point,
            "statement": statements[it.point],
            "found": it.found.value,
            "denied": it.denied,
            "likeness": it.likeness,
            **(_quoted(work, it.start, it.end) if it.end else {}),
        }
        for it in graded.covered
    ]


def _quoted(work: "Handed", start: int, end: int) -> dict[str, Any]:
    return {"quote": work.text[start:end], "start": start, "end": end}


def debrief_line(card: "GradedCard") -> dict[str, Any]:
    """The debrief of a text as JSON values, with what people said of its scores."""
    from pydantic_core import to_jsonable_python

    submission = card.submission
    line = graded_line(submission.graded, submission.work, card.assignment, 0.0)
    del line["seconds"]
    said: dict[str, Any] = {
        "objections": submission.objections,
        "reviews": submission.reviews,
        "overall": card.overall,
    }
    said["gradings"] = submission.gradings
    handed = {"id": submission.id, "handed": submission.handed, "name": submission.work.name}
    handed["released"] = submission.released
    plain: dict[str, Any] = to_jsonable_python({**handed, **line, **said, "text": submission.work.text})
    return plain
