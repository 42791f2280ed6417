"""Replies written blind and never trained on: python -m evals.moves_fresh [en] [nl]."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rich.console import Console

from evals.moves_exemplars import LANGUAGES
from evals.moves_measures import f1
from tutor.domain.move import Move
from tutor.roleplay.recognition.encoder import MoveEncoder
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser, Recogniser

FOLDER = Path(__file__).parent / "fresh"
SETS = ("first", "second", "third", "fourth")
"""Errors on the first two showed what kinds of exemplars were missing; the third was only counted.

The fourth was written without a look at the exemplars or at what is found, and only counted as well.
"""


class Reply(BaseModel):
    """A reply, the moves it does, moves that may be found as well, and the counterpart's line before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    moves: frozenset[Move]
    may: frozenset[Move] = frozenset()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Macro-F1 over the moves that occur; shares of replies with every move, and no other, found."""

    macro: float
    every: float
    exact: float
    replies: int


def replies(name: str, language: str) -> tuple[Reply, ...]:
    """A set in a language; a ValueError of pydantic names what is wrong in a line."""
    lines = (FOLDER / f"{name}-{language}.jsonl").read_text("utf-8").splitlines()
    return tuple(Reply.model_validate_json(line) for line in lines if line.strip())


def agreement(recogniser: Recogniser, some: Sequence[Reply], language: str) -> Agreement:
    """How the recogniser does on whole replies."""
    found = [
        {it.move for it in recogniser.recognise(one.text, one.before, language)} - one.may for one in some
    ]
    occurring = [move for move in Move if any(move in one.moves for one in some)]
    scores = [f1([m in one.moves for one in some], [m in it for it in found]) for m in occurring]
    pairs = list(zip(some, found, strict=True))
    return Agreement(
        sum(scores) / len(scores),
        sum(one.moves <= it for one, it in pairs) / len(some),
        sum(one.moves == it for one, it in pairs) / len(some),
        len(some),
    )


def fresh(recogniser: Recogniser, language: str, console: Console) -> None:
    """Print the agreement on each set of a language."""
    for name in SETS:
        it = agreement(recogniser, replies(name, language), language)
        console.print(
            f"{language} written blind, {name} set: macro-F1 {it.macro:.3f}, every move found in "
            f"{it.every:.1%}, none besides in {it.exact:.1%} of {it.replies} replies"
        )


if __name__ == "__main__":
    for asked in sys.argv[1:] or LANGUAGES:
        fresh(EmbeddedRecogniser(MoveEncoder()), asked, Console(width=110))
