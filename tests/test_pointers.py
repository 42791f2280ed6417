"""Someone in need gets a person to talk to, not a quote; and a question on the craft is left alone."""

import json
from pathlib import Path

import pytest
import yaml

from tutor.app import App
from tutor.authoring.checks import check
from tutor.authoring.loader import Library
from tutor.channels.render import render_answer
from tutor.conversation.conversation import log_gap
from tutor.domain.course import Asked
from tutor.domain.pointer import Pointers, pointer_for
from tutor.language import Texts
from tutor.messages import Activity, AnswerCard, Message
from tutor.settings import Settings, shipped

ROOT = Path(__file__).parent.parent
SHIPPED = Library([shipped()]).pointers


def topic(question: str, language: str = "") -> str:
    found = pointer_for(question, language, SHIPPED)
    return found[0].id if found else ""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("I want to die", "suicide"),
        ("I don’t want to live any more", "suicide"),
        ("what if someone in my team is suicidal", "suicide"),
        ("ik wil dood", "suicide"),
        ("soms denk ik aan zelfmoord", "suicide"),
        ("I keep cutting myself after work", "self-harm"),
        ("ik doe mezelf pijn", "self-harm"),
        ("my husband hits me when I come home late", "violence"),
        ("Mijn partner slaat me", "violence"),
        ("I am being bullied by my boss", "harassment"),
        ("ik word gepest door mijn collega's", "harassment"),
        ("i think im having a panic attack", "panic"),
        ("Ik krijg paniekaanvallen voor elk overleg", "panic"),
        ("which antidepressant works best?", "medical"),
        ("hoeveel paracetamol mag ik", "medical"),
        ("how do I evade taxes on a bonus", "illegal"),
        ("hoe kan ik een handtekening vervalsen", "illegal"),
        ("Wat kost een advocaat bij ontslag op staande voet?", "legal"),
        ("mag ik iemand ontslaan omdat hij vaak ziek is", "legal"),
        ("how much notice do i have to give", "legal"),
    ],
)
def test_who_is_in_need_is_heard(question: str, expected: str) -> None:
    assert topic(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "how do I give bad news",
        "a colleague is burnt out",
        "how do I react to tears",
        "What do I do when somebody starts shouting?",
        "what kills motivation",
        "it hits me that nobody talks in my meetings",
        "how do I cut myself some slack",
        "How do I tell someone that she is dismissed?",
        "my employee is afraid of change",
        "what if somebody threatens with a lawyer",
        "wanneer haal ik een jurist erbij bij ontslag",
        "hoe reageer ik op boosheid",
        "mijn medewerker zit thuis met een burn-out",
        "dat slaat me uit het veld, wat nu?",
        "hoe maak ik een einde aan het geroddel",
        "iedereen heeft klachten over de planning",
        "hij dreigt me te laten vallen in de onderhandeling",
    ],
)
def test_a_question_on_the_craft_is_left_to_the_course(question: str) -> None:
    assert topic(question) == ""


def test_no_question_that_the_course_covers_is_pointed_away() -> None:
    lines = [line for path in (ROOT / "evals/ask").glob("*.jsonl") for line in path.read_text().splitlines()]
    covered = [it["question"] for it in map(json.loads, lines) if it["covered"]]
    assert len(covered) > 80
    assert [question for question in covered if topic(question)] == []


def test_no_heading_of_the_course_and_no_question_of_a_debrief_is_pointed_away() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "knowledge").rglob("*.md")]
    asked = [line for text in texts for line in text.splitlines() if line.startswith("#")]
    for path in (ROOT / "scenarios" / "rubrics").rglob("*.yaml"):
        criteria = yaml.safe_load(path.read_text("utf-8"))["criteria"]
        asked += [it["question"] for it in criteria if "question" in it]
    assert len(asked) > 100
    assert [line for line in asked if topic(line)] == []


def test_the_text_is_in_the_learners_language_whatever_the_question_is_in() -> None:
    pointer, language = pointer_for("ik wil dood", "en", SHIPPED) or (None, "")
    assert pointer and language == "en" and "113" in pointer.text and "please talk" in pointer.text
    assert (pointer_for("ik wil dood", "", SHIPPED) or (None, ""))[1] == "nl"
    assert (pointer_for("I want to die", "de", SHIPPED) or (None, ""))[1] == "en"


async def test_the_learner_reads_who_can_help_and_nobody_is_told(tmp_path: Path) -> None:
    app = await App.open(Settings(data=tmp_path, course="leadership"))
    reply = await app.conversation.handle(Message("ada", "nl", Activity.ASK, "ik wil dood"))
    (card,) = reply.blocks
    assert isinstance(card, AnswerCard)
    shown = render_answer(card.answer, Texts("nl"))
    await log_gap(app.store, "leadership", card.answer)
    gaps = await app.store.gaps("leadership")
    await app.close()
    assert card.answer.declined and not card.answer.citations and card.answer.pointer == "suicide"
    assert "113 Zelfmoordpreventie" in shown
    assert Texts("nl")("ask.gap") not in shown
    assert gaps == ()


MINE = """\
language: en
topics:
  - id: law
    phrases: [dismiss*, lawsuit]
    text: Please talk to the legal department before you do anything; they answer within a day.
    declines: false
"""


def academy(folder: Path, text: str, name: str = "en.yaml") -> Path:
    (folder / "pointers").mkdir(parents=True)
    (folder / "pointers" / name).write_text(text, "utf-8")
    return folder


def test_an_organisation_replaces_a_language_with_its_own(tmp_path: Path) -> None:
    library = Library([academy(tmp_path, MINE), shipped()])
    english = next(it for it in library.pointers if it.language == "en")
    assert [it.id for it in english.topics] == ["law"]
    assert {it.language for it in library.pointers} == {"en", "nl"}


def test_a_broken_file_is_named_and_what_is_shipped_stands_in(tmp_path: Path) -> None:
    library = Library([academy(tmp_path, MINE.replace("phrases", "words")), shipped()])
    assert [str(it.path.name) for it in library.broken] == ["en.yaml"]
    assert pointer_for("I want to die", "en", library.pointers)


async def test_a_pointer_can_stand_above_the_answer(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "a.md").write_text(
        "# Dismissal\n\nTo dismiss someone you tell it in the first minute.\n", "utf-8"
    )
    content = academy(tmp_path / "mine", MINE)
    app = await App.open(Settings(data=tmp_path / "data", course="short", content=content))
    await app.teaching.ingest([course], "short", lambda *_: None)
    answer = await app.teaching.answer("short", Asked("How do I dismiss someone?", "en"))
    await app.close()
    shown = render_answer(answer, Texts("en"))
    assert not answer.declined
    assert shown.index("legal department") < shown.index("first minute")


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (MINE, "nl.yaml", "Make them the same"),
        (MINE + MINE.split("topics:\n")[1], "en.yaml", "stands twice"),
        (MINE.replace("lawsuit", "sue"), "en.yaml", "at least 4 characters"),
        (MINE.replace("phrases", "words"), "en.yaml", "phrases"),
    ],
)
def test_lint_says_what_is_wrong(tmp_path: Path, text: str, name: str, message: str) -> None:
    found = check([academy(tmp_path, text, name)])
    assert any(message in str(it) and name in str(it) for it in found.findings), found.findings


def test_lint_warns_of_a_phrase_under_two_topics(tmp_path: Path) -> None:
    twice = MINE + MINE.split("topics:\n")[1].replace("id: law", "id: court")
    (finding, *_) = check([academy(tmp_path, twice)]).findings
    assert "stands under 'law' already" in str(finding)


def test_the_shipped_files_have_the_same_topics() -> None:
    def ids(file: Pointers) -> list[str]:
        return [it.id for it in file.topics]

    one, other = SHIPPED
    assert ids(one) == ids(other)
    assert all(it.declines for file in SHIPPED for it in file.topics)
