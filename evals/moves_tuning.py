"""Tune the lower layers of an encoder to moves: low-rank changes of its matrices (LoRA, Hu et al. 2022).

It needs numpy and torch and nothing else, so that it can be run where there is a graphics card:
``python moves_tuning.py GIVEN.npz MADE.npz``. ``python -m evals.train_moves --tune FOLDER``
writes GIVEN, and goes on where it finds MADE there. A card takes two minutes, a core of a laptop some hours.
"""

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

RANK, EPOCHS, BATCH = 32, 12, 256
RATE, HEAD_RATE, DECAY, WARM = 2e-3, 1e-3, 0.01, 0.06
DROPPED, UNREAD = 0.1, 0.15
"""Shares of what is computed that are dropped, and of tokens that are not read, in each step of training."""
SCALE = 2.0
MATRICES = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
MIXED, LEVEL = 4.0, 1e-5
TINY = 1e-12
Given = Mapping[str, NDArray[Any]]


class Matrix(nn.Module):
    """A matrix that stays, with a change of low rank and a bias that are learned."""

    def __init__(self, weight: NDArray[Any], bias: NDArray[Any]) -> None:
        super().__init__()
        self.weight = nn.Parameter(_floats(weight), requires_grad=False)
        self.bias = nn.Parameter(_floats(bias))
        outer, inner = weight.shape
        self.down = nn.Parameter(torch.randn(RANK, inner) / inner**0.5)
        self.up = nn.Parameter(torch.zeros(outer, RANK))

    def forward(self, x: Tensor) -> Tensor:
        changed = F.linear(F.linear(x, self.down), self.up)
        return F.linear(x, self.weight, self.bias) + SCALE * changed


class Norm(nn.Module):
    """Layer normalisation, its scale and shift learned on."""

    def __init__(self, weight: NDArray[Any], bias: NDArray[Any]) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(_floats(weight)), nn.Parameter(_floats(bias))

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, TINY)


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019)."""

    def __init__(self, given: Given, name: str, heads: int) -> None:
        super().__init__()
        of = {
            part: (given[f"{name}.{part}.weight"], given[f"{name}.{part}.bias"]) for part in MATRICES + NORMS
        }
        self.query, self.key, self.value, self.out, self.inner, self.back = (
            Matrix(*of[part]) for part in MATRICES
        )
        self.first, self.second = (Norm(*of[part]) for part in NORMS)
        self.heads = heads

    def forward(self, x: Tensor, read: Tensor) -> Tensor:
        mixed = F.scaled_dot_product_attention(
            *map(self._split, (self.query(x), self.key(x), self.value(x))), read
        )
        x = self.first(x + self._dropped(self.out(mixed.transpose(1, 2).flatten(2))))
        return self.second(x + self._dropped(self.back(F.gelu(self.inner(x)))))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)

    def _dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, DROPPED, self.training)

    def changes(self) -> Iterator[tuple[str, Tensor]]:
        """What was learned, by the names that Bert.adapted knows."""
        matrices = (self.query, self.key, self.value, self.out, self.inner, self.back)
        for name, matrix in zip(MATRICES, matrices, strict=True):
            yield from (
                (f"{name}.down", matrix.down),
                (f"{name}.up", SCALE * matrix.up),
                (f"{name}.bias", matrix.bias),
            )
        for name, norm in zip(NORMS, (self.first, self.second), strict=True):
            yield from ((f"{name}.weight", norm.weight), (f"{name}.bias", norm.bias))


class Reader(nn.Module):
    """The moves of a sentence and the line before it: encoder, then linear weights of all."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.words = nn.Parameter(_floats(given["words"]), requires_grad=False)
        self.places = nn.Parameter(_floats(given["places"]), requires_grad=False)
        self.begin = Norm(given["norm.weight"], given["norm.bias"]).requires_grad_(False)
        count = int(given["layers"])
        self.layers = nn.ModuleList(
            Layer(given, f"encoder.layer.{at}", int(given["heads"])) for at in range(count)
        )
        width = self.words.shape[1]
        self.head = nn.Linear(3 * width, given["truth"].shape[1])
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def encoded(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        longest = int(lengths.max())
        tokens, places = tokens[:, :longest], torch.arange(longest, device=tokens.device)
        read = places[None] < lengths[:, None]
        if self.training:
            read &= (torch.rand(tokens.shape, device=tokens.device) > UNREAD) | (places[None] == 0)
        x = self.begin(self.words[tokens] + self.places[:longest])
        for layer in self.layers:
            x = layer(x, read[:, None, None])
        pooled = (x * read[..., None]).sum(1) / read.sum(1, keepdim=True)
        return F.layer_norm(pooled, pooled.shape[1:], eps=LEVEL)

    def forward(self, mine: tuple[Tensor, Tensor], theirs: tuple[Tensor, Tensor], said: Tensor) -> Tensor:
        count = len(said)
        both = self.encoded(torch.cat([mine[0], theirs[0]]), torch.cat([mine[1], theirs[1]]))
        sentence, before = both[:count], both[count:] * said[:, None]
        seen = torch.cat([sentence, before, sentence * before], 1)
        logits: Tensor = self.head(F.dropout(seen, DROPPED, self.training))
        return logits


@dataclass(frozen=True)
class Rows:
    """What is learned from, on the device that computes: tokens of texts, and rows that point to them."""

    tokens: Tensor
    lengths: Tensor
    text: Tensor
    before: Tensor
    weight: Tensor
    target: Tensor
    size: NDArray[np.float64]

    @classmethod
    def of(cls, given: Given, device: str) -> "Rows":
        def placed(name: str, kind: torch.dtype) -> Tensor:
            return torch.tensor(given[name], dtype=kind, device=device)

        truth = placed("truth", torch.float32)
        lengths, before = given["lengths"].astype(float), given["before"]
        size = lengths[given["text"]] + np.where(before >= 0, lengths[np.maximum(before, 0)], 0) / 2
        return cls(
            placed("tokens", torch.int64), placed("lengths", torch.int64), placed("text", torch.int64),
            placed("before", torch.int64), placed("weight", torch.float32),
            truth / truth.sum(1, keepdim=True), size,
        )  # fmt: skip

    def logits(self, reader: Reader, some: NDArray[np.int64]) -> Tensor:
        """What the reader says of some rows; on a graphics card in half precision."""
        at = torch.tensor(some, device=self.tokens.device)
        before = self.before[at].clamp(min=0)
        said = (self.before[at] >= 0).float()
        lengths = torch.where(said > 0, self.lengths[before], 1)
        with torch.autocast(at.device.type, torch.bfloat16, enabled=at.is_cuda):
            mine = self.tokens[self.text[at]], self.lengths[self.text[at]]
            return reader(mine, (self.tokens[before], lengths), said).float()


def trained(given: Given, rows: Rows, some: NDArray[np.int64], seed: int = 0) -> Reader:
    """A reader that learned from some rows; a sentence with several moves counts for each in part."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    reader = Reader(given).to(rows.tokens.device).train()
    learned = [one for one in reader.parameters() if one.requires_grad]
    head = {id(one) for one in reader.head.parameters()}
    groups = [
        {"params": [one for one in learned if id(one) not in head], "lr": RATE},
        {"params": [one for one in learned if id(one) in head], "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * -(-len(some) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM * steps)) * (1 - step / (steps + 1))
    )
    for _ in range(EPOCHS):
        for batch in _batches(rows, some, chance):
            at = torch.tensor(batch, device=rows.tokens.device)
            weight, said = rows.weight[at], F.log_softmax(rows.logits(reader, batch), 1)
            loss = -(weight * (rows.target[at] * said).sum(1)).sum() / weight.sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
    return reader.eval()


def _batches(rows: Rows, some: NDArray[np.int64], chance: np.random.Generator) -> list[NDArray[np.int64]]:
    """Rows of about the same length together, the batches in any order."""
    order = some[np.argsort(rows.size[some] + chance.normal(0, MIXED, len(some)), kind="stable")]
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    return [batches[int(at)] for at in chance.permutation(len(batches))]


@torch.no_grad()
def read(reader: Reader, rows: Rows, some: NDArray[np.int64]) -> NDArray[np.float32]:
    """The logits of some rows."""
    parts = [rows.logits(reader, some[at : at + 2048]).cpu().numpy() for at in range(0, len(some), 2048)]
    return np.concatenate(parts)


def made(given: Given, device: str) -> Iterator[tuple[str, NDArray[Any]]]:
    """The logits of every row by a reader that did not see its fold, and what one of all rows learned."""
    rows, fold, began = Rows.of(given, device), given["fold"], time.monotonic()
    unseen = np.zeros(given["truth"].shape, np.float32)
    for apart in sorted(set(fold.tolist())):
        some = np.flatnonzero(fold == apart)
        unseen[some] = read(trained(given, rows, np.flatnonzero(fold != apart)), rows, some)
        print(f"fold {apart}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    yield "unseen", unseen
    yield "rows", given["rows"]
    reader = trained(given, rows, np.arange(len(fold)))
    for at, layer in enumerate(reader.layers):
        for name, change in layer.changes():
            yield f"encoder.layer.{at}.{name}", change.detach().cpu().numpy()
    yield "head.weight", reader.head.weight.detach().cpu().numpy()
    yield "head.bias", reader.head.bias.detach().cpu().numpy()
    print(f"all: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _floats(array: NDArray[Any]) -> Tensor:
    return torch.tensor(np.asarray(array, np.float32))


def main(given: str, result: str) -> None:
    """Read what is given, and write what was made of it."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    with np.load(given) as stored:
        np.savez_compressed(result, **dict(made(dict(stored), device)))


if __name__ == "__main__":
    main(*sys.argv[1:])
