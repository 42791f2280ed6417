"""Answers in a model's words: from the passages that were found, each sentence checked before it is shown."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tutor.course.answerer import Answerer, Looked
from tutor.course.chunking import header
from tutor.course.citations import cite
from tutor.course.drafting import Draft, Drafted
from tutor.course.manners import Manner, manner
from tutor.course.rewriting import Rewriter
from tutor.course.support import Stretch, Support
from tutor.domain.calls import Call, Purpose
from tutor.domain.course import Answer, Asked, Chunk, Said
from tutor.domain.hearing import Hear, silent
from tutor.errors import ModelFailed
from tutor.language import detect
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited

LONGEST = 450
"""Tokens of an answer at most."""
EARLIER = 800
"""Characters of the answer before that a follow-up is read with."""
SPOKEN: Mapping[str, str] = MappingProxyType({"nl": "Dutch", "en": "English", "de": "German"})
"""What languages are called in prompts."""
MANNERS: Mapping[Manner, str] = MappingProxyType(
    {
        Manner.SIMPLER: "Say it more simply: short sentences and everyday words.",
        Manner.EXAMPLE: "Give an example that stands in the passages.",
        Manner.SHORT: "Answer in one sentence.",
    }
)
UNSUPPORTED, WRONG_LANGUAGE = "unsupported", "language"
"""Why nothing of what a model wrote could stay."""
TELLING = 5
"""Words from which on a sentence tells which language it is in."""


@dataclass
class Page:
    """What has been kept of a draft: lines of text, and the stretches of the course they stand on."""

    language: str
    hear: Hear
    lines: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    held: Drafted | None = None
    foreign: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    async def write(self, drafted: Drafted, stretches: Sequence[Stretch]) -> None:
        """Add a sentence with the numbers of what it stands on, and let it be heard."""
        for one in stretches:
            if one not in self.stretches:
                self.stretches.append(one)
        marks = "".join(f"[{self.stretches.index(one) + 1}]" for one in dict.fromkeys(stretches))
        sentence = f"{drafted.text} {marks}"
        if drafted.line or not self.lines:
            self.lines.append(sentence)
        else:
            self.lines[-1] += f" {sentence}"
        await self.hear(sentence)


class Writer:
    """Answers questions on one course in a model's words."""

    def __init__(self, answerer: Answerer, support: Support, prompts: Prompts) -> None:
        self._answerer = answerer
        self._support = support
        self._prompts = prompts
        self._rewriter = Rewriter(prompts)

    async def answer(self, model: LanguageModel, asked: Asked, hear: Hear = silent) -> Answer:
        """An answer whose every sentence says what the passages it cites say; else that of the course itself.

        Whether the course covers the question is decided before a model is asked, as without one. When the
        model fails, or nothing of what it wrote can stay, the course's own words are the answer.
        """
        looked = await self._look(model, asked)
        if looked.answer.declined or not looked.passages:
            return looked.answer
        page = Page(looked.answer.language, hear)
        try:
            await self._write(model, asked, looked, page)
        except ModelFailed as failure:
            return replace(looked.answer, fallback=failure.reason.value)
        if not page.stretches:
            return replace(looked.answer, fallback=WRONG_LANGUAGE if page.foreign else UNSUPPORTED)
        citations = cite(page.stretches)
        return replace(
            looked.answer,
            text=page.text,
            citations=citations,
            nearest=None,
            engine=f"model:{model.name}",
        )

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
        draft = Draft(page.language)
        async with aclosing(model.stream(call)) as pieces:
            async for piece in pieces:
                for drafted in draft.add(piece):
                    await self._keep(drafted, looked, page)
        for drafted in draft.end():
            await self._keep(drafted, looked, page)

    def _call(self, asked: Asked, looked: Looked) -> Call:
        answer, told = looked.answer, _told(asked.history)
        wanted = looked.manner or manner(asked.question)
        prompt = self._prompts.render(
            "answer",
            language=SPOKEN.get(answer.language, answer.language),
            passages="\n\n".join(map(_numbered, range(1, len(looked.passages) + 1), looked.passages)),
            earlier=delimited("earlier", told) + "\n" if told and wanted else "",
            question=delimited("question", answer.question),
            manner=MANNERS[wanted] if wanted else "",
        )
        return Call(Purpose.ANSWER, prompt, asked.learner, LONGEST)

    async def _keep(self, drafted: Drafted, looked: Looked, page: Page) -> None:
        """Check a sentence and write it down; one that opens a list waits for the first item that stays."""
        if not _spoken(drafted.text, page.language):
            page.foreign += 1
            return
        if drafted.text.endswith(":") and not drafted.cites:
            page.held = drafted
            return
        cited = [looked.passages[it - 1] for it in drafted.cites if 0 < it <= len(looked.passages)]
        found = await self._supporting(drafted, cited, looked.answer)
        if not found:
            return
        if page.held:
            opening = await self._supporting(page.held, cited, looked.answer)
            if opening:
                await page.write(page.held, opening)
            page.held = None
        await page.write(drafted, found)

    async def _supporting(
        self, drafted: Drafted, cited: Sequence[Chunk], answer: Answer
    ) -> tuple[Stretch, ...]:
        sentence = drafted.text.lstrip("-*•– ")
        return await asyncio.to_thread(
            self._support.find, sentence, answer.language, tuple(cited), answer.question
        )


def _numbered(number: int, passage: Chunk) -> str:
    place = header(passage.title, passage.place)
    return delimited(f"passage-{number}", f"{place}\n{passage.text}")


def _told(history: Sequence[Said]) -> str:
    """The answer before, for a follow-up that wants it otherwise."""
    told = [said.text for said in history if said.role in ("tutor", "assistant")]
    return told[-1][:EARLIER] if told else ""


def _spoken(sentence: str, language: str) -> bool:
    """Whether a sentence is in the language it should be in, as far as it tells."""
    return len(sentence.split()) < TELLING or detect(sentence, tuple(SPOKEN), language) == language
