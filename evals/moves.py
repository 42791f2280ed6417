"""How well are moves recognised? python -m evals.moves [en] [nl]"""

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.moves_exemplars import LANGUAGES, exemplars, held_apart
from evals.moves_measures import calibration_error, f1, kappa
from tutor.domain.move import FoundMove, Move
from tutor.embeddings import Embedder
from tutor.roleplay.recogniser import EmbeddedRecogniser

SHARES = (1.0, 0.9, 0.8, 0.7, 0.5)
CASINO = {
    "asking interests": ({"elicit-pref"}, {Move.ASK_INTEREST}, 0.55),
    "greeting and small talk": ({"small-talk"}, {Move.GREET}, 0.45),
    "needs": ({"self-need", "other-need"}, {Move.NEED}, 0.40),
    "justifying": ({"vouch-fair"}, {Move.JUSTIFY}, 0.35),
    "empathy": ({"showing-empathy"}, {Move.EMPATHISE, Move.AFFIRM, Move.ACCEPT}, 0.25),
    "coordination": ({"promote-coordination"}, {Move.INVITE, Move.PROPOSE, Move.TRADE}, None),
    "no need": ({"no-need"}, {Move.CONCEDE}, None),
    "undervaluing": ({"uv-part"}, {Move.REJECT, Move.JUSTIFY}, None),
}
"""Annotated strategies, the moves that stand for them, and the kappa to reach."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its moves, what was found in it, and how long that took in seconds."""

    truth: frozenset[Move]
    found: tuple[FoundMove, ...]
    seconds: float

    @property
    def moves(self) -> frozenset[Move]:
        return frozenset(one.move for one in self.found)

    @property
    def surest(self) -> float:
        return max(one.confidence for one in self.found)


def judged(recogniser: EmbeddedRecogniser, language: str) -> list[Judged]:
    """Every exemplar of the situations held apart, recognised."""
    apart = held_apart(language)
    held = [one for one in exemplars(language) if one.situation in apart]
    rows = []
    for one in track(held, f"recognise {language}", console=Console(stderr=True)):
        start = time.perf_counter()
        found = recogniser.recognise(one.text, one.before, language)
        rows.append(Judged(one.moves, found, time.perf_counter() - start))
    return rows


def report(rows: Sequence[Judged], language: str, console: Console) -> None:
    """Per-move and overall agreement, calibration, and agreement by share answered."""
    table = Table(
        "move", "n", "found", "F1", "kappa", title=f"{language}: sentences of situations held apart"
    )
    scores = []
    for move in Move:
        truth, found = [move in row.truth for row in rows], [move in row.moves for row in rows]
        scores.append(f1(truth, found))
        table.add_row(
            move, str(sum(truth)), str(sum(found)), f"{scores[-1]:.2f}", f"{kappa(truth, found):.2f}"
        )
    console.print(table)
    pairs = [(one.confidence, one.move in row.truth) for row in rows for one in row.found]
    error = calibration_error([c for c, _ in pairs], [r for _, r in pairs])
    times = sorted(row.seconds for row in rows)
    console.print(f"{language} macro-F1 {sum(scores) / len(scores):.3f} over {len(rows)} sentences")
    console.print(f"{language} expected calibration error {error:.3f}")
    for share in SHARES:
        console.print(
            f"{language} mean kappa when the surest {share:.0%} are answered: {_kappa_at(rows, share):.3f}"
        )
    console.print(
        f"{language} seconds a sentence: median {times[len(times) // 2]:.3f}, p95 {times[len(times) * 95 // 100]:.3f}"
    )


def _kappa_at(rows: Sequence[Judged], share: float) -> float:
    kept = sorted(rows, key=lambda row: -row.surest)[: round(len(rows) * share)]
    kappas = [
        kappa([move in row.truth for row in kept], [move in row.moves for row in kept])
        for move in Move
        if any(move in row.truth for row in kept)
    ]
    return sum(kappas) / max(len(kappas), 1)


def casino(recogniser: EmbeddedRecogniser, path: Path, console: Console) -> None:
    """Agreement with people's annotation of campsite negotiations; nothing is trained on them."""
    if not path.is_file():
        console.print(f"CaSiNo skipped: no {path.name} under TUTOR_EVAL_DATA (default ../shared/data).")
        return
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    read = [
        (
            set(row["labels"]["strategies"]),
            {f.move for f in recogniser.recognise(row["text"], row["prev"] or "", "en")},
        )
        for row in track(rows, "CaSiNo", console=Console(stderr=True))
    ]
    table = Table("what", "n", "found", "kappa", "to reach", title=f"en: CaSiNo, {len(read)} utterances")
    for name, (labels, moves, bar) in CASINO.items():
        truth, found = [bool(one & labels) for one, _ in read], [bool(some & moves) for _, some in read]
        table.add_row(name, str(sum(truth)), str(sum(found)), f"{kappa(truth, found):.2f}", f"{bar or '–'}")
    console.print(table)


def main(languages: Iterable[str]) -> None:
    """Print the report for the languages and, where its data are, for CaSiNo."""
    console, recogniser = Console(width=110), EmbeddedRecogniser(Embedder())
    for language in languages:
        report(judged(recogniser, language), language, console)
    data = Path(os.environ.get("TUTOR_EVAL_DATA", "../shared/data"))
    casino(recogniser, data / "casino_dev" / "utterances.jsonl", console)


if __name__ == "__main__":
    main(sys.argv[1:] or LANGUAGES)
