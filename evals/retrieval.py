"""Our retriever beside plain Chroma with MiniLM, BM25 and their plain fusion, in one run on the same chunks.

``python -m evals.retrieval [SET…] [--limit N] [--ablate] [--compare] [--baseline]``; the development sets
lie in the folder TUTOR_EVAL_DATA (formats in its README), the shipped course is always at hand. Prints
nDCG@10, recall@1 and @5, latency, refusal, whether the answer holds the gold answer and whether quotes are
verbatim; --ablate adds nDCG@10 without each signal. Exits with 1 when a bar is missed or a figure falls below
the baseline (with --compare for the latter only), which --baseline makes anew; --limit thins the questions of
a set out to about so many (0 is all).
"""

import argparse
import time
from collections.abc import Callable, Sequence
from unittest.mock import patch

import numpy as np

from evals.retrieval_baselines import bm25, chroma, fused
from evals.retrieval_figures import OnSet, Reached, drops, missed, reached, store
from evals.retrieval_sets import (
    SETS,
    Course,
    Question,
    available,
    course,
    folder,
    foreign_questions,
    questions,
)
from tutor.course import retriever as search
from tutor.course import signals
from tutor.course.answerer import Answerer
from tutor.course.citations import verbatim
from tutor.course.coverage import confidence, figures
from tutor.course.retriever import Retriever
from tutor.domain.course import Answer
from tutor.embeddings.embedder import Embedder

ABLATED = 150
"""About how many questions of a set are asked without each signal."""
Ranking = Callable[[str], Sequence[int]]


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
    return reached(gains, first, fifth, seconds)


def ablated(rank: Ranking, asked: Sequence[Question]) -> str:
    """nDCG@10 with all signals and without each in the fusion, where it still proposes candidates."""
    whole, shown = dict(signals.WEIGHTS), [f"nothing {measure(rank, asked).ndcg:.3f}"]
    for name in whole:
        with patch.object(signals, "WEIGHTS", {**whole, name: 0.0}):
            shown.append(f"{name} {measure(rank, asked).ndcg:.3f}")
    with patch.object(signals, "DOCUMENT", 0.0):
        shown.append(f"document {measure(rank, asked).ndcg:.3f}")
    with patch.object(search, "EVIDENCE", 0.0):
        shown.append(f"evidence {measure(rank, asked).ndcg:.3f}")
    return "  without  " + "  ".join(shown)


def refusal(
    retriever: Retriever, own: Sequence[str], foreign: Sequence[str], language: str
) -> dict[str, float]:
    """AUROC of own against foreign questions and the errors at the course's threshold."""
    from sklearn.metrics import roc_auc_score

    def sure(text: str) -> float:
        return confidence(figures(retriever.snapshot, retriever.search(text, 10, language=language)))

    mine, others = np.array([sure(text) for text in own]), np.array([sure(text) for text in foreign])
    threshold = retriever.snapshot.thresholds[language]
    auroc = float(roc_auc_score([1] * len(mine) + [0] * len(others), np.concatenate([mine, others])))
    declined, let_in = float(np.mean(mine < threshold)), float(np.mean(others >= threshold))
    wrong = float((np.sum(mine < threshold) + np.sum(others >= threshold)) / (len(mine) + len(others)))
    print(
        f"  refusal  AUROC {auroc:.3f}  wrong {wrong:.1%}  covered declined {declined:.1%} of {len(mine)}  "
        f"foreign answered {let_in:.1%} of {len(others)}  at {threshold:.2f}",
        flush=True,
    )
    return {"auroc": auroc, "wrong": wrong, "covered_declined": declined}


def answering(
    known: Course, retriever: Retriever, asked: Sequence[Question], language: str
) -> dict[str, float]:
    """The share of answers that hold the gold answer, and of quotes that stand where they say."""
    answerer = Answerer(retriever)
    sample = [question for question in asked if question.answerable][:300]
    answers = [answerer.answer(question.text, language) for question in sample]
    quotes = [stands(known, answer, number) for answer in answers for number in range(len(answer.citations))]
    found = {"verbatim": float(np.mean(quotes))}
    pairs = [(answer, question) for answer, question in zip(answers, sample, strict=True) if question.answers]
    if pairs:
        found["answers"] = float(
            np.mean([holds(answer.text, question.answers) for answer, question in pairs])
        )
    shown = {"answers": "hold the gold answer", "verbatim": f"verbatim of {len(quotes)} quotes"}
    print("  answers  " + "  ".join(f"{shown[name]} {found[name]:.3f}" for name in sorted(found)), flush=True)
    return found


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text holds one of the answers."""
    plain = " ".join(text.lower().split())
    return any(" ".join(answer.lower().split()) in plain for answer in answers)


def stands(known: Course, answer: Answer, number: int) -> bool:
    """Whether a quote is letter by letter in its document, or for a set of passages in one of them."""
    citation = answer.citations[number]
    if known.documents:
        return verbatim(citation, known.documents[citation.document])
    own = (chunk for chunk in known.snapshot.chunks if chunk.document == citation.document)
    return any(chunk.text[citation.start : citation.end] == citation.quote for chunk in own)


def run(name: str, known: Course, embedder: Embedder, limit: int, *, ablate: bool) -> OnSet:
    """Measure one set and print its table."""
    language, snapshot = SETS[name][1], known.snapshot
    retriever, asked = Retriever(snapshot, embedder), questions(name, snapshot.chunks, limit)
    print(f"{name}: {len(snapshot.chunks)} passages, {len(asked)} questions", flush=True)
    vectors = chroma(snapshot.chunks, embedder)
    words = bm25(snapshot.chunks, language if language in snapshot.languages else snapshot.languages[0])

    def ours(text: str) -> Sequence[int]:
        return retriever.search(text, 10, language=language).rows

    found = {}
    for label, rank in {"dense": vectors, "bm25": words, "rrf": fused(vectors, words), "ours": ours}.items():
        found[label] = measure(rank, asked)
        print(found[label].line(label), flush=True)
    if ablate:
        some = asked[:: max(1, len(asked) // ABLATED)]
        retriever.prepare([question.text for question in some], language)
        print(f"  {len(some)} questions{ablated(ours, some)}", flush=True)
    own = [question.text for question in asked if question.answerable][:200]
    others = refusal(retriever, own, foreign_questions(name, 100), language)
    return OnSet(len(asked), found, {**others, **answering(known, retriever, asked, language)})


def run_all(chosen: Sequence[str], limit: int, *, ablate: bool) -> dict[str, OnSet]:
    """Measure the chosen sets; those that search the same documents share them."""
    embedder, measured = Embedder(), {}
    for source in dict.fromkeys(SETS[name][0] for name in chosen):
        known = course(source, embedder)
        for name in (name for name in chosen if SETS[name][0] == source):
            measured[name] = run(name, known, embedder, limit, ablate=ablate)
    return measured


def main() -> int:
    """Measure the chosen sets; 1 when one misses a bar or fell below the baseline."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--limit", type=int, default=0, help="questions a set, evenly chosen; 0 is all")
    parser.add_argument("--ablate", action="store_true", help="also without each signal")
    parser.add_argument(
        "--compare", action="store_true", help="fail for what fell only, not for a missed bar"
    )
    parser.add_argument("--baseline", action="store_true", help="store the figures as the baseline")
    given = parser.parse_args()
    if unknown := set(given.sets) - set(SETS):
        parser.error(f"There is no set {', '.join(sorted(unknown))}. There are: {', '.join(SETS)}.")
    chosen = [name for name in given.sets or SETS if available(name)]
    for name in set(given.sets or SETS) - set(chosen):
        print(f"Skipped {name}: it is not in {folder()}. Set TUTOR_EVAL_DATA to the folder of the sets.")
    measured = run_all(chosen, given.limit, ablate=given.ablate)
    if given.baseline:
        store(measured)
    short, fell = missed(measured), drops(measured)
    print("\n".join(short) if short else "No bar is missed.")
    print("\n".join(fell) if fell else "No figure fell below the baseline.")
    return int(bool(fell or (short and not given.compare)))


if __name__ == "__main__":
    raise SystemExit(main())
