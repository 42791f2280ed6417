"""``python -m evals.chaos``: 1,000 turns with a language model that fails in every way it can, at random.

It is down, slow, rate-limited, refuses, says nothing, writes nonsense, writes in another language, stops
half-way, leaks or breaks off in the middle of a word. Counted are tracebacks, leaks, turns that were lost or
not answered, and turns that took longer than they may. Afterwards the model is well again, and the
conversation must be its own again without anybody doing anything.
"""

import asyncio
import logging
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.messages import BaseMessage

from tutor.app import App
from tutor.domain.scenario import Scenario
from tutor.domain.session import Turn
from tutor.llm.line import World
from tutor.messages import Activity, Message, Speech
from tutor.models import Models
from tutor.roleplay.guard import leaked
from tutor.roleplay.state import fold
from tutor.settings import Settings
from tutor.testing.models import Reply, Says, ScriptedModel

TURNS, LONGEST_TALK = 1000, 12
LIMIT = 0.5
"""Seconds that the counterpart's reply may take here."""
OWN = 1.5
"""Seconds that all the rest of a turn may take: reading the reply, deciding, storing; on a busy machine."""
THINKS = 10
"""Seconds that a learner takes for a reply; only the clock knows of them, so that nobody has to wait."""


class Failed(Exception):
    """What a provider's client raises."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status_code = status


def _convey(messages: Sequence[BaseMessage]) -> str:
    found = re.search(r"<convey>\n(.*?)\n</convey>", str(messages[-1].content), re.DOTALL)
    return found[1] if found else "Hm."


Fault = Callable[[str, random.Random], Reply]
FAULTS: dict[str, Fault] = {
    "well": lambda line, _: line,
    "down": lambda line, _: Failed(503),
    "line broken": lambda line, _: ConnectionError("reset"),
    "slow": lambda line, _: Says(line, before=30.0),
    "falls silent": lambda line, _: Says(line, between=30.0),
    "rate-limited": lambda line, _: Failed(429),
    "key refused": lambda line, _: Failed(401),
    "refuses": lambda line, _: Says("I'm sorry, I can't help with that.", stop="content_filter"),
    "empty": lambda line, _: Says(""),
    "blank": lambda line, _: Says("  \n \n"),
    "malformed": lambda line, _: Says('{"reply": {"text": "' + line[:20]),
    "garbage": lambda line, chance: Says("".join(chr(chance.randrange(33, 0x2FFF)) for _ in range(60))),
    "wrong language": lambda line, _: Says("Je ne peux pas vous le dire pour le moment, je suis désolé."),
    "truncated": lambda line, _: Says(line[: len(line) // 2], stop="length"),
    "endless": lambda line, _: Says(f"{line} " * 60),
    "talks about itself": lambda line, _: Says("As an AI language model I play a role here."),
    "raises": lambda line, _: RuntimeError("a bug in somebody else's code"),
}


class Faulty:
    """Chooses a fault for each request while it is ill; counts them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.ill, self.met, self.later = chance, True, Counter[str](), 0.0

    def clock(self) -> float:
        """The time, with what learners took to think."""
        return time.monotonic() + self.later

    def answer(self, messages: Sequence[BaseMessage]) -> Reply:
        kind = self.chance.choice([*FAULTS]) if self.ill else "well"
        self.met[kind] += 1
        return FAULTS[kind](_convey(messages), self.chance)


@dataclass
class Tally:
    """What went wrong, with an example of each; seconds of every turn, and who worded it."""

    wrong: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    engines: Counter[str] = field(default_factory=Counter)
    recovered: int = 0
    asked_well: int = 0

    def note(self, kind: str, what: str) -> None:
        self.wrong[kind] += 1
        self.found.append(f"{kind}: {what}")


class Learner:
    """Plays one conversation after the other in a program whose model is ill."""

    def __init__(self, app: App, chance: random.Random, tally: Tally, among: Sequence[str]) -> None:
        self._app, self._chance, self._tally, self._among = app, chance, tally, among
        self._session, self._scenario, self._said = "", None, 0

    async def turn(self) -> Turn | None:
        """One reply and its answer; None where something was lost."""
        if self._scenario is None:
            await self._begin()
        begun = time.perf_counter()
        reply = await self._app.conversation.handle(self._says())
        self._tally.seconds.append(time.perf_counter() - begun)
        self._said += 1
        return await self._look([it for it in reply.blocks if isinstance(it, Speech)])

    async def _begin(self) -> None:
        language = self._chance.choice(["en", "nl"])
        every = self._app.library.scenarios(language)
        self._scenario = self._chance.choice([it for it in every if it.id in self._among or not self._among])
        start = Message("chaos", language, Activity.PRACTISE, action=f"start:{self._scenario.id}:normal")
        self._session, self._said = (await self._app.conversation.handle(start)).session, 0

    def _says(self) -> Message:
        assert self._scenario is not None
        samples = [line for lines in self._scenario.samples.values() for line in lines if "{" not in line]
        text = self._chance.choice(samples)
        return Message("chaos", self._scenario.language, Activity.PRACTISE, text, session=self._session)

    async def _look(self, spoken: Sequence[Speech]) -> Turn | None:
        """The turn as it was kept, checked against what was shown."""
        assert self._scenario is not None
        scenario, tally = self._scenario, self._tally
        turns = (await self._app.store.load(self._session)).turns
        turn = turns[-1]
        if len(turns) != self._said + 1 or not spoken or not all(it.text.strip() for it in spoken):
            tally.note("lost", f"{scenario.id}: {len(turns) - 1} of {self._said} turns, {spoken}")
            return None
        if betrayed := _betrayed(scenario, turns):
            tally.note("leak", f"{scenario.id}: {betrayed} in {turn.utterance.text}")
        tally.engines[turn.stamp["engine"]] += 1
        if turn.decision.ending or self._said >= LONGEST_TALK:
            self._scenario = None
        return turn


def _betrayed(scenario: Scenario, turns: Sequence[Turn]) -> tuple[str, ...]:
    return leaked(scenario, fold(scenario, turns).facts, turns[-1].utterance.text)


async def chaos(
    turns: int, seed: int = 2026, well: int = 20, among: Sequence[str] = (), limit: float = LIMIT
) -> tuple[Tally, Faulty]:
    """Turns while the model is ill, and a few after it is well again; among names scenarios, if not all.

    limit is the seconds that the model has for a reply; our own work on it is in them.
    """
    chance, tally = random.Random(seed), Tally()
    faulty = Faulty(chance)
    with tempfile.TemporaryDirectory() as folder:
        app = await App.open(Settings(data=Path(folder), voice_model="openai:faulty", voice_seconds=limit))
        app.__dict__["models"] = _models(app, faulty)
        learner = Learner(app, chance, tally, among)
        try:
            await learner.turn()  # what is loaded at first use is no part of a turn
            tally.seconds.clear()
            for number in range(turns):
                faulty.later += THINKS
                await _safely(learner, tally, number)
            faulty.ill = False
            faulty.later += 130  # the longest that a provider is left alone
            for number in range(well):
                turn = await _safely(learner, tally, turns + number)
                tally.asked_well += turn is not None and "model" in turn.stamp
                tally.recovered += turn is not None and turn.stamp["engine"] == "model"
        finally:
            await app.close()
    return tally, faulty


async def _safely(learner: Learner, tally: Tally, number: int) -> Turn | None:
    try:
        return await learner.turn()
    except Exception as error:  # noqa: BLE001  # what is counted here
        tally.note("traceback", f"turn {number}: {type(error).__name__}: {error}")
        return None


def _models(app: App, faulty: Faulty) -> Models:
    def build(name: str, **given: Any) -> ScriptedModel:
        return ScriptedModel(answer=faulty.answer)

    world = World(clock=faulty.clock, sleep=asyncio.sleep, chance=random.Random(1).random)
    now = datetime.now
    return Models(app.settings, app.store, app.prompts, world=world, now=lambda: now(UTC), build=build)


def main() -> int:
    """Print what was counted; 1 when anything went wrong."""
    logging.disable(logging.CRITICAL)
    tally, faulty = asyncio.run(chaos(TURNS))
    late = [it for it in tally.seconds if it > LIMIT + OWN]
    print(f"{len(tally.seconds)} turns, faults met: {dict(faulty.met.most_common())}")
    print(f"who worded them: {dict(tally.engines.most_common())}")
    for kind in ("traceback", "leak", "lost"):
        print(f"{kind}: {tally.wrong[kind]} (bar 0)")
    print(
        f"over {LIMIT + OWN:g} s: {len(late)} (bar 0); longest {max(tally.seconds):.2f} s, "
        f"95th percentile {np.percentile(tally.seconds, 95):.2f} s"
    )
    print(f"well again: {tally.recovered} of {tally.asked_well} turns in the model's words (bar: all)")
    for found in tally.found[:20]:
        print(f"  {found}")
    return int(bool(tally.found or late or tally.recovered < tally.asked_well))


if __name__ == "__main__":
    raise SystemExit(main())
