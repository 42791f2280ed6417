"""Thinking first and quizzes with a language model: better words, and nothing that code has not allowed."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.lessons import Desk, teach
from tutor.app import App
from tutor.domain.calls import Purpose
from tutor.domain.quiz import Mark
from tutor.llm.model import Model
from tutor.messages import AnswerCard, AskBack, GradeCard, QuestionCard
from tutor.settings import Settings
from tutor.testing.models import Reply, Says, ScriptedModel, modelled


@dataclass
class OneModel:
    """The same model for every purpose."""

    chat: ScriptedModel

    def model(self, purpose: Purpose) -> Model:
        return modelled(self.chat)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=tmp_path / "data", course="small"))
    await teach(app, tmp_path / "small")
    yield app
    await app.close()


def _with(app: App, *script: Reply) -> ScriptedModel:
    chat = ScriptedModel(*script)
    app.__dict__["models"] = OneModel(chat)
    return chat


async def test_the_question_asked_back_is_in_the_models_words(app: App) -> None:
    desk = Desk(app, "en")
    chat = _with(app, "You flatten it first. What would you do with it after that?")
    await desk.press("socratic:How do I shape a loaf?")
    (card,) = (await desk.say("flatten it")).blocks
    assert isinstance(card, AskBack)
    assert card.ask == "You flatten it first. What would you do with it after that?"
    told = "\n".join(str(it.content) for it in chat.heard[0])
    assert "tight log" not in told  # what is still missing is not in the prompt


@pytest.mark.parametrize(
    "said",
    [
        "You bring the edges to the middle and roll it into a tight log, right?",
        "Fold it, then roll it into a log.",
        "Wat doe je daarna met het deeg in je handen?",
        "How do you do that in 3 steps?",
        Says(""),
        ConnectionError("gone"),
    ],
)
async def test_a_question_that_gives_the_answer_away_or_is_none_is_not_asked(app: App, said: Reply) -> None:
    desk = Desk(app, "en")
    _with(app, said, said, said)
    await desk.press("socratic:How do I shape a loaf?")
    (card,) = (await desk.say("flatten it")).blocks
    assert isinstance(card, AskBack)
    assert card.ask == "What else belongs to it?"


async def _asked_for_steps(app: App) -> tuple[Desk, QuestionCard]:
    desk = Desk(app, "en")
    reply = await desk.press("quiz:How do I shape a loaf?")
    while isinstance(card := reply.blocks[-1], QuestionCard) and len(card.question.points) == 1:
        reply = await desk.press(reply.buttons[0].action)
    assert isinstance(card, QuestionCard)
    return desk, card


def _verdicts(*found: tuple[int, str]) -> str:
    return json.dumps({"verdicts": [{"point": at, "says": True, "quote": quote} for at, quote in found]})


DOUBTFUL = "make it flat by hand, get the borders to the centre, then turn it into a roll"


async def test_a_point_in_doubt_is_met_when_the_model_quotes_the_words_that_say_it(app: App) -> None:
    desk, card = await _asked_for_steps(app)
    before = (await app.teaching.lesson("small")).grader.grade(card.question, DOUBTFUL, "en")
    doubtful = [at for at, it in enumerate(before.met, 1) if it.mark is Mark.PARTLY]
    assert doubtful
    _with(app, *[_verdicts((doubtful[0], "get the borders to the centre"))] * 2)
    (graded, *_) = (await desk.say(DOUBTFUL)).blocks
    assert isinstance(graded, GradeCard) and graded.grade
    met = graded.grade.met[doubtful[0] - 1]
    assert (met.mark, met.said) == (Mark.YES, "get the borders to the centre")


@pytest.mark.parametrize("quote", ["bring the edges to the middle", "", "words nobody said"])
async def test_a_quote_that_is_not_in_the_answer_changes_no_mark(app: App, quote: str) -> None:
    desk, card = await _asked_for_steps(app)
    before = (await app.teaching.lesson("small")).grader.grade(card.question, DOUBTFUL, "en")
    _with(app, *[_verdicts((1, quote), (2, quote), (3, quote))] * 2)
    (graded, *_) = (await desk.say(DOUBTFUL)).blocks
    assert isinstance(graded, GradeCard) and graded.grade == before


async def test_an_answer_comes_through_the_conversation_sentence_by_sentence(app: App) -> None:
    _with(app, "The dough rises for 48 hours in the fridge [1]. Sing to it every day [1].")
    heard: list[str] = []

    async def hear(sentence: str) -> None:
        heard.append(sentence)

    desk = Desk(app, "en")
    (card,) = (await desk.send("How long does the dough rise?", hear=hear)).blocks
    assert isinstance(card, AnswerCard) and card.answer.engine == "model:scripted:test"
    assert heard == ["The dough rises for 48 hours in the fridge. [1]"] == [card.answer.text]
