"""Finds the passages of a course that a question is about."""

from collections.abc import Sequence

import numpy as np

from tutor.course.cues import kinds
from tutor.course.evidence import Weigher
from tutor.course.followup import resolve
from tutor.course.query import Query, QueryReader
from tutor.course.signals import Found, Signals, signals
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Hit, Said
from tutor.embeddings.embedder import Embedder
from tutor.language import detect

SPOKEN = ("nl", "en", "de")
"""Languages that a question may be in besides those of the course."""
CLOSER, EVIDENCE = 20, 0.6
"""How many of the best rows are looked at sentence by sentence, and what that counts beside their order."""
SAME_LANGUAGE = 0.6
"""What a passage gains in a course of several languages when it is in the learner's."""


class Retriever:
    """Searches one snapshot of a course."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self.snapshot = snapshot
        self.reader = QueryReader(snapshot, embedder)
        self.weigher = Weigher(snapshot)
        self._written = np.array([chunk.language for chunk in snapshot.chunks])

    def retrieve(
        self, query: str, k: int, *, language: str | None = None, history: Sequence[Said] = ()
    ) -> list[Hit]:
        """The k best passages for a question, keywords or a pasted sentence.

        language is that of the query; it is detected when not given. Earlier messages help a follow-up.
        """
        found = self.search(query, k, language=language, history=history)
        chunks, fused = self.snapshot.chunks, found.signals.fused
        return [Hit(chunks[row], round(float(fused[row]), 4)) for row in found.rows]

    def search(
        self,
        query: str,
        k: int,
        *,
        language: str | None = None,
        history: Sequence[Said] = (),
        documents: str | None = None,
    ) -> Found:
        """As retrieve, with the signals; documents limits the search to those in one language."""
        chosen = language or self.language_of(query, history)
        resolved = resolve(query, chosen, history)
        read = self.reader.read(resolved.text, chosen, resolved.context, resolved.told)
        scored = signals(self.snapshot, read, self._written == documents if documents else None)
        if not documents and len(self.snapshot.languages) > 1:
            scored.fused[self._written == chosen] += SAME_LANGUAGE
        self._look_again(read, scored)
        return Found(read, tuple(int(row) for row in scored.best(k)), scored)

    def _look_again(self, query: Query, scored: Signals) -> None:
        """Raise those of the best rows that hold a sentence which answers by itself."""
        rows = scored.best(CLOSER)
        if len(rows) < 2:
            return
        best, fused = self.weigher.best(query, rows, kinds(query.text)), scored.fused[rows]
        scored.fused[rows] += EVIDENCE * fused.std() * (best - best.mean()) / max(float(best.std()), 1e-6)

    def prepare(self, queries: Sequence[str], language: str) -> None:
        """Encode queries that will be searched one after the other."""
        self.reader.prepare(queries, language)

    def language_of(self, query: str, history: Sequence[Said] = ()) -> str:
        """The language of a query; that of the conversation, else of the course, if it does not tell."""
        candidates = tuple(dict.fromkeys((*self.snapshot.languages, *SPOKEN)))
        default = self.snapshot.languages[0] if self.snapshot.languages else "en"
        for said in reversed(history):
            if said.role not in ("tutor", "assistant"):
                default = detect(said.text, candidates, default)
                break
        return detect(query, candidates, default)
