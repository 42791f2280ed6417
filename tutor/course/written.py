"""Answers in a model's words: from the passages that were found, each sentence checked before it is shown."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from types import MappingProxyType

from tutor.course.agent import Agent
from tutor.course.answerer import Answerer, Looked
from tutor.course.drafting import Draft
from tutor.course.manners import Manner, manner
from tutor.course.page import SPOKEN, Page, numbered
from tutor.course.paths import needs_looks
from tutor.course.rewriting import Rewriter
from tutor.course.support import Support
from tutor.domain.calls import Call, Purpose
from tutor.domain.course import Answer, Asked, Said
from tutor.domain.hearing import Hear, silent
from tutor.errors import Failure, ModelFailed
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited

READ = 2_000
"""Characters of a question that are read, as without a model."""
LONGEST = 450
"""Tokens of an answer at most."""
EARLIER = 800
"""Characters of the answer before that a follow-up is read with."""
MANNERS: Mapping[Manner, str] = MappingProxyType(
    {
        Manner.SIMPLER: "Say it more simply: short sentences and everyday words.",
        Manner.EXAMPLE: "Give an example that stands in the passages.",
        Manner.SHORT: "Answer in one sentence.",
    }
)


class Writer:
    """Answers questions on one course in a model's words."""

    def __init__(
        self,
        answerer: Answerer,
        support: Support,
        prompts: Prompts,
        situations: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._answerer = answerer
        self._situations = situations
        self._support = support
        self._prompts = prompts
        self._rewriter = Rewriter(prompts)

    async def answer(self, model: LanguageModel, asked: Asked, hear: Hear = silent) -> Answer:
        """An answer whose every sentence says what the passages it cites say; else that of the course itself.

        Whether the course covers the question is decided before a model is asked, as without one. When the
        model fails, or nothing of what it wrote can stay, the course's own words are the answer.
        """
        asked = replace(asked, question=asked.question[:READ])
        looked = await self._look(model, asked)
        if looked.answer.declined or not looked.passages:
            return looked.answer
        page = Page(looked.answer, looked.passages, self._support, hear)
        try:
            if not (needs_looks(looked.answer.question) and await self._worked(model, asked, page)):
                await self._write(model, asked, looked, page)
        except ModelFailed as failure:
            return replace(looked.answer, fallback=failure.reason.value)
        return page.answer(model.name)

    async def _worked(self, model: LanguageModel, asked: Asked, page: Page) -> bool:
        """Let an agent look things up; False for a model that cannot use tools, which then gets one look."""
        try:
            await Agent(self._answerer, self._prompts, self._situations).work(model, asked, page)
        except ModelFailed as failure:
            if failure.reason not in (Failure.MALFORMED, Failure.REJECTED):
                raise
            return False
        return True

    async def _look(self, model: LanguageModel, asked: Asked) -> Looked:
        """What the course has to the question, put so that it stands alone where a model can do that."""
        look = self._answerer.look
        question = await self._rewriter.standing_alone(model, asked.question, asked.history, asked.learner)
        if question:
            looked = await asyncio.to_thread(look, question, asked.language)
            if not looked.answer.declined:
                return replace(looked, answer=replace(looked.answer, question=question))
        return await asyncio.to_thread(look, asked.question, asked.language, asked.history)

    async def _write(self, model: LanguageModel, asked: Asked, looked: Looked, page: Page) -> None:
        """Stream a draft onto the page, sentence by checked sentence."""
        call = self._call(asked, looked)
        draft = Draft(page.own.language)
        async with aclosing(model.stream(call)) as pieces:
            async for piece in pieces:
                for drafted in draft.add(piece):
                    await page.keep(drafted)
        for drafted in draft.end():
            await page.keep(drafted)

    def _call(self, asked: Asked, looked: Looked) -> Call:
        answer, told = looked.answer, _told(asked.history)
        wanted = looked.manner or manner(asked.question)
        prompt = self._prompts.render(
            "answer",
            language=SPOKEN.get(answer.language, answer.language),
            passages="\n\n".join(numbered(it, one) for it, one in enumerate(looked.passages, 1)),
            earlier=delimited("earlier", told) + "\n" if told and wanted else "",
            question=delimited("question", answer.question),
            manner=MANNERS[wanted] if wanted else "",
        )
        return Call(Purpose.ANSWER, prompt, asked.learner, LONGEST)


def _told(history: Sequence[Said]) -> str:
    """The answer before, for a follow-up that wants it otherwise."""
    told = [said.text for said in history if said.role in ("tutor", "assistant")]
    return told[-1][:EARLIER] if told else ""
