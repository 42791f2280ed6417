"""Words behind a veil: spelling, ciphers and first letters under which a text could carry a word; pure.

Ciphers are undone only where that is exact and cheap; the rest is refused for its form (coded.py).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from tutor.language import word_list

_ALIKE = str.maketrans("аеорсухіјѕԁһոԛԝαειοκνρτυχβ", "aeopcyxijsdhnqwaeiokvptuxb")
_LEET = str.maketrans("0134578926@$!|€+", "oieastbgzgasilet")
_MARKED = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=\w)['’](?=\w)")
_VOWELS = re.compile(r"[aeiouy]")
SHORTEST = 5
"""Letters of a word that is looked for under a cipher; shorter ones turn up by chance."""
SHORTEST_WHOLE = 3
"""Letters of a word that the first letters of all sentences, or of all words of one, spell and no more."""
LONG = 6
"""Letters of a word that two words beside each other make only when somebody wants them to."""
LONGEST_RUN = 6
"""Pieces that a word may be cut into."""


def plain(text: str) -> str:
    """The text in lower case without accents, invisible characters, look-alikes and fancy letters."""
    spread = unicodedata.normalize("NFKD", text).lower().translate(_ALIKE).translate(_MARKED)
    return "".join(char for char in spread if unicodedata.category(char) not in ("Mn", "Cf"))


def words_of(text: str) -> list[str]:
    """The words of a text, letters only; one with an apostrophe in it is one word ("dont")."""
    return _WORD.findall(_INSIDE.sub("", text))


def veiled(text: str, hidden: Sequence[str], known: frozenset[str], language: str) -> str | None:
    """The first of the hidden words (lower case, letters only) that the text carries in disguise.

    known are words that mean themselves, however much they look like a hidden one.
    """
    clear = plain(text)
    words = words_of(clear)
    looked = frozenset(word for word in hidden if len(word) >= SHORTEST)
    for form in _forms(clear, words, known, language):
        if form in looked and form not in known:
            return form
    strange = [word for word in words if word not in known]
    return _by_letters(clear, words, hidden) or _ciphered(strange, looked) or _respelt(strange, looked)


def _forms(clear: str, words: Sequence[str], known: frozenset[str], language: str) -> Iterator[str]:
    """Other ways to cut and spell the words of a text."""
    yield from (re.sub(r"[^a-z]", "", token.translate(_LEET)) for token in clear.split())
    for first in range(len(words)):
        for size in range(2, LONGEST_RUN + 1):
            pieces = words[first : first + size]
            if len(pieces) == size and not _apart(pieces, known, language):
                yield "".join(pieces)
    for word in words:
        if word not in known:
            yield from _turned(word)


def _apart(pieces: Sequence[str], known: frozenset[str], language: str) -> bool:
    """Whether pieces are words by themselves that just stand beside each other."""
    if any(piece not in known for piece in pieces):
        return False
    split = pieces[0] in word_list("apart", language)  # what Dutch writes apart from its verb
    return split or len(pieces) > 2 or len("".join(pieces)) < LONG


def _turned(word: str) -> Iterator[str]:
    yield word[::-1]
    yield word.replace("ph", "f")
    if word.endswith("ay"):  # pig Latin
        stem = word.removesuffix("ay")
        yield stem.removesuffix("w")
        yield from (stem[-moved:] + stem[:-moved] for moved in range(1, 4))
    yield from (word.replace(filler, "") for filler in ("ub", "ob", "ag", "op"))


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


def _ciphered(words: Iterable[str], looked: frozenset[str]) -> str | None:
    """Hidden words with every letter moved by the same number of places, or mirrored in the alphabet."""
    steps = {_steps(word): word for word in looked}
    for word in words:
        if len(word) >= SHORTEST and word.isascii():
            there = _steps(word)
            if found := steps.get(there) or steps.get(tuple(-step % 26 for step in there)):
                return found
    return None


@lru_cache(maxsize=4096)
def _steps(word: str) -> tuple[int, ...]:
    return tuple((ord(after) - ord(before)) % 26 for before, after in pairwise(word))


def _respelt(words: Iterable[str], looked: frozenset[str]) -> str | None:
    """Hidden words with a slip of the pen in them, without their vowels, or with letters drawn out."""
    bare, short = {_VOWELS.sub("", it): it for it in looked}, {_drawn_in(it): it for it in looked}
    for word in words:
        if found := short.get(_drawn_in(word)):
            return found
        if not _VOWELS.search(word.replace("y", "")) and (found := bare.get(_VOWELS.sub("", word))):
            return found
        if len(word) >= SHORTEST and (near := extractOne(word, looked, scorer=OSA.distance, score_cutoff=1)):
            return str(near[0])
    return None


def _drawn_in(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)
