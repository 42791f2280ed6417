"""What operators see of language models: which does what, whether it answers, what was used."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.llm.provider import Answer, Provider, answer, serving
from tutor.cli import app
from tutor.errors import TutorError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def provider(*answers: Answer) -> Iterator[Provider]:
    """A provider that serves beside the command, which has an event loop of its own."""
    ready, done = threading.Event(), asyncio.Event()
    found: list[Provider] = []
    loop = asyncio.new_event_loop()

    async def work() -> None:
        async with serving(*answers) as server:
            found.append(server)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    ready.wait()
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


def run(*command: str) -> Result:
    return CliRunner().invoke(app, ["model", *command])


def said(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_which_model_does_what(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {row["model"] for row in said(run())} == {"embedded"}
    monkeypatch.setenv("TUTOR_MODEL", "openai:small")
    monkeypatch.setenv("TUTOR_MODEL_URL", "https://user:pass@models.example/v1")
    monkeypatch.setenv("TUTOR_JUDGE_MODEL", "anthropic:large")
    rows = {row["purpose"]: (row["model"], row["server"]) for row in said(run())}
    assert rows["voice"] == rows["draft"] == ("openai:small", "https://models.example")
    assert rows["judge"] == ("anthropic:large", "")
    assert rows["recognise"] == ("embedded", "")


def test_nothing_to_check_is_said() -> None:
    result = run("check")
    assert isinstance(result.exception, TutorError)
    assert "Set TUTOR_MODEL first" in str(result.exception)
    assert said(run("costs")) == []


def test_a_check_asks_once_and_is_in_the_costs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "tutor.toml").write_text('[model_prices."openai:small"]\ninput = 10\noutput = 20\n', "utf-8")
    monkeypatch.setenv("TUTOR_MODEL", "openai:small")
    monkeypatch.setenv("TUTOR_MODEL_KEY", "sk-seekrit")
    with provider(answer("openai", "plain")) as server:
        monkeypatch.setenv("TUTOR_MODEL_URL", server.url + "/v1")
        result = run("check")
    (row,) = said(result)
    assert result.exit_code == 0
    assert (row["model"], row["said"], row["tokens_in"]) == ("openai:small", "Hello there.", 19)
    assert len(server.asked) == 1
    (cost,) = said(run("costs"))
    assert (cost["calls"], cost["failed"], cost["cost"]) == (1, 0, 0.00025)
    kept = " ".join(sqlite3.connect(folder / "data" / "tutor.db").iterdump())
    assert "sk-seekrit" not in kept + result.output and "Hello there" not in kept


def test_a_model_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_MODEL", "openai:small")
    monkeypatch.setenv("TUTOR_MODEL_KEY", "sk-seekrit")
    with provider(answer("openai", "no-access")) as server:
        monkeypatch.setenv("TUTOR_MODEL_URL", server.url + "/v1")
        result = run("check")
    (row,) = said(result)
    assert result.exit_code == 1
    assert "HTTP 401, the key is not accepted" in str(row["error"])
    assert "seekrit" not in result.output


def test_a_provider_that_does_not_exist_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_MODEL", "nobody:small")
    result = run("check")
    assert isinstance(result.exception, TutorError)
    assert "'nobody:small' cannot be set up" in str(result.exception)


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("TUTOR_MODEL", "openai:small")
    result = run("check")
    assert isinstance(result.exception, TutorError)
    assert "Is there a key in TUTOR_MODEL_KEY" in str(result.exception)
