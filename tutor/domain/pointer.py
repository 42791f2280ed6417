"""Pointers: what an organisation tells a learner whose question a course should not answer with quotes."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from tutor.domain.condition import mentions
from tutor.domain.frozen import Frozen

Phrase = Annotated[str, Field(min_length=4, pattern=r"^[^*]{4,}\*?$")]


class Pointer(Frozen):
    """One topic: the phrases it is recognised by and the text that points to people who can help."""

    id: str = Field(description="The name of the topic, the same in every language.")
    phrases: tuple[Phrase, ...] = Field(
        min_length=1,
        description="Any of these stands in the question: whole words, any case; word* takes every ending.",
    )
    text: str = Field(min_length=40, description="What the learner reads: calm, human, and who can help.")
    declines: bool = Field(
        True, description="The text comes instead of the course's answer; when false, above that answer."
    )


class Pointers(Frozen):
    """The topics of an organisation in one language; the first that a question mentions counts."""

    language: str = Field(description="The language of phrases and texts: the name of the file.")
    topics: tuple[Pointer, ...] = ()


def pointer_for(question: str, language: str, files: Sequence[Pointers]) -> tuple[Pointer, str] | None:
    """The pointer that a question calls for and the language of its text; None for most questions.

    Phrases of every language are looked for, as people in need write in the language of their heart; the
    text is in the learner's language where that has the topic, else in that of the phrase. An empty
    language means that of the phrase.
    """
    asked = question.replace("’", "'")
    for file in sorted(files, key=lambda it: it.language != language):
        for topic in file.topics:
            if mentions(asked, topic.phrases):
                return _worded(topic, file.language, language, files)
    return None


def _worded(topic: Pointer, written: str, language: str, files: Sequence[Pointers]) -> tuple[Pointer, str]:
    own = (it for file in files if file.language == language for it in file.topics if it.id == topic.id)
    found = next(own, None)
    return (found, language) if found else (topic, written)
