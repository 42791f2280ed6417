"""``python -m evals.speed``: how long a turn takes, and how long until a command has its first answer.

A turn is what a learner waits for: recognise, decide, voice and guard, in the real engine on replies of the
scripted learners, each scenario in each language. Commands are started as processes: cold with nothing
compiled and no data folder, and warm once more after that.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from tutor.app import playtest_of
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Session
from tutor.playtest.playtest import EPOCH
from tutor.roleplay.engine import Engine
from tutor.roleplay.recognition.encoder import MoveEncoder, Remembering
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser
from tutor.roleplay.voice import ScriptedVoice
from tutor.settings import shipped

LANGUAGES = ("en", "nl")
LEARNERS = (LearnerType.EXPERT, LearnerType.AVERAGE)
MOST_TURN, MOST_COLD, MOST_WARM = 0.060, 20.0, 3.0
"""Seconds: the 95th percentile of a turn, and the first answer of a command, cold and warm."""

COMMANDS: dict[str, tuple[list[str], dict[str, object]]] = {
    "tutor moves": (["moves", "--language", "nl"], {"id": 1, "text": "Hoe kijk jij daarop terug?"}),
    "tutor play": (["play", "missed-deadlines", "--language", "en", "--jsonl"], {"text": "Hi, how are you?"}),
}


async def seconds_of(engine: Engine, scenario: Scenario, played: Session) -> list[float]:
    """How long each turn takes when the learner's replies are played again."""
    opening = await engine.open(scenario, played.seed, EPOCH)
    session, found = replace(played, turns=(opening,)), list[float]()
    for turn in played.turns[1:]:
        began = time.perf_counter()
        answer = await engine.play(scenario, session, turn.text, EPOCH)
        found.append(time.perf_counter() - began)
        session = replace(session, turns=(*session.turns, answer))
    return found


async def turns() -> list[float]:
    """The seconds of every turn of a skilled and an average learner on every scenario."""
    library, encoder, found = Library((shipped(),)), MoveEncoder(), list[float]()
    engine = Engine(EmbeddedRecogniser(encoder), ScriptedVoice(), "speed")
    remembering = EmbeddedRecogniser(Remembering(encoder))
    for language in LANGUAGES:
        for scenario in library.scenarios(language):
            bench = playtest_of(library, remembering, scenario.id, language)
            for kind in LEARNERS:
                played, _ = bench.play(kind, 0, Difficulty.NORMAL)
                found += await seconds_of(engine, scenario, played)
    return found


def first_answer(command: list[str], line: dict[str, object], folder: Path) -> float:
    """Seconds from starting a command to the last line that answers one line of input."""
    own = {"TUTOR_DATA": str(folder / "data"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "tutor", *command],
        input=json.dumps(line) + "\n",
        capture_output=True,
        text=True,
        env={**os.environ, **own},
    )
    if ran.returncode:
        raise SystemExit(f"tutor {' '.join(command)} failed: {ran.stderr}")
    return time.perf_counter() - began


def main() -> int:
    """Print percentiles and starts; 1 when a bar is missed."""
    found = np.array(asyncio.run(turns()))
    p50, p95, p99 = np.percentile(found, [50, 95, 99])
    print(
        f"a turn, {len(found)} of them: median {p50 * 1000:.0f} ms, 95 % within {p95 * 1000:.0f} ms, ", end=""
    )
    print(f"99 % within {p99 * 1000:.0f} ms (bar: 95 % within {MOST_TURN * 1000:.0f} ms)")
    missed = p95 > MOST_TURN
    for name, (command, line) in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            cold, warm = (first_answer(command, line, Path(folder)) for _ in range(2))
        print(f"{name}: first answer after {cold:.1f} s cold, {warm:.1f} s warm (bars: 20 s, 3 s)")
        missed |= cold > MOST_COLD or warm > MOST_WARM
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
