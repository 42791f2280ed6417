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
}
_NL = {
    r"(?:een|1) derde(?: deel)?": 1 / 3,
    r"(?:twee|2) ?derde(?: deel)?": 2 / 3,
    r"(?:een|1) kwart": 1 / 4,
    r"(?:een|1) vierde(?: deel)?": 1 / 4,
    r"(?:drie|3) ?kwart": 3 / 4,
    r"(?:een|1) vijfde(?: deel)?": 1 / 5,
}

_EVEN = re.compile(
    r"\b(?:fifty[ -]?fifty|fiftyfifty|half om half|half and half)\b|(?<!\d)50 ?[-/] ?50(?![\d,.])"
)
"""A split in two equal parts, of whatever is shared out."""


def find_fractions(text: str, language: str) -> Iterator[Amount]:
    """Fractions in a text in lower case: of something, or fifty-fifty; as shares of a hundred."""
    for pattern, part in (_NL if language == "nl" else _EN).items():
        for found in re.finditer(rf"\b{pattern}(?= (?:of|van)\b)", text.replace("é", "e")):
            share = round(100 * part, 2)
            yield Amount(share, share, found.start(), found.end(), "share")
    for found in _EVEN.finditer(text):
        yield Amount(50.0, 50.0, found.start(), found.end(), "share")
