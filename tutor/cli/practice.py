"""Commands on practising: play, moves, score, sessions, export."""

import asyncio
import json
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.course import opened, spoken
from tutor.cli.lines import emit, serve
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import JudgedBy
from tutor.domain.scenario import Difficulty
from tutor.errors import TutorError
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.move import FoundMove
    from tutor.domain.record import PlainSession
    from tutor.domain.rubric import Assessment, Evidence
    from tutor.domain.scenario import Scenario
    from tutor.domain.session import Session, Stance, State, Turn

Language = Annotated[str, typer.Option("--language", "-l", help="nl or en.")]


class ReplyLine(Frozen):
    """A learner's reply on standard input."""

    id: str | int | None = None
    text: str


class SentenceLine(Frozen):
    """A text whose moves are asked for; context is what the other said before."""

    id: str | int | None = None
    context: str = ""
    text: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("play")(play)
    app.command("moves")(moves)
    app.command("score")(score)
    app.command("sessions")(sessions)
    app.command("export")(export)


def language_or_default(language: str) -> str:
    """The language asked for, else that of the settings, else English; TutorError when it is not spoken."""
    return spoken(language) or load_settings().language or "en"


# --- playing -------------------------------------------------------------------------------------------


def play(
    scenario: Annotated[
        str, typer.Argument(help="A scenario's id; without one you choose from a list.")
    ] = "",
    language: Language = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Replies as JSON Lines on standard input.")] = False,
    seed: Annotated[int | None, typer.Option(help="Makes the choice of lines repeatable.")] = None,
    difficulty: Annotated[Difficulty, typer.Option("--difficulty", "-d")] = Difficulty.NORMAL,
    prepare: Annotated[
        bool,
        typer.Option("--prepare", "-p", help="Write down first what you want to reach and say."),
    ] = False,
) -> None:
    """Practise a conversation; the counterpart speaks first.

    Example: tutor play missed-deadlines --language nl --prepare
    """
    spoken = language_or_default(language)
    if jsonl or not sys.stdin.isatty():
        if not scenario:
            raise TutorError("Name a scenario, e.g. tutor play missed-deadlines --jsonl.")
        asyncio.run(_play_lines(scenario, spoken, seed or 0, difficulty))
        return
    from tutor.channels.terminal import practise

    asyncio.run(_practise(partial(practise, prepare=prepare), scenario, spoken, difficulty))


async def _practise(dialogue: Any, scenario: str, language: str, difficulty: Difficulty) -> None:
    async with opened() as app:
        await dialogue(app, scenario, language, difficulty)


async def _play_lines(scenario_id: str, language: str, seed: int, difficulty: Difficulty) -> None:
    async with opened() as app:
        from tutor.app import now

        scenario = app.library.scenario(scenario_id, language)
        session = await _begin(app, scenario, seed, difficulty)

        async def answer(line: ReplyLine) -> dict[str, Any]:
            nonlocal session
            turn = await app.engine.play(scenario, session, line.text, now())
            await app.store.append(session.id, turn)
            session = replace(session, turns=(*session.turns, turn))
            return _turn(scenario, session)

        emit({**_turn(scenario, session), "session": session.id})
        await serve(ReplyLine, answer)


async def _begin(app: "App", scenario: "Scenario", seed: int, difficulty: Difficulty) -> "Session":
    import uuid

    from tutor.app import now
    from tutor.domain.session import Session

    session = Session(
        id=uuid.uuid4().hex,
        learner="local",
        scenario=scenario.id,
        version=scenario.version,
        language=scenario.language,
        difficulty=difficulty,
        seed=seed,
        started=now(),
    )
    await app.store.learner("local", "local", scenario.language)
    await app.store.start(session)
    opening = await app.engine.open(scenario, seed, now())
    await app.store.append(session.id, opening)
    return replace(session, turns=(opening,))


def _turn(scenario: "Scenario", session: "Session") -> dict[str, Any]:
    from tutor.roleplay.state import fold

    turn, state = session.turns[-1], fold(scenario, session.turns)
    decision = turn.decision
    line: dict[str, Any] = {
        "turn": turn.number,
        "moves": [_move(found) for found in turn.moves],
        "state": _state(state),
        "decision": _decision(turn),
        "utterance": turn.utterance.text,
        "fallback": turn.utterance.fallback,
    }
    if parts := turn.utterance.parts:
        line["speaker"] = parts[0].speaker
        line["parts"] = [{"speaker": part.speaker, "text": part.text} for part in parts]
    if terms := decision.deal or (decision.offer.terms if decision.offer else None):
        line["offer"] = dict(terms)
    if decision.ending is not None and decision.outcome is not None:
        line |= {"ended": decision.ending, "outcome": decision.outcome.value}
    return line


def _decision(turn: "Turn") -> dict[str, Any]:
    decision = turn.decision
    return {
        "act": decision.act.value,
        "subject": decision.subject,
        "degree": decision.degree.value if decision.degree else None,
        "mood": decision.mood.value,
        "line": turn.utterance.line,
    }


def _state(state: "State") -> dict[str, Any]:
    people = {"people": {id: _gauges(it) for id, it in state.people.items()}} if state.people else {}
    return {
        **_gauges(state),
        **people,
        "phase": state.phase,
        "facts": {fact: degree.value for fact, degree in state.facts.items()},
        "flags": sorted(state.flags),
    }


def _gauges(it: "State | Stance") -> dict[str, float]:
    return {
        "trust": it.trust,
        "tension": it.tension,
        "openness": it.openness,
        "patience": it.patience,
    }


def _move(found: "FoundMove") -> dict[str, Any]:
    return {
        "move": found.move.value,
        "confidence": found.confidence,
        "start": found.start,
        "end": found.end,
        **({"to": list(found.to)} if found.to else {}),
    }


# --- recognising and scoring ---------------------------------------------------------------------------


def moves(language: Language = "") -> None:
    """Find the moves in texts, given as JSON Lines on standard input.

    Example: echo '{"id": 1, "context": "", "text": "How do you see it?"}' | tutor moves --language en
    """
    asyncio.run(_moves(language_or_default(language)))


async def _moves(language: str) -> None:
    async with opened() as app:

        async def answer(line: SentenceLine) -> dict[str, Any]:
            read = await app.engine.read(line.text, line.context, language)
            return {"id": line.id, "moves": [_move(it) for it in read.moves]}

        await serve(SentenceLine, answer)


def score(
    session: Annotated[str, typer.Argument(help="A session's file (tutor export) or its id.")],
    rubric: Annotated[str, typer.Option("--rubric", "-r", help="Another rubric than the scenario's.")] = "",
    engine: Annotated[
        JudgedBy | None,
        typer.Option("--engine", help="Score it anew with this judge, in place of a score that was kept."),
    ] = None,
) -> None:
    """Score a session; every level above the lowest quotes the learner.

    A practice of this program keeps the score that it was given; a file is scored each time.

    Example: tutor score session.json --engine embedded
    """
    asyncio.run(_score(session, rubric, engine))


async def _score(source: str, rubric_id: str, engine: JudgedBy | None) -> None:
    async with opened() as app:
        session, stored = await _session(app, source)
        scenario = app.library.scenario(session.scenario, session.language)
        chosen = app.library.rubric(rubric_id or scenario.rubric, session.language)
        if stored and not rubric_id:
            assessment = await app.debriefing.score(session.id, engine)
        else:
            assessment = await app.debriefing.assess(session, scenario, chosen, engine)
    from tutor.cli.bargain import bargain_line
    from tutor.roleplay.analysis import analysed
    from tutor.roleplay.state import fold

    analysis = analysed(scenario, fold(scenario, session.turns))
    if sys.stdout.isatty():
        from tutor.cli.screen import show_assessment, show_bargain

        show_assessment(assessment, chosen)
        if analysis:
            show_bargain(analysis, scenario)
        return
    emit(_assessment(assessment) | ({"negotiation": bargain_line(analysis)} if analysis else {}))


async def _session(app: "App", source: str) -> tuple["Session", bool]:
    """The session that a file holds or an id names, and whether it is a stored one."""
    from tutor.domain.record import PlainSession
    from tutor.roleplay.transcript import session_of

    loaded = _read_session(Path(source))
    if loaded is None:
        return await app.store.load(source), True
    if not isinstance(loaded, PlainSession):
        return loaded, False
    scenario = app.library.scenario(loaded.scenario, loaded.language)
    return session_of(loaded, app.moves_of(loaded), scenario), False


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
        "engine": assessment.engine,
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
        emit({"id": it.id, "scenario": it.scenario, "language": it.language, "turns": it.turns})


def export(session: Annotated[str, typer.Argument(help="A session's id; see tutor sessions.")]) -> None:
    """Write a session as JSON, with every turn, move and decision.

    Example: tutor export 4f0c… > session.json
    """
    asyncio.run(_export(session))


async def _export(id: str) -> None:
    from tutor.domain.record import dump_session

    async with opened() as app:
        emit(dump_session(await app.store.load(id)))
