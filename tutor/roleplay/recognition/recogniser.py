"""Find the moves in a learner's reply: sentences, surface features, an encoder, linear weights."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tutor.domain.move import FoundMove, Move
from tutor.roleplay.recognition.encoder import Encoder
from tutor.roleplay.recognition.features import Surface, surface
from tutor.roleplay.recognition.foreign import is_foreign
from tutor.roleplay.recognition.glosses import encodable
from tutor.roleplay.recognition.segments import Segment, split
from tutor.roleplay.recognition.spelling import mended

MOST_SENTENCES = 40
"""Sentences of one reply that are read."""

MOST_MOVES = 3
"""Moves that one sentence can carry."""

LONGEST_ENCODED = 300
"""Characters of a sentence, from its begin, that are encoded."""

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character that takes two: no tokenizer reads it. JSON can hold one, a browser sends none."""
_WHOLE_CONFIDENCE = 0.9
_GUESS = 0.18
_SURE_OF_HARM = 0.5
_DOUBTED = frozenset({Move.BLAME, Move.DISMISS, Move.THREATEN})
"""Moves that hurt when they are heard where they were not made: beside a likelier move they must be sure."""
_MOVES = tuple(Move)
_UNCLEAR = _MOVES.index(Move.UNCLEAR)
_NOT_BESIDE = {Move.OWN: (Move.REJECT,)}
"""What a move that is certain is mistaken for: "sorry that I did not ask" refuses nothing."""
_FORMS = {
    Move.TRADE: (Move.OFFER, Move.ACCEPT, Move.PROPOSE),
    Move.ASK_INTEREST: (Move.ASK_OPEN, Move.ASK_CLOSED, Move.INVITE),
}
"""Moves that are added to one of these and never stand alone (third rule of the codebook)."""


class Recogniser(Protocol):
    """Finds the moves in what a learner typed."""

    def recognise(self, text: str, before: str, language: str) -> tuple[FoundMove, ...]:
        """The moves of `text` in reading order; `before` is the counterpart's line before it, or empty."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights per move (columns in the order of Move) with calibration and cut-offs.

    `encoded` goes with the vector of the sentence, `before` with that of the line before it and `both` with
    their product. Keys are sorted 32-bit hashes of n-grams. A calibrated confidence is
    sigmoid(slope · log-odds + shift) of the softmax probability (Platt 1999); a move is found when its
    confidence reaches its cut-off.
    """

    dense: NDArray[np.float32]
    encoded: NDArray[np.float32]
    before: NDArray[np.float32]
    both: NDArray[np.float32]
    word_keys: NDArray[np.uint32]
    word_rows: NDArray[np.float16]
    char_keys: NDArray[np.uint32]
    char_rows: NDArray[np.float16]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    shift: NDArray[np.float32]
    cutoff: NDArray[np.float32]

    def scores(
        self, seen: Surface, vector: NDArray[np.float32], before: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Softmax probabilities of the moves of one sentence, before calibration; before is 0 for no line."""
        logits = self.bias + seen.dense @ self.dense + vector @ self.encoded
        logits = logits + before @ self.before + (vector * before) @ self.both
        logits = logits + _rows(seen.word_grams, self.word_keys, self.word_rows)
        logits = logits + _rows(seen.char_grams, self.char_keys, self.char_rows)
        raised = np.exp(logits - logits.max())
        return np.asarray(raised / raised.sum(), np.float32)

    def confidences(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities (0–1) that the sentence does each move."""
        clipped = np.clip(scores, 1e-6, 1 - 1e-6)
        odds = np.log(clipped / (1 - clipped))
        return np.asarray(1 / (1 + np.exp(-(self.slope * odds + self.shift))), np.float32)


@cache
def weights(language: str) -> Weights:
    """The shipped weights of a language, or the English ones where a language has none."""
    folder = files("tutor.roleplay.recognition")
    with as_file(folder) as path:
        file = path / f"weights-{language}.npz"
        with np.load(file if file.is_file() else path / "weights-en.npz") as stored:
            large = {"word_keys", "word_rows", "char_keys", "char_rows"}
            return Weights(**{k: stored[k] if k in large else stored[k].astype(np.float32) for k in stored})


@cache
def reliability(language: str) -> Mapping[Move, float]:
    """Cohen's kappa per move on sentences that were held apart from training; the judge hedges below 0.5."""
    text = files("tutor.roleplay.recognition").joinpath("reliability.json").read_text("utf-8")
    stored: Mapping[str, Mapping[str, float]] = json.loads(text)
    return {Move(move): kappa for move, kappa in stored.get(language, stored["en"]).items()}


class EmbeddedRecogniser:
    """The recogniser that needs no language model: rules, and shipped weights over features."""

    def __init__(self, encoder: Encoder) -> None:
        """`encoder` gives the vectors that the weights were trained with."""
        self._encoder = encoder

    def recognise(self, text: str, before: str, language: str) -> tuple[FoundMove, ...]:
        """The moves of `text` in reading order; UNCLEAR over the whole text when it cannot be coded."""
        text, before = (_HALF.sub("\ufffd", it) for it in (text, before))  # one for one: places stay right
        sentences = split(text, MOST_SENTENCES)
        if not sentences:
            return (FoundMove(Move.UNCLEAR, 1.0, 0, len(text)),)
        found = [
            FoundMove(_MOVES[at], confidence, sentence.start, sentence.end)
            for sentence, moves in zip(sentences, self._each(sentences, before, language), strict=True)
            for at, confidence in moves
        ]
        clear = tuple(one for one in found if one.move is not Move.UNCLEAR)
        if clear:
            return clear
        return (FoundMove(Move.UNCLEAR, max(one.confidence for one in found), 0, len(text)),)

    def _each(
        self, sentences: Sequence[Segment], before: str, language: str
    ) -> list[list[tuple[int, float]]]:
        known = weights_language(language)
        trained = weights(known)
        texts = [mended(one.text, known) for one in sentences]
        vectors = self._encode(texts, before, known)
        earlier = vectors[-1] if before else np.zeros_like(vectors[-1])
        moves = []
        for place, sentence in enumerate(sentences):
            seen = surface(texts[place], before if place == 0 else "", known)
            if Move.META not in seen.proven and is_foreign(sentence.text, known):
                moves.append([(_UNCLEAR, _WHOLE_CONFIDENCE)])
                continue
            confidences = trained.confidences(trained.scores(seen, vectors[place], earlier))
            moves.append(decide(seen, confidences, trained))
        return moves

    def _encode(self, texts: Sequence[str], before: str, language: str) -> NDArray[np.float32]:
        asked = [encodable(text[:LONGEST_ENCODED], language) for text in [*texts, *filter(None, [before])]]
        return self._encoder.encode_moves(asked)


def weights_language(language: str) -> str:
    """The language whose cues and weights serve `language`."""
    return language if language in {"nl", "en"} else "en"


def decide(seen: Surface, confidences: NDArray[np.float32], trained: Weights) -> list[tuple[int, float]]:
    """The one to three moves of a sentence with their confidence, most certain first."""
    if Move.META in seen.proven:
        return [(_MOVES.index(Move.META), _WHOLE_CONFIDENCE)]
    if seen.whole is not None:
        return [(_MOVES.index(seen.whole), _WHOLE_CONFIDENCE)]
    order = [int(at) for at in np.argsort(-confidences, kind="stable")]
    chosen = [at for at in order if confidences[at] >= trained.cutoff[at]][:MOST_MOVES]
    if _UNCLEAR in chosen[:1] or (not chosen and confidences[order[0]] < _GUESS):
        return [(_UNCLEAR, float(1 - max(confidences[at] for at in order if at != _UNCLEAR)))]
    chosen = [at for at in chosen if at != _UNCLEAR] or [at for at in order if at != _UNCLEAR][:1]
    proven = [(_MOVES.index(move), _WHOLE_CONFIDENCE) for move in seen.proven]
    passed_over = {*seen.proven, *(other for move in seen.proven for other in _NOT_BESIDE.get(move, ()))}
    sure = [(at, float(confidences[at])) for at in chosen if _MOVES[at] not in passed_over]
    return [*proven, *_forms(_kindly(sure), confidences)][:MOST_MOVES]


def _kindly(found: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The moves without harm that is only guessed at beside something likelier."""
    surest = max((confidence for _, confidence in found), default=0.0)
    return [it for it in found if _MOVES[it[0]] not in _DOUBTED or it[1] >= min(_SURE_OF_HARM, surest)]


def _forms(found: Sequence[tuple[int, float]], confidences: NDArray[np.float32]) -> list[tuple[int, float]]:
    added = []
    for at, confidence in found:
        forms = [_MOVES.index(form) for form in _FORMS.get(_MOVES[at], ())]
        if forms and not {other for other, _ in found}.intersection(forms):
            likeliest = max(forms, key=lambda form: confidences[form])
            share = float(confidences[likeliest] / max(confidences[forms].sum(), 1e-6))
            added.append((likeliest, confidence * share))
    return [*found, *added]


def _rows(grams: Sequence[int], keys: NDArray[np.uint32], rows: NDArray[np.float16]) -> NDArray[np.float32]:
    if not grams:
        return np.zeros(rows.shape[1], np.float32)
    asked = np.asarray(grams, np.uint32)
    places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    known = places[keys[places] == asked]
    if not len(known):
        return np.zeros(rows.shape[1], np.float32)
    return np.asarray(rows[known].astype(np.float32).sum(0) / np.sqrt(len(known)), np.float32)
