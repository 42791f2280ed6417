"""The part of the recogniser that reads form: softmax regression over surface features.

One model learns from all languages: what the named features say of a move is learned from every sentence,
what its words and letters say only from those of its own language (cf. Daumé 2007). So a sentence and its
translation are read alike more often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from evals.moves_exemplars import Exemplar, with_contexts
from tutor.domain.move import Move
from tutor.roleplay.recognition.features import Surface, surface
from tutor.roleplay.recognition.spelling import mended

MOVES = tuple(Move)
FOLDS = 5
STRENGTH = 2.0
LEAST_SITUATIONS = {"word_grams": 2, "char_grams": 3}
DENSE_FLOOR, GRAM_SCALE = 0.15, 3.0
LANGUAGE_BITS = 32
"""An n-gram's key in the model of all languages: its hash, above these bits the language's number."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Data:
    """Exemplars with their contexts, as features; `of` is the number of each one's exemplar."""

    rows: tuple[Exemplar, ...]
    of: list[int]
    weight: Floats
    seen: list[Surface]
    truth: NDArray[np.bool_]

    @property
    def fold(self) -> NDArray[np.int64]:
        """The fold of each row: that of its situation, the same in every language."""
        names = sorted({one.situation for one in self.rows})
        return np.array([names.index(one.situation) % FOLDS for one in self.rows])


@dataclass(frozen=True)
class Space:
    """How features become columns: n-gram keys and the scales of the dense features."""

    word_keys: NDArray[np.uint64]
    char_keys: NDArray[np.uint64]
    dense_scale: Floats


@dataclass(frozen=True)
class Model:
    """A softmax regression: rows go with the dense features, word n-grams and character n-grams, in a row."""

    coefficients: Floats
    bias: Floats
    space: Space


def read(some: tuple[Exemplar, ...], language: str) -> Data:
    """The exemplars, their contexts varied, as features."""
    weighted = with_contexts(some)
    places = {(one.text, one.situation, one.moves): at for at, one in enumerate(some)}
    return Data(
        rows=tuple(one for one, _ in weighted),
        of=[places[one.text, one.situation, one.moves] for one, _ in weighted],
        weight=np.array([weight for _, weight in weighted], np.float32),
        seen=[surface(mended(one.text, language), one.before, language) for one, _ in weighted],
        truth=np.array([[move in one.moves for move in MOVES] for one, _ in weighted]),
    )


def together(parts: Sequence[Data]) -> Data:
    """The data of several languages as one, their n-grams kept apart."""
    return Data(
        rows=tuple(row for part in parts for row in part.rows),
        of=[at for part in parts for at in part.of],
        weight=np.concatenate([part.weight for part in parts]),
        seen=[_of_language(one, number) for number, part in enumerate(parts) for one in part.seen],
        truth=np.concatenate([part.truth for part in parts]),
    )


def _of_language(seen: Surface, number: int) -> Surface:
    offset = number << LANGUAGE_BITS
    return replace(
        seen,
        word_grams=tuple(gram + offset for gram in seen.word_grams),
        char_grams=tuple(gram + offset for gram in seen.char_grams),
    )


def fit(data: Data, rows: Sequence[int]) -> Model:
    """Learn from some rows; a sentence with several moves counts for each in part."""
    columns = _space(data, rows)
    features = _matrix(data, rows, columns)
    pairs = [(n, int(m)) for n, i in enumerate(rows) for m in np.flatnonzero(data.truth[i])]
    weight = [data.weight[rows[n]] / data.truth[rows[n]].sum() for n, _ in pairs]
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(features[[n for n, _ in pairs]], [m for _, m in pairs], sample_weight=weight)
    if len(model.classes_) != len(MOVES):
        raise ValueError(f"No exemplars for {set(range(len(MOVES))) - set(model.classes_)}.")
    return Model(np.asarray(model.coef_.T, np.float32), np.asarray(model.intercept_, np.float32), columns)


def logits(model: Model, data: Data, rows: Sequence[int]) -> Floats:
    """What the model says of some rows."""
    return np.asarray(_matrix(data, rows, model.space) @ model.coefficients + model.bias, np.float32)


def out_of_fold(data: Data) -> Floats:
    """Logits of every row from a model that saw no sentence of its fold."""
    found = np.zeros(data.truth.shape, np.float32)
    for fold in track(range(FOLDS), "folds", console=Console(stderr=True)):
        apart = np.flatnonzero(data.fold == fold).tolist()
        found[apart] = logits(fit(data, np.flatnonzero(data.fold != fold).tolist()), data, apart)
    return found


def of_one(model: Model, number: int) -> Model:
    """The part of a model of all languages that the language with this number uses."""
    columns, mask = model.space, (1 << LANGUAGE_BITS) - 1
    words, chars = (keys >> LANGUAGE_BITS == number for keys in (columns.word_keys, columns.char_keys))
    shared = np.ones(len(columns.dense_scale), bool)
    own = Space(columns.word_keys[words] & mask, columns.char_keys[chars] & mask, columns.dense_scale)
    return Model(model.coefficients[np.concatenate([shared, words, chars])], model.bias, own)


def _space(data: Data, rows: Sequence[int]) -> Space:
    dense = np.array([data.seen[i].dense for i in rows])
    return Space(
        _keys(data, rows, "word_grams"), _keys(data, rows, "char_grams"), 2 * (dense.std(0) + DENSE_FLOOR)
    )


def _keys(data: Data, rows: Sequence[int], kind: str) -> NDArray[np.uint64]:
    where: dict[int, set[str]] = {}
    for i in rows:
        for gram in getattr(data.seen[i], kind):
            where.setdefault(gram, set()).add(data.rows[i].situation)
    least = LEAST_SITUATIONS[kind]
    return np.array(sorted(gram for gram, some in where.items() if len(some) >= least), np.uint64)


def _matrix(data: Data, rows: Sequence[int], columns: Space) -> sp.csr_matrix:
    dense = np.array([data.seen[i].dense for i in rows]) / columns.dense_scale
    parts = [
        sp.csr_matrix(dense.astype(np.float32)),
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
