"""``tutor never``: from a shared practice to a rule that the counterpart and the playtest keep."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tutor.app import App
from tutor.cli import app
from tutor.errors import TutorError
from tutor.settings import load_settings


@pytest.fixture(autouse=True)
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def run(*command: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(command), input=typed)


async def share(session: str) -> None:
    opened = await App.open(load_settings())
    await opened.store.release(session, released=True)
    await opened.close()


def refused(result: Result) -> str:
    assert isinstance(result.exception, TutorError), result.output
    return str(result.exception)


@pytest.mark.slow
def test_a_marked_line_becomes_a_rule_beside_the_scenario(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = run(
        "play", "missed-deadlines", "--language", "en", "--jsonl", typed=json.dumps({"text": "Hi"}) + "\n"
    )
    opening, answer = (json.loads(line) for line in played.stdout.splitlines())
    mark = ("never", opening["session"], "1", "--because", "She would not.")
    assert "is private" in refused(run(*mark)) or "TUTOR_CONTENT" in refused(run(*mark))
    asyncio.run(share(opening["session"]))
    assert "TUTOR_CONTENT" in refused(run(*mark))
    monkeypatch.setenv("TUTOR_CONTENT", str(content))
    assert "Say why" in refused(run(*mark[:3]))
    assert "no turn 9" in refused(run("never", opening["session"], "9", "--because", "No."))
    assert json.loads(run(*mark).stdout)["said"] == answer["utterance"]
    rules = (content / "scenarios" / "missed-deadlines" / "never" / "en.yaml").read_text("utf-8")
    assert "She would not." in rules
    assert "Hi" not in rules
    tested = run("playtest", "missed-deadlines", "--language", "en", "--seeds", "1", "--jsonl")
    assert json.loads(tested.stdout.splitlines()[-1]) == {
        "scenario": "missed-deadlines",
        "language": "en",
        "never": 1,
        "broken": [],
    }
