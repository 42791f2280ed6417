"""A quiz made of a course's own sentences, as a draft for a trainer to check: no language model needed."""

import json
from collections.abc import Sequence

from tutor.course.chunking import chunks_of
from tutor.course.lesson import drawn
from tutor.course.questions import questions
from tutor.course.snapshot import build
from tutor.domain.course import Document
from tutor.domain.quiz import Asks, Question

MOST = 12
"""Questions of a draft."""
LETTERS_A_TOKEN = 4


def quiz_draft(documents: Sequence[Document], course: str, language: str) -> str:
    """The quiz as YAML, "" where the files give no question in this language; always the same one."""
    chunks = [
        chunk
        for document in documents
        for chunk in chunks_of(document, lambda text: len(text) // LETTERS_A_TOKEN)
    ]
    found = [it for it in questions(build(course, "", chunks, ()), language) if it.asks is not Asks.GAP]
    chosen = drawn(found, 0, MOST)
    if not chosen:
        return ""
    head = f"course: {course}\nversion: 1\nlanguage: {language}\nquestions:\n"
    return head + "".join(_written(it, number) for number, it in enumerate(chosen, 1))


def _written(question: Question, number: int) -> str:
    points = "".join(
        f"      - document: {_text(it.document)}\n        quote: {_text(it.quote)}\n"
        for it in question.points
    )
    return f"  - id: question-{number}\n    text: {_text(question.text)}\n    points:\n{points}"


def _text(text: str) -> str:
    """A text between double quotes, as YAML and JSON both have it."""
    return json.dumps(text, ensure_ascii=False)
