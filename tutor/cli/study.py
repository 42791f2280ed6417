"""Commands on studying: quiz, and ask --socratic."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.course import Course, answer_line, opened, spoken, stocked
from tutor.cli.lines import emit, serve
from tutor.domain.frozen import Frozen
from tutor.settings import load_settings

if TYPE_CHECKING:
    from tutor.domain.course import Citation
    from tutor.domain.quiz import Met, Question
    from tutor.messages import Reply

LEARNER = "local"


class TextLine(Frozen):
    """What a learner says on standard input."""

    text: str


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("quiz")(quiz)


def quiz(
    course: Course = "leadership",
    language: Annotated[str, typer.Option("--language", "-l", help="nl or en.")] = "",
    about: Annotated[str, typer.Option("--about", "-a", help="A subject to be asked about.")] = "",
    seed: Annotated[int | None, typer.Option(help="Draws the same questions again.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answers as JSON Lines on standard input.")] = False,
) -> None:
    """Be asked about the course; each answer is marked beside the sentences that the question is made of.

    Example: tutor quiz --course leadership --about feedback
    """
    tongue = spoken(language) or load_settings().language or "en"
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


# --- for programs --------------------------------------------------------------------------------------


async def _quiz_lines(course: str, language: str, about: str, seed: int) -> None:
    from tutor.conversation.quizzing import LENGTH

    async with opened(course) as app:
        await stocked(app, course)
        lesson = await app.lesson(course)
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
