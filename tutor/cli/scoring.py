"""Commands on what was practised: score, sessions, export."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit
from tutor.cli.opening import LEARNER, QUIZZES, opened
from tutor.domain.rubric import JudgedBy
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.history import SessionSummary
    from tutor.domain.record import PlainSession
    from tutor.domain.rubric import Assessment, Evidence
    from tutor.domain.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("score")(score)
    app.command("sessions")(sessions)
    app.command("export")(export)


def score(
    session: Annotated[str, typer.Argument(help="A session's file (tutor export), or its or a text's id.")],
    rubric: Annotated[str, typer.Option("--rubric", "-r", help="Another rubric than the scenario's.")] = "",
    engine: Annotated[
        JudgedBy | None,
        typer.Option("--engine", help="Score it anew with this judge; earlier scores stay in the record."),
    ] = None,
) -> None:
    """Score a session or a text; every level above the lowest quotes the learner.

    What is kept in this program keeps the score that it was given, unless a judge is named: for instance when
    the language model was away. A file is scored each time. While a practice goes on this counts as feedback
    on its last reply.

    Example: tutor score session.json --engine embedded
    """
    asyncio.run(_score(session, rubric, engine))


async def _score(source: str, rubric_id: str, engine: JudgedBy | None) -> None:
    async with opened() as app:
        if await app.store.submissions.has(source):
            return await _score_text(app, source, engine)
        session, stored = await _session(app, source)
        scenario = app.library.scenario(session.scenario, session.language)
        chosen = app.library.rubric(rubric_id or scenario.rubric, session.language)
        if stored:
            assessment = await app.debriefing.score(session.id, engine, rubric_id)
        else:
            assessment = await app.debriefing.assess(session, scenario, chosen, engine)
    from tutor.cli.bargain import bargain_line
    from tutor.roleplay.bargaining.analysis import analysed
    from tutor.roleplay.state import fold

    analysis = analysed(scenario, fold(scenario, session.turns))
    if sys.stdout.isatty():
        from tutor.cli.screen import show_assessment, show_bargain

        show_assessment(assessment, chosen)
        if analysis:
            show_bargain(analysis, scenario)
        return
    emit(_assessment(assessment) | ({"negotiation": bargain_line(analysis)} if analysis else {}))


async def _score_text(app: "App", id: str, engine: JudgedBy | None) -> None:
    from tutor.cli.assignments import debrief_line

    if engine:
        await app.grading.score(id, engine)
    card = await app.grading.card(id)
    if sys.stdout.isatty():
        from tutor.cli.screen import show_graded

        return show_graded(card)
    emit(debrief_line(card))


async def _session(app: "App", source: str) -> tuple["Session", bool]:
    """The session that a file holds or an id names, and whether it is a stored one."""
    from tutor.domain.record import PlainSession

    loaded = _read_session(Path(source))
    if loaded is None:
        return await app.store.load(source), True
    return (app.session_of(loaded) if isinstance(loaded, PlainSession) else loaded), False


def _read_session(path: Path) -> "Session | PlainSession | None":
    from pydantic import ValidationError

    from tutor.domain.record import load_session

    if not path.is_file():
        return None
    try:
        return load_session(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TutorError(f"{path} is not a session: {where}: {first['msg']}.") from None
    except ValueError as error:
        raise TutorError(f"{path} is not JSON: {error}.") from None


def _assessment(assessment: "Assessment") -> dict[str, Any]:
    criteria = []
    for it in assessment.scores:
        line: dict[str, Any] = {"id": it.criterion, "level": it.level}
        if it.unscored:
            line["unscored"] = it.unscored.value
        line |= {
            "evidence": [_evidence(quote) for quote in it.evidence],
            "against": [_evidence(quote) for quote in it.against],
            "confidence": it.confidence,
            "why": it.why,
            "engine": it.engine,
        }
        if it.reading:
            line["reading"] = asdict(it.reading)
        criteria.append(line)
    return {
        "rubric": assessment.rubric,
        "version": assessment.version,
        "criteria": criteria,
        "engine": assessment.reader,
    }


def _evidence(quote: "Evidence") -> dict[str, Any]:
    return {"turn": quote.turn, "quote": quote.quote}


# --- the record ----------------------------------------------------------------------------------------


def sessions() -> None:
    """List the practices on this computer.

    Example: tutor sessions
    """
    asyncio.run(_sessions())


async def _sessions() -> None:
    async with opened() as app:
        found = await app.store.sessions("local")
    if sys.stdout.isatty():
        from tutor.cli.screen import show_sessions

        show_sessions(found)
        return
    for it in found:
        emit(summary_line(it))


def summary_line(it: "SessionSummary") -> dict[str, Any]:
    """A practice in a list, as JSON values."""
    return {
        "id": it.id,
        "scenario": it.scenario,
        "language": it.language,
        "mode": it.mode.value,
        "attempt": it.attempt,
        "back": it.back,
        "turns": it.turns,
    }


def export(
    session: Annotated[str, typer.Argument(help="A session's or a text's id; or: quizzes.")],
) -> None:
    """Write a session as JSON, with every turn, move and decision, or a text with every score it was given.

    The word quizzes stands for all answers to quizzes, one a line.

    Example: tutor export 4f0c… > session.json
    """
    asyncio.run(_export(session))


async def _export(id: str) -> None:
    from tutor.cli.assignments import debrief_line
    from tutor.cli.study import answered_line
    from tutor.domain.record import dump_session

    async with opened() as app:
        if id != QUIZZES and await app.store.submissions.has(id):
            return emit(debrief_line(await app.grading.card(id)))
        if id != QUIZZES:
            return emit(dump_session(await app.store.load(id)))
        for answered in await app.store.quizzes.of(LEARNER):
            emit(answered_line(answered))
