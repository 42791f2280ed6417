"""Chat text in a plain form: lower case, no accents, spelled-out abbreviations, one token per word."""

import re
import unicodedata
from collections.abc import Mapping

LONGEST_SENTENCE = 400
"""Characters of one sentence that are looked at."""

_TOKEN = re.compile(
    r"(?P<money>[€$£]\s?\d[\d.,]*\s?k?\b|\d[\d.,]*\s?(?:€|euros?\b|eur\b|dollars?\b|pounds?\b|k\b))"
    r"|(?P<percent>\d[\d.,]*\s?%|\b(?:percent|procent)\b)|(?P<number>\d[\d.,:]*(?:st|nd|rd|th|e|de)?\b)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<ask>\?+)|(?P<cry>!+)|(?P<dots>\.{2,}|…)"
    r"|(?P<emoji>[\u2190-\u2bff\U0001f000-\U0001faff]+|[:;]-?[)(DP|/])"
)
_MARKS = {"money": "€0", "percent": "0%", "number": "0", "ask": "?", "cry": "!", "dots": "…", "emoji": "☺"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


def plain(text: str) -> str:
    """Lower case without accents, typographic quotes or stretched letters ("sooo" → "so")."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST_SENTENCE].translate(_QUOTES).lower())
    return _STRETCHED.sub(r"\1", "".join(c for c in folded if not unicodedata.combining(c)))


def tokens(text: str, spelled_out: Mapping[str, str]) -> list[str]:
    """Words without apostrophes, and one mark each for numbers (0), money (€0), "?", "!", dots and emoji.

    `spelled_out` maps abbreviations of chat ("tmrw") to their words.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(plain(text)):
        kind = match.lastgroup or ""
        if kind != "word":
            found.append(_MARKS[kind])
            continue
        word = match.group().replace("'", "")
        found.extend(spelled_out.get(word, word).split())
    return found
