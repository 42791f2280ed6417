"""How quizzes went, from the command line: seen, exported and forgotten."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.lessons import COURSE
from tutor.app import App
from tutor.cli import app
from tutor.domain.quiz import Answered, Mark
from tutor.settings import load_settings

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)


def run(*command: str) -> Result:
    return CliRunner().invoke(app, list(command))


async def answer(course: Path, *marks: Mark) -> None:
    """Answer the first question of a course with each mark in turn, and one that has gone from it since."""
    opened = await App.open(load_settings())
    await opened.teaching.ingest([course], "small", lambda *_: None)
    question = (await opened.teaching.lesson("small")).questions("en")[0]
    await opened.store.learner("local", "local", "en")
    for id, mark in [(question.id, mark) for mark in marks] + [("gone", Mark.NO)]:
        asked = Answered(AT, "small", "en", id, question.text, "Baking bread, Rising", mark)
        await opened.store.quizzes.add("local", asked)
    await opened.close()


def test_answers_are_shown_exported_and_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_DATA", str(tmp_path / "data"))
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "bread.md").write_text(COURSE["en"], "utf-8")
    asyncio.run(answer(tmp_path / "small", Mark.NO, Mark.YES))
    for language in ("en", "nl"):  # a course in one language is asked in that one
        shown = run("quiz", "--progress", "--course", "small", "--language", language).stdout
        (latest,) = shown.splitlines()
        assert (json.loads(latest)["mark"], json.loads(latest)["at"]) == ("yes", AT.isoformat())
    every = [json.loads(line) for line in run("export", "quizzes").stdout.splitlines()]
    assert [it["mark"] for it in every] == ["no", "yes", "no"]
    assert "Deleted 3 answers" in run("forget", "quizzes", "--yes").stdout
    assert run("export", "quizzes").stdout == ""
