"""Parts of a whole in what people type: "a third of", "two thirds of", "driekwart van", "een kwart van"."""

import re
from collections.abc import Iterator

from tutor.roleplay.offers.amount_reader import Amount

_EN = {
    r"(?:a|one)[ -]third": 1 / 3,
    r"two[ -]thirds": 2 / 3,
    r"(?:a|one)[ -](?:quarter|fourth)": 1 / 4,
    r"three[ -](?:quarters|fourths)": 3 / 4,
    r"(?:a|one)[ -]fifth": 1 / 5,
    r"two[ -]fifths": 2 / 5,
    r"half": 1 / 2,
}
_NL = {
    r"(?:een|1) derde(?: deel)?": 1 / 3,
    r"(?:twee|2) ?derde(?: deel)?": 2 / 3,
    r"(?:een|1) kwart": 1 / 4,
    r"(?:een|1) vierde(?: deel)?": 1 / 4,
    r"(?:drie|3) ?kwart": 3 / 4,
    r"(?:een|1) vijfde(?: deel)?": 1 / 5,
    r"(?:twee|2) ?vijfde(?: deel)?": 2 / 5,
    r"(?:de )?helft": 1 / 2,
}

_HALF = 1 / 2
"""A half is read as a number of its own ("half of it"), but for that of a week."""

_EVEN = re.compile(
    r"\b(?:fifty[ -]?fifty|fiftyfifty|half om half|half and half)\b|(?<!\d)50 ?[-/] ?50(?![\d,.])"
)
"""A split in two equal parts, of whatever is shared out."""

_WORKDAYS = 5
_OF_A_WEEK = r" (?:of|van) (?:my|the|mijn|de|m'n) (?:working )?(?:week|hours|werkweek|uren)\b"
_SPENT = re.compile(
    r" (?:now |already |nu |al )?(?:is|are|was|were|goes|go|went|gets|disappears|gaat|gaan|ging|zit|zat"
    r"|ben|zijn|verdwijnt|besteed)\b(?! (?:fine|ok|okay|enough|good|goed|prima|genoeg|akkoord))"
)
"""What a week goes to is no wish: "half of my week is meetings"."""
_PERCENT = re.compile(rf"(?<![\d,.])(\d{{1,2}})\s?(?:%|percent|per cent|procent){_OF_A_WEEK}")


def find_fractions(text: str, language: str) -> Iterator[Amount]:
    """Fractions in a text in lower case: as shares of a hundred, those of a week as days of it."""
    for pattern, part in (_NL if language == "nl" else _EN).items():
        for found in re.finditer(rf"\b{pattern}(?= (?:of|van)\b)", text.replace("é", "e")):
            if whole := re.match(_OF_A_WEEK, text[found.end() :]):
                yield _days(text, part, found.start(), found.end() + whole.end())
            elif part != _HALF:
                share = round(100 * part, 2)
                yield Amount(share, share, found.start(), found.end(), "share")
    for found in _PERCENT.finditer(text):
        yield _days(text, int(found[1]) / 100, *found.span())
    for found in _EVEN.finditer(text):
        yield Amount(50.0, 50.0, found.start(), found.end(), "share")


def _days(text: str, part: float, start: int, end: int) -> Amount:
    """A part of the working week in days, to the half (two fifths are two); where it is spent, a share."""
    days, share = round(2 * _WORKDAYS * part) / 2, round(100 * part, 2)
    if _SPENT.match(text, end):
        return Amount(share, share, start, end, "share")
    return Amount(days, days, start, end, "day", per="week")
