"""Where a quote stands in a text: found as a string, with white space and quotation marks made alike only."""

from collections.abc import Iterator

MARKS = "\"'“”„‟‘’‚‛«»‹›`´′″"
"""Quotation marks and apostrophes, which keyboards and models write in many ways."""
LEAST_WORDS = 2
"""Words of a quote; one word alone shows nothing unless it is all that was said."""


def find(quote: str, text: str) -> tuple[int, int] | None:
    """The place ``text[start:end]`` that a quote stands for, of whole words; None when it stands nowhere."""
    plain, places = _alike(text)
    whole = _alike(quote)[0].strip()
    for sought in dict.fromkeys((whole, whole.strip("' "))):
        if len(sought.split()) < LEAST_WORDS and sought != plain.strip("' "):
            continue
        for at in _occurrences(sought, plain):
            return places[at], places[at + len(sought) - 1] + 1
    return None


def _alike(text: str) -> tuple[str, list[int]]:
    """A text with one space for white space and one sign for quotation marks, and where each sign stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        sign = " " if char.isspace() else "'" if char in MARKS else char
        if sign == " " and signs and signs[-1] == " ":
            continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def _occurrences(sought: str, text: str) -> Iterator[int]:
    """Where it stands with no word cut in two."""
    at = text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if not (_joined(text, at) or _joined(text, end)):
            yield at
        at = text.find(sought, at + 1)


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on over this place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
