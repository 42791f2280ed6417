"""Known words that are one slip away from a word that no document holds."""

from collections.abc import Iterator, Mapping


def nearest_words(word: str, vocabulary: Mapping[str, int], most: int = 2) -> list[str]:
    """The words of a course that differ from word by one slip of the keyboard, the most frequent first.

    A slip is a letter too many, too few, wrong, or swapped with its neighbour (Damerau 1964).
    """
    found = {near for near in _slips(word) if near in vocabulary}
    return sorted(found, key=lambda near: (-vocabulary[near], near))[:most]


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _slips(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]
