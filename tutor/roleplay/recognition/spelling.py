"""Slips of the keyboard in what learners type, mended before it is read: encoders know no misspelt words."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tutor.roleplay.recognition.cues import cues
from tutor.roleplay.recognition.words import plain

if TYPE_CHECKING:
    from spellchecker import SpellChecker

SHORTEST = 3
"""Letters of a word in which a slip is mended."""

COMMON = 4
"""How often a word has to stand in the exemplars for a slip to be taken for it."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mended(text: str, language: str) -> str:
    """The text with slips in common words mended and the shorthand of chat ("gonna") written out.

    Names, words of the dictionary and contractions stay as they are.
    """
    return _WORD.sub(lambda match: _word(match[0], language), text)


@lru_cache(maxsize=20_000)
def _word(typed: str, language: str) -> str:
    word, counted = plain(typed), common(language)
    if word in _shorthand(language):
        return _shorthand(language)[word]
    if len(word) < SHORTEST or word in counted or typed[0].isupper() or not word.isalpha():
        return typed
    known = dictionary(language)
    if known.known([word, typed, *_shortened(word)]):
        return typed
    near = known.known(other for other in _slips(word) if counted.get(other, 0) >= COMMON)
    return max(near, key=lambda other: (counted[other], other), default=typed)


def _shortened(word: str) -> tuple[str, str]:
    """The word with the apostrophe that it may lack ("wasnt", "theyre")."""
    return f"{word[:-1]}'{word[-1:]}", f"{word[:-2]}'{word[-2:]}"


def _slips(word: str) -> Iterator[str]:
    """What a word may have been, its ends right: letters swapped, one wrong, too many or missing."""
    if len(word) == SHORTEST:  # there is always another word with one letter more, less or else
        yield word[0] + word[:0:-1]
        return
    for at in range(1, len(word)):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)


@cache
def common(language: str) -> Mapping[str, int]:
    """How often the words of the exemplars stand in them; those that stand there once are left out."""
    text = files("tutor.roleplay.recognition").joinpath(f"words-{language}.tsv").read_text("utf-8")
    pairs = (line.partition("\t") for line in text.splitlines())
    return {word: int(count) for word, _, count in pairs}


@cache
def _shorthand(language: str) -> Mapping[str, str]:
    """The spellings of chat that are no contractions; those are read well as they are."""
    spelled = cues(language).spelled_out
    return {word: said for word, said in spelled.items() if not _contraction(word, spelled)}


def _contraction(word: str, spelled: Container[str]) -> bool:
    return "'" in word or any(other in spelled for other in _shortened(word))


@cache
def dictionary(language: str) -> "SpellChecker":
    """The words of a language, read in some tenths of a second at the first slip."""
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1)
