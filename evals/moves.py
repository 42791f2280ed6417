"""How well are moves recognised? python -m evals.moves [en] [nl]"""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.moves_exemplars import LANGUAGES, exemplars, held_apart
from evals.moves_fresh import fresh
from evals.moves_measures import calibration_error, f1, kappa
from tutor.domain.move import FoundMove, Move
from tutor.roleplay.recognition.encoder import Encoder, MoveEncoder
from tutor.roleplay.recognition.glosses import encodable
from tutor.roleplay.recognition.recogniser import LONGEST_ENCODED, EmbeddedRecogniser
from tutor.roleplay.recognition.segments import split

SHARES = (1.0, 0.9, 0.8, 0.7, 0.5)
MACRO_F1 = 0.75


@dataclass(frozen=True, slots=True)
class Strategy:
    """Strategies that people annotated, the moves that stand for them, the kappa to reach (0: none set)."""

    name: str
    labels: frozenset[str]
    moves: frozenset[Move]
    bar: float = 0.0


CASINO = (
    Strategy("asking interests", frozenset({"elicit-pref"}), frozenset({Move.ASK_INTEREST}), 0.55),
    Strategy("greeting, small talk", frozenset({"small-talk"}), frozenset({Move.GREET}), 0.45),
    Strategy("needs", frozenset({"self-need", "other-need"}), frozenset({Move.NEED}), 0.40),
    Strategy("justifying", frozenset({"vouch-fair"}), frozenset({Move.JUSTIFY}), 0.35),
    Strategy(
        "empathy",
        frozenset({"showing-empathy"}),
        frozenset({Move.EMPATHISE, Move.AFFIRM, Move.ACCEPT}),
        0.25,
    ),
    Strategy("empathy, without accepting", frozenset({"showing-empathy"}), frozenset({Move.EMPATHISE})),
    Strategy(
        "coordination",
        frozenset({"promote-coordination"}),
        frozenset({Move.INVITE, Move.PROPOSE, Move.TRADE}),
    ),
    Strategy("no need", frozenset({"no-need"}), frozenset({Move.CONCEDE})),
    Strategy("undervaluing", frozenset({"uv-part"}), frozenset({Move.REJECT, Move.JUSTIFY})),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its moves and what was found in it."""

    truth: frozenset[Move]
    found: tuple[FoundMove, ...]

    @property
    def moves(self) -> frozenset[Move]:
        return frozenset(one.move for one in self.found)

    @property
    def surest(self) -> float:
        return max(one.confidence for one in self.found)


class Remembered:
    """An encoder that encodes many sentences at once beforehand and answers from memory."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def learn(self, texts: Sequence[str], language: str) -> None:
        """Encode these texts and their sentences in batches of similar length."""
        pieces = {piece.text for text in texts for piece in split(text)} | set(texts)
        wanted = {encodable(piece[:LONGEST_ENCODED], language) for piece in pieces if piece}
        new = sorted(wanted - self._vectors.keys(), key=lambda text: (len(text), text))
        for start in track(range(0, len(new), 64), f"encode {language}", console=Console(stderr=True)):
            batch = new[start : start + 64]
            self._vectors.update(zip(batch, self._encoder.encode_moves(batch), strict=True))

    def encode_moves(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text."""
        unknown = [text for text in texts if text not in self._vectors]
        if unknown:
            self._vectors.update(zip(unknown, self._encoder.encode_moves(unknown), strict=True))
        return np.array([self._vectors[text] for text in texts])


def judged(encoder: Remembered, language: str) -> list[Judged]:
    """Every exemplar of the situations held apart, recognised."""
    apart = held_apart(language)
    held = [one for one in exemplars(language) if one.situation in apart]
    encoder.learn([text for one in held for text in (one.text, one.before)], language)
    recogniser = EmbeddedRecogniser(encoder)
    return [Judged(one.moves, recogniser.recognise(one.text, one.before, language)) for one in held]


def report(rows: Sequence[Judged], language: str, console: Console) -> float:
    """Print agreement per move and overall, calibration, agreement by share answered; returns macro-F1."""
    table = Table("move", "n", "found", "F1", "kappa", title=f"{language}: situations held apart")
    scores, kappas = [], []
    for move in Move:
        truth, found = [move in row.truth for row in rows], [move in row.moves for row in rows]
        scores.append(f1(truth, found))
        kappas.append(kappa(truth, found))
        table.add_row(move, str(sum(truth)), str(sum(found)), f"{scores[-1]:.2f}", f"{kappas[-1]:.2f}")
    macro = sum(scores) / len(scores)
    console.print(table)
    pairs = [(one.confidence, one.move in row.truth) for row in rows for one in row.found]
    error = calibration_error([c for c, _ in pairs], [r for _, r in pairs])
    console.print(
        f"{language} macro-F1 {macro:.3f} (bar {MACRO_F1}), mean kappa {sum(kappas) / len(kappas):.3f}, "
        f"{len(rows)} sentences; expected calibration error {error:.3f}"
    )
    by_share = ", ".join(f"{share:.0%} {_kappa_at(rows, share):.3f}" for share in SHARES)
    console.print(f"{language} mean kappa by share answered, surest first: {by_share}")
    return macro


def pace(recogniser: EmbeddedRecogniser) -> float:
    """Seconds that the 95th of 100 recognitions of a reply of two sentences takes, warm."""
    times = []
    for turn in range(101):
        text = (
            f"So you were left with {turn} reports on your own. What would help you to get them out in time?"
        )
        start = time.perf_counter()
        recogniser.recognise(text, "Nobody helped me, I had to do everything myself that week.", "en")
        times.append(time.perf_counter() - start)
    return sorted(times[1:])[95]


def _kappa_at(rows: Sequence[Judged], share: float) -> float:
    kept = sorted(rows, key=lambda row: -row.surest)[: round(len(rows) * share)]
    kappas = [
        kappa([move in row.truth for row in kept], [move in row.moves for row in kept])
        for move in Move
        if any(move in row.truth for row in kept)
    ]
    return sum(kappas) / max(len(kappas), 1)


def casino(encoder: Remembered, path: Path, console: Console) -> bool:
    """Agreement with people's annotation of campsite negotiations, never trained on; whether bars are met."""
    if not path.is_file():
        console.print(
            f"CaSiNo skipped: no {path.parent.name} under TUTOR_EVAL_DATA (default ../shared/data)."
        )
        return True
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    encoder.learn([text for row in rows for text in (row["text"], row["prev"] or "")], "en")
    recogniser = EmbeddedRecogniser(encoder)
    labels = [set(row["labels"]["strategies"]) for row in rows]
    found = [{f.move for f in recogniser.recognise(row["text"], row["prev"] or "", "en")} for row in rows]
    table = Table("what", "n", "found", "kappa", "bar", title=f"en: CaSiNo, {len(rows)} utterances")
    met = True
    for line in CASINO:
        truth, said = [bool(one & line.labels) for one in labels], [bool(one & line.moves) for one in found]
        agreed = kappa(truth, said)
        met = met and agreed >= line.bar
        table.add_row(line.name, str(sum(truth)), str(sum(said)), f"{agreed:.2f}", f"{line.bar or '–'}")
    console.print(table)
    return met


def main(languages: Sequence[str]) -> int:
    """Print the report for the languages and, where its data are, for CaSiNo; 1 when a bar is missed."""
    console, encoder = Console(width=110), Remembered(MoveEncoder())
    macros = [report(judged(encoder, language), language, console) for language in languages]
    for language in languages:
        fresh(EmbeddedRecogniser(encoder), language, console)
    data = Path(os.environ.get("TUTOR_EVAL_DATA", "../shared/data"))
    met = casino(encoder, data / "casino_dev" / "utterances.jsonl", console)
    console.print(
        f"seconds for a reply of two sentences, warm, p95: {pace(EmbeddedRecogniser(MoveEncoder())):.3f}"
    )
    return int(not met or min(macros) < MACRO_F1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or LANGUAGES))
