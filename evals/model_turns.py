"""Plays turns in which a language model words the counterpart, with a model that takes no time."""

import asyncio
import random
import re
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from tutor.app import now, playtest_of
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library
from tutor.domain.calls import CallRecord, Purpose, Spent
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Session, Turn
from tutor.embeddings.embedder import Embedder
from tutor.llm.line import World
from tutor.models import Models
from tutor.playtest.playtest import EPOCH
from tutor.prompts import Prompts
from tutor.roleplay.engine import Engine
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.model_voice import ModelVoice
from tutor.roleplay.recognition.encoder import MoveEncoder, Remembering
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser
from tutor.settings import Settings, shipped
from tutor.store.repository import Store
from tutor.testing.models import ScriptedModel

LANGUAGES = ("en", "nl")
LEARNER = LearnerType.AVERAGE
_CONVEY = re.compile(r"<convey>\n(.*?)\n</convey>", re.DOTALL)


def conveyed(messages: Sequence[BaseMessage]) -> str:
    """What a model that words everything as it is given to it answers."""
    found = _CONVEY.search(str(messages[-1].content))
    return found.group(1) if found else "Ok."


class Timed(ScriptedModel):
    """A scripted model that notes when it wrote each piece."""

    def __init__(self) -> None:
        super().__init__(answer=conveyed)
        self._wrote: list[float] = []

    @property
    def wrote(self) -> list[float]:
        """The moments of all pieces so far."""
        return self._wrote

    async def _astream(self, *given: Any, **named: Any) -> AsyncIterator[ChatGenerationChunk]:
        async for chunk in super()._astream(*given, **named):
            self._wrote.append(time.perf_counter())
            yield chunk


@dataclass
class Books:
    """The ledger of a store, with the records at hand as well."""

    store: Store
    records: list[CallRecord] = field(default_factory=list)

    async def add_call(self, record: CallRecord) -> None:
        self.records.append(record)
        await self.store.add_call(record)

    async def spent(self, learner: str, since: datetime) -> Spent:
        return await self.store.spent(learner, since)


@dataclass(frozen=True)
class Played:
    """A turn: the calls it took, the seconds of all but the model, and how late each sentence was heard."""

    scenario: str
    language: str
    turn: Turn
    calls: tuple[CallRecord, ...]
    seconds: float
    late: tuple[float, ...]


@dataclass
class Bench:
    """Everything that a turn takes: the real engine, store, guard and prompts, and the timed model."""

    engine: Engine
    model: Timed
    books: Books
    library: Library
    prompts: Prompts
    embedder: Embedder

    def sessions(self) -> Iterator[tuple[Scenario, Session]]:
        """A conversation of an average learner on every scenario in every language."""
        remembering = EmbeddedRecogniser(Remembering(MoveEncoder(self.embedder)))
        for language in LANGUAGES:
            for scenario in self.library.scenarios(language):
                bench = playtest_of(self.library, remembering, scenario.id, language)
                yield scenario, bench.play(LEARNER, 0, Difficulty.NORMAL)[0]

    async def play(self, scenario: Scenario, session: Session, text: str) -> Played:
        """One turn after a session."""
        calls, late = len(self.books.records), list[float]()

        async def hear(sentence: str) -> None:
            late.append(time.perf_counter() - self.model.wrote[-1])

        began = time.perf_counter()
        turn = await self.engine.play(scenario, session, text, EPOCH, hear)
        seconds = time.perf_counter() - began
        made = tuple(self.books.records[calls:])
        return Played(scenario.id, scenario.language, turn, made, seconds, tuple(late))

    async def replay(self, scenario: Scenario, session: Session) -> list[Played]:
        """The turns of a session played again, each worded by the model where it is one for a model."""
        opening = await self.engine.open(scenario, session.seed, EPOCH)
        so_far, found = replace(session, turns=(opening,)), list[Played]()
        for turn in session.turns[1:]:
            played = await self.play(scenario, so_far, turn.text)
            so_far = replace(so_far, turns=(*so_far.turns, played.turn))
            if played.calls:
                found.append(played)
            if played.turn.decision.ending:
                break
        return found


def stretched(session: Session, turns: int) -> Session:
    """A session with as many turns as wanted: its own, again and again, without those that end it."""
    own = [turn for turn in session.turns[1:] if not turn.decision.ending]
    again = [replace(own[n % len(own)], number=n + 1) for n in range(turns)] if own else []
    return replace(session, turns=(session.turns[0], *again))


@asynccontextmanager
async def benched() -> AsyncIterator[Bench]:
    """A bench on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/tutor.db")
        try:
            yield _bench(store, Path(folder))
        finally:
            await store.close()


def _bench(store: Store, folder: Path) -> Bench:
    settings = Settings(data=folder, model="scripted:any", model_tokens_a_day=10**9)
    library, prompts, books, model = Library(settings.roots), Prompts((shipped(),)), Books(store), Timed()
    world = World(time.monotonic, asyncio.sleep, random.random)
    models = Models(settings, books, prompts, world=world, now=now, build=lambda *_, **__: model)
    served, embedder = models.model(Purpose.VOICE), Embedder()
    embedder.prepare()  # as the program that serves learners does
    assert served is not None
    voice = ModelVoice(served, prompts, Watch(library.in_other_languages, embedder), seconds=20)
    return Bench(
        Engine(EmbeddedRecogniser(MoveEncoder(embedder)), voice, "evals"),
        model,
        books,
        library,
        prompts,
        embedder,
    )
