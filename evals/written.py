"""How well the check of a model's sentences works: ``python -m evals.written``.

Sentences as a model might write them, on the shipped course (evals/support): those that say what the passages
say must stay, those that add, change or turn something around must go. 1 when a bar is missed.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from evals.ask import ROOT
from evals.quiz import Bar, lesson_of
from tutor.course.lesson import Lesson

WRITTEN = ROOT / "evals" / "support"
SETS = {"en": ("en", "en"), "nl": ("nl", "nl"), "across": ("nl", "en")}
"""The language of the sentences and of the passages."""
PASSAGES = 6


def check(lesson: Lesson, name: str, part: str) -> Iterator[Bar]:
    """The sentences of a file that stay and those that go."""
    language, documents = SETS[name]
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load((WRITTEN / f"{name}.yaml").read_text("utf-8"))
    kept = {"sound": [0, 0], "unsound": [0, 0]}
    for one in listed[part]:
        passages = lesson.passages(one["ask"], language, PASSAGES, documents=documents)
        for kind, count in kept.items():
            for sentence in one[kind]:
                count[0] += bool(lesson.support.find(sentence, language, passages, one["ask"]))
                count[1] += 1
    sound, unsound = kept["sound"], kept["unsound"]
    low = 0.5 if name == "across" else 0.8
    yield Bar(f"{name}, {part}: sound sentences that stay", sound[0], sound[1], low)
    yield Bar(f"{name}, {part}: unsound sentences that stay", unsound[0], unsound[1], 0.15, most=True)


async def main() -> int:
    """Print every figure; 1 when a bar is missed."""
    lesson = await lesson_of(Path(tempfile.mkdtemp()))
    bars = [bar for name in SETS for part in ("first", "unseen") for bar in check(lesson, name, part)]
    for bar in bars:
        print(bar)
    missed = sum(bar.missed for bar in bars)
    print("All bars met." if not missed else f"{missed} bars missed.")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
