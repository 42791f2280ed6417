"""Ways to put an answer otherwise that a learner asks for: more simply, with an example, in short."""

import functools
import re
from enum import StrEnum
from importlib import resources

import yaml

from tutor.course.analysis import words
from tutor.language import stopwords, word_list


class Manner(StrEnum):
    """How an answer is wanted."""

    SIMPLER = "simpler"
    EXAMPLE = "example"
    SHORT = "short"


@functools.cache
def _asks() -> dict[Manner, re.Pattern[str]]:
    file = resources.files("tutor") / "words" / "manners.yaml"
    listed: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8"))
    return {
        Manner(name): re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
        for name, parts in listed.items()
    }


def manner(question: str) -> Manner | None:
    """The manner that a question asks for, if any."""
    return next((name for name, pattern in _asks().items() if pattern.search(question)), None)


def only_manner(question: str, language: str) -> Manner | None:
    """The manner of a question that asks for nothing else, and so is about the one before."""
    asked = manner(question)
    if asked is None:
        return None
    rest = words(_asks()[asked].sub(" ", question))
    plain = stopwords(language) | word_list("vague", language) | word_list("pointers", language)
    polite = word_list("polite", language)
    return None if [word for word in rest if word not in plain and word not in polite] else asked
