"""A question as it is meant: other ways to write a name, and slips in the words that ask."""

import functools
import re
from collections.abc import Container
from importlib import resources

import yaml
from rapidfuzz.distance import OSA

from tutor.course.manners import manner
from tutor.language import lexicon, stopwords, word_list

SHORTEST = 5
"""Letters of a word in which a slip is mended; shorter ones are near to too many others."""
_WORD = re.compile(r"[^\W\d_]+")


def meant(question: str, language: str, known: Container[str]) -> str:
    """A question with such ways and slips put right; known are the words of the course, which stay.

    Slips in other words are met where they are searched for (spelling); these decide what kind of answer is
    asked for, and whether a question is about the one before.
    """
    for put, pattern in _variants().get(language, {}).items():
        question = pattern.sub(put, question)
    return _WORD.sub(lambda match: _mended(match.group(), language, known), question)


def _mended(word: str, language: str, known: Container[str]) -> str:
    lower, asking = word.lower(), word_list("asking", language)
    if len(word) < SHORTEST or lower in asking or lower in known or lower in _words(language):
        return word
    if manner(word):
        return word
    near = (one for one in sorted(asking) if OSA.distance(lower, one, score_cutoff=1) == 1)
    return next(near, word)


@functools.cache
def _words(language: str) -> frozenset[str]:
    """Words that are no slips, as lists that ship have them."""
    other = "nl" if language == "en" else "en"
    return stopwords(language) | frozenset(lexicon(language, other)) | word_list("frame", language)


@functools.cache
def _variants() -> dict[str, dict[str, re.Pattern[str]]]:
    text = (resources.files("tutor") / "words" / "variants.yaml").read_text("utf-8")
    listed: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return {
        language: {
            put: re.compile(
                rf"(?<![\w-])(?:{'|'.join(parts)})" + (r"(?![\w-])" if put else ""), re.IGNORECASE
            )
            for put, parts in own.items()
        }
        for language, own in listed.items()
    }
