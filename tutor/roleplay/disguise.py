"""Words spelled out ("f-a-x") or with digits for letters ("f4x"), read as the words they are; pure."""

import re

_DIGITS = str.maketrans("013457", "oieast")
_MIXED = re.compile(r"\b(?=\w*[013457])(?=\w*[^\W\d_])\w{3,}\b")
_SPELLED = re.compile(r"(?<!\w)\w(?:[ .\-_*]+\w(?!\w)){2,}")


def undisguised(text: str) -> str:
    """The text, followed by the words that were disguised in it."""
    mixed = [word.translate(_DIGITS) for word in _MIXED.findall(text.lower())]
    # Who writes one word so ("54w 17?") writes those with nothing but digits so, too.
    mixed = [*mixed, text.lower().translate(_DIGITS)] if mixed else mixed
    spelled = (re.sub(r"[\W_]", "", letters) for letters in _SPELLED.findall(text))
    return " ".join([text, *mixed, *spelled])
