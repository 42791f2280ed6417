"""Lines in which one of two counterparts speaks, or both: ``{sam}`` in a line passes the word to Sam."""

import re
from collections.abc import Collection, Mapping, Sequence

_MARK = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")
SLOTS = frozenset({"offer", "counterpart"})
"""Marks in a line that stand for words, not for a speaker."""


def opener(line: str) -> str:
    """Whoever a line begins with, when it says so; else nobody."""
    found = _MARK.match(line.lstrip())
    return found[1] if found and found[1] not in SLOTS else ""


def split_line(line: str, speaker: str, ids: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Who says what in a line: pairs of an id and words; speaker begins unless it says otherwise."""
    found, at, who = [], 0, speaker
    for mark in _MARK.finditer(line):
        if mark[1] in ids:
            found.append((who, line[at : mark.start()].strip()))
            at, who = mark.end(), mark[1]
    found.append((who, line[at:].strip()))
    return tuple((who, words) for who, words in found if words)


def said_by(lines: Sequence[str], speaker: str) -> Mapping[int, str]:
    """The lines that a speaker can begin, by number: its own, and those that name nobody."""
    return {number: line for number, line in enumerate(lines) if opener(line) in ("", speaker)}
