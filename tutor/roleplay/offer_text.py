"""A reply made ready for reading offers: in lower case, letter for letter, and cut into sentences."""

import re
from collections.abc import Iterable


def lowered(text: str) -> str:
    """The text in lower case with plain apostrophes and spaces, as long as it was."""
    # Character by character, so that every offset in the copy is one in the text.
    straight = {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " "}
    return "".join(straight.get(char, low if len(low := char.lower()) == 1 else char) for char in text)


_SENTENCE_END = re.compile(
    r"[!?;\n]+|\.(?=\s|$)(?<!\bp\.m\.)(?<!\bmax\.)(?<!\bincl\.)(?<!\bmin\.)(?<!\bca\.)"
)


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """Where the sentences of a reply stand; a line, a question mark and a semicolon end one too."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)
