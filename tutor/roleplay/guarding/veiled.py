"""Words behind a veil: spelling, ciphers and first letters under which a text could carry a word; pure.

Ciphers are undone only where that is exact and cheap; the rest is refused for its form (coded.py).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

_ALIKE = str.maketrans("аеорсухіјѕԁһոԛԝαειοκνρτυχβ", "aeopcyxijsdhnqwaeiokvptuxb")
_LEET = str.maketrans("0134578926@$!|€+", "oieastbgzgasilet")
_MARKED = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]")
SHORTEST = 5
"""Letters of a word that is looked for under a cipher; shorter ones turn up by chance."""
SHORTEST_WHOLE = 3
"""Letters of a word that the first letters of all sentences, or of all words of one, spell and no more."""
LONGEST_RUN = 6
"""Pieces that a word may be cut into."""


def plain(text: str) -> str:
    """The text in lower case without accents, invisible characters, look-alikes and fancy letters."""
    spread = unicodedata.normalize("NFKD", text).lower().translate(_ALIKE).translate(_MARKED)
    return "".join(char for char in spread if unicodedata.category(char) not in ("Mn", "Cf"))


def words_of(text: str) -> list[str]:
    """The words of a text, letters only."""
    return _WORD.findall(text)


def veiled(text: str, hidden: Sequence[str], known: frozenset[str]) -> str | None:
    """The first of the hidden words (lower case, letters only) that the text carries in disguise.

    known are words that mean themselves, however much they look like a hidden one.
    """
    clear = plain(text)
    words = words_of(clear)
    looked = frozenset(word for word in hidden if len(word) >= SHORTEST)
    for form in _forms(clear, words, known):
        if form in looked and form not in known:
            return form
    return _by_letters(clear, words, hidden) or _ciphered(words, looked, known)


def _forms(clear: str, words: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """Other spellings of the words of a text."""
    yield from (re.sub(r"[^a-z]", "", token.translate(_LEET)) for token in clear.split())
    for first in range(len(words)):
        for size in range(2, LONGEST_RUN + 1):
            pieces = words[first : first + size]
            if len(pieces) == size and not all(len(piece) > 3 and piece in known for piece in pieces):
                yield "".join(pieces)
    for word in words:
        if word not in known:
            yield from _respelled(word)


def _respelled(word: str) -> Iterator[str]:
    yield word[::-1]
    yield re.sub(r"(.)\1+", r"\1", word)
    yield word.replace("ph", "f")
    if word.endswith("ay"):  # pig latin
        stem = word.removesuffix("ay").removesuffix("w")
        yield from (stem[-moved:] + stem[:-moved] for moved in range(0, 3))
    for filler in ("ub", "ob", "ag", "op"):
        yield word.replace(filler, "")


def _by_letters(clear: str, words: Sequence[str], hidden: Sequence[str]) -> str | None:
    """Hidden words made of the first or last letters of words, sentences or lines."""
    clauses = [found for part in re.split(r"[.!?…;:\n]+", clear) if (found := words_of(part))]
    firsts = "".join(clause[0][0] for clause in clauses)
    lasts = ["".join(clause[-1][at] for clause in clauses) for at in (0, -1)]
    lines = ["".join(word[at] for word in words) for at in (0, -1)] + [firsts, *lasts]
    whole = {firsts, *("".join(word[0] for word in clause) for clause in clauses)}
    for word in hidden:
        if len(word) >= SHORTEST and any(it in letters for letters in lines for it in (word, word[::-1])):
            return word
        if len(word) >= SHORTEST_WHOLE and word in whole:
            return word
    return None


def _ciphered(words: Iterable[str], looked: frozenset[str], known: frozenset[str]) -> str | None:
    """Hidden words with every letter moved by the same number of places, or mirrored in the alphabet."""
    steps = {_steps(word): word for word in looked}
    for word in words:
        if len(word) < SHORTEST or word in known or not word.isascii():
            continue
        there = _steps(word)
        mirrored = tuple(-step % 26 for step in there)
        if found := steps.get(there) or steps.get(mirrored):
            return found
        if bare := _vowelless(word, looked):
            return bare
    return None


@lru_cache(maxsize=4096)
def _steps(word: str) -> tuple[int, ...]:
    return tuple((ord(after) - ord(before)) % 26 for before, after in pairwise(word))


def _vowelless(word: str, looked: frozenset[str]) -> str | None:
    if _VOWELS.search(word):
        return None
    return next((it for it in looked if _VOWELS.sub("", it) == word), None)
