"""The threshold of a course, from questions made of its own sentences and from questions on other matters."""

import dataclasses
import functools
from importlib import resources

import numpy as np

from tutor.course.analysis import Analyzer
from tutor.course.coverage import THRESHOLD, confidence, figures
from tutor.course.retriever import SPOKEN, Retriever
from tutor.course.snapshot import Snapshot
from tutor.course.translation import can_gloss
from tutor.embeddings.embedder import Embedder

MOST = 20
"""Questions of either kind that are asked of a course in each language."""
STRICTEST, LOOSEST, LOOSEST_FOREIGN = 0.42, 0.38, 0.2
"""Between these a course's threshold may move, chosen on the development sets (docs/evaluation.md); the last
where the embedding model knows neither the language nor a gloss of it."""
ABROAD = 0.25
"""The threshold of a language in which no document is written, as there is nothing to make questions of."""
HARDER, FOREIGN_TONGUE = 0.75, 0.38
"""Real questions reach about these shares of the confidence of those made from sentences; the second where
the embedding model knows neither the language nor a gloss of it."""


def calibrated(snapshot: Snapshot, embedder: Embedder) -> Snapshot:
    """The snapshot with the confidence from which on a question in a language counts as covered."""
    retriever = Retriever(snapshot, embedder)
    languages = dict.fromkeys((*snapshot.languages, *SPOKEN))
    return dataclasses.replace(
        snapshot, thresholds={code: threshold(retriever, embedder, code) for code in languages}
    )


def threshold(retriever: Retriever, embedder: Embedder, language: str) -> float:
    """A value that few foreign questions reach and nearly all own ones do; own ones go first."""
    if language not in retriever.snapshot.languages:
        return ABROAD
    questions = _own(retriever.snapshot, language)
    retriever.prepare([*_foreign(language), *questions], language)
    foreign = [_sure(retriever, text, language) for text in _foreign(language)]
    own = [_sure(retriever, text, language) for text in questions]
    known = embedder.knows(language) or can_gloss(language)
    harder, loosest = (HARDER, LOOSEST) if known else (FOREIGN_TONGUE, LOOSEST_FOREIGN)
    ceiling = harder * float(np.quantile(own, 0.05)) if len(own) >= 5 else loosest
    floor = float(np.quantile(foreign, 0.95)) if len(foreign) >= 5 else THRESHOLD
    chosen = (floor + ceiling) / 2 if floor < ceiling else ceiling
    return round(float(np.clip(chosen, loosest, STRICTEST)), 4)


def _sure(retriever: Retriever, text: str, language: str) -> float:
    return confidence(figures(retriever.snapshot, retriever.search(text, 10, language=language)))


@functools.cache
def _foreign(language: str) -> tuple[str, ...]:
    file = resources.files("tutor") / "words" / f"foreign.{language}.txt"
    return tuple(file.read_text("utf-8").splitlines()[::2][:MOST]) if file.is_file() else ()


def _own(snapshot: Snapshot, language: str) -> list[str]:
    """Questions of a few words each: every second content word of sentences spread over the course."""
    reader = Analyzer(language, {})
    rows = [row for row, chunk in enumerate(snapshot.chunks) if chunk.language == language]
    made = []
    for row in rows[:: max(1, len(rows) // MOST)][:MOST]:
        first, last = snapshot.sentences_of(row)
        spans = snapshot.spans[first:last].tolist()
        if not spans:
            continue
        start, end = max(spans[: len(spans) // 2 + 1], key=lambda span: min(span[1] - span[0], 160))
        content = list(dict.fromkeys(reader.content(snapshot.chunks[row].text[start:end])))
        if len(content) >= 4:
            made.append(" ".join(content[::2][:6]))
    return made
