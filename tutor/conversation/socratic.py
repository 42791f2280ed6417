"""Thinking before reading: asks back, responds to the attempt, answers after some tries or when asked."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from tutor.conversation.buttons import answered, thinking
from tutor.course.asking import asks_back, clue, points
from tutor.course.asking_back import Thought, reworded
from tutor.course.lesson import Lesson
from tutor.domain.calls import Purpose
from tutor.domain.course import Answer, Asked
from tutor.domain.hearing import Hear, silent
from tutor.domain.quiz import Grade, Inquiry, Mark
from tutor.language import Texts
from tutor.llm.model import LanguageModel
from tutor.messages import AnswerCard, AskBack, Message, Note, Reply
from tutor.prompts import Prompts

TRIES = 3
"""Attempts after which the course answers."""


class Teacher(Protocol):
    """Answers from a course, or looks what it says in its own words, and has it ready to be taught."""

    async def answer(self, course: str, asked: Asked, hear: Hear = silent) -> Answer: ...

    @property
    def prompts(self) -> Prompts: ...

    def model(self, purpose: Purpose) -> LanguageModel | None: ...

    async def look(self, course: str, asked: Asked) -> Answer: ...

    async def lesson(self, course: str) -> Lesson: ...


class Socratic:
    """Answers what learners type and press while they think; how far they came travels in the actions."""

    def __init__(self, teacher: Teacher) -> None:
        self._teacher = teacher

    async def begin(self, message: Message, course: str, question: str) -> Reply:
        """Ask what the question is, or ask back; what the course does not cover is declined at once."""
        if not question.strip():
            return Reply((Note(Texts(message.language)("socratic.which")),), expects="socratic:")
        answer = await self._teacher.look(course, Asked(question, message.language, message.history))
        told = points(answer)
        if answer.declined or not told:
            return Reply((AnswerCard(answer),), answered(answer))
        inquiry = Inquiry(message.language, question.strip()[:500], marks=(Mark.NO,) * len(told))
        return _asked(inquiry, AskBack(asks_back(answer)))

    async def attempt(self, message: Message, course: str, tried: str) -> Reply:
        """What an attempt already says, and a clue for the rest; the answer when nothing is missing."""
        code, _, said = tried.partition(":")
        inquiry = Inquiry.of(code)
        if inquiry is None:
            return await self.begin(message, course, "")
        if not said.strip():
            note = Note(Texts(inquiry.language)("socratic.empty"))
            return Reply((note,), thinking(inquiry.code, inquiry.language), expects=f"attempt:{code}:")
        answer = await self._teacher.look(course, Asked(inquiry.question, inquiry.language))
        told = points(answer)
        if not told:
            return Reply((AnswerCard(answer),), answered(answer))
        lesson = await self._teacher.lesson(course)
        labelled = len(told) > 1
        grade = await asyncio.to_thread(
            lesson.grader.cover, told, said, message.language, asked=inquiry.question, labelled=labelled
        )
        reply = self._responded(inquiry, grade, lesson)
        if reply.expects:
            return await self._worded(reply, inquiry, said, grade, message.learner)
        told_now = await self.tell(message, course, code)
        return replace(told_now, blocks=(*reply.blocks, *told_now.blocks))

    async def _worded(self, reply: Reply, inquiry: Inquiry, said: str, grade: Grade, learner: str) -> Reply:
        """The reply with its question in the words of a model, if there is one."""
        model, card = self._teacher.model(Purpose.ANSWER), reply.blocks[0]
        if model is None or not isinstance(card, AskBack):
            return reply
        seen = (*(it.point.quote for it in card.met), card.clue)
        hidden = tuple(it.point for it in grade.met if it.mark is Mark.NO)
        thought = Thought(inquiry.question, said, seen, card.ask, hidden, inquiry.language)
        ask = await reworded(model, self._teacher.prompts, thought, learner)
        return replace(reply, blocks=(replace(card, ask=ask), *reply.blocks[1:]))

    def _responded(self, inquiry: Inquiry, grade: Grade, lesson: Lesson) -> Reply:
        """What the attempt says and what comes next; nothing is expected where the answer is to follow."""
        marks = _better(inquiry.marks, [it.mark for it in grade.met])
        now = replace(inquiry, tries=inquiry.tries + 1, marks=marks)
        met = tuple(it for it in grade.met if it.mark is not Mark.NO)
        missing = [it.point for it, mark in zip(grade.met, marks, strict=True) if mark is Mark.NO]
        if not missing or now.tries >= TRIES:
            said = AskBack("", met, len(missing), tries=now.tries)
            return Reply((said,))
        known = lesson.answerer.snapshot.vocabulary.get(missing[0].language, {})
        help = clue(missing[0], now.tries, inquiry.question, known)
        ask = Texts(inquiry.language)("socratic.more" if met else "socratic.other")
        return _asked(now, AskBack(ask, met, len(missing), help, missing[0], now.tries))

    async def tell(self, message: Message, course: str, code: str) -> Reply:
        """The answer of the course, as the learner wants it now."""
        inquiry = Inquiry.of(code)
        if inquiry is None:
            return await self.begin(message, course, "")
        asked = Asked(inquiry.question, inquiry.language, learner=message.learner)
        answer = await self._teacher.answer(course, asked)
        return Reply((AnswerCard(answer),), answered(answer))


def _asked(inquiry: Inquiry, card: AskBack) -> Reply:
    return Reply((card,), thinking(inquiry.code, inquiry.language), expects=f"attempt:{inquiry.code}:")


def _better(before: Sequence[Mark], now: Sequence[Mark]) -> tuple[Mark, ...]:
    """The better mark of two for each point; those of before count only for the same points."""
    order = (Mark.YES, Mark.PARTLY, Mark.NO)
    known = before if len(before) == len(now) else now
    return tuple(min(pair, key=order.index) for pair in zip(known, now, strict=True))
