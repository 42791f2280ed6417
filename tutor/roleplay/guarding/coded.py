"""Text that nobody would say: codes, spelled-out letters, foreign letters, markup; pure.

Speech has a plain form. What departs from it is refused whatever it would mean, so that a cipher need not be
known to be stopped.
"""

import re
import unicodedata

_PLAIN_MARKS = frozenset("\n .,;:!?'\"()-–—…’‘“”„«»€$£%&/+°½¼¾´`")
_SINGLE = re.compile(r"(?<![\w'’])(?:[^\W\d_][\s.\-_*·,/|]+){3,}[^\W\d_](?![\w'’])")
_TWO_OR_THREE = re.compile(r"(?<![\w'’&])[^\W\d_](?:[\-_*·/|][^\W\d_]){2,}(?![\w'’])")
_STRETCHED = re.compile(r"(?<![\w'’])(?:[^\W\d_] ){2,}[^\W\d_](?![\w'’])")
_INSIDE = re.compile(r"[a-z]\d|[^\W\d_]{2,}\d|[A-Z]\d+[A-Za-z]|\d[^\W\d_]{3,}\d|[@$|][^\W\d_]|[^\W\d_][@$|]")
_SHOUTED_INSIDE = re.compile(r"\b[a-zà-ÿ]+[A-Z][A-Za-zà-ÿ]*[A-Z]|\b[a-zà-ÿ]{1,2}[A-Z]\w*|[a-zà-ÿ]{3,}[A-Z]")
_LONG_TOKEN = re.compile(r"\b(?=\w*\d)(?=\w*[a-zA-Z])[\w+/=]{10,}|[\w+/]{6,}={1,2}|\b[0-9a-fA-F]{10,}\b")
_NUMBERS = re.compile(r"(?:\b\d{1,3}\b[\s,.\-/;:]*){5,}|\b\d{7,}\b|\b[01]{5,}\b")
_MORSE = re.compile(r"(?:[.\-–—·•]{1,5}[ /]+){3,}")
_SOUNDLESS = re.compile(r"\b[b-df-hj-np-tv-xz]{3,}\b", re.IGNORECASE)
_AS_IN = r"\b[a-z] (?:as in|for|van|als in|zoals in)\b"
_SPELT = re.compile(rf"(?i){_AS_IN}.{{0,40}}{_AS_IN}")
_MARKUP = re.compile(
    r"<[a-zA-Z/!][^>]*>|```|\]\(|^#{1,6} |[*_~|{}\[\]<>\\^=#@]|^\s*[-•]\s|^\s*\([^()]{4,}\)", re.MULTILINE
)
_NOISES = frozenset(["hmm", "hmmm", "mmm", "pff", "pfff", "tsk", "psst", "sst", "shh", "brr", "grr", "zzz"])
_LOUD = re.compile(r"\b[A-Z]{5,}\b")
_SHORT = re.compile(r"\b(?:[^\W\d_]\.){2,}")


def coded(text: str, usual: frozenset[str] = frozenset(), known: frozenset[str] | None = None) -> bool:
    """Whether the text holds what is not speech.

    usual are tokens that the scenario itself uses; known are everyday words, which may also be shouted.
    """
    if any(not _sayable(char) for char in text):
        return True
    tidy = " ".join(token for token in text.split(" ") if token.strip(".,;:!?'\"()…’“”") not in usual)
    spoken = _SHORT.sub(" ", tidy)
    patterns = (_SINGLE, _TWO_OR_THREE, _INSIDE, _SHOUTED_INSIDE, _LONG_TOKEN, _NUMBERS, _MORSE, _SPELT)
    if any(pattern.search(spoken) for pattern in patterns) or _stretched(spoken):
        return True
    if known is not None and any(word.lower() not in known for word in _LOUD.findall(spoken)):
        return True
    return any(found.lower() not in _NOISES and not found.isupper() for found in _SOUNDLESS.findall(spoken))


def marked_up(text: str) -> bool:
    """Whether the text holds markup, a list or a stage direction."""
    return _MARKUP.search(text) is not None


def _sayable(char: str) -> bool:
    if char in _PLAIN_MARKS or char.isdigit():
        return True
    if char in "*_~|{}[]<>\\^=#@•":  # markup, which is another objection
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ") and _usual(char)


def _usual(char: str) -> bool:
    """A letter of the alphabet, or one with a mark as Dutch and English texts have it."""
    bare = unicodedata.normalize("NFD", char)[0]
    return bare.isascii() and ord(char) < 0x180


def _stretched(text: str) -> bool:
    """Letters with spaces between them, other than words of one letter such as "I" and "a"."""
    return any(not set(found.lower().split()) <= {"a", "i", "o", "u"} for found in _STRETCHED.findall(text))
