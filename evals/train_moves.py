"""Train the recogniser from the exemplars: python -m evals.train_moves [--work FOLDER].

Two models read every sentence, and the mean of what they say counts: one reads its form (moves_surface), one
its tokens and the line before it (moves_tuning). The second wants a graphics card or patience. With --work
its input is written to given.npz in that folder, and its result taken from made.npz there if that is found:
so it can be made on another machine.
"""

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order: the same bytes

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evals import moves_surface, moves_tuning
from evals.moves import Remembered, judged
from evals.moves_exemplars import LANGUAGES, exemplars, held_apart
from evals.moves_measures import kappa
from evals.moves_surface import GRAM_SCALE, MOVES, Data, Floats, Model
from tutor.domain.move import Move
from tutor.embeddings.embedder import Embedder
from tutor.roleplay.recognition import encoder
from tutor.roleplay.recognition.glosses import encodable
from tutor.roleplay.recognition.recogniser import LONGEST_ENCODED, Weights, decide, weights

FOLDER = Path(__file__).parent.parent / "tutor" / "roleplay" / "recognition"
SHARE = {
    **dict.fromkeys(MOVES, 0.03), Move.INFORM: 0.10, Move.ASK_OPEN: 0.08, Move.ASK_CLOSED: 0.07,
    Move.PROPOSE: 0.07, Move.REFLECT: 0.06, Move.EMPATHISE: 0.05, Move.ACCEPT: 0.05, Move.ADVISE: 0.04,
    Move.OBSERVE: 0.04, Move.NEED: 0.04, Move.JUSTIFY: 0.04, Move.BLAME: 0.04, Move.SUMMARISE: 0.02,
    Move.THREATEN: 0.015, Move.INSULT: 0.015, Move.META: 0.015, Move.WALK_AWAY: 0.015, Move.EVADE: 0.02,
}  # fmt: skip
"""The share of a learner's sentences that does each move, as assumed for calibration."""

FORM = 0.5
"""How much the model of form counts; the rest is that of the tokens."""

MOST_TOKENS = 72


def given(data: Data, languages: Sequence[str]) -> dict[str, NDArray[Any]]:
    """What moves_tuning learns from: the network, tokens of all texts, and rows that point to them."""
    places: dict[str, int] = {}
    for row, language in zip(data.rows, languages, strict=True):
        for text in filter(None, (row.text, row.before)):
            places.setdefault(encodable(text[:LONGEST_ENCODED], language), len(places))

    def place(text: str, language: str) -> int:
        return places[encodable(text[:LONGEST_ENCODED], language)] if text else -1

    pairs = list(zip(data.rows, languages, strict=True))
    return {
        **Embedder().adaptable(list(places), MOST_TOKENS, encoder.LAYERS),
        "text": np.array([place(row.text, language) for row, language in pairs]),
        "before": np.array([place(row.before, language) for row, language in pairs]),
        "weight": data.weight,
        "truth": data.truth,
        "fold": data.fold,
    }


def tuned(work: Path, data: Data, languages: Sequence[str]) -> Mapping[str, NDArray[Any]]:
    """What tuning made, taken from the folder if it is there."""
    result = work / "made.npz"
    if not result.is_file():
        np.savez_compressed(work / "given.npz", **given(data, languages))
        moves_tuning.main(str(work / "given.npz"), str(result))
    with np.load(result) as stored:
        return dict(stored)


def blended(form: Floats, tokens: Floats) -> Floats:
    """The probabilities that two models' logits come to together."""
    mixed = FORM * form + (1 - FORM) * tokens
    raised = np.exp(mixed - mixed.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float32)


def calibrate(data: Data, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Per move slope and shift (Platt) at the assumed shares, and the cut-off with the best F1."""
    found = np.array([(data.truth * data.weight[:, None])[:, m].sum() for m in range(len(MOVES))])
    factor = np.array([SHARE[move] for move in MOVES]) / (found / found.sum())
    row_weight = data.weight * np.array([factor[row].mean() for row in data.truth])
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = np.log(clipped / (1 - clipped))
    slopes, shifts, cutoffs = [], [], []
    for m in range(len(MOVES)):
        model = LogisticRegression(C=100.0).fit(odds[:, [m]], data.truth[:, m], sample_weight=row_weight)
        slopes.append(model.coef_[0, 0])
        shifts.append(model.intercept_[0])
        confidence = 1 / (1 + np.exp(-(slopes[-1] * odds[:, m] + shifts[-1])))
        cutoffs.append(_cutoff(confidence, data.truth[:, m], data.weight))
    return np.array(slopes, np.float32), np.array(shifts, np.float32), np.array(cutoffs, np.float32)


def _cutoff(confidence: Floats, truth: NDArray[np.bool_], weight: Floats) -> float:
    best, chosen = -1.0, 0.5
    for cut in np.arange(0.2, 0.61, 0.02):
        said = confidence >= cut
        right = float((weight * (said & truth)).sum())
        f1 = 2 * right / max(float((weight * said).sum() + (weight * truth).sum()), 1e-9)
        if f1 > best:
            best, chosen = f1, float(cut)
    return chosen


def store(
    path: Path, form: Model, made: Mapping[str, NDArray[Any]], calibration: tuple[Floats, Floats, Floats]
) -> None:
    """Write the weights of a language, both models and all scales folded in, as half floats."""
    dense = len(form.space.dense_scale)
    words_end = dense + len(form.space.word_keys)
    encoded, before, both = np.split((1 - FORM) * made["head.weight"].T, 3)
    half = np.float16
    np.savez_compressed(
        path,
        dense=(FORM * form.coefficients[:dense] / form.space.dense_scale[:, None]).astype(half),
        encoded=encoded.astype(half),
        before=before.astype(half),
        both=both.astype(half),
        word_keys=form.space.word_keys.astype(np.uint32),
        word_rows=(FORM * form.coefficients[dense:words_end] * GRAM_SCALE).astype(half),
        char_keys=form.space.char_keys.astype(np.uint32),
        char_rows=(FORM * form.coefficients[words_end:] * GRAM_SCALE).astype(half),
        bias=(FORM * form.bias + (1 - FORM) * made["head.bias"]).astype(half),
        slope=calibration[0],
        shift=calibration[1],
        cutoff=calibration[2],
    )


def train(languages: Sequence[str], work: Path) -> dict[str, dict[str, float]]:
    """Write the weights of the languages; returns each one's kappa per move on sentences not learned from.

    Those are the situations held apart, read with the weights stored, and every other situation, read by
    models that had not seen it: the few sentences held apart are too few for a single move.
    """
    parts = [_learned_from(language) for language in languages]
    data = moves_surface.together(parts)
    spoken = [language for language, part in zip(languages, parts, strict=True) for _ in part.rows]
    made = tuned(work, data, spoken)
    scores = blended(moves_surface.out_of_fold(data), made["unseen"])
    form = moves_surface.fit(data, range(len(data.rows)))
    layers = {name: row.astype(np.float16) for name, row in made.items() if name.startswith("encoder.")}
    np.savez_compressed(FOLDER / encoder.FILE, **layers)
    ends = np.cumsum([len(part.rows) for part in parts])[:-1]
    reliable = {}
    for number, (language, part, mine) in enumerate(
        zip(languages, parts, np.split(scores, ends), strict=True)
    ):
        own = moves_surface.of_one(form, number)
        store(FOLDER / f"weights-{language}.npz", own, made, calibrate(part, mine))
        weights.cache_clear()
        reliable[language] = _reliability(language, part, mine)
    return reliable


def _learned_from(language: str) -> Data:
    apart = held_apart(language)
    return moves_surface.read(
        tuple(one for one in exemplars(language) if one.situation not in apart), language
    )


def _reliability(language: str, data: Data, scores: Floats) -> dict[str, float]:
    held = [(one.truth, one.moves) for one in judged(Remembered(encoder.MoveEncoder()), language)]
    pairs = [*held, *_unseen(data, scores, weights(language))]
    return {
        move: round(kappa([move in truth for truth, _ in pairs], [move in found for _, found in pairs]), 3)
        for move in MOVES
    }


def _unseen(
    data: Data, scores: Floats, trained: Weights
) -> Iterator[tuple[frozenset[Move], frozenset[Move]]]:
    """The moves of each exemplar and those found by the models that had not seen its situation."""
    before = -1
    for row, one in enumerate(data.of):
        if one != before:  # its contexts stand in a row, the likeliest first
            found = decide(data.seen[row], trained.confidences(scores[row]), trained)
            truth = frozenset(MOVES[at] for at in np.flatnonzero(data.truth[row]))
            yield truth, frozenset(MOVES[at] for at, _ in found)
        before = one


def main(args: Sequence[str] | None = None) -> None:
    """Train all languages, and store the reliability of each beside the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_moves")
    parser.add_argument("--work", type=Path, help="a folder for what tuning the encoder needs and makes")
    options = parser.parse_args(args)
    with TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        found = train(LANGUAGES, work)
    text = json.dumps(found, indent=1, sort_keys=True) + "\n"
    (FOLDER / "reliability.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
