"""Train the recogniser from the exemplars: python -m evals.train_moves [--tune FOLDER].

Two models read every sentence, and the mean of what they say counts: one reads its form (moves_surface), one
its tokens and the line before it (moves_tuning). The first is trained anew each time, in minutes. The second
wants a graphics card or hours, and is tuned with --tune only: its input is written to given.npz in the
folder, and its result taken from made.npz there if that is found, so that another machine can make it.
"""

import argparse
import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
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
from tutor.roleplay.recognition.spelling import common
from tutor.roleplay.recognition.words import plain

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
WIDTH = 384
TUNED = Path(__file__).parent / "moves_tuned.npz"
"""What the tuned encoder said of rows that it had not learned from, and the weights over its vectors."""


def given(data: Data, languages: Sequence[str]) -> dict[str, NDArray[Any]]:
    """What moves_tuning learns from: the network, tokens of all texts, and rows that point to them."""
    pairs = list(zip(data.rows, languages, strict=True))
    places: dict[str, int] = {}
    for row, language in pairs:
        for text in filter(None, (row.text, row.before)):
            places.setdefault(encodable(text[:LONGEST_ENCODED], language), len(places))

    def place(text: str, language: str) -> int:
        return places[encodable(text[:LONGEST_ENCODED], language)] if text else -1

    return {
        **Embedder().adaptable(list(places), MOST_TOKENS, encoder.LAYERS),
        "text": np.array([place(row.text, language) for row, language in pairs]),
        "before": np.array([place(row.before, language) for row, language in pairs]),
        "weight": data.weight,
        "truth": data.truth,
        "fold": data.fold,
        "rows": _keys(data, languages),
    }


def tune(work: Path, data: Data, languages: Sequence[str]) -> None:
    """Tune the encoder, unless the folder has the result already, and store what came of it."""
    result = work / "made.npz"
    if not result.is_file():
        work.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(work / "given.npz", **given(data, languages))
        moves_tuning.main(str(work / "given.npz"), str(result))
    with np.load(result) as stored:
        rows = stored["rows"]
        made = {name: stored[name].astype(np.float16) for name in stored if name != "rows"}
    np.savez_compressed(
        FOLDER / encoder.FILE, **{name: row for name, row in made.items() if name.startswith("encoder.")}
    )
    np.savez_compressed(
        TUNED,
        rows=rows,
        **{name: made[name] for name in ("unseen", "head.weight", "head.bias")},
    )


def unseen(data: Data, languages: Sequence[str]) -> tuple[Floats, Mapping[str, Floats]]:
    """The logits of every row by a tuned encoder that did not learn from it, and its head.

    Rows that came after the tuning are read by the encoder that ships, which has not seen them.
    """
    with np.load(TUNED) as stored:
        known = dict(zip(stored["rows"].tolist(), stored["unseen"].astype(np.float32), strict=True))
        head = {name: stored[name].astype(np.float32) for name in ("head.weight", "head.bias")}
    keys = _keys(data, languages).tolist()
    new = [at for at, key in enumerate(keys) if key not in known]
    pairs = [(data.rows[at], languages[at]) for at in new]
    mine = _vectors([(row.text, language) for row, language in pairs])
    theirs = _vectors([(row.before, language) for row, language in pairs])
    read = np.hstack([mine, theirs, mine * theirs]) @ head["head.weight"].T + head["head.bias"]
    known |= {keys[at]: row for at, row in zip(new, read, strict=True)}
    return np.array([known[key] for key in keys], np.float32), head


def _keys(data: Data, languages: Sequence[str]) -> NDArray[np.uint32]:
    lines = (
        f"{language}\n{row.text}\n{row.before}" for row, language in zip(data.rows, languages, strict=True)
    )
    return np.array([zlib.crc32(line.encode()) for line in lines], np.uint32)


def _vectors(said: Sequence[tuple[str, str]]) -> Floats:
    """The vectors of sentences, 0 for none."""
    rows = np.zeros((len(said), WIDTH), np.float32)
    some = [at for at, (text, _) in enumerate(said) if text]
    if some:
        asked = [encodable(said[at][0][:LONGEST_ENCODED], said[at][1]) for at in some]
        rows[some] = encoder.MoveEncoder().encode_moves(asked)
    return rows


def blended(form: Floats, tokens: Floats) -> Floats:
    """The probabilities that two models' logits come to together."""
    mixed = FORM * form + (1 - FORM) * tokens
    raised = np.exp(mixed - mixed.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float32)


def calibrate(data: Data, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Per move slope and shift (Platt) at the assumed shares, and the cut-off (_cutoff)."""
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
    """The confidence above which as much is found as there is.

    The best F1 is .005 higher, but finds a fifth too much of one move and too little of another, and not the
    same in each language; levels rest on counts.
    """
    order = np.argsort(-confidence, kind="stable")
    found = np.cumsum(weight[order])
    last = min(int(np.searchsorted(found, (weight * truth).sum())), len(order) - 1)
    return float(confidence[order[last]])


def store(
    path: Path, form: Model, head: Mapping[str, Floats], calibration: tuple[Floats, Floats, Floats]
) -> None:
    """Write the weights of a language, both models and all scales folded in, as half floats."""
    dense = len(form.space.dense_scale)
    words_end = dense + len(form.space.word_keys)
    encoded, before, both = np.split((1 - FORM) * head["head.weight"].T, 3)
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
        bias=(FORM * form.bias + (1 - FORM) * head["head.bias"]).astype(half),
        slope=calibration[0],
        shift=calibration[1],
        cutoff=calibration[2],
    )


def count_words(language: str) -> None:
    """Write how often the words of the exemplars stand in them, for spelling; once may be a slip itself."""
    said = (plain(text) for one in exemplars(language) for text in (one.text, one.before))
    counted = Counter(word for text in said for word in re.findall(r"[^\W\d_]{3,}", text))
    rows = sorted((-count, word) for word, count in counted.items() if count > 1)
    text = "".join(f"{word}\t{-count}\n" for count, word in rows)
    (FOLDER / f"words-{language}.tsv").write_text(text, "utf-8")
    common.cache_clear()


def train(languages: Sequence[str], work: Path | None) -> dict[str, dict[str, float]]:
    """Write the weights of the languages; returns each one's kappa per move on sentences not learned from.

    Those are the situations held apart, read with the weights stored, and every other situation, read by
    models that had not seen it: the few sentences held apart are too few for a single move.
    """
    parts = [_learned_from(language) for language in languages]
    data = moves_surface.together(parts)
    spoken = [language for language, part in zip(languages, parts, strict=True) for _ in part.rows]
    if work:
        tune(work, data, spoken)
    tokens, head = unseen(data, spoken)
    scores = blended(moves_surface.out_of_fold(data), tokens)
    form = moves_surface.fit(data, range(len(data.rows)))
    ends = np.cumsum([len(part.rows) for part in parts])[:-1]
    reliable = {}
    for number, (language, part, mine) in enumerate(
        zip(languages, parts, np.split(scores, ends), strict=True)
    ):
        own = moves_surface.of_one(form, number)
        store(FOLDER / f"weights-{language}.npz", own, head, calibrate(part, mine))
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
    parser.add_argument("--tune", type=Path, help="tune the encoder as well, in this folder")
    options = parser.parse_args(args)
    for language in LANGUAGES:
        count_words(language)
    found = train(LANGUAGES, options.tune)
    text = json.dumps(found, indent=1, sort_keys=True) + "\n"
    (FOLDER / "reliability.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
