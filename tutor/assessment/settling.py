"""How several readings of one criterion become one: when they lie too far apart, and how sure they are."""

import re
from collections.abc import Sequence

from tutor.language import detect

FAR = 2
"""Levels of a criterion between the lowest and the highest reading from which on a person has to judge."""
LONGEST_WHY = 300
"""Characters of a model's reason that are shown."""

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,})[\"”“»]")
_MARKUP = re.compile(r"[<>{}\[\]|`]|https?:|www\.")


def too_far_apart(steps: Sequence[int], levels: Sequence[int]) -> bool:
    """Whether readings differ by two of a criterion's levels, which are steps, or more."""
    places = [steps.index(level) for level in levels]
    return max(places) - min(places) >= FAR


def confidence(level: int, readings: Sequence[int], counted: int | None) -> float:
    """The share of the readings, the count among them, that came to this level."""
    votes = [*readings, *([] if counted is None else [counted])]
    return round(votes.count(level) / len(votes), 3)


def sentence(why: str, said: Sequence[str], language: str) -> str:
    """A model's reason as it may be shown: plain, short, in the language, and quoting only what was said.

    Empty where it is anything else; the count then gives the reason alone.
    """
    flat = " ".join(why.split())
    if len(flat) > LONGEST_WHY or _MARKUP.search(flat):
        return ""
    if detect(flat, default=language) != language:
        return ""
    if any(not any(quote in text for text in said) for quote in _QUOTED.findall(flat)):
        return ""
    return flat
