"""Drafts from course files: as files that lint, with their sources, for a person to check."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tests.docs.pages import first_scenario
from tutor.app import App
from tutor.authoring.checks import check
from tutor.authoring.drafting import Order
from tutor.authoring.loader import Library
from tutor.cli import app as commands
from tutor.course.excerpts import course_of, documents, excerpts
from tutor.course.quiz_draft import quiz_draft
from tutor.domain.draft import Kind
from tutor.errors import Failure, ModelFailed, SettingsError, TutorError
from tutor.prompts import Prompts
from tutor.settings import Settings, shipped
from tutor.testing.models import ScriptedModel

COURSE = shipped() / "knowledge" / "leadership"
LISTENING = COURSE / "en" / "listening.md"
QUOTE = "Open questions"


class Desk:
    """A trainer's desk: a content folder of one's own, and a model with a script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app: App

    async def open(self, *script: str) -> ScriptedModel:
        chat = ScriptedModel(*script)
        settings = Settings(
            data=self.folder / "data", model="openai:writer" if script else "", model_retries=0
        )
        self.app = App(settings, (await App.open(settings)).store, lambda *_, **__: chat)
        return chat

    def order(self, kind: Kind = Kind.SCENARIO, id: str = "talked-over") -> Order:
        shown, _ = excerpts(documents([LISTENING]))
        return Order(kind, id, "en", "leadership", shown, self.folder / "drafts")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    if hasattr(desk, "app"):
        await desk.app.close()


def example(kind: Kind) -> str:
    """The example in the prompt of a kind."""
    text = (shipped() / "prompts" / f"draft-{kind.value}.md").read_text("utf-8")
    return re.split(r"^Example .*:\n|^\(end of the example\)", text, flags=re.MULTILINE)[1].strip()


SOUND = first_scenario()
UNKNOWN = SOUND.replace("rubric: feedback-talk", "rubric: no-such-rubric")


async def test_a_sound_draft_is_written_at_once_with_its_sources(desk: Desk) -> None:
    number, excerpt = next((n, it) for n, it in enumerate(desk.order().excerpts, 1) if "?" in it.text)
    words = " ".join(excerpt.text.split()[:6])
    chat = await desk.open(f'# source: {number} "{words}"\n{SOUND}')
    drafted = await desk.app.drafting.draft(desk.order())
    text = drafted.path.read_text("utf-8")
    assert (drafted.findings, len(chat.heard), drafted.path.parent.name) == ((), 1, "talked-over")
    assert "# DRAFT. A language model wrote it (openai:writer, prompt draft-scenario " in text
    assert "# no source\ntitle: Talked over" in text
    assert check([drafted.path]).findings == ()
    asked = str(chat.heard[0])
    assert "feedback-talk" in asked and "Passage 1, document: en/listening.md" in asked


async def test_a_source_keeps_the_words_of_the_course(desk: Desk) -> None:
    number, excerpt = next((n, it) for n, it in enumerate(desk.order().excerpts, 1) if "?" in it.text)
    words = " ".join(excerpt.text.split()[:6])
    lines = SOUND.replace("title: Talked", f'# source: {number} "{words}"\ntitle: Talked', 1)
    await desk.open(lines)
    drafted = await desk.app.drafting.draft(desk.order())
    where = f"# source: en/listening.md · {excerpt.locator}: “{words}”\ntitle: Talked over"
    assert where in drafted.path.read_text("utf-8")


async def test_what_lint_says_goes_back_to_the_model_once(desk: Desk) -> None:
    chat = await desk.open(UNKNOWN.replace("I'm listening.", "I'm listening, {learner}."), SOUND)
    drafted = await desk.app.drafting.draft(desk.order())
    assert drafted.findings == ()
    told = str(chat.heard[1][-1].content)
    assert "There is no rubric 'no-such-rubric'. There are: " in told
    assert 'at `- "I\'m listening, {learner}."`: {learner} is no slot' in told


async def test_a_draft_that_does_not_lint_says_so_at_its_top(desk: Desk) -> None:
    await desk.open(UNKNOWN, UNKNOWN + "  wrong")
    drafted = await desk.app.drafting.draft(desk.order())
    text = drafted.path.read_text("utf-8")
    assert drafted.errors == 1
    (finding,) = drafted.findings
    assert text.splitlines()[finding.line - 1] == "rubric: no-such-rubric"
    assert "# Lint says:\n#   error, at `rubric: no-such-rubric`: There is no rubric" in text


@pytest.mark.parametrize("kind", [Kind.SCENARIO, Kind.RUBRIC])
async def test_the_example_in_each_prompt_is_sound(desk: Desk, kind: Kind) -> None:
    data = yaml.safe_load(example(kind))
    await desk.open(example(kind))
    drafted = await desk.app.drafting.draft(desk.order(kind, data["id"]))
    assert drafted.findings == ()
    assert "# no source (the passage that was named does not say this)" in drafted.path.read_text("utf-8")


async def test_a_passage_of_a_rubric_must_be_one_that_was_read(desk: Desk) -> None:
    wrong = example(Kind.RUBRIC).replace("Open and closed questions", "How to bake bread")
    await desk.open(wrong, wrong)
    drafted = await desk.app.drafting.draft(desk.order(Kind.RUBRIC, "questions-first"))
    assert [it.message for it in drafted.findings] == [
        "passage: no file that was read has this document and heading."
    ]


async def test_a_draft_is_not_read_as_content_and_not_written_over(desk: Desk) -> None:
    await desk.open(SOUND)
    await desk.app.drafting.draft(desk.order())
    assert Library((desk.folder,)).scenario_files() == ()
    with pytest.raises(TutorError, match=r"There is a draft .* already"):
        await desk.app.drafting.draft(desk.order())


async def test_without_a_model_it_says_how_to_get_one(desk: Desk) -> None:
    await desk.open()
    with pytest.raises(SettingsError, match=r"TUTOR_MODEL=ollama"):
        await desk.app.drafting.draft(desk.order())


async def test_a_model_that_fails_leaves_nothing_behind(desk: Desk) -> None:
    await desk.open("")
    with pytest.raises(ModelFailed) as failed:
        await desk.app.drafting.draft(desk.order())
    assert failed.value.reason is Failure.EMPTY
    assert not (desk.folder / "drafts").exists()


def test_files_know_their_course_and_are_read_up_to_a_limit(tmp_path: Path) -> None:
    assert course_of(LISTENING) == "leadership"
    assert course_of(tmp_path / "a.md") == ""
    read = documents([COURSE / "en"])
    assert {it.path.split("/")[0] for it in read} == {"en"}
    shown, left = excerpts(read, most=3000)
    assert left and sum(len(it.text) for it in shown) <= 3000
    with pytest.raises(TutorError, match="no file or folder"):
        documents([tmp_path / "missing.md"])
    (tmp_path / "empty.md").write_text("")
    with pytest.raises(TutorError, match=r"empty\.md: it is empty"):
        documents([tmp_path / "empty.md"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["draft", "scenario"], "Name course files"),
        (["draft", "scenario", "--from", str(LISTENING), "--id", "No Id"], "is no id"),
        (["draft", "rubric", "--from", str(LISTENING)], "Drafting needs a language model"),
    ],
)
def test_the_command_says_what_is_missing(
    arguments: Sequence[str], message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUTOR_MODEL", raising=False)
    result = CliRunner().invoke(commands, list(arguments))
    assert isinstance(result.exception, TutorError)
    assert message in str(result.exception)


def test_the_prompts_hold_only_the_passages_and_what_was_asked_for() -> None:
    prompts = Prompts([shipped()])
    shown = {"id", "code", "language", "course", "moves", "passages"}
    assert prompts.template("draft-rubric").slots == shown
    assert prompts.template("draft-scenario").slots == shown | {"rubrics"}
    assert prompts.template("draft-course-quiz").slots == {"code", "language", "course", "passages"}


# --- quizzes -------------------------------------------------------------------------------------------

QUIZ = """\
course: leadership
version: 1
language: en
questions:
  - id: first
    text: "What does a question do that can be answered with yes or no?"
    points:
      - document: "en/listening.md"
        quote: "{quote}"
"""


async def test_a_question_of_a_quiz_rests_on_words_of_the_course(desk: Desk) -> None:
    excerpt = desk.order().excerpts[0]
    quote = " ".join(excerpt.text.split()[:8])
    await desk.open(QUIZ.format(quote="Nobody ever wrote this."), QUIZ.format(quote=quote))
    drafted = await desk.app.drafting.draft(desk.order(Kind.COURSE_QUIZ, "x"))
    assert drafted.findings == ()
    assert drafted.path.relative_to(desk.folder).as_posix() == "drafts/quizzes/leadership/en.yaml"
    assert f"  # source: en/listening.md · {excerpt.locator}: “{quote}”\n  - id: first" in (
        drafted.path.read_text("utf-8")
    )


async def test_a_quote_that_the_course_does_not_have_is_an_error(desk: Desk) -> None:
    wrong = QUIZ.format(quote="Nobody ever wrote this.")
    chat = await desk.open(wrong, wrong)
    drafted = await desk.app.drafting.draft(desk.order(Kind.COURSE_QUIZ, "x"))
    (finding,) = drafted.findings
    assert (finding.message, len(chat.heard)) == ("en/listening.md does not say this, letter by letter.", 2)
    assert "# no source (the passage that was named does not say this)" in drafted.path.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_without_a_model_a_quiz_is_made_of_the_courses_own_sentences(desk: Desk, language: str) -> None:
    await desk.open()
    read = documents([COURSE / language])
    made = quiz_draft(read, "leadership", language)
    assert made == quiz_draft(read, "leadership", language)
    order = replace(
        desk.order(Kind.COURSE_QUIZ, "x"), language=language, excerpts=excerpts(read, 10**9)[0], quiz=made
    )
    drafted = await desk.app.drafting.draft(order)
    text = drafted.path.read_text("utf-8")
    assert drafted.findings == ()
    assert text.count("  - id: question-") == 12
    assert "# source: " in text and "no source\n" not in text.split("\ncourse:")[1]
    published = desk.folder / "quizzes" / "leadership"
    published.parent.mkdir()
    drafted.path.parent.rename(published)
    (quiz,) = Library((desk.folder,)).quizzes("leadership")
    assert (quiz.language, len(quiz.questions)) == (language, 12)
    assert check([desk.folder / "quizzes"]).findings == ()
