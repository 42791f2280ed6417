"""Train the recogniser's weights from the exemplars: python -m evals.train_moves.

One model learns from all languages: what the encoder and the named features say of a move is learned from
every sentence, what its words and letters say only from those of its own language (cf. Daumé 2007). So a
sentence and its translation are read alike more often.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order: the same bytes

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from evals.moves import Remembered, judged
from evals.moves_exemplars import LANGUAGES, Exemplar, exemplars, held_apart, with_contexts
from evals.moves_measures import kappa
from tutor.domain.move import Move
from tutor.embeddings.embedder import Embedder
from tutor.roleplay.recognition.features import Surface, surface
from tutor.roleplay.recognition.glosses import encodable
from tutor.roleplay.recognition.recogniser import LAYERS, LONGEST_ENCODED, Weights, alike, decide, weights

FOLDER = Path(__file__).parent.parent / "tutor" / "roleplay" / "recognition"
MOVES = tuple(Move)
FOLDS = 5
STRENGTH = 2.0
LEAST_SITUATIONS = {"word_grams": 2, "char_grams": 3}
SHARE = {
    **dict.fromkeys(MOVES, 0.03), Move.INFORM: 0.10, Move.ASK_OPEN: 0.08, Move.ASK_CLOSED: 0.07,
    Move.PROPOSE: 0.07, Move.REFLECT: 0.06, Move.EMPATHISE: 0.05, Move.ACCEPT: 0.05, Move.ADVISE: 0.04,
    Move.OBSERVE: 0.04, Move.NEED: 0.04, Move.JUSTIFY: 0.04, Move.BLAME: 0.04, Move.SUMMARISE: 0.02,
    Move.THREATEN: 0.015, Move.INSULT: 0.015, Move.META: 0.015, Move.WALK_AWAY: 0.015, Move.EVADE: 0.02,
}  # fmt: skip
"""The share of a learner's sentences that does each move, as assumed for calibration."""

LANGUAGE_BITS = 32
"""An n-gram's key in the model of all languages: its hash, above these bits the language's number."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Data:
    """Exemplars with their contexts, as features."""

    of: list[int]
    weight: Floats
    seen: list[Surface]
    vectors: Floats
    likeness: Floats
    truth: NDArray[np.bool_]
    situations: list[str]
    centre: Floats
    spread: Floats


@dataclass(frozen=True)
class Space:
    """How features become columns: n-gram keys and the scales of the dense features."""

    word_keys: NDArray[np.uint64]
    char_keys: NDArray[np.uint64]
    dense_scale: Floats


ENCODED = 384
"""Dimensions of the encoder."""

ENCODED_SCALE, LIKENESS_SCALE, DENSE_FLOOR, GRAM_SCALE = 3.0, 3.0, 0.15, 3.0


def read(some: tuple[Exemplar, ...], language: str, encoder: Remembered) -> Data:
    """The exemplars, their contexts varied, as features."""
    weighted = with_contexts(some)
    texts = sorted({one.text for one, _ in weighted} | {one.before for one, _ in weighted if one.before})
    encoder.learn(texts, language)
    raw = encoder.encode_below([encodable(text[:LONGEST_ENCODED], language) for text in texts], LAYERS)
    centre, spread = raw.mean(0), raw.std(0) + 1e-3
    vectors = dict(zip(texts, alike(raw, centre, spread), strict=True))
    places = {(one.text, one.situation, one.moves): at for at, one in enumerate(some)}
    mine = np.array([vectors[one.text] for one, _ in weighted], np.float32)
    theirs = np.array([vectors.get(one.before, np.zeros(ENCODED)) for one, _ in weighted], np.float32)
    return Data(
        of=[places[one.text, one.situation, one.moves] for one, _ in weighted],
        weight=np.array([weight for _, weight in weighted], np.float32),
        seen=[surface(one.text, one.before, language) for one, _ in weighted],
        vectors=mine,
        likeness=(mine * theirs).sum(1),
        truth=np.array([[move in one.moves for move in MOVES] for one, _ in weighted]),
        situations=[one.situation for one, _ in weighted],
        centre=centre,
        spread=spread,
    )


def together(parts: Sequence[Data]) -> Data:
    """The data of several languages as one, their n-grams kept apart; centre and spread are the first's."""
    first = parts[0]
    return Data(
        of=[at for part in parts for at in part.of],
        weight=np.concatenate([part.weight for part in parts]),
        seen=[_of_language(one, number) for number, part in enumerate(parts) for one in part.seen],
        vectors=np.concatenate([part.vectors for part in parts]),
        likeness=np.concatenate([part.likeness for part in parts]),
        truth=np.concatenate([part.truth for part in parts]),
        situations=[name for part in parts for name in part.situations],
        centre=first.centre,
        spread=first.spread,
    )


def _of_language(seen: Surface, number: int) -> Surface:
    offset = number << LANGUAGE_BITS
    return replace(
        seen,
        word_grams=tuple(gram + offset for gram in seen.word_grams),
        char_grams=tuple(gram + offset for gram in seen.char_grams),
    )


def space(data: Data, rows: list[int]) -> Space:
    """The columns that the given rows fill."""
    dense = np.array([data.seen[i].dense for i in rows])
    return Space(
        _keys(data, rows, "word_grams"), _keys(data, rows, "char_grams"), 2 * (dense.std(0) + DENSE_FLOOR)
    )


def _keys(data: Data, rows: list[int], kind: str) -> NDArray[np.uint64]:
    where: dict[int, set[str]] = {}
    for i in rows:
        for gram in getattr(data.seen[i], kind):
            where.setdefault(gram, set()).add(data.situations[i])
    least = LEAST_SITUATIONS[kind]
    return np.array(sorted(gram for gram, some in where.items() if len(some) >= least), np.uint64)


def matrix(data: Data, rows: list[int], columns: Space) -> sp.csr_matrix:
    """The features of the given rows: dense, likeness, encoded, word n-grams, character n-grams."""
    dense = np.array([data.seen[i].dense for i in rows]) / columns.dense_scale
    likeness = data.likeness[rows][:, None] * LIKENESS_SCALE
    shared = np.hstack([dense, likeness, data.vectors[rows] * ENCODED_SCALE]).astype(np.float32)
    parts = [
        sp.csr_matrix(shared),
        _gram_matrix([data.seen[i].word_grams for i in rows], columns.word_keys),
        _gram_matrix([data.seen[i].char_grams for i in rows], columns.char_keys),
    ]
    return sp.hstack(parts).tocsr()


def _gram_matrix(grams: list[tuple[int, ...]], keys: NDArray[np.uint64]) -> sp.csr_matrix:
    place = {int(key): at for at, key in enumerate(keys)}
    at_row, at_column, values = [], [], []
    for row, some in enumerate(grams):
        known = [place[gram] for gram in some if gram in place]
        at_row += [row] * len(known)
        at_column += known
        values += [GRAM_SCALE / np.sqrt(max(len(known), 1))] * len(known)
    return sp.csr_matrix((values, (at_row, at_column)), shape=(len(grams), len(keys)))


def fit(data: Data, rows: list[int], columns: Space) -> tuple[Floats, Floats]:
    """Weights and bias of a softmax regression; a sentence with several moves counts for each in part."""
    features = matrix(data, rows, columns)
    pairs = [(n, int(m)) for n, i in enumerate(rows) for m in np.flatnonzero(data.truth[i])]
    weight = [data.weight[rows[n]] / data.truth[rows[n]].sum() for n, _ in pairs]
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(features[[n for n, _ in pairs]], [m for _, m in pairs], sample_weight=weight)
    if len(model.classes_) != len(MOVES):
        raise ValueError(f"No exemplars for {set(range(len(MOVES))) - set(model.classes_)}.")
    return np.asarray(model.coef_.T, np.float32), np.asarray(model.intercept_, np.float32)


def softmax(logits: Floats) -> Floats:
    """Probabilities per row."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float32)


def out_of_fold(data: Data) -> Floats:
    """Probabilities for every row from a model that saw no sentence of its situation."""
    names = sorted(set(data.situations))
    scores = np.zeros(data.truth.shape, np.float32)
    for fold in track(range(FOLDS), "folds", console=Console(stderr=True)):
        apart = [i for i, name in enumerate(data.situations) if names.index(name) % FOLDS == fold]
        rows = [i for i, name in enumerate(data.situations) if names.index(name) % FOLDS != fold]
        columns = space(data, rows)
        coefficients, bias = fit(data, rows, columns)
        scores[apart] = softmax(matrix(data, apart, columns) @ coefficients + bias)
    return scores


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
    path: Path, data: Data, model: tuple[Floats, Floats], columns: Space, calibration: tuple[Floats, ...]
) -> None:
    """Write the weights with all scales folded in, as half floats."""
    coefficients, bias = model
    dense, words = len(columns.dense_scale), len(columns.word_keys)
    encoded_at = dense + 1
    words_at = encoded_at + ENCODED
    chars_at = words_at + words
    half = np.float16
    np.savez_compressed(
        path,
        centre=data.centre.astype(half),
        spread=data.spread.astype(half),
        dense=(coefficients[:dense] / columns.dense_scale[:, None]).astype(half),
        likeness=(coefficients[dense] * LIKENESS_SCALE).astype(half),
        encoded=(coefficients[encoded_at:words_at] * ENCODED_SCALE).astype(half),
        word_keys=columns.word_keys.astype(np.uint32),
        word_rows=(coefficients[words_at:chars_at] * GRAM_SCALE).astype(half),
        char_keys=columns.char_keys.astype(np.uint32),
        char_rows=(coefficients[chars_at:] * GRAM_SCALE).astype(half),
        bias=bias.astype(half),
        slope=calibration[0],
        shift=calibration[1],
        cutoff=calibration[2],
    )


def of_one(model: tuple[Floats, Floats], columns: Space, number: int) -> tuple[tuple[Floats, Floats], Space]:
    """The part of the model and its columns that the language with this number uses."""
    coefficients, bias = model
    words, chars = (keys >> LANGUAGE_BITS == number for keys in (columns.word_keys, columns.char_keys))
    shared = np.ones(len(columns.dense_scale) + 1 + ENCODED, bool)
    mask = (1 << LANGUAGE_BITS) - 1
    own = Space(columns.word_keys[words] & mask, columns.char_keys[chars] & mask, columns.dense_scale)
    return (coefficients[np.concatenate([shared, words, chars])], bias), own


def train(languages: Sequence[str], encoder: Remembered) -> dict[str, dict[str, float]]:
    """Write the weights of the languages; returns each one's kappa per move on sentences not learned from.

    Those are the situations held apart, read with the weights stored, and every other situation, read by a
    model that had not seen it: the few sentences held apart are too few for a single move.
    """
    parts = [_learned_from(language, encoder) for language in languages]
    data = together(parts)
    scores = out_of_fold(data)
    rows = list(range(len(data.seen)))
    columns = space(data, rows)
    model = fit(data, rows, columns)
    reliable, start = {}, 0
    for number, (language, part) in enumerate(zip(languages, parts, strict=True)):
        mine = scores[start : start + len(part.seen)]
        start += len(part.seen)
        store(
            FOLDER / f"weights-{language}.npz", part, *of_one(model, columns, number), calibrate(part, mine)
        )
        weights.cache_clear()
        reliable[language] = _reliability(language, part, mine, encoder)
    return reliable


def _learned_from(language: str, encoder: Remembered) -> Data:
    apart = held_apart(language)
    return read(tuple(one for one in exemplars(language) if one.situation not in apart), language, encoder)


def _reliability(language: str, data: Data, scores: Floats, encoder: Remembered) -> dict[str, float]:
    held = [(one.truth, one.moves) for one in judged(encoder, language)]
    pairs = [*held, *_unseen(data, scores, weights(language))]
    return {
        move: round(kappa([move in truth for truth, _ in pairs], [move in found for _, found in pairs]), 3)
        for move in MOVES
    }


def _unseen(
    data: Data, scores: Floats, trained: Weights
) -> Iterator[tuple[frozenset[Move], frozenset[Move]]]:
    """The moves of each exemplar and those found by the model that had not seen its situation."""
    before = -1
    for row, one in enumerate(data.of):
        if one != before:  # its contexts stand in a row, the likeliest first
            found = decide(data.seen[row], trained.confidences(scores[row]), trained)
            truth = frozenset(MOVES[at] for at in np.flatnonzero(data.truth[row]))
            yield truth, frozenset(MOVES[at] for at, _ in found)
        before = one


def main() -> None:
    """Train all languages, and store the reliability of each beside the weights."""
    found = train(LANGUAGES, Remembered(Embedder()))
    text = json.dumps(found, indent=1, sort_keys=True) + "\n"
    (FOLDER / "reliability.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
