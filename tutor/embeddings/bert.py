"""The forward pass of a BERT sentence encoder in numpy, so that a first answer need not wait for torch."""

import copy
import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tutor.embeddings.graph import Floats, Forward, compiled

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Ids = NDArray[np.int64]
Of = TypeVar("Of")

_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")
MANY = 48
"""From so many texts on it pays to set up the faster graph; once it stands, it reads any number."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's tokens after the network: vectors (tokens, width) and the characters each token stands for."""

    vectors: Floats
    offsets: tuple[tuple[int, int], ...]


def supported(folder: Path) -> bool:
    """Whether the model in this folder is one that Bert computes: a mean-pooled BERT in safetensors."""
    needed = [
        folder / name for name in ("config.json", "tokenizer.json", "model.safetensors", "modules.json")
    ]
    if not all(path.is_file() for path in needed):
        return False
    config = json.loads(needed[0].read_text("utf-8"))
    modules = [module["type"].rsplit(".", 1)[-1] for module in json.loads(needed[3].read_text("utf-8"))]
    pooling = _read(folder / "1_Pooling" / "config.json")
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and modules in (["Transformer", "Pooling", "Normalize"], ["Transformer", "Pooling"])
        and bool(pooling.get("pooling_mode_mean_tokens"))
    )


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return content


class Bert:
    """BERT (Devlin et al. 2019) with the weights of a sentence-transformers folder."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        config = _read(folder / "config.json")
        self.width: int = config["hidden_size"]
        self.max_tokens: int = _read(folder / "sentence_bert_config.json").get("max_seq_length", 512)
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon = np.float32(config.get("layer_norm_eps", 1e-12))
        self._weights: dict[str, Floats] = _without_prefix(load_file(folder / "model.safetensors"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._prepared = False

    def prepare(self, many: bool) -> None:
        """Set up (half a second) the graph for many texts at once, or for one text now and then."""
        if many:
            _ = self._quick
        else:
            self._prepared = bool(self._steady)

    def adapted(self, changes: Mapping[str, Floats]) -> "Bert":
        """This encoder with other layers, and with those alone that are changed.

        `<name>.down` (rank, in) and `<name>.up` (out, rank) are added to the matrix `<name>.weight` as their
        product (LoRA, Hu et al. 2022); anything else takes the place of the weights that go by its name.
        """
        other = copy.copy(self)
        for made in ("_quick", "_steady"):
            vars(other).pop(made, None)
        other._weights = {**self._weights, **_changed(self._weights, changes)}
        other._layers = 1 + max(int(found[1]) for name in changes if (found := _LAYER.match(name)))
        other._prepared = False
        return other

    def adaptable(self, texts: Sequence[str], most: int, layers: int) -> dict[str, Any]:
        """What tuning the lower layers on texts needs: their weights, and the tokens that occur, numbered.

        `tokens` (texts, most) are numbers of rows of `words`, cut off at `most`, `lengths` how many of them
        each text has; `places` holds what is added for a token's place.
        """
        ids, mask = _padded([_cut(one.ids, most) for one in self._tokenizer.encode_batch(list(texts))])
        used, tokens = np.unique(ids, return_inverse=True)
        kept = tuple(f"encoder.layer.{layer}." for layer in range(layers))
        words, places, kinds = self._embeddings()
        return {
            **{name: weight for name, weight in self._weights.items() if name.startswith(kept)},
            "layers": np.array(layers),
            "heads": np.array(self._heads),
            "words": words[used],
            "places": places[: ids.shape[1]] + kinds[0],
            "norm.weight": self._weights["embeddings.LayerNorm.weight"],
            "norm.bias": self._weights["embeddings.LayerNorm.bias"],
            "tokens": tokens.reshape(ids.shape),
            "lengths": (mask == 0).sum(1),
        }

    def count_tokens(self, text: str) -> int:
        """How many tokens the model sees in a text, with its two marks."""
        return len(self._tokenizer.encode(text).ids)

    def encode(self, texts: list[str], batch: int = 8) -> list[Encoded]:
        """The token vectors of every text, cut off at max_tokens; similar lengths share a batch."""
        forward = self._forward(len(texts))
        tokens = self._tokenizer.encode_batch(texts)
        kept = [_cut(one.ids, self.max_tokens) for one in tokens]
        order = sorted(range(len(texts)), key=lambda i: len(kept[i]))
        found: dict[int, Encoded] = {}
        for first in range(0, len(order), batch):
            chosen = order[first : first + batch]
            ids, mask = _padded([kept[i] for i in chosen])
            for i, vectors in zip(chosen, forward(self._embedded(ids), mask), strict=True):
                offsets = _cut(tokens[i].offsets, self.max_tokens)
                found[i] = Encoded(vectors[: len(kept[i])], tuple(offsets))
        return [found[i] for i in range(len(texts))]

    def _forward(self, texts: int) -> Forward:
        """What computes the layers of so many texts."""
        if texts < MANY and self._prepared:
            return self._steady
        return self._quick if texts >= MANY or "_quick" in vars(self) else self._slow

    @functools.cached_property
    def _quick(self) -> Forward:
        return compiled(self._weights, self._layers, self._heads, float(self._epsilon))

    @functools.cached_property
    def _steady(self) -> Forward:
        # One sentence is too little to share out, and a second thread would be waited for on a busy machine.
        return compiled(self._weights, self._layers, self._heads, float(self._epsilon), threads=1)

    def _slow(self, x: Floats, mask: Floats) -> Floats:
        with _blas().limit(
            limits=1, user_api="blas"
        ):  # a second thread would be waited for on a busy machine
            for layer in range(self._layers):
                x = self._block(x, mask[:, None, None, :], f"encoder.layer.{layer}.")
        return x

    def _embedded(self, ids: Ids) -> Floats:
        words, places, kinds = self._embeddings()
        return self._normalise(words[ids] + places[: ids.shape[1]] + kinds[0], "embeddings.LayerNorm")

    def _embeddings(self) -> tuple[Floats, Floats, Floats]:
        """The vectors of tokens, of places and of kinds of text."""
        word, place, kind = (
            self._weights[f"embeddings.{kind}_embeddings.weight"]
            for kind in ("word", "position", "token_type")
        )
        return word, place, kind

    def _block(self, x: Floats, mask: Floats, name: str) -> Floats:
        attended = self._linear(self._attend(x, mask, name), name + "attention.output.dense")
        x = self._normalise(attended + x, name + "attention.output.LayerNorm")
        inner = _gelu(self._linear(x, name + "intermediate.dense"))
        return self._normalise(self._linear(inner, name + "output.dense") + x, name + "output.LayerNorm")

    def _attend(self, x: Floats, mask: Floats, name: str) -> Floats:
        batch, length, width = x.shape
        shape = (batch, length, self._heads, width // self._heads)
        query, key, value = (
            self._linear(x, f"{name}attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= np.float32(shape[-1] ** -0.5)
        scores += mask
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed: Floats = (scores @ value).transpose(0, 2, 1, 3).reshape(batch, length, width)
        return mixed

    def _linear(self, x: Floats, name: str) -> Floats:
        flat = x.reshape(-1, x.shape[-1]) @ self._weights[name + ".weight"].T
        flat += self._weights[name + ".bias"]
        return flat.reshape(*x.shape[:-1], flat.shape[-1])

    def _normalise(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        variance = np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1])
        x /= np.sqrt(variance + self._epsilon)
        x *= self._weights[name + ".weight"]
        x += self._weights[name + ".bias"]
        return x


@functools.cache
def _blas() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _changed(weights: Mapping[str, Floats], changes: Mapping[str, Floats]) -> dict[str, Floats]:
    lowered = [name.removesuffix(".down") for name in changes if name.endswith(".down")]
    products = {
        f"{name}.weight": weights[f"{name}.weight"] + changes[f"{name}.up"] @ changes[f"{name}.down"]
        for name in lowered
    }
    replaced = {name: row for name, row in changes.items() if not name.endswith((".up", ".down"))}
    return {**products, **replaced}


def _cut(tokens: list[Of], most: int) -> list[Of]:
    """At most so many of what belongs to a text's tokens; the mark at the end stays.

    The tokenizer could cut as well, but is told so for all threads that use it.
    """
    return tokens if len(tokens) <= most else [*tokens[: most - 1], tokens[-1]]


def _padded(rows: list[list[int]]) -> tuple[Ids, Floats]:
    """Token ids as one array, and what to add to the attention so that it passes over the padding."""
    length = max(map(len, rows))
    ids = np.array([row + [0] * (length - len(row)) for row in rows])
    mask = np.array([[0.0] * len(row) + [-1e9] * (length - len(row)) for row in rows], np.float32)
    return ids, mask


def _gelu(x: Floats) -> Floats:
    from scipy.special import erf  # type: ignore[import-untyped]

    y: Floats = erf(x * np.float32(0.5**0.5))
    y += 1
    y *= x
    y *= np.float32(0.5)
    return y


def _without_prefix(weights: dict[str, Any]) -> dict[str, Floats]:
    return {name.removeprefix("bert."): np.asarray(value, np.float32) for name, value in weights.items()}
