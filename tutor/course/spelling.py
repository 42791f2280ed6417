"""Known words that are a slip or two away from a word that no document holds."""

from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein


def nearest_words(word: str, vocabulary: Mapping[str, int], most: int = 2) -> list[str]:
    """The words of a course that differ from word by one slip of the keyboard, the most frequent first.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour (Damerau 1964). In a long word
    two letters may be too many, too few or wrong (Levenshtein 1966), if it begins or ends rightly and no word
    is one slip away.
    """
    found = {near for near in _slips(word) if near in vocabulary}
    if not found and len(word) >= LONG:
        close = process.extract_iter(word, vocabulary.keys(), scorer=Levenshtein.distance, score_cutoff=2)
        found = {near for near, _, _ in close if _alike(word, near)}
    return sorted(found, key=lambda near: (-vocabulary[near], near))[:most]


LONG = 7
"""Letters of a word in which two slips are mended."""


def _alike(word: str, near: str) -> bool:
    return near[:3] == word[:3] or near[-3:] == word[-3:]


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _slips(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]
