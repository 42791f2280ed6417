"""Whether a sentence is in the language of its scenario, by the share of its words that are; pure."""

from collections.abc import Sequence

from tutor.language import detect
from tutor.roleplay.guarding.veiled import plain, words_of

SHORTEST = 4
"""Words from which a sentence shows its language; of two or three, not a single one may be known."""
CERTAIN, DOUBTFUL = 0.65, 0.4
"""Shares of known words above which a sentence is at home, and below which it is not."""
ABROAD = 0.2
"""By how much more of its words another language may know before the sentence belongs to that."""


def foreign(sentence: str, language: str, known: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence is in another language; known are words of its own, others those of the others."""
    words = words_of(plain(sentence))
    if len(words) < SHORTEST:
        return len(words) > 1 and not any(word in known for word in words)
    own = _share(words, known)
    if any(_share(words, other) - own > ABROAD for other in others):
        return True
    if own >= CERTAIN:
        return False
    return own < DOUBTFUL or detect(sentence, ("nl", "en", "de"), language) != language


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)
