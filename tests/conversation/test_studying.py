"""Quizzes and thinking first, as learners of both languages go through them with no language model."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.lessons import Desk, teach
from tutor.app import App
from tutor.channels.render import render
from tutor.channels.safe import escape
from tutor.channels.terminal import ask_dialogue
from tutor.domain.quiz import Inquiry, Mark, Quiz
from tutor.language import Texts
from tutor.messages import (
    AnswerCard,
    AskBack,
    GradeCard,
    Note,
    QuestionCard,
    QuizResult,
    QuizStanding,
    ScenarioList,
)
from tutor.settings import Settings


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=tmp_path / "data", course="small"))
    await teach(app, tmp_path / "small")
    yield app
    await app.close()


KNOWN = {
    "en": {"What is a sourdough?": "a mixture of flour and water in which wild yeast lives"},
    "nl": {"Wat is een naaf?": "het midden van een wiel waar de as doorheen loopt"},
}


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_quiz_from_its_first_question_to_what_to_read_again(app: App, language: str) -> None:
    desk = Desk(app, language)
    reply = await desk.press("quiz")
    marks = []
    while isinstance(card := reply.blocks[-1], QuestionCard):
        assert card.number == len(marks) + 1
        reply = await desk.say(KNOWN[language].get(card.question.text, "geen idee / no idea"))
        grade = reply.blocks[0]
        assert isinstance(grade, GradeCard) and grade.grade
        marks.append(grade.grade.mark)
        assert card.question.points[0].quote.split()[0].rstrip(":") in render(grade, Texts(language))
    result = reply.blocks[-1]
    assert isinstance(result, QuizResult)
    assert result.marks == tuple(marks)
    assert (marks.count(Mark.YES), marks.count(Mark.NO)) == (1, 3)
    assert len(result.again) >= 2
    assert desk.expects == ""
    assert [it.action for it in reply.buttons] == ["quiz", "progress", "practise"]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_answer_can_be_seen_and_the_quiz_left(app: App, language: str) -> None:
    desk = Desk(app, language)
    reply = await desk.press("quiz")
    assert (await desk.say("   ")).blocks[-1] == reply.blocks[-1]  # nothing typed: asked again
    reveal, leave = (it.action for it in reply.buttons)
    shown, question = (await desk.press(reveal)).blocks
    assert isinstance(shown, GradeCard) and shown.grade is None
    assert isinstance(question, QuestionCard) and question.number == 2
    (result,) = (await desk.press(leave)).blocks
    assert isinstance(result, QuizResult) and desk.expects == ""


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_what_was_not_known_comes_back_first_and_the_learner_sees_where_things_stand(
    app: App, language: str
) -> None:
    desk, texts = Desk(app, language), Texts(language)
    (none,) = (await desk.press("progress")).blocks
    assert render(none, texts) == texts("quiz.standing.none")
    reply = await desk.press("quiz")
    missed = list[str]()
    while isinstance(card := reply.blocks[-1], QuestionCard):
        if card.question.text not in KNOWN[language]:
            missed.append(card.question.text)
        reply = await desk.say(KNOWN[language].get(card.question.text, "geen idee / no idea"))
    wish = {"en": "Show me my progress", "nl": "Laat mijn voortgang zien"}
    (standing,) = (await desk.send(wish[language])).blocks
    assert isinstance(standing, QuizStanding)
    assert sum(it.mark is Mark.YES for it in standing.answers) == 1
    shown = render(standing, texts)
    assert all(escape(text) in shown for text in missed[:3])
    reply, again = await desk.press("quiz"), list[str]()
    for _ in range(2):  # answering one changes nothing about which comes next
        card = reply.blocks[-1]
        assert isinstance(card, QuestionCard)
        again.append(card.question.text)
        reply = await desk.say("geen idee / no idea")
    assert again == missed[:2]


async def test_of_a_quiz_is_kept_how_it_went_and_not_what_was_typed(app: App) -> None:
    desk = Desk(app, "en")
    reveal = (await desk.press("quiz")).buttons[0].action
    await desk.press(reveal)
    await desk.say("my own secret words")
    kept = await app.store.quizzes.of("ada", "small")
    assert [it.mark for it in kept] == [Mark.NO, Mark.NO]
    assert "secret" not in str(kept) and kept[0].section
    assert await app.store.quizzes.of("bob") == ()
    assert await app.store.quizzes.forget("ada") == 2
    assert await app.store.quizzes.of("ada") == ()


async def test_an_answer_never_meets_another_question_than_was_asked(app: App, tmp_path: Path) -> None:
    desk = Desk(app, "en")
    await desk.press("quiz")
    (tmp_path / "small" / "en" / "lesson.md").write_text("# Tea\n\nA teapot is a pot in which tea is made.\n")
    await app.teaching.ingest([tmp_path / "small"], "small", lambda *_: None)
    (card,) = (await desk.say("a mixture of flour and water")).blocks
    assert isinstance(card, QuestionCard) and "teapot" in card.question.text


async def test_a_made_up_code_begins_anew(app: App) -> None:
    desk = Desk(app, "en")
    for code in (
        "",
        "x",
        "en.5",
        "en.x.0..id.",
        "en.5.0.yyz.id.",
        "nl.5.0..nothing.",
        "%",
        "en.1.0.yyyyyyyyy.a.",
        "en.1.x..a.",
    ):
        for verb in ("graded", "reveal", "leave", "attempt", "tell"):
            reply = await desk.press(f"{verb}:{code}:words")
            assert isinstance(reply.blocks[0], QuestionCard | Note | QuizResult | AnswerCard)


def test_codes_come_back_as_they_were() -> None:
    quiz = Quiz("nl", 7, "wat: is. dit?", (Mark.YES, Mark.PARTLY, Mark.NO), "a1", 12)
    inquiry = Inquiry("en", "why: a. b? é", 2, (Mark.NO, Mark.YES))
    assert Quiz.of(quiz.code) == quiz and ":" not in quiz.code
    assert Inquiry.of(inquiry.code) == inquiry and ":" not in inquiry.code


THINKING = {
    "en": ("How do I shape a loaf?", "flatten it and fold", "roll it", "Roll"),
    "nl": ("Hoe plak ik een lekke band?", "zoeken en schuren", "een plakker drukken", "Plakken"),
}


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_thinking_first_responds_to_each_attempt_and_ends_in_the_answer(
    app: App, language: str
) -> None:
    question, first, second, missing = THINKING[language]
    desk = Desk(app, language)
    (which,) = (await desk.press("socratic")).blocks
    assert isinstance(which, Note)
    (asked,) = (await desk.say(question)).blocks
    assert isinstance(asked, AskBack) and asked.ask and not asked.met
    (back,) = (await desk.say(first)).blocks
    assert isinstance(back, AskBack)
    assert [it.said for it in back.met] and back.left == 1
    assert back.clue.startswith(missing) and first.split()[0] in render(back, Texts(language))
    said, answer = (await desk.say(second)).blocks
    assert isinstance(said, AskBack) and said.left == 0
    assert isinstance(answer, AnswerCard) and missing in answer.answer.text
    assert desk.expects == ""


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_answer_comes_after_three_tries_or_on_request(app: App, language: str) -> None:
    desk = Desk(app, language)
    await desk.press(f"socratic:{THINKING[language][0]}")
    clues = []
    for _ in range(2):
        (back,) = (await desk.say("hm")).blocks
        assert isinstance(back, AskBack) and not back.met
        clues.append(back.clue)
    assert "…" in clues[0] and "_____" in clues[1]
    assert isinstance((await desk.say("hm")).blocks[-1], AnswerCard)
    reply = await desk.press(f"socratic:{THINKING[language][0]}")
    (card,) = (await desk.press(reply.buttons[0].action)).blocks
    assert isinstance(card, AnswerCard) and not card.answer.declined


async def test_what_the_course_does_not_cover_is_declined_at_once(app: App) -> None:
    (card,) = (await Desk(app, "en").press("socratic:Who won the world cup of 1998?")).blocks
    assert isinstance(card, AnswerCard) and card.answer.declined


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quiz me on shaping a loaf", QuestionCard),
        ("overhoor me over banden", QuestionCard),
        ("I want to practise a conversation", ScenarioList),
        ("ik wil een gesprek oefenen", ScenarioList),
        ("How do I shape a loaf?", AnswerCard),
        ("test results in quizzes", AnswerCard),
    ],
)
async def test_what_a_learner_wishes_is_done(app: App, text: str, kind: type) -> None:
    reply = await Desk(app, "nl" if " me over" in text or "oefenen" in text else "en").say(text)
    assert isinstance(reply.blocks[0], kind)


async def test_a_quiz_at_the_keyboard_takes_numbers_for_answers(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["48", "/1", "no idea", "/2", "what is a sourdough?", "/1", "/q"])
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(typed))
    await ask_dialogue(app, "", "en", action="quiz:")
    shown = capsys.readouterr().out
    assert all(f"Question {number} of 4." in shown for number in (1, 2, 3, 4))
    assert "Done. You had" in shown and "wild yeast lives" in shown
    assert next(typed, "nothing") == "nothing"
