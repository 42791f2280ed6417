"""A killed process loses no confirmed turn and breaks no session."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.builders import turn
from tutor.store.repository import Store

ROOT = Path(__file__).parents[2]
PLAY = """
import asyncio, sys
import pytest

from tests.store.builders import session, turn
from tutor.store.repository import Store

async def play(url, name):
    store = await Store.open(url)
    await store.learner("lea", "Lea", "nl")
    await store.start(session(name))
    print("started", flush=True)
    for number in range(1, 5000):
        await store.append(name, turn(number))
        print(number, flush=True)

asyncio.run(play(*sys.argv[1:]))
"""


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.slow)])
async def test_a_killed_process_loses_no_confirmed_turn(url: str, tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    for kill in range(kills):
        confirmed = _play_and_kill(url, f"s{kill}", tmp_path, after=chance.uniform(0.05, 0.6))
        store = await Store.open(url)
        session = await store.load(f"s{kill}")
        numbers = [turn.number for turn in session.turns]
        assert numbers == list(range(len(numbers)))
        assert numbers[-1] in (confirmed, confirmed + 1)  # on disk, but killed before it could say so
        await store.append(f"s{kill}", turn(len(numbers)))
        await store.close()


def _play_and_kill(url: str, name: str, folder: Path, after: float) -> int:
    """Play in a process of its own, kill it, and give the last turn that it confirmed."""
    said = folder / f"{name}.txt"
    with said.open("w") as out:
        player = subprocess.Popen(
            [sys.executable, "-c", PLAY, url, name],
            stdout=out,
            env={"PYTHONPATH": str(ROOT)},
        )
    while "started" not in said.read_text():
        assert player.poll() is None
        time.sleep(0.01)
    time.sleep(after)
    player.kill()
    player.wait()
    lines = said.read_text().splitlines()
    return int(lines[-1]) if lines[-1].isdigit() else 0
