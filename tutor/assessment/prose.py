"""A written text taken apart: its blocks, paragraphs and sentences, and which sentences count; pure.

What is copied from the task or the model points, said before, addressed to whoever grades, or a heap of words
instead of a sentence does not count towards anything.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import resources

from tutor.domain.course import Block, BlockKind, Place
from tutor.language import sentences, stopwords

LEAST_WORDS = 5
"""Words from which on the same words in a row are no coincidence."""
REPEATABLE = 3
"""Shorter sentences ("Why not?") may stand in a text twice."""
GRAM = 4
COPIED = 0.6
"""The share of a sentence's runs of four words that must stand in a known text for it to be copied."""
CHANCE, CHANCE_WORDS = 2, 11
"""So many sentences of so few words that stand in the model are chance: nobody can tell who says it first."""
SHORT_PROSE, PROSE = 0.1, 0.18
"""The least share of short function words in a sentence of eight words or more, and of fifteen or more.

Of the sentences of the shipped course fewer than one in a hundred has less; a heap of key words has none.
"""
FUNCTION_LETTERS = 4

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+\S.*$")
_LONE = re.compile(r"^(?=.{2,80}$)(?![-*•\d>])[^.!?;,]*[^.!?;:,\s]$")
_ITEM = re.compile(r"^\s*(?:[-*+•–]|\d{1,3}[.)])\s+")
_RULE = re.compile(r"^\s*(?:[=\-~*_]\s*){3,}$")


class Left(StrEnum):
    """Why a sentence does not count."""

    COPIED = "copied"
    PASTED = "pasted"
    REPEATED = "repeated"
    ADDRESSED = "addressed"
    HEAP = "heap"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, ``text[start:end]``, in a paragraph counted from 1; left says why it does not count.

    plain is the sentence without invisible characters.
    """

    start: int
    end: int
    plain: str
    paragraph: int
    left: Left | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A text taken apart; headings are its headings, lines all its other sentences in order."""

    text: str
    language: str
    headings: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def own(self) -> tuple[Line, ...]:
        """The sentences that count."""
        return tuple(line for line in self.lines if line.left is None)

    @property
    def words(self) -> int:
        """How many words there are in the sentences that count."""
        return sum(count_words(line.plain) for line in self.own)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def taken_apart(
    text: str, language: str, *, blocks: Sequence[Block] = (), task: str = "", model: Sequence[str] = ()
) -> Prose:
    """A text taken apart; blocks are those of the file it came from, found in the text where there are none.

    task is what the learner was given to read, model what nobody but a grader should know.
    """
    found = tuple(blocks) or tuple(blocks_of(text))
    headings = [_heading(text, it) for it in found if it.kind is BlockKind.HEADING]
    rest = [it for it in found if it.kind is not BlockKind.HEADING]
    lines = [
        _line(text, start, end, number)
        for number, block in enumerate(rest, 1)
        for start, end in _sentences(text, block, language)
    ]
    known = _Known(language, _grams(task), frozenset[tuple[str, ...]]().union(*map(_grams, model)))
    return Prose(text, language, tuple(headings), _forgiven(tuple(_marked(lines, known))))


def blocks_of(text: str) -> Iterator[Block]:
    """The headings and paragraphs of typed text or Markdown; empty lines part them."""
    pieces = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text)]
    for number, (start, end) in enumerate(pieces):
        yield from _piece(text, start, end, last=number + 1 == len(pieces))


def _piece(text: str, start: int, end: int, *, last: bool) -> Iterator[Block]:
    """One stretch between empty lines: headings at its start, and what follows them."""
    first = text[start:end].split("\n", 1)[0]
    below = start + len(first) + 1
    second = text[below:end].split("\n", 1)[0]
    if _RULE.match(first) and below > end:
        return
    underlined = bool(second) and bool(re.fullmatch(r"\s*(?:=+|-{3,})\s*", second))
    alone = below > end and not last and len(first.split()) <= 10 and bool(_LONE.match(first.strip()))
    if not (_HEADING.match(first) or underlined or alone):
        yield Block(start, end, BlockKind.PARAGRAPH, Place())
        return
    yield Block(start, start + len(first), BlockKind.HEADING, Place())
    rest = below + (len(second) + 1 if underlined else 0)
    if rest < end:
        yield from _piece(text, rest, end, last=last)


def _sentences(text: str, block: Block, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of a block; a line break within it only wraps a line, unless an item follows.

    Invisible characters are left out first, as they would hide where a sentence ends.
    """
    lines = text[block.start : block.end].split("\n")
    wrapped = "".join(
        line + ("\n" if number + 1 < len(lines) and _ITEM.match(lines[number + 1]) else " ")
        for number, line in enumerate(lines)
    )
    shown = [at for at, char in enumerate(wrapped) if unicodedata.category(char) != "Cf"]
    for start, end in sentences("".join(wrapped[at] for at in shown), language):
        yield block.start + shown[start], min(block.start + shown[end - 1] + 1, block.end)


def _line(text: str, start: int, end: int, paragraph: int) -> Line:
    shown = "".join(char for char in text[start:end] if unicodedata.category(char) != "Cf")
    plain = " ".join(unicodedata.normalize("NFKC", shown).split())
    return Line(start, end, _ITEM.sub("", plain).strip("#*_> "), paragraph)


def _heading(text: str, block: Block) -> Line:
    """A heading without its marks, in paragraph 0."""
    marks = re.match(r"[ \t]*#{1,6}[ \t]+", text[block.start : block.end])
    return _line(text, block.start + (marks.end() if marks else 0), block.end, 0)


# --- what counts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """Texts that are not the learner's own, as runs of words."""

    language: str
    task: frozenset[tuple[str, ...]]
    model: frozenset[tuple[str, ...]]


def _marked(lines: Sequence[Line], known: _Known) -> Iterator[Line]:
    said: set[tuple[str, ...]] = set()
    for line in lines:
        words = _words(line.plain)
        yield Line(line.start, line.end, line.plain, line.paragraph, _reason(line.plain, words, known, said))
        if len(words) >= REPEATABLE:
            said.add(words)


def _forgiven(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, with those counted that are like the model by chance only: few, and short."""
    pasted = [line for line in lines if line.left is Left.PASTED]
    if len(pasted) > CHANCE or any(count_words(line.plain) > CHANCE_WORDS for line in pasted):
        return lines
    return tuple(replace(line, left=None) if line in pasted else line for line in lines)


def _reason(plain: str, words: tuple[str, ...], known: _Known, said: set[tuple[str, ...]]) -> Left | None:
    if addressed(plain):
        return Left.ADDRESSED
    if words in said:
        return Left.REPEATED
    if len(words) < LEAST_WORDS:
        return None
    if _mostly(words, said):
        return Left.REPEATED
    if heap(words, known.language):
        return Left.HEAP
    own = _grams(plain)
    if _share(own, known.task) >= COPIED:
        return Left.COPIED
    return Left.PASTED if _share(own, known.model) >= COPIED else None


def _mostly(words: tuple[str, ...], said: set[tuple[str, ...]]) -> bool:
    """Whether a sentence was said before but for a word or two."""
    own = set(words)
    return any(
        abs(len(words) - len(one)) <= 3 and len(own & set(one)) >= 0.9 * len(own | set(one)) for one in said
    )


def heap(words: Sequence[str], language: str) -> bool:
    """Whether words are thrown together instead of making a sentence."""
    if len(words) < 8:
        return False
    joins = {"and", "or", "en", "of", "ook", "also", "plus"}
    rest = [word for word in words if word not in joins]
    short = [word for word in rest if len(word) <= FUNCTION_LETTERS and word in stopwords(language)]
    few = len(short) < (SHORT_PROSE if len(rest) < 15 else PROSE) * max(1, len(rest))
    return few or len(set(words)) < 0.45 * len(words)


def addressed(text: str) -> bool:
    """Whether a sentence speaks to whoever, or whatever, grades the text."""
    return _to_grader().search(text) is not None


@functools.cache
def _to_grader() -> re.Pattern[str]:
    listed = (resources.files("tutor") / "words" / "grader.txt").read_text("utf-8")
    return re.compile("|".join(f"(?:{line})" for line in listed.splitlines() if line), re.IGNORECASE)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


@functools.lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(words[at : at + GRAM] for at in range(len(words) - GRAM + 1))


def _share(own: frozenset[tuple[str, ...]], known: frozenset[tuple[str, ...]]) -> float:
    return len(own & known) / len(own) if own else 0.0
