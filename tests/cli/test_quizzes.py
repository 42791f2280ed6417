"""How quizzes went, from the command line: seen, exported and forgotten."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tutor.app import App
from tutor.cli import app
from tutor.domain.quiz import Answered, Mark
from tutor.settings import load_settings

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def run(*command: str) -> Result:
    return CliRunner().invoke(app, list(command))


async def answer(*marks: Mark) -> None:
    opened = await App.open(load_settings())
    await opened.store.learner("local", "local", "en")
    for mark in marks:
        asked = Answered(AT, "leadership", "en", "q1", "What is a BATNA?", "Negotiating, Part 1", mark)
        await opened.store.quizzes.add("local", asked)
    await opened.close()


def test_answers_are_shown_exported_and_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_DATA", str(tmp_path / "data"))
    asyncio.run(answer(Mark.NO, Mark.YES))
    (latest,) = run("quiz", "--progress", "--language", "en").stdout.splitlines()
    assert (json.loads(latest)["mark"], json.loads(latest)["at"]) == ("yes", AT.isoformat())
    assert run("quiz", "--progress", "--language", "nl").stdout == ""
    every = [json.loads(line) for line in run("export", "quizzes").stdout.splitlines()]
    assert [it["mark"] for it in every] == ["no", "yes"]
    assert "Deleted 2 answers" in run("forget", "quizzes", "--yes").stdout
    assert run("export", "quizzes").stdout == ""
