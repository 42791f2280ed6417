"""A real server with a model of random weights: its words are nonsense, and all around them must hold."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pydantic import SecretStr

from tests.llm import tiny
from tests.scenes import NOON, play, reply, table
from tutor.app import App
from tutor.domain.calls import Call, Prompt, Purpose
from tutor.domain.frozen import Frozen
from tutor.domain.move import Move
from tutor.errors import Failure, ModelFailed
from tutor.llm.building import chat_model
from tutor.llm.model import Model, Patience
from tutor.prompts import Prompts
from tutor.roleplay.engine import Engine
from tutor.roleplay.second_reader import ModelReader
from tutor.roleplay.voice import ScriptedVoice
from tutor.settings import Settings, shipped
from tutor.testing.models import MemoryLedger, modelled
from tutor.testing.parts import ScriptedRecogniser

# One loop for all: the client of OpenAI's language is kept from test to test, with its connections.
pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
PROMPT = Prompt("test", "abc123", "You are brief.", (("user", "Say hello."),))
SHORT = Call(Purpose.VOICE, PROMPT, learner="ann", longest=40)
LONG = Call(Purpose.VOICE, PROMPT, learner="ann", longest=1500)
STARTS = 60.0
"""Seconds that the server may take to start."""


class Form(Frozen):
    """A form to fill in, of which nothing is open-ended."""

    mood: Literal["warm", "neutral", "tense"]
    sure: bool
    level: Literal[1, 2, 3]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a llama.cpp server with the tiny model."""
    for needed in ("llama_cpp", "gguf", "starlette_context"):
        pytest.importorskip(needed, reason="no llama.cpp server here (make test-model installs one)")
    folder = tmp_path_factory.mktemp("llama")
    tiny.write(folder / "tiny.gguf")
    port = _free_port()
    options = f"--model {folder}/tiny.gguf --port {port} --n_ctx 4096 --n_threads 1 --verbose false"
    command = f"-m llama_cpp.server {options} --interrupt_requests false".split()
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command], stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/v1/models", server, folder / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(url, timeout=1).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")


def model_at(url: str, ledger: MemoryLedger | None = None, patience: Patience = Patience()) -> Model:  # noqa: B008
    chat = chat_model("openai:tiny", url=url, key=SecretStr(""), seconds=30)
    return modelled(chat, name="openai:tiny", ledger=ledger, patience=patience)


async def test_it_writes_and_counts(url: str) -> None:
    ledger = MemoryLedger()
    written = await model_at(url, ledger).write(SHORT)
    used = ledger.records[0].usage
    assert written.text and used.tokens_in > 10 and not used.estimated
    assert 0 < used.tokens_out <= SHORT.longest
    assert written.truncated == (used.tokens_out == SHORT.longest)


async def test_it_streams_as_it_writes(url: str) -> None:
    moments, pieces, ledger = [], [], MemoryLedger()
    await model_at(url).write(SHORT)
    began = time.monotonic()
    with pytest.raises(ModelFailed, match="truncated"):  # nonsense has no end
        async for piece in model_at(url, ledger).stream(Call(Purpose.VOICE, PROMPT, longest=400)):
            moments.append(time.monotonic() - began)
            pieces.append(piece)
    assert len(pieces) > 100
    assert moments[0] < moments[-1] / 2
    assert ledger.records[0].usage.estimated


async def test_it_is_held_to_a_schema(url: str) -> None:
    for _ in range(3):
        assert isinstance(await model_at(url).fill(Call(Purpose.JUDGE, PROMPT, longest=200), Form), Form)


async def test_one_that_takes_too_long_is_given_up_and_the_server_serves_the_next(url: str) -> None:
    hurried = model_at(url, patience=Patience(whole=0.3, first=0.3, between=0.3))
    with pytest.raises(ModelFailed) as raised:
        async for _ in hurried.stream(LONG):
            pass
    assert raised.value.reason is Failure.SLOW
    assert (await model_at(url).write(SHORT)).text


async def test_one_that_nobody_waits_for_is_stopped_at_the_server(url: str) -> None:
    async with aclosing(model_at(url).stream(LONG)) as stream:
        await anext(stream)
        began = time.monotonic()
    await model_at(url).write(SHORT)
    waited = time.monotonic() - began
    began = time.monotonic()
    await model_at(url).write(LONG)
    assert waited < (time.monotonic() - began) / 2


async def test_many_at_once_are_all_served(url: str) -> None:
    model = model_at(url)
    written = await asyncio.gather(*(model.write(SHORT) for _ in range(6)))
    assert all(it.text for it in written)


async def test_a_whole_practice_is_played_and_nothing_of_the_nonsense_is_shown(
    url: str, tmp_path: Path
) -> None:
    named = {"model": "openai:tiny", "recogniser_model": "openai:tiny", "model_url": url}
    app = await App.open(Settings(data=tmp_path, **named))  # type: ignore[arg-type]
    try:
        scenario = app.library.scenario("missed-deadlines", "en")
        session = replace(play(table(), reply("Hi.", Move.GREET))[0], scenario=scenario.id)
        session = replace(session, turns=(await app.engine.open(scenario, 1, session.started),))
        for text in ("How do you look back on the last report?", "That sounds tough. What would help?"):
            turn = await app.engine.play(scenario, session, text, session.started)
            session = replace(session, turns=(*session.turns, turn))
            assert turn.stamp["engine"].startswith("embedded: ")
            assert turn.utterance.line and not turn.utterance.fallback
        used = {it.purpose: it.calls for it in await app.store.costs(NOON.replace(year=2000))}
        assert used[Purpose.VOICE] >= 2 and used[Purpose.RECOGNISE] == 2
    finally:
        await app.close()


async def test_a_practice_goes_on_whatever_it_makes_of_a_reply(url: str) -> None:
    scenario, session = table(), play(table(), reply("Hi.", Move.GREET))[0]
    reader = ModelReader(model_at(url), Prompts([shipped()]))
    engine = Engine(ScriptedRecogniser({"How so?": [Move.ASK_OPEN]}), ScriptedVoice(), "1", reader)
    turn = await engine.play(scenario, session, "How so?", session.started)
    assert turn.utterance.text and turn.moves
    assert turn.stamp["recogniser"] == "openai:tiny"
