"""A quiz on the course: asks, marks what was answered beside what the course says, and counts."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from tutor.conversation.buttons import quiz_over, quizzed
from tutor.conversation.parts import Parts
from tutor.course.lesson import Lesson
from tutor.course.second_look import look_again
from tutor.domain.calls import Purpose
from tutor.domain.quiz import Answered, Asks, Grade, Mark, Question, Quiz, due, latest
from tutor.language import Texts
from tutor.llm.model import LanguageModel
from tutor.messages import GradeCard, Message, Note, QuestionCard, QuizResult, QuizStanding, Reply
from tutor.prompts import Prompts

LENGTH = 5
"""Questions of a quiz."""
SHORTEST = 3
"""Questions about one subject that make a quiz; with fewer the whole course is asked."""


Going = tuple[Quiz, tuple[Question, ...]]
"""A quiz that goes on, and its questions."""


class Lessons(Protocol):
    """Has a course ready to be taught."""

    @property
    def prompts(self) -> Prompts: ...

    def model(self, purpose: Purpose) -> LanguageModel | None: ...

    async def lesson(self, course: str) -> Lesson: ...


class Quizzing:
    """Answers what learners type and press in a quiz; the quiz itself travels in the actions."""

    def __init__(self, lessons: Lessons, parts: Parts, seed: Callable[[], int]) -> None:
        self._lessons = lessons
        self._parts = parts
        self._seed = seed

    async def begin(self, message: Message, course: str, about: str) -> Reply:
        """The first question, about a subject where one is named and the course has enough to ask of it."""
        known = len(await self._parts.store.quizzes.of(message.learner, course))
        quiz = Quiz(message.language, self._seed(), " ".join(about.split())[:200], known=known)
        drawn = await self._draw(message, course, quiz)
        if quiz.about and len(drawn) < SHORTEST:
            quiz = replace(quiz, about="")
            drawn = await self._draw(message, course, quiz)
        if not drawn:
            return Reply((Note(Texts(message.language)("quiz.none")),))
        return _next((), quiz, drawn)

    async def grade(self, message: Message, course: str, answered: str) -> Reply:
        """An answer beside what the course says, and the next question or how the quiz went."""
        code, _, said = answered.partition(":")
        if not said.strip():
            return await self._again(message, course, code)
        found = await self._now(message, course, code)
        if found is None:
            return await self.begin(message, course, "")
        quiz, drawn = found
        question = drawn[len(quiz.marks)]
        lesson = await self._lessons.lesson(course)
        grade = await asyncio.to_thread(lesson.grader.grade, question, said, message.language)
        grade = await self._second_look(lesson, message, question, said, grade)
        await self._keep(message, course, question, grade.mark)
        return _next((GradeCard(question, grade),), _marked(quiz, grade.mark), drawn)

    async def _second_look(
        self, lesson: Lesson, message: Message, question: Question, said: str, grade: Grade
    ) -> Grade:
        """The grade after a model, if there is one, has looked at what was in doubt."""
        model = self._lessons.model(Purpose.ANSWER)
        if model is None or question.asks is Asks.GAP or grade.mark is not Mark.PARTLY:
            return grade
        opposed = [lesson.grader.opposes(it.point, it.said, message.language) for it in grade.met]
        return await look_again(
            model, self._lessons.prompts, question, said, grade, opposed=opposed, learner=message.learner
        )

    async def reveal(self, message: Message, course: str, code: str) -> Reply:
        """What the course says to the question, which then counts as not known; and the next one."""
        found = await self._now(message, course, code)
        if found is None:
            return await self.begin(message, course, "")
        quiz, drawn = found
        question = drawn[len(quiz.marks)]
        await self._keep(message, course, question, Mark.NO)
        return _next((GradeCard(question, None),), _marked(quiz, Mark.NO), drawn)

    async def progress(self, message: Message, course: str, _: str) -> Reply:
        """How the questions of the course were answered the last time, and which come back first."""
        answers = await self._parts.store.quizzes.of(message.learner, course)
        lesson = await self._lessons.lesson(course)
        asked = {it.id for it in lesson.questions(message.language)}
        card = QuizStanding(latest([it for it in answers if it.question in asked]))
        return Reply((card,), quiz_over(message.language, progress=False))

    async def _keep(self, message: Message, course: str, question: Question, mark: Mark) -> None:
        """Keep how a question was answered, and none of what was typed."""
        point, parts = question.points[0], self._parts
        inside = tuple(it for it in point.place.headings if it != point.title)
        place = replace(point.place, headings=inside).locator
        where = ", ".join(filter(None, (point.title, place)))
        answered = Answered(parts.now(), course, question.language, question.id, question.text, where, mark)
        await parts.store.learner(message.learner, message.learner, message.language)
        await parts.store.quizzes.add(message.learner, answered)

    async def leave(self, message: Message, course: str, code: str) -> Reply:
        """How the quiz went so far."""
        found = await self._now(message, course, code)
        if found is None:
            return Reply((Note(Texts(message.language)("quiz.left")),), quiz_over(message.language))
        return _over((), *found)

    async def _again(self, message: Message, course: str, code: str) -> Reply:
        found = await self._now(message, course, code)
        if found is None:
            return await self.begin(message, course, "")
        return _next((Note(Texts(message.language)("quiz.empty")),), *found)

    async def _now(self, message: Message, course: str, code: str) -> Going | None:
        """The quiz of a code with its questions; None when the course is no longer what it was drawn from."""
        quiz = Quiz.of(code)
        drawn = await self._draw(message, course, quiz) if quiz else ()
        at = len(quiz.marks) if quiz else 0
        return (quiz, drawn) if quiz and at < len(drawn) and drawn[at].id == quiz.question else None

    async def _draw(self, message: Message, course: str, quiz: Quiz) -> tuple[Question, ...]:
        """The same questions all through a quiz: first what was not known when it began."""
        lesson = await self._lessons.lesson(course)
        before = (await self._parts.store.quizzes.of(message.learner, course))[: quiz.known]
        again = due(before)
        return await asyncio.to_thread(lesson.draw, quiz.language, quiz.about, quiz.seed, LENGTH, again)


def _marked(quiz: Quiz, mark: Mark) -> Quiz:
    return replace(quiz, marks=(*quiz.marks, mark))


def _next(before: tuple[GradeCard | Note, ...], quiz: Quiz, drawn: tuple[Question, ...]) -> Reply:
    """The next question behind what is shown first; how the quiz went when there is none."""
    at = len(quiz.marks)
    if at >= len(drawn):
        return _over(before, quiz, drawn)
    asked = replace(quiz, question=drawn[at].id)
    card = QuestionCard(drawn[at], at + 1, len(drawn))
    return Reply((*before, card), quizzed(asked.code, quiz.language), expects=f"graded:{asked.code}:")


def _over(before: tuple[GradeCard | Note, ...], quiz: Quiz, drawn: tuple[Question, ...]) -> Reply:
    missed = [it for it, mark in zip(drawn, quiz.marks, strict=False) if mark is not Mark.YES]
    sections = {(it.points[0].document, it.points[0].place.headings): it.points[0] for it in missed}
    result = QuizResult(quiz.marks, tuple(sections.values()))
    return Reply((*before, result), quiz_over(quiz.language))
