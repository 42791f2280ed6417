"""Acts that a counterpart performs only when they were decided: accepting, praising, talking meta."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from tutor.roleplay.guarding.veiled import plain

ACTS = ("meta", "wordplay", "learner", "swap", "praise", "coach", "story", "limit")
"""Acts that are allowed only where a line of the decision performs them too."""
_REACH = 24
"""Characters before a match in which a word can turn it into its opposite."""


@cache
def _acts() -> Mapping[str, re.Pattern[str]]:
    text = files("tutor").joinpath("words", "guard.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    return {act: _pattern(lines) for act, lines in listed.items()}


def _pattern(lines: Iterable[str]) -> re.Pattern[str]:
    body = "|".join(lines).replace("(?: _)", r"(?: \w+)")
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.MULTILINE)


def performs(act: str, text: str) -> bool:
    """Whether a text performs an act of guard.yaml; an acceptance that is denied is none."""
    clear = re.sub(r"[^\S\n]+", " ", plain(text)).strip()
    found = _acts()[act].finditer(clear)
    return any(act != "accept" or not _turned(clear[: match.start()]) for match in found)


def _turned(before: str) -> bool:
    clause = re.split(r"[.!?;:,\n]", before)[-1][-_REACH:]
    return _acts()["before"].search(clause) is not None


def oversteps(text: str, decided: Sequence[str]) -> tuple[str, ...]:
    """The acts that a text performs and that no line of the decision does."""
    return tuple(
        act for act in ACTS if performs(act, text) and not any(performs(act, line) for line in decided)
    )
