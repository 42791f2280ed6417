"""What kind of answer a question asks for, and whether a sentence looks like one (tutor/words/cues.yaml)."""

import functools
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from importlib import resources
from typing import Any

import yaml

from tutor.language import word_list


class Kind(StrEnum):
    """The kind of answer a question asks for."""

    REASON = "reason"
    EXAMPLE = "example"
    AMOUNT = "amount"
    PERSON = "person"
    DEFINITION = "definition"
    LIST = "list"
    HOW = "how"
    COMPARISON = "comparison"
    DECISION = "decision"
    PRICE = "price"
    MOMENT = "moment"


LIST_ITEM = re.compile(r"^\s*(?:[-*+•–]|\d{1,3}[.)])\s")
_LISTED = re.compile(LIST_ITEM.pattern + r"|:$")
_NAME = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Ý][\w'’-]+")
_IS = re.compile(
    r"^(?:\W*(?:a|an|the|de|het|een|der|die|das|ein|eine)\s+)?(?:[\w'’/-]+\s+){1,5}?(?:is|are|means|refers|stands|zijn|"
    r"betekent|staat|ist|sind|bedeutet|was|were)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[\"“„][^\"”“]{30,}[\"”“]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = yaml.safe_load(
        (resources.files("tutor") / "words" / "cues.yaml").read_text("utf-8")
    )
    return cues


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    parts = (part if part.startswith("^") else rf"\b(?:{part})" for part in patterns)
    return re.compile(rf"(?:{'|'.join(parts)})\b", re.IGNORECASE)


@functools.cache
def _asked() -> dict[Kind, re.Pattern[str]]:
    return {Kind(kind): _any(patterns) for kind, patterns in _cues()["asks"].items()}


@functools.cache
def _looks() -> dict[Kind, Callable[[str], object]]:
    listed = {Kind(kind): _any(patterns) for kind, patterns in _cues()["looks"].items()}
    return {
        **{kind: pattern.search for kind, pattern in listed.items()},
        Kind.EXAMPLE: lambda text: _SPOKEN.search(text) or listed[Kind.EXAMPLE].search(text),
        Kind.AMOUNT: lambda text: re.search(r"\d", text) or listed[Kind.AMOUNT].search(text),
        Kind.HOW: lambda text: listed[Kind.HOW].search(text) or imperative(text),
        Kind.PERSON: _NAME.search,
        Kind.DEFINITION: _IS.search,
        Kind.LIST: _LISTED.search,
    }


@functools.cache
def _announces() -> re.Pattern[str]:
    return _any(_cues()["announces"])


@functools.cache
def _steps() -> re.Pattern[str]:
    return _any(_cues()["steps"])


@functools.cache
def _forbids() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\W*{part}", re.IGNORECASE) for part in _cues()["forbids"])


@functools.cache
def _wary() -> re.Pattern[str]:
    return _any(_cues()["wary"])


def wary(question: str) -> bool:
    """Whether a question asks what not to do, or what may go wrong."""
    return bool(_wary().search(question))


def kinds(question: str) -> frozenset[Kind]:
    """The kinds of answer that a question asks for; none for most."""
    return frozenset(kind for kind, pattern in _asked().items() if pattern.search(question.strip()))


def fits(sentence: str, wanted: frozenset[Kind]) -> frozenset[Kind]:
    """The wanted kinds that a sentence looks like."""
    return frozenset(kind for kind in wanted if _looks()[kind](sentence))


def is_item(sentence: str) -> bool:
    """Whether a sentence is an item of a list."""
    return bool(LIST_ITEM.match(sentence))


def imperative(sentence: str) -> bool:
    """Whether a sentence tells what to do: its first word is a verb from the lists that ship."""
    first = _FIRST_WORD.search(sentence)
    word = first.group().lower() if first else ""
    return any(word in word_list("imperative", code) for code in ("nl", "en", "de"))


def opens_steps(sentence: str) -> bool:
    """Whether a sentence announces the steps that follow it."""
    return sentence.endswith(":") and bool(_steps().search(sentence))


def forbids(sentence: str) -> bool:
    """Whether a sentence tells what not to do, and not what to do."""
    found = (pattern.match(sentence) for pattern in _forbids())
    return any(match and (not match.re.groups or imperative(match[1])) for match in found)


def idle(sentence: str) -> bool:
    """Whether a sentence asks or announces something instead of telling it."""
    return sentence.rstrip(" \"'”’)").endswith("?") or bool(_announces().search(sentence))
