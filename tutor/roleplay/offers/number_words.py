"""Numbers written as words, in Dutch and English, up to millions: "vijfentwintighonderd", "forty-two"."""

import re
import unicodedata
from functools import lru_cache
from itertools import count


def _listed(*lines: str) -> list[str]:
    return " ".join(lines).split()


_EN_ONES = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen",
)
_EN_TENS = _listed(
    "twenty thirty forty fifty sixty seventy eighty ninety",
)
_NL_ONES = _listed(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien",
    "zeventien achttien negentien",
)
_NL_TENS = _listed(
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
)

ATOMS: dict[str, dict[str, float]] = {
    "en": {
        **dict(zip(_EN_ONES, map(float, count()), strict=False)),
        **dict(zip(_EN_TENS, map(float, range(20, 100, 10)), strict=True)),
        "fourty": 40.0,
        "half": 0.5,
        "dozen": 12.0,
    },
    "nl": {
        **dict(zip(_NL_ONES, map(float, count()), strict=False)),
        **dict(zip(_NL_TENS, map(float, range(20, 100, 10)), strict=True)),
        "half": 0.5,
        "halve": 0.5,
        "helft": 0.5,
        "anderhalf": 1.5,
        "anderhalve": 1.5,
    },
}
"""The words that stand for a number on their own."""

SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 100.0,
        "thousand": 1000.0,
        "k": 1000.0,
        "grand": 1000.0,
        "million": 1e6,
        "mln": 1e6,
        "mil": 1e6,
    },
    "nl": {
        "honderd": 100.0,
        "duizend": 1000.0,
        "k": 1000.0,
        "mille": 1000.0,
        "rug": 1000.0,
        "ruggen": 1000.0,
        "ton": 1e5,
        "miljoen": 1e6,
        "mln": 1e6,
        "mio": 1e6,
    },
}
"""The words that multiply what stands before them."""

_NL_SMALL = re.compile(rf"(?P<ones>{'|'.join(_NL_ONES[1:10])})en(?P<tens>{'|'.join(_NL_TENS)})")
_NL_HALF = re.compile(rf"(?P<ones>{'|'.join(_NL_ONES[1:20])})en(?:een)?hal(?:f|ve)")


def word_set(*lines: str) -> frozenset[str]:
    """The words of the lines, separated by spaces."""
    return frozenset(" ".join(lines).split())


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """The word in lower case without accents: "Tweeëntwintig" → "tweeentwintig"."""
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in split if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def word_value(word: str, language: str) -> float | None:
    """The value of one written word ("twintigduizend", "forty-two"), or None when it is not a number."""
    if len(word) > 60:
        return None
    bare = plain(word)
    atom = ATOMS.get(language, ATOMS["en"]).get(bare)
    if atom is not None:
        return atom
    return _dutch(bare) if language == "nl" else _english(bare)


def _english(word: str) -> float | None:
    tens, hyphen, ones = word.partition("-")
    if hyphen and tens in ("fourty", *_EN_TENS) and ones in _EN_ONES[1:10]:
        return ATOMS["en"][tens] + ATOMS["en"][ones]
    return None


def _dutch(word: str) -> float | None:
    word = word.replace("-", "")
    if word in ATOMS["nl"]:
        return ATOMS["nl"][word]
    if found := _NL_SMALL.fullmatch(word):
        return ATOMS["nl"][found["ones"]] + ATOMS["nl"][found["tens"]]
    if found := _NL_HALF.fullmatch(word):
        return ATOMS["nl"][found["ones"]] + 0.5
    for scale in ("duizend", "honderd"):
        before, found_scale, after = word.partition(scale)
        if found_scale and (before or after):
            return _dutch_scaled(before, SCALES["nl"][scale], after)
    return None


def _dutch_scaled(before: str, scale: float, after: str) -> float | None:
    times = SCALES["nl"].get(before, _dutch(before)) if before else 1.0
    rest = _dutch(after.removeprefix("en")) if after else 0.0
    if times is None or rest is None or rest >= scale:
        return None
    return times * scale + rest
