"""Our retriever beside plain Chroma with MiniLM, BM25 and their plain fusion, in one run on the same chunks.

``python -m evals.retrieval [SET…] [--limit N] [--ablate] [--baseline]``; the sets lie in the folder
TUTOR_EVAL_DATA (formats in its README). Prints nDCG@10, recall@1 and @5, latency, refusal, and whether the
answer holds the gold answer; --ablate adds nDCG@10 without each signal. Exits with 1 when nDCG@10 falls below
the baseline, which --baseline makes anew; both ask 150 questions of a set unless told otherwise (0 is all).
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from evals.retrieval_baselines import bm25, chroma, fused
from evals.retrieval_figures import OnSet, Reached, drops, store
from tutor.course import signals
from tutor.course.answerer import Answerer
from tutor.course.calibration import calibrated
from tutor.course.coverage import confidence, figures
from tutor.course.retriever import Retriever
from tutor.course.snapshot import build, passage_input, spans_of
from tutor.domain.course import Chunk, Place
from tutor.embeddings import Embedder

SETS = {
    "iot_nl": ("iot_nl", "nl"),
    "iot_en": ("iot_en", "en"),
    "iot_nl2en": ("iot_en", "nl"),
    "xquad_de": ("xquad_de", "de"),
    "squad_dev": ("squad_dev", "en"),
}
"""Each set with the set whose documents it searches and the language of its questions."""
DOCUMENT_LANGUAGE = {"iot_nl": "nl", "iot_en": "en", "xquad_de": "de", "squad_dev": "en"}

Ranking = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answers and, for each row, whether it is a right passage."""

    text: str
    answers: tuple[str, ...]
    answerable: bool
    right: np.ndarray[Any, np.dtype[np.bool_]]
    lesson: bool


def folder() -> Path:
    """Where the development sets are."""
    default = Path(__file__).parent.parent.parent / "shared" / "data"
    return Path(os.environ.get("TUTOR_EVAL_DATA", default))


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def chunks_of_set(name: str) -> list[Chunk]:
    """The documents of a set, each as one chunk."""
    found = []
    for one in lines(folder() / name / "docs.jsonl"):
        headings = tuple(part.strip() for part in one.get("heading", "").split(">") if part.strip())
        text, document = one["text"], one.get("doc", one["title"])
        place, language = Place(headings), DOCUMENT_LANGUAGE[name]
        found.append(Chunk(one["id"], name, document, one["title"], language, text, 0, len(text), place))
    return found


def questions(name: str, chunks: Sequence[Chunk], limit: int) -> list[Question]:
    """The questions that have a right passage, evenly thinned out to limit."""
    gold = {one["qid"]: one for one in lines(folder() / name / "qrels.jsonl")}
    asked = [one for one in lines(folder() / name / "queries.jsonl") if one["id"] in gold]
    step = max(1, len(asked) // limit) if limit else 1
    return [_question(one, gold[one["id"]], chunks) for one in asked[::step]]


def _question(one: dict[str, Any], gold: dict[str, Any], chunks: Sequence[Chunk]) -> Question:
    if "did" in gold:
        right = np.array([chunk.id == gold["did"] for chunk in chunks])
    else:
        right = np.array([chunk.id.startswith(gold["group"] + "/") for chunk in chunks])
    answers = tuple(one.get("answers") or ())
    return Question(one["text"], answers, bool(one.get("answerable", True)), right, "group" in gold)


def gain(question: Question, rows: Sequence[int]) -> float:
    """nDCG@10; where the gold is a lesson, the first hit decides."""
    hits = [place for place, row in enumerate(rows[:10]) if question.right[row]]
    if not hits:
        return 0.0
    if question.lesson:
        return float(1 / np.log2(hits[0] + 2))
    ideal = sum(1 / np.log2(i + 2) for i in range(min(10, int(question.right.sum()))))
    return float(sum(1 / np.log2(hit + 2) for hit in hits) / ideal)


def measure(rank: Ranking, asked: Sequence[Question]) -> Reached:
    """What one retriever reaches on one set."""
    gains, first, fifth, seconds = [], [], [], []
    for question in asked:
        begun = time.perf_counter()
        rows = list(rank(question.text))
        seconds.append(time.perf_counter() - begun)
        gains.append(gain(question, rows))
        first.append(any(question.right[row] for row in rows[:1]))
        fifth.append(any(question.right[row] for row in rows[:5]))
    slow = sorted(seconds)[int(len(seconds) * 0.95)]
    return Reached(
        float(np.mean(gains)),
        float(np.mean(first)),
        float(np.mean(fifth)),
        statistics.median(seconds) * 1000,
        slow * 1000,
    )


def ablated(rank: Ranking, asked: Sequence[Question]) -> str:
    """nDCG@10 without each signal in the fusion; it still proposes candidates."""
    whole, shown = dict(signals.WEIGHTS), []
    for name in whole:
        with patch.object(signals, "WEIGHTS", {**whole, name: 0.0}):
            shown.append(f"{name} {measure(rank, asked).ndcg:.3f}")
    with patch.object(signals, "DOCUMENT", 0.0):
        shown.append(f"document {measure(rank, asked).ndcg:.3f}")
    return "  without  " + "  ".join(shown)


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text holds one of the answers."""
    plain = " ".join(text.lower().split())
    return any(" ".join(answer.lower().split()) in plain for answer in answers)


def refusal(
    retriever: Retriever, own: Sequence[str], foreign: Sequence[str], language: str
) -> dict[str, float]:
    """AUROC of own against foreign questions and the errors at the course's threshold."""
    from sklearn.metrics import roc_auc_score

    def sure(text: str) -> float:
        found = retriever.search(text, 10, language=language)
        return confidence(figures(retriever.snapshot, found))

    mine, others = [sure(text) for text in own], [sure(text) for text in foreign]
    threshold = retriever.snapshot.thresholds[language]
    auroc = roc_auc_score([1] * len(mine) + [0] * len(others), mine + others)
    declined = sum(one < threshold for one in mine) / len(mine)
    wrong = (sum(one < threshold for one in mine) + sum(one >= threshold for one in others)) / (
        len(mine) + len(others)
    )
    errors = f"wrong {wrong:.1%}  covered declined {declined:.1%}  at {threshold:.2f}"
    print(f"  refusal  AUROC {auroc:.3f}  {errors}", flush=True)
    return {"auroc": float(auroc), "wrong": wrong, "covered_declined": declined}


def foreign_questions(name: str, language: str, most: int) -> list[str]:
    """Questions of other sets in the language, and those general ones that calibration does not use."""
    listed = (Path(__file__).parent.parent / "tutor" / "words" / f"foreign.{language}.txt").read_text("utf-8")
    others = {"iot_en": ["squad_dev"], "squad_dev": ["iot_en"]}.get(name, [])
    found = [one["text"] for other in others for one in lines(folder() / other / "queries.jsonl")]
    return [*found[:: max(1, len(found) // most)][:most], *listed.splitlines()[1::2]]


def run(name: str, embedder: Embedder, limit: int, *, ablate: bool) -> OnSet:
    """Measure one set and print its table."""
    source, language = SETS[name]
    chunks = chunks_of_set(source)
    inputs = [passage_input(chunk, spans_of(chunk), embedder.knows(chunk.language)) for chunk in chunks]
    begun = time.perf_counter()
    passages = embedder.encode_passages([text for text, _ in inputs], [spans for _, spans in inputs])
    spent = time.perf_counter() - begun
    snapshot = calibrated(build(name, embedder.name, chunks, passages), embedder)
    retriever = Retriever(snapshot, embedder)
    asked = questions(name, chunks, limit)
    print(f"{name}: {len(chunks)} passages, {len(asked)} questions, embedded in {spent:.0f} s", flush=True)
    vectors, words = chroma(chunks, embedder), bm25(chunks)

    def ours(text: str) -> Sequence[int]:
        return retriever.search(text, 10, language=language).rows

    reached = {}
    for label, rank in {"dense": vectors, "bm25": words, "rrf": fused(vectors, words), "ours": ours}.items():
        reached[label] = measure(rank, asked)
        print(reached[label].line(label), flush=True)
    if ablate:
        print(ablated(ours, asked), flush=True)
    own = [question.text for question in asked if question.answerable][:200]
    others = refusal(retriever, own, foreign_questions(name, language, 100), language)
    if name in ("squad_dev", "xquad_de"):
        others["answers"] = answering(retriever, asked, language)
    return OnSet(len(asked), reached, others)


def answering(retriever: Retriever, asked: Sequence[Question], language: str) -> float:
    """The share of answers that hold the gold answer."""
    answerer = Answerer(retriever)
    sample = [question for question in asked if question.answerable][:300]
    right = [holds(answerer.answer(q.text, language).text, q.answers) for q in sample]
    print(f"  answers  hold the gold answer {np.mean(right):.3f}", flush=True)
    return float(np.mean(right))


def main() -> int:
    """Measure the chosen sets; 1 when one fell below the baseline."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--limit", type=int, default=150, help="questions a set, evenly chosen; 0 is all")
    parser.add_argument("--ablate", action="store_true", help="also without each signal")
    parser.add_argument("--baseline", action="store_true", help="store the figures as the baseline")
    given = parser.parse_args()
    if unknown := set(given.sets) - set(SETS):
        parser.error(f"There is no set {', '.join(sorted(unknown))}. There are: {', '.join(SETS)}.")
    if not folder().is_dir():
        print(f"Skipped: no development sets in {folder()}. Set TUTOR_EVAL_DATA to their folder.")
        return 0
    chosen = given.sets or list(SETS)
    measured = {name: run(name, Embedder(), given.limit, ablate=given.ablate) for name in chosen}
    if given.baseline:
        store(measured)
        return 0
    fell = drops(measured)
    print("\n".join(fell) if fell else "No set fell below the baseline.")
    return int(bool(fell))


if __name__ == "__main__":
    raise SystemExit(main())
