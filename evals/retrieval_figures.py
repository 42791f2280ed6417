"""The figures of the retrieval evaluation: what one retriever reached, and the baseline that may not drop."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).parent / "retrieval_baseline.json"
SLACK = 0.01
"""How far nDCG@10 of a set may fall below the baseline before the run fails."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a retriever reached on a set; p50 and p95 in milliseconds."""

    ndcg: float
    first: float
    fifth: float
    p50: float
    p95: float

    def line(self, label: str) -> str:
        """The figures as a line of the table."""
        return (
            f"  {label:8} nDCG@10 {self.ndcg:.3f}  R@1 {self.first:.3f}  R@5 {self.fifth:.3f}  "
            f"p50 {self.p50:5.1f} ms  p95 {self.p95:5.1f} ms"
        )

    @property
    def stored(self) -> dict[str, float]:
        """The figures that are the same on every machine."""
        return {name: round(value, 4) for name, value in asdict(self).items() if name not in ("p50", "p95")}


@dataclass(frozen=True, slots=True)
class OnSet:
    """What was measured on one set: retrievers by name, then refusal and answers where the set has them."""

    questions: int
    retrievers: Mapping[str, Reached]
    others: Mapping[str, float]

    @property
    def stored(self) -> dict[str, Any]:
        """As it stands in the baseline."""
        others = {name: round(value, 4) for name, value in self.others.items()}
        rows = {name: reached.stored for name, reached in self.retrievers.items()}
        return {"questions": self.questions, **rows, **others}


def store(measured: Mapping[str, OnSet]) -> None:
    """Make what was measured the baseline; sets that were not measured keep theirs."""
    kept = {**_kept(), **{name: one.stored for name, one in measured.items()}}
    BASELINE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


def drops(measured: Mapping[str, OnSet]) -> list[str]:
    """A line for each set that fell; sets asked other questions than the baseline's are not compared."""
    kept, found = _kept(), []
    for name, one in measured.items():
        if name not in kept or kept[name]["questions"] != one.questions:
            continue
        before, now = kept[name]["ours"]["ndcg"], one.retrievers["ours"].ndcg
        if now < before - SLACK:
            found.append(f"{name}: nDCG@10 fell from {before:.3f} to {now:.3f}")
    return found


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    return kept
