"""Does a level depend on how something is said: on names, gender, dialect, spelling, or length?

The learner's replies of rated transcripts are said in other words with the same meaning and scored again.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import correlation

import yaml

from evals.scores.desk import Desk, Figure
from tutor.domain.record import RatedTranscript

SWAPS = ("names", "gender", "dialect", "spelling")
SAME, SLOPE = 0.98, 0.10
FILLERS = {
    "en": ("as things stand", "in this case", "at the moment", "here at work", "as of today"),
    "nl": ("zoals het er nu voor staat", "in dit geval", "op dit moment", "hier op het werk", "tot nu toe"),
}
_END = re.compile(r"[\s.!?…]*$")

Reword = Callable[[str], str]


@cache
def _pairs() -> dict[str, dict[str, list[tuple[str, str]]]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = yaml.safe_load(
        (Path(__file__).parent / "wording.yaml").read_text("utf-8")
    )
    return found


def swapped(kind: str, language: str) -> Reword:
    """What says a reply in other words of a kind."""
    pairs = {old.lower(): new for old, new in _pairs()[kind][language]}
    either = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, pairs))})(?!\w)", re.IGNORECASE)

    def new(match: re.Match[str]) -> str:
        word = pairs[match[0].lower()]
        return word[:1].upper() + word[1:] if match[0][0].isupper() else word

    return lambda text: " ".join(either.sub(new, text).split())


def longer(language: str) -> Reword:
    """What makes each reply longer by words that say nothing."""
    fillers = itertools.cycle(FILLERS[language])

    def say(text: str) -> str:
        end = _END.search(text)
        at = end.start() if end else len(text)
        return f"{text[:at]}, {next(fillers)}{text[at:]}"

    return say


def reworded(one: RatedTranscript, reword: Reword) -> RatedTranscript:
    """The transcript with the learner's replies in other words."""
    turns = tuple(turn.model_copy(update={"text": reword(turn.text)}) for turn in one.turns)
    return one.model_copy(update={"turns": turns})


def figures(desk: Desk, scored: Sequence[tuple[RatedTranscript, dict[str, int]]]) -> Iterator[Figure]:
    """The share of levels that stay, over all kinds of swaps, and what length does."""
    same = total = 0
    for kind in SWAPS:
        stays, of = _stay(desk, scored, kind)
        same, total = same + stays, total + of
        print(f"  {kind:<10} {stays}/{of} levels stay where a reply was changed")
    share = same / max(1, total)
    yield Figure(
        "same level with other names, gender, dialect, spelling", f"{share:.3f}", f">= {SAME}", share >= SAME
    )
    slope = _length(desk, scored)
    yield Figure(
        "level against length, at equal moves", f"r = {slope:+.2f}", f"within {SLOPE}", abs(slope) <= SLOPE
    )


def _stay(desk: Desk, scored: Sequence[tuple[RatedTranscript, dict[str, int]]], kind: str) -> tuple[int, int]:
    same = total = 0
    for one, before in scored:
        other = reworded(one, swapped(kind, one.language))
        if other == one:
            continue
        after = desk.levels(desk.hear(other))
        total += len(before)
        same += sum(after.get(criterion) == level for criterion, level in before.items())
    return same, total


def _length(desk: Desk, scored: Sequence[tuple[RatedTranscript, dict[str, int]]]) -> float:
    """How the level moves with the number of words, within conversations (Pearson's r)."""
    more, up = [], []
    for one, before in scored:
        for reword in (swapped("shorter", one.language), longer(one.language)):
            other = reworded(one, reword)
            after = desk.levels(desk.hear(other))
            for criterion, level in before.items():
                more.append(_words(other) / _words(one) - 1)
                up.append(after.get(criterion, level) - level)
    return correlation(more, up) if len(set(up)) > 1 else 0.0


def _words(one: RatedTranscript) -> int:
    return sum(len(turn.text.split()) for turn in one.turns)
