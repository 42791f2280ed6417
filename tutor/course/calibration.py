"""The threshold of a course, from questions made of its own sentences and from questions on other matters."""

import dataclasses
import functools
from collections.abc import Sequence
from importlib import resources

import numpy as np

from tutor.course.analysis import Analyzer
from tutor.course.coverage import THRESHOLD, confidence, figures
from tutor.course.retriever import Retriever
from tutor.course.snapshot import Snapshot
from tutor.embeddings import Embedder

FOREIGN = 24
"""Questions on other matters asked of a course, for each of its languages."""
OWN = 24
"""Questions made of the course's own sentences, for each of its languages."""
STRICTEST, LOOSEST = 0.75, 0.3
"""Between these a course's threshold may move away from the general one."""


def calibrated(snapshot: Snapshot, embedder: Embedder) -> Snapshot:
    """The snapshot with the confidence from which on a question counts as covered.

    The threshold lies between what nearly all foreign questions stay under and what nearly all own questions
    reach; the general one counts as a third opinion, as questions made from sentences are easier than real ones.
    """
    retriever = Retriever(snapshot, embedder)
    foreign = [_sure(retriever, text, code) for code in snapshot.languages for text in _foreign(code)]
    own = [_sure(retriever, text, code) for code in snapshot.languages for text in _own(snapshot, code)]
    return dataclasses.replace(snapshot, thresholds={"covered": round(_between(own, foreign), 4)})


def _between(own: Sequence[float], foreign: Sequence[float]) -> float:
    if len(own) < 5 or len(foreign) < 5:
        return THRESHOLD
    low, high = float(np.quantile(foreign, 0.96)), float(np.quantile(own, 0.05))
    middle = (low + min(high, low + 0.3)) / 2 if high > low else high
    return float(np.clip((middle + THRESHOLD) / 2, LOOSEST, STRICTEST))


def _sure(retriever: Retriever, text: str, language: str) -> float:
    return confidence(figures(retriever.snapshot, retriever.search(text, 10, language=language)))


@functools.cache
def _foreign(language: str) -> tuple[str, ...]:
    file = resources.files("tutor") / "words" / f"foreign.{language}.txt"
    return tuple(file.read_text("utf-8").splitlines()[::2][:FOREIGN]) if file.is_file() else ()


def _own(snapshot: Snapshot, language: str) -> list[str]:
    """Questions of a few words each: every second content word of sentences spread over the course."""
    reader = Analyzer(language, {})
    rows = [row for row, chunk in enumerate(snapshot.chunks) if chunk.language == language]
    made = []
    for row in rows[:: max(1, len(rows) // OWN)][:OWN]:
        first, last = snapshot.sentences_of(row)
        spans = snapshot.spans[first:last].tolist()
        if not spans:
            continue
        start, end = max(spans[: len(spans) // 2 + 1], key=lambda span: min(span[1] - span[0], 160))
        content = list(dict.fromkeys(reader.content(snapshot.chunks[row].text[start:end])))
        if len(content) >= 4:
            made.append(" ".join(content[::2][:6]))
    return made
