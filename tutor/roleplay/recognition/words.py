"""Chat text in a plain form: lower case, no accents, spelled-out abbreviations, one token per word."""

import re
import unicodedata
from collections.abc import Container, Mapping

LONGEST_SENTENCE = 400
"""Characters of one sentence that are looked at."""

_TOKEN = re.compile(
    r"(?P<money>[€$£]\s?\d[\d.,]*\s?k?\b|\d[\d.,]*\s?(?:€|euros?\b|eur\b|dollars?\b|pounds?\b|k\b))"
    r"|(?P<percent>\d[\d.,]*\s?%|\b(?:percent|procent)\b)|(?P<number>\d[\d.,:]*(?:st|nd|rd|th|e|de|x)?\b)"
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


_CALLED_FIRST = re.compile(r"^\W*([^\W\d_][\w'’-]+)(?:\s+(?:and|en|&)\s+[^\W\d_][\w'’-]+)?\s*,\s+(?=(\w+))")
_CALLED_LAST = re.compile(r"\w(,\s+[^\W\d_a-z][\w'’-]+)\s*[?.!…]*\s*$")


def without_name(text: str, vocabulary: Container[str], opening: Container[str]) -> str:
    """The text without the name of whoever is called at its begin or end ("Sam, how was it?").

    A word of the vocabulary is none ("Sorry, how was it?"); a name in small letters is one only before a word
    that opens a question or a request.
    """
    if (first := _CALLED_FIRST.match(text[:80])) and plain(first[1]) not in vocabulary:
        return text[first.end() :] if first[1][0].isupper() or plain(first[2]) in opening else text
    last = _CALLED_LAST.search(text)
    if last and plain(last[1].strip(" ,")) not in vocabulary:
        return text[: last.start(1)] + text[last.end(1) :]
    return text
