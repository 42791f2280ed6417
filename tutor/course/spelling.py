"""Known words that are a slip or two away from a word that no document holds."""

from collections.abc import Iterator, Mapping


def nearest_words(word: str, vocabulary: Mapping[str, int], most: int = 2) -> list[str]:
    """The words of a course that differ from word by one slip of the keyboard, the most frequent first.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour (Damerau 1964). In a long word
    there may be two, if it begins or ends rightly and none is one slip away.
    """
    found = {near for near in _slips(word) if near in vocabulary}
    if not found and len(word) >= LONG:
        found = {near for near in vocabulary if _alike(word, near) and distance(word, near) <= 2}
    return sorted(found, key=lambda near: (-vocabulary[near], near))[:most]


LONG = 7
"""Letters of a word in which two slips are mended."""


def _alike(word: str, near: str) -> bool:
    return abs(len(near) - len(word)) <= 2 and (near[:3] == word[:3] or near[-3:] == word[-3:])


def distance(one: str, other: str) -> int:
    """How many letters must be added, taken away or changed (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _slips(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]
