"""Split what a learner typed into sentences, with or without punctuation, capitals or care."""

import re
import unicodedata
from dataclasses import dataclass

from tutor.roleplay.recognition.clauses import clauses, trim

LONGEST_TEXT = 20_000
"""Characters of one reply that are looked at; the rest cannot change how a turn goes."""

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|approx|incl|excl|max|min|bijv|bv|enz|evt|d\.w\.z|o\.a"
    r"|m\.b\.t|t\.o\.v|i\.p\.v|dhr|mevr|mw|ca|resp|p\.m|a\.m|st)|(?<!['’])\b[a-z])$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:no|nr)\.\s*(?=\d)", re.IGNORECASE)
"""The abbreviation of "number", which is one only before a number: "No." alone is an answer."""
_BORDER = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[\r\n\u2028\u2029]+|[;؟。！？]+|[.!?]+(?=[A-Z][a-z])")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or clause of a reply, without invisible characters.

    start and end are character offsets in the reply as it was typed, end exclusive.
    """

    text: str
    start: int
    end: int


def split(text: str, most: int = 40) -> tuple[Segment, ...]:
    """The first `most` sentences, in order; a piece without letters or digits joins the one before.

    Invisible characters make no difference to where a sentence is cut, so that they cannot hide that it was
    said before.
    """
    places = [at for at, char in enumerate(text[:LONGEST_TEXT]) if unicodedata.category(char) != "Cf"]
    shown = "".join(text[at] for at in places)
    pieces: list[tuple[int, int]] = []
    for start, end in _sentence_borders(shown):
        pieces.extend(clauses(shown, start, end))
        if len(pieces) >= most:
            break
    joined = _join_wordless(shown, pieces)[:most]
    return tuple(Segment(shown[s:e], places[s], places[e - 1] + 1) for s, e in joined)


def _sentence_borders(text: str) -> list[tuple[int, int]]:
    pieces, start = [], 0
    for found in _BORDER.finditer(text):
        if text[found.start()] == "." and _abbreviates(text, found.start()):
            continue
        pieces.append((start, found.end()))
        start = found.end()
    pieces.append((start, len(text)))
    return [piece for piece in (trim(text, s, e) for s, e in pieces) if piece[0] < piece[1]]


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation."""
    return bool(
        _ABBREVIATIONS.search(text, max(0, stop - 8), stop) or _NUMBER.match(text, max(0, stop - 2), stop + 3)
    )


def _join_wordless(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and not _WORD.search(text, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
