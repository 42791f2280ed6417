"""Answers questions that need more than one look: an agent with tools on the course, bounded and checked."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.course.answerer import Answerer
from tutor.course.chunking import header
from tutor.course.page import SPOKEN, Page, numbered
from tutor.domain.calls import Call, Purpose
from tutor.domain.course import Answer, Asked, Chunk
from tutor.errors import Failure, ModelFailed
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited

STEPS = 6
"""Requests to the model for one answer at most, and so five looks and the answer."""
LOOKS = 8
"""Uses of tools at most; a model may ask for several in one step."""
LONGEST = 500
"""Tokens of one step at most."""
FOUND = 4
"""Passages that one search gives."""
READ = 20
"""Passages that may be read for one answer."""
SECTION = 6
"""Passages of a section that are opened at once."""


@dataclass
class Desk:
    """What an agent has looked up and offered so far; passages are numbered in the order they came."""

    passages: list[Chunk] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)

    def lay(self, found: Sequence[Chunk]) -> str:
        """The passages with their numbers, as data; those that are known keep theirs."""
        for chunk in found:
            if chunk not in self.passages and len(self.passages) < READ:
                self.passages.append(chunk)
        known = [it for it in found if it in self.passages]
        return "\n\n".join(numbered(self.passages.index(it) + 1, it) for it in known) or "Nothing more."

    def offer(self, action: str) -> str:
        """Note something for the learner to press."""
        if action not in self.offers:
            self.offers.append(action)
        return "The learner sees a button for it below the answer."


class Agent:
    """Looks several things up before it answers; situations are what can be practised, by id."""

    def __init__(self, answerer: Answerer, prompts: Prompts, situations: Mapping[str, str]) -> None:
        self._answerer = answerer
        self._prompts = prompts
        self._situations = situations

    async def work(self, model: LanguageModel, asked: Asked, page: Page) -> None:
        """Look things up and write what may stay of the answer on the page; ModelFailed passes through."""
        desk = Desk()
        written = await self._written(model, asked, page.own, desk)
        page.passages, page.offers = desk.passages, tuple(desk.offers)
        await page.copy(written)

    async def _written(self, model: LanguageModel, asked: Asked, own: Answer, desk: Desk) -> str:
        """What the agent writes in the end, after at most STEPS requests."""
        from langchain.agents import create_agent
        from langchain.agents.middleware import ModelCallLimitMiddleware, ToolCallLimitMiddleware
        from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError
        from langchain_core.messages import HumanMessage

        prompt = self._prompts.render(
            "agent",
            language=SPOKEN.get(own.language, own.language),
            question=delimited("question", own.question),
        )
        call = Call(Purpose.ANSWER, prompt, asked.learner, LONGEST)
        bounds: list[Any] = [
            ModelCallLimitMiddleware(run_limit=STEPS, exit_behavior="error"),
            ToolCallLimitMiddleware(run_limit=LOOKS),
        ]
        tools = self._tools(desk, own.language)
        agent: Any = create_agent(model.steps(call), tools, system_prompt=prompt.system, middleware=bounds)
        try:
            told = await agent.ainvoke({"messages": [HumanMessage(prompt.messages[-1][1])]})
        except ModelFailed:
            raise
        except ModelCallLimitExceededError:
            raise ModelFailed(Failure.TRUNCATED, f"the agent took more than {STEPS} steps") from None
        except Exception as error:  # noqa: BLE001  # the door to somebody else's code
            raise ModelFailed(Failure.MALFORMED, f"the agent stopped: {type(error).__name__}") from None
        return str(told["messages"][-1].text)

    def _tools(self, desk: Desk, language: str) -> list[Callable[..., Any]]:
        async def search_course(words: str) -> str:
            """Search the course for a few words; gives numbered passages."""
            found = await asyncio.to_thread(self._answerer.passages, words, language, FOUND)
            return desk.lay(found)

        async def open_section(passage: int) -> str:
            """Open the section in which a numbered passage stands; gives its passages with numbers."""
            if not 0 < passage <= len(desk.passages):
                return "There is no passage with that number yet."
            return desk.lay(self._section(desk.passages[passage - 1]))

        async def list_sections() -> str:
            """List the sections of the course."""
            chunks = self._answerer.snapshot.chunks
            own = [it for it in chunks if it.language == language] or list(chunks)
            return delimited("sections", "\n".join(dict.fromkeys(header(it.title, it.place) for it in own)))

        async def start_practice(situation: str) -> str:
            """Offer to practise a conversation; situation is an id from the list in this description."""
            return desk.offer(f"brief:{situation}" if situation in self._situations else "practise")

        async def show_progress() -> str:
            """Offer to show how quizzes went before, and which questions come back."""
            return desk.offer("progress")

        async def quiz_me(subject: str) -> str:
            """Offer a quiz about a subject of the course."""
            return desk.offer(f"quiz:{' '.join(subject.split())[:200]}")

        listed = "; ".join(f"{id}: {title}" for id, title in self._situations.items())
        start_practice.__doc__ = f"Offer to practise a conversation; situation is one of these ids: {listed}"
        return [search_course, open_section, list_sections, start_practice, show_progress, quiz_me]

    def _section(self, passage: Chunk) -> list[Chunk]:
        same = (passage.document, passage.place.headings)
        chunks = self._answerer.snapshot.chunks
        return [it for it in chunks if (it.document, it.place.headings) == same][:SECTION]
