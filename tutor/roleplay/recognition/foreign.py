"""Whether a sentence is in another language than the conversation; it cannot be coded then."""

import re
from functools import cache

from tutor.language import detect, stopwords
from tutor.roleplay.recognition.cues import cues
from tutor.roleplay.recognition.words import plain

OTHERS = ("en", "nl", "de", "fr", "es", "it", "pl", "tr")
"""The languages that a sentence may be in."""

FEWEST_WORDS = 4
"""Shorter sentences tell too little, and people borrow phrases ("no way")."""

MOSTLY_KNOWN = 0.4
"""A sentence of which so many words are everyday words of the conversation's language is in that one."""

_LATIN = re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def is_foreign(text: str, language: str) -> bool:
    """Whether a sentence is in another language than the given one; False where it does not tell."""
    if sum(char.isalpha() for char in text) > 1 and not _LATIN.search(text):
        return True  # another script, however short
    words = _WORD.findall(plain(text))
    if len(words) < FEWEST_WORDS:
        return False
    everyday = _everyday(language)
    known = sum(word in everyday or word.replace("'", "") in everyday for word in words)
    return known < MOSTLY_KNOWN * len(words) and detect(text, OTHERS, default=language) != language


@cache
def _everyday(language: str) -> frozenset[str]:
    borrowed = frozenset[str]().union(*(stopwords(other) for other in OTHERS if other != language))
    return stopwords(language) | (cues(language).vocabulary - borrowed)
