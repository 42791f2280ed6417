"""Commands on practising: play, moves."""

import asyncio
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit, serve
from tutor.cli.opening import Language, language_or_default, opened
from tutor.domain.calls import Purpose
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import JudgedBy
from tutor.domain.scenario import Difficulty
from tutor.errors import SettingsError, TutorError

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.domain.move import FoundMove
    from tutor.domain.scenario import Scenario
    from tutor.domain.session import Session, Stance, State, Turn


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
    session = await app.store.begin(session)
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


# --- recognising ---------------------------------------------------------------------------------------


def moves(
    language: Language = "",
    engine: Annotated[
        JudgedBy | None,
        typer.Option("--engine", help="Read without a model, or with one; what is set up when left out."),
    ] = None,
) -> None:
    """Find the moves in texts, given as JSON Lines on standard input.

    Example: echo '{"id": 1, "context": "", "text": "How do you see it?"}' | tutor moves --language en
    """
    asyncio.run(_moves(language_or_default(language), engine))


async def _moves(language: str, engine: JudgedBy | None) -> None:
    from tutor.roleplay.second_reader import FAILED

    async with opened() as app:
        if engine is JudgedBy.MODEL and app.model(Purpose.RECOGNISE) is None:
            raise SettingsError("No language model reads replies. Name one with TUTOR_RECOGNISER_MODEL.")

        async def answer(line: SentenceLine) -> dict[str, Any]:
            if engine is JudgedBy.EMBEDDED:
                heard = app.recogniser.recognise(line.text, line.context, language)
                return {"id": line.id, "moves": [_move(it) for it in heard]}
            read = await app.engine.read(line.text, line.context, language)
            by = {"engine": read.stamp["recogniser"]} if "recogniser" in read.stamp else {}
            failed = {"fallback": read.stamp[FAILED]} if FAILED in read.stamp else {}
            return {"id": line.id, "moves": [_move(it) for it in read.moves], **by, **failed}

        await serve(SentenceLine, answer)
