"""Which words of a sentence are denied in it (tutor/words/polarity.yaml); pure.

A clause is the unit of denial, after NegEx (Chapman et al. 2001): "not about the person but about behaviour"
denies the person and not the behaviour.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import yaml

from tutor.language import SPOKEN


def denied_spans(sentence: str, language: str, after: str = "") -> tuple[tuple[int, int], ...]:
    """The stretches of a sentence in which what is said is denied; after is the sentence behind it.

    A sentence that refutes as a whole ("it is a myth that …"), or that the next one refutes ("That was a
    mistake."), is turned around: what stood denied in it is then said.
    """
    line = _lower(sentence)
    marks = _marks(language)
    harmless = [match.span() for kind in ("harmless", "refutes") for match in marks[kind].finditer(line)]
    clauses = [_denied(line, start, end, marks, harmless) for start, end in _clauses(line, marks)]
    turned = bool(marks["refutes"].search(line)) != refuted_by(after, language)
    spans = [span for clause in clauses for span in clause]
    if not spans and marks["bad"].search(line):
        spans = [(0, len(line))]
    return tuple(_rest(spans, len(line)) if turned else spans)


def clause_ends(sentence: str, language: str) -> tuple[int, ...]:
    """Where the clauses of a sentence end, in characters."""
    line = _lower(sentence)
    return tuple(end for _, end in _clauses(line, _marks(language)))


def refuted_by(after: str, language: str) -> bool:
    """Whether a short sentence takes back the one before it."""
    line = _lower(after).strip(" \"'")
    return bool(line) and len(line.split()) <= 12 and _marks(language)["back"].match(line) is not None


def _clauses(line: str, marks: dict[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in marks["clause"].finditer(line):
        yield start, match.start()
        start = match.start()
    yield start, len(line)


def _denied(
    line: str,
    start: int,
    end: int,
    marks: dict[str, re.Pattern[str]],
    harmless: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """The denied part of one clause: all of it, what follows a word such as ``without``, or nothing."""

    def counts(match: re.Match[str]) -> bool:
        return not any(low <= match.start() < high for low, high in harmless)

    whole = [match for match in marks["whole"].finditer(line, start, end) if counts(match)]
    onward = [match for match in marks["onward"].finditer(line, start, end) if counts(match)]
    if len(whole) % 2:
        yield (start, end) if not onward else (start, onward[0].start())
    elif onward:
        yield onward[0].start(), end


def _rest(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _lower(text: str) -> str:
    """The same text, letter for letter, in lower case with plain apostrophes."""
    lower = text.replace("’", "'").lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


@functools.cache
def _marks(language: str) -> dict[str, re.Pattern[str]]:
    listed = _listed()
    own = listed.get(language) or {
        kind: [mark for code in SPOKEN for mark in listed[code][kind]] for kind in listed["en"]
    }
    return {kind: _any(marks) for kind, marks in own.items()}


@functools.cache
def _listed() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("tutor") / "words" / "polarity.yaml").read_text("utf-8")
    listed: dict[str, Any] = yaml.safe_load(text)
    return listed


def _any(marks: Sequence[str]) -> re.Pattern[str]:
    parts = (mark if mark.startswith("[") else _bounded(mark) for mark in marks)
    return re.compile("|".join(parts))


def _bounded(mark: str) -> str:
    left = "" if mark.startswith("n't") else r"\b"
    right = "" if mark.endswith(" ") else r"\b"
    return rf"{left}(?:{mark}){right}"
