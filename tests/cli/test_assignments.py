"""Written assignments at the command line: graded, kept, shared, reviewed, saved as PDF, forgotten."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.test_cli import data as data
from tests.cli.test_cli import run, said
from tests.scoring.test_grading import TEXTS
from tutor.domain.oversight import Objection
from tutor.errors import TutorError
from tutor.settings import load_settings
from tutor.store.repository import Store


def _graded(folder: Path, language: str = "en") -> dict[str, object]:
    (folder / "mine.md").write_text(TEXTS[language], "utf-8")
    result = run("grade", "giving-feedback", "mine.md")
    assert result.exit_code == 0
    return said(result)[-1]


def _share(id: str) -> None:
    async def share() -> None:
        store = await Store.open(load_settings().database)
        await store.submissions.release(id, released=True)
        await store.close()

    asyncio.run(share())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_file_is_graded_in_its_own_language_with_offsets_in_it(data: Path, language: str) -> None:
    line = _graded(data, language)
    assert line["language"] == language
    text = (data / "mine.md").read_text("utf-8")
    places = [one for it in line["criteria"] for one in it["evidence"]]  # type: ignore[attr-defined]
    places += [it for it in line["points"] if "quote" in it]  # type: ignore[attr-defined]
    assert len(places) > 10
    assert all(text[it["start"] : it["end"]] == it["quote"] for it in places)


def test_texts_as_lines_are_answered_one_by_one_and_not_kept(data: Path) -> None:
    lines = [{"id": 1, "text": TEXTS["en"]}, {"id": 2, "text": "Too short."}]
    result = run("grade", "giving-feedback", "--jsonl", lines=lines)
    first, second = said(result)
    assert (first["id"], first["engine"]) == (1, "embedded")
    assert second["id"] == 2 and "at least 20" in second["error"]
    assert result.exit_code == 1
    assert [it for it in said(run("assignments")) if "text" in it] == []


def test_a_text_is_private_until_shared_then_reviewed_and_forgotten(data: Path) -> None:
    id = str(_graded(data)["id"])
    given = ("--criterion", "argument", "--level", "4", "--reason", "Each claim has one.", "--by", "Trainer")
    assert isinstance(run("review", id, *given).exception, TutorError)
    _share(id)
    (listed,) = said(run("review"))
    assert (listed["id"], listed["objections"], listed["reviews"]) == (id, 0, 0)
    assert run("review", id, *given).exit_code == 0
    (line,) = said(run("debrief", id))
    assert [(it["criterion"], it["level"]) for it in line["reviews"]] == [("argument", 4)]
    assert said(run("export", id)) == [line] and line["released"]
    assert run("debrief", id, "--pdf", "mine.pdf", "--html", "mine.html").exit_code == 0
    assert (data / "mine.pdf").read_bytes().startswith(b"%PDF-")
    assert "Each claim has one." in (data / "mine.html").read_text("utf-8")
    assert run("forget", id, "--yes").exit_code == 0
    assert said(run("review")) == []


def test_a_text_is_scored_again_only_when_it_is_asked_for(data: Path) -> None:
    id = str(_graded(data)["id"])
    first, same = said(run("score", id))[-1], said(run("score", id, "--engine", "embedded"))[-1]
    assert first == same and len(first["gradings"]) == 1
    assert "TUTOR_JUDGE_MODEL" in str(run("score", id, "--engine", "model").exception)


def test_an_objection_is_answered_in_words_where_no_level_says_it(data: Path) -> None:
    id = str(_graded(data)["id"])
    _share(id)
    why = ("--reason", "It is as it was.", "--by", "Trainer")
    assert "no criterion" in str(run("review", id, "--whole", *why).exception)  # nobody objected to the whole

    async def object_to() -> None:
        store = await Store.open(load_settings().database)
        await store.submissions.object(id, Objection(datetime.now(UTC), "All of it is low."))
        await store.close()

    asyncio.run(object_to())
    assert said(run("review", id, "--whole", *why)) == [{"session": id, "criterion": "", "level": None}]
    kept = said(run("review", id, "-c", "argument", "--no-level", *why))
    assert kept == [{"session": id, "criterion": "argument", "level": None}]
    for wrong in (("--whole", "-c", "argument"), ("--whole", "--level", "3")):
        assert "Choose one" in str(run("review", id, *wrong, *why).exception)
    (line,) = said(run("debrief", id))
    assert [(it["criterion"], it["level"], it["score"]) for it in line["reviews"]] == [
        ("", 0, 1),
        ("argument", 0, 1),
    ]
    (listed,) = [it for it in said(run("review")) if it["id"] == id]
    assert listed["waiting"] == 0


def test_what_there_is_is_listed(data: Path) -> None:
    listed = said(run("assignments", "--language", "nl"))
    assert {it["id"] for it in listed} == {"giving-feedback", "preparing-to-negotiate", "strong-emotions"}


def test_an_assignment_that_is_not_there_is_named_before_a_file_that_is_empty(data: Path) -> None:
    (data / "empty.md").touch()
    for language in ((), ("--language", "nl")):
        unknown = run("grade", "giving-fedback", "empty.md", *language).exception
        assert "no assignment 'giving-fedback'" in str(unknown) and "giving-feedback" in str(unknown)
    assert "0 words" in str(run("grade", "giving-feedback", "empty.md").exception)
