"""Questions that take more than one look: which they are, and what an agent may do with them."""

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr

from tests.lessons import lesson_of
from tutor.conversation.buttons import answered
from tutor.course.agent import STEPS
from tutor.course.lesson import Lesson
from tutor.course.paths import needs_looks
from tutor.domain.course import Asked
from tutor.errors import Failure
from tutor.prompts import Prompts
from tutor.settings import shipped
from tutor.testing.models import MemoryLedger, ScriptedModel, modelled

Step = Callable[[Sequence[BaseMessage]], AIMessage]
PROMPTS = Prompts([shipped()])
ASKED = Asked("How do I shape a loaf, and how long does the dough rise?", "en", learner="ada")


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return asyncio.run(lesson_of(tmp_path_factory.mktemp("agent")))


class Stepping(BaseChatModel):
    """A model that takes the steps of a script, the last one again and again."""

    _script: list[Step] = PrivateAttr()
    _asked: list[Sequence[BaseMessage]] = PrivateAttr(default_factory=list)
    _tools: list[str] = PrivateAttr(default_factory=list)

    def __init__(self, *script: Step) -> None:
        super().__init__()
        self._script = list(script)

    @property
    def _llm_type(self) -> str:
        return "stepping"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        self._tools[:] = [it.name for it in tools]
        return self

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        self._asked.append(messages)
        step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        return ChatResult(generations=[ChatGeneration(message=step(messages))])


def uses(tool: str, **arguments: Any) -> Step:
    call = {"name": tool, "args": arguments, "id": f"{tool}-{arguments}"}
    return lambda _: AIMessage(content="", tool_calls=[call])


def writes(text: str) -> Step:
    """The text with the number of the passage that holds a phrase in place of {phrase}."""

    def step(messages: Sequence[BaseMessage]) -> AIMessage:
        read = "\n".join(str(it.content) for it in messages if it.type == "tool")
        passages = re.findall(r"<passage-(\d+)>\n(.*?)\n</passage-\1>", read, re.DOTALL)

        def number(match: re.Match[str]) -> str:
            return next((f"[{one}]" for one, told in passages if match[1] in told), "[99]")

        return AIMessage(content=re.sub(r"\{(.*?)\}", number, text))

    return step


BOTH = """First you press the dough with your hands until it is round {Flatten}. \
The dough rises for 48 hours in the fridge {48 hours}. Sing to the dough every evening {48 hours}."""


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between a BATNA and a reservation value?",
        "How do I give feedback and when should I do it?",
        "What is a BATNA? And what is an anchor?",
        "Give me an overview of all models in this course",
        "Wat is het verschil tussen het SBI-model en het 4G-model?",
        "Hoe geef ik feedback, en wanneer doe ik dat?",
        "Welke modellen voor feedback zijn er?",
    ],
)
def test_comparisons_parts_and_overviews_take_more_than_one_look(question: str) -> None:
    assert needs_looks(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is a BATNA?",
        "How do I start a feedback conversation?",
        "Wat is weerstand?",
        "Is een anker beter?",
    ],
)
def test_one_question_about_one_thing_takes_one_look(question: str) -> None:
    assert not needs_looks(question)


async def test_an_agent_looks_twice_and_says_only_what_it_read(lesson: Lesson) -> None:
    model = Stepping(
        uses("search_course", words="shape a loaf"),
        uses("search_course", words="how long does dough rise"),
        writes(BOTH),
    )
    heard: list[str] = []

    async def hear(sentence: str) -> None:
        heard.append(sentence)

    ledger = MemoryLedger()
    answer = await lesson.writer(PROMPTS).answer(modelled(model, ledger=ledger), ASKED, hear)
    assert "round" in answer.text and "48 hours" in answer.text and "Sing" not in answer.text
    assert answer.engine == "model:scripted:test" and len(answer.citations) == 2
    assert " ".join(heard) == answer.text
    assert [(it.learner, it.outcome) for it in ledger.records] == [("ada", "ok")] * 3


async def test_what_an_agent_did_not_look_up_cannot_be_cited(lesson: Lesson) -> None:
    model = Stepping(uses("list_sections"), writes("The dough rises for 48 hours in the fridge [1]."))
    answer = await lesson.writer(PROMPTS).answer(modelled(model), ASKED)
    assert (answer.engine, answer.fallback) == ("embedded", "unsupported")


async def test_an_agent_offers_buttons_and_learns_nothing_of_the_learner(lesson: Lesson) -> None:
    model = Stepping(
        uses("start_practice", situation="late-bread"),
        uses("show_progress"),
        uses("quiz_me", subject="shaping"),
        uses("search_course", words="shape a loaf"),
        uses("open_section", passage=1),
        writes(BOTH),
    )
    writer = lesson.writer(PROMPTS, {"late-bread": "Bread that came late"})
    answer = await writer.answer(modelled(model), ASKED)
    assert answer.offers == ("brief:late-bread", "progress", "quiz:shaping")
    assert {"brief:late-bread", "progress"} <= {it.action for it in answered(answer)}
    assert set(model._tools) == {
        "search_course", "open_section", "list_sections", "start_practice", "show_progress", "quiz_me"
    }  # fmt: skip
    assert "ada" not in "\n".join(str(it.content) for it in model._asked[-1])


async def test_an_agent_that_never_ends_is_stopped(lesson: Lesson) -> None:
    model = Stepping(uses("search_course", words="dough"))
    answer = await lesson.writer(PROMPTS).answer(modelled(model), ASKED)
    assert (answer.engine, answer.fallback) == ("embedded", Failure.TRUNCATED.value)
    assert len(model._asked) == STEPS


async def test_a_model_that_cannot_use_tools_gets_one_look(lesson: Lesson) -> None:
    chat = ScriptedModel("The dough rises for 48 hours in the fridge [1][2][3].")
    answer = await lesson.writer(PROMPTS).answer(modelled(chat), ASKED)
    assert answer.engine == "model:scripted:test" and "48 hours" in answer.text


async def test_a_provider_that_fails_half_way_leaves_the_answer_to_the_course(lesson: Lesson) -> None:
    def gone(_: Sequence[BaseMessage]) -> AIMessage:
        raise ConnectionError("gone")

    model = Stepping(uses("search_course", words="dough"), gone)
    answer = await lesson.writer(PROMPTS).answer(modelled(model), ASKED)
    assert (answer.engine, answer.fallback) == ("embedded", Failure.DOWN.value)
    assert answer.text == lesson.answerer.answer(ASKED.question, "en").text
