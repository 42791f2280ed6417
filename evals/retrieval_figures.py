"""The figures of the retrieval evaluation: what was reached, the bars, and the baseline that may not drop."""

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).parent / "retrieval_baseline.json"
SLACK = {"ndcg": 0.01, "auroc": 0.01, "answers": 0.02, "verbatim": 0.0}
"""How far a figure of a set may fall below the baseline before the run fails."""

NDCG = {"iot_nl": 0.85, "xquad_de": 0.97, "squad_dev": 0.94, "iot_nl2en": 0.72}
ANSWERS = {"squad_dev": 0.88, "xquad_de": 0.85}
AUROC, WRONG, DECLINED = 0.97, 0.08, 0.05
GAIN = 0.03
"""The bars: the lowest nDCG@10 and share of answers, the lowest AUROC, the most wrong decisions and covered
questions declined, and the mean gain over the best of the others."""


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


def reached(
    gains: Sequence[float], first: Sequence[bool], fifth: Sequence[bool], seconds: Sequence[float]
) -> Reached:
    """The figures from what came of each question."""
    slow = sorted(seconds)[int(len(seconds) * 0.95)]
    means = (statistics.fmean(gains), statistics.fmean(first), statistics.fmean(fifth))
    return Reached(*means, statistics.median(seconds) * 1000, slow * 1000)


@dataclass(frozen=True, slots=True)
class OnSet:
    """What was measured on one set: retrievers by name, then refusal and answers."""

    questions: int
    retrievers: Mapping[str, Reached]
    others: Mapping[str, float]

    @property
    def stored(self) -> dict[str, Any]:
        """As it stands in the baseline."""
        others = {name: round(value, 4) for name, value in self.others.items()}
        rows = {name: one.stored for name, one in self.retrievers.items()}
        return {"questions": self.questions, **rows, **others}

    @property
    def gain(self) -> float:
        """How far our nDCG@10 is above the best of the others."""
        others = [one.ndcg for name, one in self.retrievers.items() if name != "ours"]
        return self.retrievers["ours"].ndcg - max(others)


def store(measured: Mapping[str, OnSet]) -> None:
    """Make what was measured the baseline; sets that were not measured keep theirs."""
    kept = {**_kept(), **{name: one.stored for name, one in measured.items()}}
    BASELINE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


def drops(measured: Mapping[str, OnSet]) -> list[str]:
    """A line for each figure that fell; sets asked other questions than the baseline's are not compared."""
    kept, found = _kept(), []
    for name, one in measured.items():
        if name in kept and kept[name]["questions"] == one.questions:
            found += [
                f"{name}: {figure} fell from {before:.3f} to {now:.3f}"
                for figure, before, now in _compared(kept[name], one)
                if now < before - SLACK[figure] - 1e-9
            ]
    return found


def _compared(before: Mapping[str, Any], one: OnSet) -> Iterator[tuple[str, float, float]]:
    yield "ndcg", before["ours"]["ndcg"], one.retrievers["ours"].ndcg
    for figure in SLACK:
        if figure in one.others and figure in before:
            yield figure, before[figure], one.others[figure]


def missed(measured: Mapping[str, OnSet]) -> list[str]:
    """A line for each bar that is missed; the mean gain is told when all sets were measured."""
    found = [f"{name}: {line}" for name, one in measured.items() for line in _missed(name, one)]
    mean = statistics.fmean(one.gain for one in measured.values()) if measured else GAIN
    return [*found, f"mean gain {mean:.3f} is below {GAIN}"] if mean < GAIN else found


def _missed(name: str, one: OnSet) -> Iterator[str]:
    ours, others = one.retrievers["ours"].ndcg, one.others
    if ours < NDCG.get(name, 0.0):
        yield f"nDCG@10 {ours:.3f} is below {NDCG[name]}"
    if one.gain < 0:
        yield f"nDCG@10 is {-one.gain:.3f} below the best of the others"
    if others["auroc"] < AUROC:
        yield f"AUROC {others['auroc']:.3f} is below {AUROC}"
    if others["wrong"] > WRONG:
        yield f"wrong decisions {others['wrong']:.1%} are above {WRONG:.0%}"
    if others["covered_declined"] > DECLINED:
        yield f"covered questions declined {others['covered_declined']:.1%} are above {DECLINED:.0%}"
    if others.get("answers", 1.0) < ANSWERS.get(name, 0.0):
        yield f"answers with the gold answer {others['answers']:.3f} are below {ANSWERS[name]}"
    if others["verbatim"] < 1.0:
        yield f"only {others['verbatim']:.2%} of the quotes are verbatim"


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    return kept
