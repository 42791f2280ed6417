"""``python -m evals.moves_model [en] [nl] [--all]``: what a model that reads replies adds to the recogniser.

The model is that of TUTOR_RECOGNISER_MODEL (docs/models.md); without one this says so and measures nothing.
Each sentence of the situations kept apart is read twice, by the embedded recogniser alone and together with
the model, and macro-F1 is printed for both. It costs a call a sentence: SAMPLE of them in each language, the
same each time, unless all are asked for.
"""

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from evals.moves_exemplars import LANGUAGES, Exemplar, exemplars, held_apart
from evals.moves_measures import f1
from tutor.app import now
from tutor.domain.calls import NO_USAGE, Purpose
from tutor.domain.move import Move
from tutor.llm.line import World
from tutor.models import Models
from tutor.prompts import Prompts
from tutor.roleplay.recognition.encoder import MoveEncoder
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser, Recogniser
from tutor.roleplay.second_reader import FAILED, ModelReader, SecondReader
from tutor.settings import load_settings
from tutor.testing.models import MemoryLedger

SAMPLE = 200
AT_ONCE = 4
"""Sentences that are read at the same time."""


@dataclass(frozen=True)
class Gain:
    """Macro-F1 over the moves that occur, without and with the model, on so many sentences; failed calls."""

    without: float
    together: float
    sentences: int
    failed: int


def sample(language: str, most: int) -> tuple[Exemplar, ...]:
    """Sentences of the situations kept apart, chosen by chance but always the same; all where most is 0."""
    held = [it for it in exemplars(language) if it.situation in held_apart(language)]
    return tuple(random.Random(2026).sample(held, most) if 0 < most < len(held) else held)


def macro(truths: Sequence[frozenset[Move]], found: Sequence[frozenset[Move]]) -> float:
    """The mean F1 of the moves that occur."""
    there = [move for move in Move if any(move in it for it in truths)]
    scores = [f1([move in it for it in truths], [move in it for it in found]) for move in there]
    return sum(scores) / max(len(scores), 1)


async def gain(recogniser: Recogniser, reader: SecondReader, some: Sequence[Exemplar], language: str) -> Gain:
    """What the second reader adds on some sentences."""
    slots, failed = asyncio.Semaphore(AT_ONCE), 0

    async def both(one: Exemplar) -> tuple[frozenset[Move], frozenset[Move]]:
        nonlocal failed
        heard = recogniser.recognise(one.text, one.before, language)
        async with slots:
            read = await reader.read(one.text, one.before, heard, "")
        failed += FAILED in read.stamp
        return frozenset(it.move for it in heard), frozenset(it.move for it in read.moves)

    pairs = await asyncio.gather(*map(both, some))
    truths = [it.moves for it in some]
    without, together = (macro(truths, [pair[place] for pair in pairs]) for place in (0, 1))
    return Gain(without, together, len(some), failed)


async def measured(languages: Sequence[str], most: int) -> int:
    """Print the gain in each language; 0 also where there is no model to measure."""
    settings, books = load_settings(), MemoryLedger()
    prompts = Prompts(settings.roots)
    world = World(time.monotonic, asyncio.sleep, random.random)
    model = Models(settings, books, prompts, world=world, now=now).model(Purpose.RECOGNISE)
    if model is None:
        print("Skipped: no model reads replies. Name one with TUTOR_RECOGNISER_MODEL (docs/models.md).")
        return 0
    recogniser, reader = EmbeddedRecogniser(MoveEncoder()), ModelReader(model, prompts)
    for language in languages:
        it = await gain(recogniser, reader, sample(language, most), language)
        print(
            f"{language}: macro-F1 {it.without:.3f} without and {it.together:.3f} with {model.name}, on "
            f"{it.sentences} sentences of situations kept apart; {it.failed} calls failed"
        )
    usage = sum((it.usage for it in books.records), NO_USAGE)
    print(f"{len(books.records)} calls, {usage.tokens_in} tokens in and {usage.tokens_out} out")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Measure the languages that are named, or both."""
    languages = [it for it in arguments if it in LANGUAGES] or LANGUAGES
    return asyncio.run(measured(languages, 0 if "--all" in arguments else SAMPLE))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
