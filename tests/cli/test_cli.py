"""The machine-readable contracts: a line in, a line out, and an exit code that means what it says."""

import json
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tutor.cli import app, main
from tutor.errors import TutorError

COURSE = """# Feedback

## The four steps

Feedback has four steps. You say what you saw and what it did, you ask for the other's view, you agree a step.

## Timing

Give feedback within two days. After a week the other does not remember the moment any more.
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str, lines: list[Any] | None = None) -> Result:
    given = "".join(json.dumps(line) + "\n" for line in lines or [])
    return CliRunner().invoke(app, list(command), input=given)


def said(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


@pytest.fixture
def course(data: Path) -> Path:
    folder = data / "course"
    folder.mkdir()
    (folder / "feedback.md").write_text(COURSE, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    return folder


def test_ingest_reports_what_it_took_and_what_it_skipped(course: Path) -> None:
    result = run("ingest", str(course), "--course", "short")
    last = said(result)[-1]
    assert (last["course"], last["documents"]) == ("short", 1)
    assert last["chunks"] >= 1
    assert [it["path"] for it in last["skipped"]] == ["broken.pdf"]
    assert result.exit_code == 0


def test_retrieve_gives_passages_with_their_place(course: Path) -> None:
    run("ingest", str(course), "--course", "short")
    (line,) = said(run("retrieve", "--course", "short", "-k", "1", lines=[{"id": 7, "query": "when"}]))
    (hit,) = line["hits"]
    assert (line["id"], hit["document"]) == (7, "feedback.md")
    assert hit["text"] in COURSE
    assert {"locator", "score"} <= hit.keys()


def test_ask_quotes_the_course_or_declines(course: Path) -> None:
    run("ingest", str(course), "--course", "short")
    questions = [
        {"id": "a", "question": "How soon do I give feedback?"},
        {"id": "b", "question": "What is the capital of Mongolia?"},
    ]
    result = run("ask", "--course", "short", "--jsonl", lines=questions)
    answered, declined = said(result)
    assert result.exit_code == 0
    assert not answered["declined"]
    assert "within two days" in answered["answer"]
    assert all(citation["quote"] in COURSE for citation in answered["citations"])
    assert (declined["declined"], declined["citations"]) == (True, [])
    assert declined["reason"]
    (gap,) = said(run("gaps", "--course", "short"))
    assert gap["question"] == "What is the capital of Mongolia?"


HANDS = "# Handen wassen\n\nWas je handen twintig seconden met zeep.\n\n## Stappen\n\nDe stappen zijn:\n\n"
LONG_LIST = "".join(
    f"{n}. Stap {n}: neem doek nummer {n} en veeg daarmee blad {n} van de tafel schoon.\n"
    for n in range(1, 60)
)


@pytest.fixture
def dutch(data: Path) -> None:
    (data / "hands").mkdir()
    (data / "hands" / "handen.md").write_text(HANDS + LONG_LIST, "utf-8")
    run("ingest", str(data / "hands"), "--course", "hands")


def test_what_is_said_around_quotes_is_in_the_language_of_the_question(dutch: None) -> None:
    questions = [
        {"id": 1, "question": "How long should I wash my hands with soap?"},
        {"id": 2, "question": "Wie lange muss ich meine Hände mit Seife waschen?"},
        {"id": 3, "question": "Hoe lang moet ik mijn handen wassen met zeep?"},
        {"id": 4, "question": "Wer gewann 1998 die Fußballweltmeisterschaft?"},
    ]
    english, german, own, declined = said(run("ask", "--course", "hands", "--jsonl", lines=questions))
    assert [english["language"], german["language"], own["language"]] == ["en", "de", "nl"]
    assert all("twintig seconden" in line["citations"][0]["quote"] for line in (english, german, own))
    assert "quoted from the course in another language" in english["answer"]
    assert "in einer anderen Sprache zitiert" in german["answer"]
    assert "taal" not in own["answer"]
    assert declined["declined"] and declined["reason"].startswith(
        "Der Kurs beantwortet diese Frage nicht. Am nächsten"
    )


def test_a_list_too_long_to_quote_is_pointed_at(dutch: None) -> None:
    (line,) = said(run("ask", "--course", "hands", "--jsonl", lines=[{"question": "Wat zijn de stappen?"}]))
    assert "De lijst gaat verder in Handen wassen, Stappen." in line["answer"]
    assert len(line["answer"]) < len(LONG_LIST) / 2


def test_a_follow_up_is_read_with_its_history(course: Path) -> None:
    run("ingest", str(course), "--course", "short")
    history = [
        {"role": "user", "text": "How soon do I give feedback?"},
        {"role": "assistant", "text": "Give feedback within two days."},
    ]
    (line,) = said(
        run("ask", "--course", "short", "--jsonl", lines=[{"question": "why?", "history": history}])
    )
    assert not line["declined"]


def test_moves_have_confidence_and_place_in_the_text() -> None:
    text = "Hi Sam! How do you look back on it?"
    (line,) = said(run("moves", "--language", "en", lines=[{"id": 1, "context": "", "text": text}]))
    found = {move["move"]: text[move["start"] : move["end"]] for move in line["moves"]}
    assert found["ask-open"].strip() == "How do you look back on it?"
    assert all(0 <= move["confidence"] <= 1 for move in line["moves"])


def test_play_then_score_the_exported_session(data: Path) -> None:
    replies = [{"text": text} for text in ("Hi Alex.", "How do you see it?", "What would help you?")]
    result = run("play", "missed-deadlines", "--language", "en", "--jsonl", "--seed", "1", lines=replies)
    opening, *turns = said(result)
    assert [line["turn"] for line in (opening, *turns)] == [0, 1, 2, 3]
    assert {"moves", "state", "decision", "utterance", "fallback"} <= turns[0].keys()
    exported = run("export", opening["session"])
    (data / "session.json").write_text(exported.stdout, "utf-8")
    from_file, from_store = run("score", "session.json"), run("score", opening["session"])
    assert from_file.stdout == from_store.stdout
    (scored,) = said(from_file)
    assert {"rubric", "criteria", "engine"} <= scored.keys()
    texts = [line["text"] for line in replies]
    for criterion in scored["criteria"]:
        assert all(any(it["quote"] in text for text in texts) for it in criterion["evidence"])
        assert criterion["level"] is not None or criterion["unscored"]


def test_a_debrief_is_json_for_programs_and_a_page_for_people(data: Path) -> None:
    reply = {"text": "How do you look back on the report?"}
    opening, _ = said(run("play", "missed-deadlines", "--language", "en", "--jsonl", lines=[reply]))
    (found,) = said(run("debrief", opening["session"]))
    assert {"overall", "criteria", "turning", "curve", "story", "hidden", "comparison"} <= found.keys()
    assert [point["turn"] for point in found["curve"]] == [0, 1]
    assert run("debrief", opening["session"], "--html", "page.html").exit_code == 0
    assert reply["text"] in (data / "page.html").read_text("utf-8")


@pytest.mark.parametrize("command", ["debrief", "score"])
def test_what_is_read_half_way_in_a_terminal_is_help_too(data: Path, command: str) -> None:
    opening, *_ = said(run("play", "missed-deadlines", "--jsonl", lines=[{"text": "Hi, how are you?"}]))
    run(command, opening["session"])
    (kept,) = said(run("export", opening["session"]))
    assert kept["feedback"] == [1]


def test_what_is_played_by_a_program_has_the_number_of_its_try_too(data: Path) -> None:
    """It had none, and what was played next in the browser was called the third."""
    for _ in range(2):
        run("play", "missed-deadlines", "--language", "en", "--jsonl", lines=[])
    assert sorted(it["attempt"] for it in said(run("sessions"))) == [1, 2]


def test_a_review_needs_a_practice_that_was_shared(data: Path) -> None:
    opening, *_ = said(run("play", "missed-deadlines", "--language", "en", "--jsonl", lines=[{"text": "Hi"}]))
    assert said(run("review")) == []
    with pytest.raises(TutorError, match="is private"):
        raise_(run("review", opening["session"]))
    with pytest.raises(TutorError, match="--level and --reason and --by"):
        raise_(run("review", opening["session"], "--criterion", "listening"))
    with pytest.raises(TutorError, match="--criterion or --whole"):  # else it would only be shown
        raise_(run("review", opening["session"], "--level", "4", "--reason", "Reply 3.", "--by", "Trainer"))


def raise_(result: Result) -> None:
    assert result.exception
    raise result.exception


def test_the_same_seed_plays_the_same() -> None:
    replies = [{"text": "How are you?"}, {"text": "You never listen!"}]
    command = ("play", "missed-deadlines", "--language", "nl", "--jsonl", "--seed", "4")
    one, other = said(run(*command, lines=replies)), said(run(*command, lines=replies))
    assert [line["utterance"] for line in one] == [line["utterance"] for line in other]


def test_a_plain_transcript_can_be_scored(data: Path) -> None:
    turns = [{"text": f"How do you see point {n}?", "utterance": "Well."} for n in range(4)]
    plain = {"scenario": "missed-deadlines", "language": "en", "opening": "Hi.", "turns": turns}
    (data / "plain.json").write_text(json.dumps(plain), "utf-8")
    (scored,) = said(run("score", "plain.json"))
    assert scored["rubric"] == "feedback-talk"


def test_a_bad_line_is_answered_on_its_line_and_the_rest_is_served() -> None:
    lines = [{"id": 1, "text": "Hi"}, {"id": 2, "txt": "Hi"}, {"id": 3, "text": "Hi"}]
    result = run("moves", "--language", "en", lines=lines)
    first, second, third = said(result)
    assert "moves" in first and "moves" in third
    assert second["id"] == 2
    assert "text" in second["error"]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["play", "nothing", "--jsonl"], "There is no scenario 'nothing'"),
        (["ask", "--course", "nothing", "--jsonl"], "nothing"),
        (["ingest", "nowhere", "--course", "x"], "There is no file or folder 'nowhere'"),
        (["score", "nowhere.json"], "nowhere.json"),
        (["init", "."], "is not empty"),
        (["moves", "--language", "fr"], "There is no language 'fr'"),
        (["ask", "--language", "fr", "--jsonl"], "There is no language 'fr'"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(data: Path, command: list[str], message: str) -> None:
    (data / "something").touch()
    result = run(*command)
    assert isinstance(result.exception, TutorError)
    assert message in str(result.exception)


@pytest.mark.parametrize("command", ["init", "schema"])
def test_a_place_that_cannot_be_written_is_named_in_one_line(
    data: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "file").touch()
    monkeypatch.setattr("sys.argv", ["tutor", command, "file/below" if command == "schema" else "file"])
    with pytest.raises(SystemExit) as left:
        main()
    told = capsys.readouterr().err
    assert left.value.code == 1
    assert told.startswith("tutor: file") and told.count("\n") == 1


def test_a_data_folder_that_cannot_be_used_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "file").touch()
    for folder in (data / "file", data / "file" / "below"):
        monkeypatch.setenv("TUTOR_DATA", str(folder))
        result = run("sessions")
        assert isinstance(result.exception, TutorError)
        assert str(result.exception).startswith(f"TUTOR_DATA: {str(folder)!r} is not a folder")


def test_a_port_in_use_is_said_before_anything_is_read(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]))
    assert isinstance(result.exception, TutorError)
    assert "cannot be used" in str(result.exception)
    assert not (data / "data").exists()


def test_a_file_that_begins_with_a_byte_order_mark_is_read() -> None:
    result = CliRunner().invoke(app, ["moves", "--language", "en"], input="\ufeff" + '{"text": "Hi"}\n')
    assert "moves" in said(result)[0]
    assert result.exit_code == 0


def test_a_folder_of_ones_own_is_made_and_lints(data: Path) -> None:
    assert run("init", "mine").exit_code == 0
    assert run("lint", "mine").exit_code == 0
    assert (data / "mine" / "scenarios" / "missed-deadlines" / "en.yaml").is_file()
    broken = data / "mine" / "scenarios" / "missed-deadlines" / "en.yaml"
    broken.write_text(broken.read_text("utf-8").replace("version: 1", "version: one", 1), "utf-8")
    result = run("lint", "mine")
    assert result.exit_code == 1
    assert "missed-deadlines/en.yaml:3: error: version: Input should be a valid integer" in result.stdout


def test_a_practice_that_is_deleted_leaves_nothing_behind(data: Path) -> None:
    opening, *_ = said(run("play", "missed-deadlines", "--jsonl", lines=[{"text": "Hi, how are you?"}]))
    run("score", opening["session"])
    assert run("forget", opening["session"], "--yes").exit_code == 0
    assert opening["session"] not in run("sessions").stdout
    with sqlite3.connect(data / "data" / "tutor.db") as database:
        for table in ("sessions", "turns", "hints", "objections", "assessments", "reviews"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert isinstance(run("forget", opening["session"], "--yes").exception, TutorError)


@pytest.mark.parametrize(("also", "left"), [((), 1), (("--chats",), 0)])
def test_a_chat_that_shows_what_was_deleted_is_named_or_goes_too(
    data: Path, also: tuple[str, ...], left: int
) -> None:
    opening, *_ = said(run("play", "missed-deadlines", "--jsonl", lines=[]))
    at = "2026-01-01 10:00:00"
    with sqlite3.connect(data / "data" / "tutor.db") as database:
        details = json.dumps({"session": opening["session"]})
        database.execute("INSERT INTO threads VALUES ('t', 'local', 'A talk', ?, ?, ?)", (at, at, details))
    result = run("forget", opening["session"], "--yes", *also)
    assert "the chat 'A talk', last used 2026-01-01 10:00" in (result.stdout if also else result.stderr)
    with sqlite3.connect(data / "data" / "tutor.db") as database:
        assert database.execute("SELECT count(*) FROM threads").fetchone() == (left,)
