"""Answers a question with sentences of the course, word for word, or says that the course does not."""

import functools
import re
from collections.abc import Sequence

from tutor.course.citations import cite, with_markers
from tutor.course.coverage import judge, only_abroad
from tutor.course.cues import Kind, kinds
from tutor.course.retriever import Retriever
from tutor.course.selection import goes_on, select
from tutor.course.signals import Found
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Answer, Coverage, Said, Section
from tutor.language import Texts

READ = 6
"""How many passages an answer is looked for in."""


class Answerer:
    """Answers questions on one course from what its retriever finds."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._weigher = retriever.weigher

    @property
    def snapshot(self) -> Snapshot:
        """The course as it is searched."""
        return self._retriever.snapshot

    def answer(self, question: str, language: str = "", history: Sequence[Said] = ()) -> Answer:
        """One to four sentences with citations in the order of the course, or a declined answer.

        language is the learner's; it is detected from the question when empty.
        """
        asked = question.strip()[:2000]
        spoken = language or self._retriever.language_of(asked, history)
        if not re.search(r"\w", asked):
            return Answer.decline(question, spoken, Texts(spoken)("ask.empty"))
        written = self._retriever.language_of(asked, history)
        found, coverage = self._find(asked, written, spoken, history)
        if coverage is Coverage.NOT_COVERED or not found.rows:
            return Answer.decline(question, spoken, Texts(spoken)("ask.declined"), self._nearest(found))
        wanted = kinds(asked)
        scored = self._weigher.weigh(found, wanted, READ)
        listing = self._weigher.listing(found) if Kind.LIST in wanted else None
        citations = cite(select(self.snapshot, scored, whole_lists=Kind.LIST in wanted, listing=listing))
        more = self._section(scored[0].row) if goes_on(self.snapshot, scored) else None
        return Answer(question, spoken, with_markers(citations), citations, coverage, nearest=more)

    def _find(self, asked: str, written: str, spoken: str, history: Sequence[Said]) -> tuple[Found, Coverage]:
        """What the course has in the learner's language; where that does not cover it, in any language."""
        snapshot = self.snapshot
        search = functools.partial(self._retriever.search, asked, 10, language=written, history=history)
        if len(snapshot.languages) < 2 or spoken not in snapshot.languages:
            found = search()
            return found, judge(snapshot, found)[0]
        own = search(documents=spoken)
        coverage, abroad = judge(snapshot, own)[0], only_abroad(snapshot, own.query, spoken)
        if abroad or coverage is Coverage.NOT_COVERED:
            found = search()
            wider = judge(snapshot, found)[0]
            # A doubtful quote in another language helps nobody, unless the very word was asked for.
            if wider is Coverage.COVERED or (abroad and wider is Coverage.PARTLY):
                return found, wider
        return own, coverage

    def _nearest(self, found: Found) -> Section | None:
        return self._section(found.rows[0]) if found.rows else None

    def _section(self, row: int) -> Section:
        chunk = self.snapshot.chunks[row]
        return Section(chunk.document, chunk.title, chunk.place, chunk.language)
