"""The hand-coded sentences that the recogniser learns from, and which of them are held apart."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.domain.move import Move

FOLDER = Path(__file__).parent.parent / "tutor" / "roleplay" / "moves"
LANGUAGES = ("en", "nl")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A sentence with its moves, the counterpart's line before it ("" when none) and its work situation."""

    text: str
    before: str
    moves: frozenset[Move]
    situation: str


def exemplars(language: str) -> tuple[Exemplar, ...]:
    """All exemplars of a language, in the order of their files; ValueError names a bad file and line."""
    return tuple(one for path in sorted((FOLDER / language).glob("*.jsonl")) for one in _read(path))


def held_apart(language: str) -> frozenset[str]:
    """The situations, a fifth of all, that nothing is trained or tuned on; the same in each language."""
    return frozenset({"bad-news-reorganisation", "project-handover", "school-parent-talk"})


def with_contexts(some: tuple[Exemplar, ...]) -> tuple[tuple[Exemplar, float], ...]:
    """The exemplars, weighted, with the counterpart's line also left out, or borrowed from another exemplar.

    In a real conversation every reply has a line before it, while only some exemplars need one; without this
    the mere presence of a line would tell the move.
    """
    lines = {s: [one.before for one in some if one.situation == s and one.before] for s in _situations(some)}
    weighted: list[tuple[Exemplar, float]] = []
    for one in some:
        borrowed = _borrow(one, lines[one.situation])
        if one.before:
            weighted += [(one, 0.7), (_said_after(one, ""), 0.3)]
        elif borrowed:
            weighted += [(one, 0.5), (_said_after(one, borrowed), 0.5)]
        else:
            weighted.append((one, 1.0))
    return tuple(weighted)


def _situations(some: tuple[Exemplar, ...]) -> list[str]:
    return sorted({one.situation for one in some})


def _borrow(one: Exemplar, lines: list[str]) -> str:
    return lines[zlib.crc32(one.text.encode()) % len(lines)] if lines else ""


def _said_after(one: Exemplar, before: str) -> Exemplar:
    return Exemplar(one.text, before, one.moves, one.situation)


def _read(path: Path) -> Iterator[Exemplar]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            moves = frozenset(Move(move) for move in row["moves"])
            yield Exemplar(row["text"], row.get("before", ""), moves, path.stem)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path}:{number}: {error!r}; want text, moves and perhaps before") from error
