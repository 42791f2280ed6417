"""Split what a learner typed into sentences, with or without punctuation, capitals or care."""

import re
from dataclasses import dataclass

LONGEST_TEXT = 20_000
"""Characters of one reply that are looked at; the rest cannot change how a turn goes."""

LONGEST_CLAUSE = 90
"""Characters above which a sentence without punctuation is cut at a clause border."""

_SHORTEST_CLAUSE_WORDS = 4
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|no|nr|approx|incl|excl|max|min|bijv|bv|enz|evt|d\.w\.z|o\.a"
    r"|m\.b\.t|t\.o\.v|i\.p\.v|dhr|mevr|mw|ca|resp|p\.m|a\.m|st)|\b[a-z])$",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[\r\n\u2028\u2029]+|[;؟。！？]+|[.!?]+(?=[A-Z][a-z])")
_CLAUSE = re.compile(
    r"(?:,\s*|\s+[-–—]\s+|\s+)"
    r"(?=(?:but|however|because|and then|anyway"
    r"|(?:so|and) i (?:would|want|need|think|feel|felt|had|have)"
    r"|so (?:what|how|why|can|could|shall|do|would)"
    r"|(?:and )?(?:what|how|why|could you|can you|would you|do you|shall we)\b[^,]*\?"
    r"|maar|echter|omdat"
    r"|(?:dus|en) ik (?:wil|zou|heb|had|vind|denk|moet)"
    r"|dus (?:wat|hoe|waarom|kun|kan|zullen)"
    r"|(?:en )?(?:wat|hoe|waarom|zullen we|kun je|wil je)\b[^,]*\?)"
    r"(?!\S*['’])\b)",
    re.IGNORECASE,
)
_YES_BUT = re.compile(
    r"^\W*(?:yes|yeah|ok|okay|sure|right|sorry|no|not \w+|ja|nee|oké|oke|prima|klopt|goed)\W*$", re.IGNORECASE
)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or clause of a reply; start and end are character offsets in the reply, end exclusive."""

    text: str
    start: int
    end: int


def split(text: str, most: int = 40) -> tuple[Segment, ...]:
    """The first `most` sentences, in order; a piece without letters or digits joins the one before."""
    borders = _sentence_borders(text[:LONGEST_TEXT])
    pieces: list[tuple[int, int]] = []
    for start, end in borders:
        pieces.extend(_clauses(text, start, end))
        if len(pieces) >= most:
            break
    return tuple(Segment(text[s:e], s, e) for s, e in _join_wordless(text, pieces)[:most])


def _sentence_borders(text: str) -> list[tuple[int, int]]:
    pieces, start = [], 0
    for found in _BORDER.finditer(text):
        if text[found.start()] == "." and _ABBREVIATIONS.search(
            text, max(0, found.start() - 8), found.start()
        ):
            continue
        pieces.append((start, found.end()))
        start = found.end()
    pieces.append((start, len(text)))
    return [piece for piece in (_trim(text, s, e) for s, e in pieces) if piece[0] < piece[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= LONGEST_CLAUSE:
        return [(start, end)]
    pieces, left = [], start
    for found in _CLAUSE.finditer(text, start, min(end, start + 2_000)):
        before, after = text[left : found.start()], text[found.end() : end]
        if _YES_BUT.match(before) or min(_words(before), _words(after)) < _SHORTEST_CLAUSE_WORDS:
            continue
        pieces.append(_trim(text, left, found.start()))
        left = found.end()
    return [*pieces, _trim(text, left, end)]


def _words(text: str) -> int:
    return len(text[:400].split())


def _join_wordless(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and not _WORD.search(text, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
