"""What a learner typed, for a scenario's words to be looked up in: chat spelling written out; pure."""

import re
from functools import lru_cache

from tutor.roleplay.recognition.cues import cues
from tutor.roleplay.recognition.words import plain

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.?!,;:]")
LONGEST = 4000
"""Characters that are looked at."""


@lru_cache(maxsize=1024)
def wording(text: str, language: str) -> str:
    """The text, then the same in plain spelling where that differs ("hoe is t thuis | hoe is het thuis").

    A language of which no spelling is known keeps its text as it is.
    """
    try:
        spelled_out = cues(language).spelled_out
    except FileNotFoundError:
        return text
    pieces = (plain(piece) for piece in re.split(r"(?<=[.?!])\s+|\n+", text[:LONGEST]))
    words = (word for piece in pieces for word in _WORD.findall(piece))
    spelled = " ".join(spelled_out.get(word.replace("'", ""), word) for word in words)
    return text if spelled == text else f"{text} | {spelled}"
