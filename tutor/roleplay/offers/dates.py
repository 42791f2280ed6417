"""Months in what people type: "from April", "1 July", "Q3", "maart of april"; as amounts of measure date."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tutor.roleplay.offers.amount_reader import Amount

_DAY = {"en": r"(?:\d{1,2}(?:st|nd|rd|th)?[ ](?:of[ ])?)?", "nl": r"(?:\d{1,2}(?:e|ste|de)?[ ])?"}
_TAIL = {
    "en": r"(?:[ ]\d{1,2}(?:st|nd|rd|th)?\b)?(?:,?[ ](?:19|20)\d\d\b)?",
    "nl": r"(?:[ ](?:19|20)\d\d\b)?",
}
_JOINED = re.compile(r"\s*(?:-|–|/|or|to|until|of|tot|à)\s*")
_BOTH = re.compile(r"\s*(?:and|en|&)\s*")
_BETWEEN = re.compile(r"\b(?:between|tussen)\s+$")
_QUARTER = re.compile(
    r"\bq([1-4])\b"
    r"|\b(?:the |het )?(first|second|third|fourth|last|eerste|tweede|derde|vierde|laatste) "
    r"(?:quarter|kwartaal)\b"
)
_NAMED_QUARTERS = {
    name: number
    for number, names in enumerate(
        (
            ("first", "eerste"),
            ("second", "tweede"),
            ("third", "derde"),
            ("fourth", "last", "vierde", "laatste"),
        )
    )
    for name in names
}
_MAYBE = re.compile(
    r"(?:\b(?:in|from|by|of|until|till|before|after|for|to|or|and|late|early|mid|starts?|since|around|about"
    r"|between|is|say|make it|then|only)[ -]|\d(?:st|nd|rd|th)? |^\W*)$"
)
"""What stands before "may" when it is the month."""


_START = re.compile(
    r"\b(?:start\w*|beg[iu]n\w*|launch\w*|wait\w*|kick \w*|go live|going live|postpone\w*|delay\w*"
    r"|at the earliest|not before|ready|op zijn vroegst|op z'n vroegst|niet (?:voor|eerder)|klaar"
    r"|(?:kan|kunnen|kun|wil|willen|mag|mogen) (?:dan |ik |we |wij |jij |je |jullie |nu |wel |zelf )*"
    r"(?:pas|al)"
    r"|wacht\w*|begon\w*|van start|live gaan|uitstel\w*|opschuiven|opschuift|schuif\w*)\b"
)


def speaks_of_start(text: str) -> bool:
    """Whether a sentence in lower case is about when something begins."""
    return bool(_START.search(text))


def find_dates(text: str, language: str) -> tuple[Amount, ...]:
    """The months named in a text in lower case, in order, 1 to 12; two as a range where they are one."""
    return tuple(_ranges(text, sorted(_single(text, language), key=lambda date: date.start)))


def _single(text: str, language: str) -> Iterator[Amount]:
    pattern, numbers = _months(language if language in _DAY else "en")
    for found in pattern.finditer(text):
        if found[1] == "may" and not _is_month(text, found):
            continue
        month = float(numbers[found[1]])
        yield Amount(month, month, found.start(), found.end(), "date")
    for found in _QUARTER.finditer(text):
        quarter = int(found[1]) - 1 if found[1] else _NAMED_QUARTERS[found[2]]
        yield Amount(3.0 * quarter + 1, 3.0 * quarter + 1, found.start(), found.end(), "date")


def _is_month(text: str, found: re.Match[str]) -> bool:
    """Whether "may" is the month and not the verb, from what stands before it."""
    return bool(re.match(r"\d", found[0])) or bool(_MAYBE.search(text[: found.start(1)]))


def _ranges(text: str, dates: list[Amount]) -> Iterator[Amount]:
    place = 0
    while place < len(dates):
        pair = dates[place : place + 2]
        joined = len(pair) == 2 and _one(text, *pair)
        yield replace(pair[1], low=pair[0].low, start=pair[0].start) if joined else pair[0]
        place += 2 if joined else 1


def _one(text: str, first: Amount, second: Amount) -> bool:
    gap = text[first.end : second.start]
    between = _BETWEEN.search(text[max(0, first.start - 10) : first.start])
    return first.low < second.low and bool(_JOINED.fullmatch(gap) or (between and _BOTH.fullmatch(gap)))


@lru_cache(maxsize=8)
def _months(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    try:
        forms = Locale.parse(language).months["format"]
    except UnknownLocaleError:
        forms = Locale.parse("en").months["format"]
    numbers = {
        name.lower().rstrip("."): month
        for form in ("wide", "abbreviated")
        for month, name in forms[form].items()
    }
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return re.compile(rf"\b{_DAY[language]}({names})\b\.?{_TAIL[language]}"), numbers
