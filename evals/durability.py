"""``python -m evals.durability``: SIGKILL at random points in 50 conversations; is every turn still there?

Plays through the program's own door (``tutor play --jsonl``), kills the process while it waits, works or
writes, and then goes on with the conversation in a new process.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tutor.messages import Activity, Message

CONVERSATIONS = 50
REPLIES = {
    "en": [
        "Hi, thanks for making time.",
        "I'd like to talk about the reports of the last weeks.",
        "The last three came in after Friday.",
        "How do you look back on it?",
        "So it has been a lot.",
        "That sounds exhausting.",
        "What do you need to make it work?",
        "Shall we look at your planning together on Monday?",
    ],
    "nl": [
        "Hoi, fijn dat je er bent.",
        "Ik wil het hebben over de rapporten van de afgelopen weken.",
        "De laatste drie kwamen na vrijdag binnen.",
        "Hoe kijk jij erop terug?",
        "Dus het was veel.",
        "Dat klinkt vermoeiend.",
        "Wat heb je nodig om het te laten lukken?",
        "Zullen we maandag samen naar je planning kijken?",
    ],
}


@dataclass(frozen=True)
class Outcome:
    """What was shown before the kill, and what was there afterwards."""

    shown: int
    kept: int
    same: bool
    goes_on: bool

    @property
    def lost(self) -> bool:
        return self.kept < self.shown or not self.same


def conversation(seed: int, data: Path) -> Outcome:
    """Play, kill at a random moment, look what is left and go on."""
    chance = random.Random(seed)
    language = chance.choice(["en", "nl"])
    said = REPLIES[language][: chance.randint(1, len(REPLIES[language]))]
    shown, id = _play_and_kill(said, language, data, chance)
    return asyncio.run(_look(data, id, shown, language))


def _play_and_kill(
    said: list[str], language: str, data: Path, chance: random.Random
) -> tuple[list[str], str]:
    command = [sys.executable, "-m", "tutor", "play", "missed-deadlines", "--language", language, "--jsonl"]
    environment = {**os.environ, "TUTOR_DATA": str(data), "HF_HUB_OFFLINE": "1"}
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True)
    assert child.stdin and child.stdout
    opening = json.loads(child.stdout.readline())
    shown = [opening["utterance"]]
    for number, text in enumerate(said, 1):
        child.stdin.write(json.dumps({"text": text}) + "\n")
        child.stdin.flush()
        if number == len(said):
            time.sleep(chance.uniform(0, 0.08))
            break
        shown.append(json.loads(child.stdout.readline())["utterance"])
    child.send_signal(signal.SIGKILL)
    # What had been written to the pipe before the kill has been shown too.
    shown += [json.loads(line)["utterance"] for line in child.stdout if line.endswith("\n")]
    child.wait()
    return shown, opening["session"]


async def _look(data: Path, id: str, shown: list[str], language: str) -> Outcome:
    from tutor.app import App
    from tutor.settings import Settings

    app = await App.open(Settings(data=data))
    try:
        session = await app.store.load(id)
        kept = [turn.utterance.text for turn in session.turns]
        message = Message("local", language, Activity.PRACTISE, "How are you?", session=id)
        reply = await app.conversation.handle(message)
        later = await app.store.load(id)
        return Outcome(
            shown=len(shown),
            kept=len(kept),
            same=kept[: len(shown)] == shown,
            goes_on=bool(reply.blocks) and len(later.turns) == len(kept) + 1,
        )
    finally:
        await app.close()


def main() -> int:
    """Print what was lost; 1 when anything was."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [conversation(seed, Path(folder)) for seed in range(CONVERSATIONS)]
    lost = sum(it.lost for it in outcomes)
    broken = sum(not it.goes_on for it in outcomes)
    turns = sum(it.shown for it in outcomes)
    print(f"{len(outcomes)} conversations killed, {turns} turns shown: lost {lost}, broken {broken}")
    return int(lost + broken > 0)


if __name__ == "__main__":
    raise SystemExit(main())
