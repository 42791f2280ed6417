"""Commands on studying: ask, with --socratic, and quiz."""

import asyncio
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit, serve
from tutor.cli.opening import LEARNER, Course, opened, spoken, stocked
from tutor.domain.frozen import Frozen
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.domain.course import Answer, Citation
    from tutor.domain.quiz import Answered, Met, Question
    from tutor.messages import Reply

Json = Annotated[bool, typer.Option("--jsonl", help="Questions as JSON Lines on standard input.")]


class TextLine(Frozen):
    """What a learner says on standard input."""

    text: str


class SaidLine(Frozen):
    """A message before the question."""

    role: str
    text: str


class QuestionLine(Frozen):
    """A question on standard input."""

    id: str | int | None = None
    question: str
    history: tuple[SaidLine, ...] = ()


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ask")(ask)
    app.command("quiz")(quiz)


def ask(
    question: Annotated[str, typer.Argument(help="A question; without one a dialogue begins.")] = "",
    course: Course = "leadership",
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en; else the question's.")] = "",
    jsonl: Json = False,
    socratic: Annotated[
        bool, typer.Option("--socratic", help="Think first: the course asks back before it answers.")
    ] = False,
) -> None:
    """Ask the course; every sentence of the answer names the passage it stands on.

    Example: tutor ask "How do I start a feedback conversation?"
    """
    if socratic:
        return think(question, course, spoken(language), jsonl)
    asyncio.run(_ask(question, course, spoken(language), jsonl))


async def _ask(question: str, course: str, language: str, jsonl: bool) -> None:
    from tutor.conversation.conversation import log_gap
    from tutor.domain.course import Asked, Said

    async with opened(course) as app:
        await stocked(app, course)
        # A course that is not there is said before the first question is read.
        await app.teaching.answerer(course)

        async def answer(line: QuestionLine) -> dict[str, Any]:
            started = time.perf_counter()
            history = tuple(Said(said.role, said.text) for said in line.history)
            found = await app.teaching.answer(course, Asked(line.question, language, history))
            await log_gap(app.store, course, found)
            return {"id": line.id, **answer_line(found), "seconds": round(time.perf_counter() - started, 4)}

        if jsonl or not (question or sys.stdin.isatty()):
            return await serve(QuestionLine, answer)
        if question and not sys.stdout.isatty():
            return emit(await answer(QuestionLine(question=question)))
        from tutor.channels.terminal import ask_dialogue

        await ask_dialogue(app, question, language)


def answer_line(answer: "Answer") -> dict[str, Any]:
    """An answer as the contract of tutor ask has it, without the id and the seconds."""
    from tutor.channels.render import plain_answer
    from tutor.language import Texts

    text, reason = plain_answer(answer, Texts(answer.language))
    return {
        "answer": text,
        "language": answer.language,
        "declined": answer.declined,
        "reason": reason,
        "citations": [
            {"document": it.document, "locator": it.place.locator, "quote": it.quote}
            for it in answer.citations
        ],
        "engine": answer.engine,
        **({"fallback": answer.fallback} if answer.fallback else {}),
    }


def quiz(
    course: Course = "leadership",
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en.")] = "",
    about: Annotated[str, typer.Option("--about", "-a", help="A subject to be asked about.")] = "",
    seed: Annotated[int | None, typer.Option(help="Draws the same questions again.")] = None,
    progress: Annotated[bool, typer.Option("--progress", help="Show how your quizzes went instead.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answers as JSON Lines on standard input.")] = False,
) -> None:
    """Be asked about the course; each answer is marked beside the sentences that the question is made of.

    Example: tutor quiz --course leadership --about feedback
    """
    tongue = spoken(language) or load_settings().language or "en"
    if progress:
        return asyncio.run(_progress(course, tongue))
    if jsonl or not sys.stdin.isatty():
        asyncio.run(_quiz_lines(course, tongue, about, seed or 0))
    else:
        asyncio.run(_dialogue(course, "", tongue, f"quiz:{about}"))


def think(question: str, course: str, language: str, jsonl: bool) -> None:
    """Ask back before answering, in a terminal or for programs."""
    if jsonl or not sys.stdin.isatty():
        asyncio.run(_think_lines(course, question, language))
    else:
        asyncio.run(_dialogue(course, question, language, f"socratic:{question}"))


async def _dialogue(course: str, question: str, language: str, action: str) -> None:
    from tutor.channels.terminal import ask_dialogue

    async with opened(course) as app:
        await stocked(app, course)
        await ask_dialogue(app, question, language, action=action)


async def _progress(course: str, language: str) -> None:
    """How the questions of the course were answered the last time, for a person or as JSON Lines."""
    from tutor.domain.quiz import latest

    async with opened(course) as app:
        await stocked(app, course)
        asked = {it.id for it in (await app.teaching.lesson(course)).questions(language)}
        own = latest([it for it in await app.store.quizzes.of(LEARNER, course) if it.question in asked])
    if not sys.stdout.isatty():
        for one in own:
            emit(answered_line(one))
        return
    from tutor.cli.screen import show_standing

    show_standing(own, language)


def answered_line(answered: "Answered") -> dict[str, Any]:
    """How a question was answered, as JSON values."""
    return {**asdict(answered), "at": answered.at.isoformat()}


# --- for programs --------------------------------------------------------------------------------------


async def _quiz_lines(course: str, language: str, about: str, seed: int) -> None:
    from tutor.conversation.quizzing import LENGTH

    async with opened(course) as app:
        await stocked(app, course)
        lesson = await app.teaching.lesson(course)
        left = list(lesson.draw(language, about, seed, LENGTH))
        if not left:
            return emit({"error": f"No questions can be made from the course {course!r} about that."})

        async def answer(line: TextLine) -> dict[str, Any]:
            if not left:
                return {"error": "The quiz is over."}
            question = left.pop(0)
            grade = lesson.grader.grade(question, line.text, language)
            upcoming = _asked(left[0], len(left)) if left else None
            return {"mark": grade.mark, "points": [_met(it) for it in grade.met], "next": upcoming}

        emit(_asked(left[0], len(left)))
        await serve(TextLine, answer)


def _asked(question: "Question", left: int) -> dict[str, Any]:
    point = question.points[0]
    return {
        "question": question.text,
        "asks": question.asks,
        "left": left,
        "document": point.document,
        "locator": point.place.locator,
    }


async def _think_lines(course: str, question: str, language: str) -> None:
    from tutor.language import detect
    from tutor.messages import Activity, Message

    async with opened(course) as app:
        await stocked(app, course)
        expects = "socratic:"
        tongue = language

        async def say(text: str) -> dict[str, Any]:
            nonlocal expects, tongue
            tongue = tongue or detect(text)
            message = Message(LEARNER, tongue, Activity.ASK, action=f"{expects}{text}")
            reply = await app.conversation.handle(message)
            expects = reply.expects or "socratic:"
            return _reply(reply)

        async def answer(line: TextLine) -> dict[str, Any]:
            return await say(line.text)

        if question:
            emit(await say(question))
        await serve(TextLine, answer)


def _reply(reply: "Reply") -> dict[str, Any]:
    """What is asked back, with what is met so far, and the answer once it is given."""
    from tutor.messages import AnswerCard, AskBack, Note

    line: dict[str, Any] = {"ask": "", "met": [], "left": 0, "clue": "", "answer": None}
    for block in reply.blocks:
        match block:
            case AskBack():
                met = [_met(it) for it in block.met]
                line |= {"ask": block.ask, "met": met, "left": block.left, "clue": block.clue}
            case AnswerCard(answer):
                line["answer"] = answer_line(answer)
            case Note(text):
                line["ask"] = text
            case _:
                raise TypeError(f"A learner who thinks gets no {type(block).__name__}.")
    return line


def _met(met: "Met") -> dict[str, Any]:
    return {**_quote(met.point), "mark": met.mark, "said": met.said}


def _quote(point: "Citation") -> dict[str, Any]:
    return {"document": point.document, "locator": point.place.locator, "quote": point.quote}
