"""Sentences as vectors of what they do: the packaged encoder's lower layers, tuned to moves."""

import functools
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tutor.embeddings.bert import Bert
from tutor.embeddings.embedder import Embedder

Floats = NDArray[np.float32]

FILE = "encoder.npz"
"""What tuning changes of each layer, beside this module; made by python -m evals.train_moves."""

LAYERS = 4
"""Layers that are used and tuned: lower ones keep form and intent that the last give up for topic (Jawahar et
al. 2019), and cost less."""

_SMALL = 1e-5


class Encoder(Protocol):
    """Turns sentences into vectors by what they do."""

    def encode_moves(self, texts: Sequence[str]) -> Floats:
        """One row of 384 numbers a text, each of mean 0 and variance 1."""
        ...


class MoveEncoder:
    """all-MiniLM-L6-v2's lower layers with the changes that evals/train_moves.py made."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        """`embedder` holds the packaged model, which is the one that the changes are for."""
        self._embedder = embedder or Embedder()

    def encode_moves(self, texts: Sequence[str]) -> Floats:
        """As Encoder.encode_moves."""
        return levelled([encoded.vectors.mean(0) for encoded in self._bert.encode(list(texts))])

    def prepare(self) -> None:
        """Set up (half a second) what makes it quick for a sentence now and then."""
        self._bert.prepare(many=False)

    @functools.cached_property
    def _bert(self) -> Bert:
        return self._embedder.adapted(_changes())


def levelled(rows: Sequence[Floats] | Floats) -> Floats:
    """Rows with their mean taken off and their variance made 1."""
    many = np.asarray(rows, np.float32)
    many = many - many.mean(1, keepdims=True)
    return np.asarray(many / np.sqrt(many.var(1, keepdims=True) + _SMALL), np.float32)


def _changes() -> Mapping[str, Floats]:
    with as_file(files("tutor.roleplay.recognition") / FILE) as path, np.load(path) as stored:
        return {name: stored[name].astype(np.float32) for name in stored}


class Remembering:
    """An encoder that remembers, for work in which the same sentences come back.

    Sentences are encoded one by one, so that what else was asked for leaves no trace in the last digits.
    """

    def __init__(self, encoder: Encoder, most: int = 20_000) -> None:
        @functools.lru_cache(maxsize=most)
        def encode(text: str) -> Floats:
            row: Floats = encoder.encode_moves([text])[0]
            return row

        self._encode = encode

    def encode_moves(self, texts: Sequence[str]) -> Floats:
        """As Encoder.encode_moves."""
        return np.array([self._encode(text) for text in texts], np.float32)


class Keeping:
    """An encoder that keeps its vectors in a file, for other processes and later runs.

    Sentences are encoded one by one, as by Remembering. What the encoder makes of one sentence is part of
    every key: one that computes anything else finds nothing of what was kept before.
    """

    def __init__(self, encoder: Encoder, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._encoder, self._known = encoder, dict[bytes, Floats]()
        self._kept = sqlite3.connect(file, timeout=60, isolation_level=None, check_same_thread=False)
        self._kept.execute("PRAGMA journal_mode=WAL")
        self._kept.execute("PRAGMA synchronous=NORMAL")
        self._kept.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, row BLOB)")

    def encode_moves(self, texts: Sequence[str]) -> Floats:
        """As Encoder.encode_moves."""
        return np.array([self._row(text) for text in texts], np.float32)

    def _row(self, text: str) -> Floats:
        key = hashlib.sha256(self._mark + text.encode()).digest()
        if key not in self._known:
            kept = self._kept.execute("SELECT row FROM vector WHERE key = ?", (key,)).fetchone()
            self._known[key] = np.frombuffer(kept[0], np.float32) if kept else self._new(key, text)
        return self._known[key]

    def _new(self, key: bytes, text: str) -> Floats:
        row: Floats = self._encoder.encode_moves([text])[0]
        self._kept.execute("INSERT OR IGNORE INTO vector VALUES (?, ?)", (key, row.tobytes()))
        return row

    @functools.cached_property
    def _mark(self) -> bytes:
        return self._encoder.encode_moves(["What was that like for you?"]).tobytes()
