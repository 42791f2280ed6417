"""What can be checked in a sentence letter by letter: numbers, names, quotations and denials."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from tutor.course.analysis import fold, words
from tutor.language import word_list

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.!?:\"“„(\n] )(?<!^)(?<=[\w,;'’)(\"“-] )[A-ZÀ-Ý][\w'’&-]*")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")


@functools.cache
def _lists() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (resources.files("tutor") / "words" / "facts.yaml").read_text("utf-8")
    )
    return found


@functools.cache
def number_words(language: str) -> Mapping[str, int]:
    """The number words of a language, folded; of all languages that ship where it is ""."""
    of = [language] if language in _lists() else [] if language else list(_lists())
    return {fold(word): count for code in of for word, count in _lists()[code]["numbers"].items()}


@functools.cache
def _denials(language: str) -> frozenset[str]:
    return frozenset(_lists()[language]["denials"] if language in _lists() else ())


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a text: numbers as figures, names and quotations folded, and whether it denies."""

    numbers: frozenset[str]
    names: frozenset[str]
    quotations: tuple[str, ...]
    denies: bool


def facts(text: str, language: str) -> Facts:
    """The facts of a text in a language."""
    return Facts(numbers(text), frozenset(_names(text, language)), quotations(text), denied(text, language))


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, in figures or in words of any language that ships: ``3`` for ``drie``."""
    figures = {_figure(found) for found in _FIGURE.findall(text)}
    counts = number_words("")
    return frozenset(figures | {str(counts[word]) for word in words(text) if word in counts})


def times(text: str, language: str) -> frozenset[str]:
    """The stretches of time that a text names, each by one name in every language: ``w`` for ``weken``."""
    names = _lists()[language]["times"] if language in _lists() else {}
    return frozenset(names[word] for word in words(text) if word in names)


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, as plain() writes it."""
    return tuple(plain(found) for found in _QUOTED.findall(text))


def denied(text: str, language: str) -> bool:
    """Whether a text holds a word that denies."""
    return any(word in _denials(language) for word in words(text))


def plain(text: str) -> str:
    """A text by which wordings are compared: lower case, straight quotes, one space, no mark at its end."""
    straight = text.lower().replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[\"“”„«»]", "", straight).split()).strip(" .,;:!?…")


def _figure(found: str) -> str:
    """A figure without what groups its thousands: ``1.500`` and ``1,500`` are 1500."""
    return re.sub(r"[.,](?=\d{3}\b)", "", found).replace(",", ".")


def _names(text: str, language: str) -> Iterator[str]:
    """Capitalised words inside a sentence; German writes every noun so, and is left alone."""
    if language == "de":
        return
    for match in _NAME.finditer(text):
        name = fold(match.group())
        if name not in ("i", "ik", "i'm", "i'd", "i'll", "i've") and name not in word_list("stop", language):
            yield name
