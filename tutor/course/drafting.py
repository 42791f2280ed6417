"""What a model writes, taken apart while it comes: sentences, what each cites, and where lines begin."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.language import sentences

_MARKS = re.compile(r"\s*\[(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\]")
_LEADING = re.compile(r"^(?:\s*\[\d{1,2}(?:\s*[,;]\s*\d{1,2})*\])+[.!?]?\s*")
_MARKUP = re.compile(r"\*\*|__|`+|^#{1,6}\s+", re.MULTILINE)
_OPENS = re.compile(r"\[[\d\s,;]*$")
LONGEST = 8_000
"""Characters of an answer that are read; a model that goes on is cut short."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence of a draft without its marks; cites are the numbers it cites, line whether it begins one."""

    text: str
    cites: tuple[int, ...]
    line: bool


class Draft:
    """A draft that grows; each sentence comes out once, as soon as the next one has begun."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._written = ""
        self._taken = 0

    def add(self, piece: str) -> list[Drafted]:
        """The sentences that are complete now that another piece has come."""
        self._written = (self._written + piece)[:LONGEST]
        found = list(self._found())
        return self._fresh(found[:-1])

    def end(self) -> list[Drafted]:
        """The sentences that are left."""
        return self._fresh(list(self._found()))

    def _fresh(self, found: list[Drafted]) -> list[Drafted]:
        fresh, self._taken = found[self._taken :], max(self._taken, len(found))
        return fresh

    def _found(self) -> Iterator[Drafted]:
        """All sentences so far; marks behind a full stop belong to the sentence before them."""
        text = _OPENS.sub("", _MARKUP.sub("", self._written))
        spans = [list(span) for span in sentences(text, self._language)]
        for before, after in itertools.pairwise(spans):
            leading = _LEADING.match(text[after[0] : after[1]])
            if leading and "\n" not in text[before[1] : after[0]]:
                before[1] = after[0] + leading.end()
                after[0] = before[1]
        end = 0
        for start, stop in spans:
            sentence, gap = text[start:stop], text[end:start]
            end = stop
            if sentence.strip():
                yield Drafted(_without_marks(sentence), _cited(sentence), not start or "\n" in gap)


def _cited(sentence: str) -> tuple[int, ...]:
    numbers = (int(one) for group in _MARKS.findall(sentence) for one in re.findall(r"\d+", group))
    return tuple(dict.fromkeys(numbers))


def _without_marks(sentence: str) -> str:
    return re.sub(r"\s+([.,;:!?])", r"\1", _MARKS.sub("", sentence)).strip()
