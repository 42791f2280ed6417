"""Answers a question with sentences of the course, word for word, or says that the course does not."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.course.citations import cite, with_markers
from tutor.course.coverage import judge, only_abroad
from tutor.course.cues import Kind, fits, kinds
from tutor.course.followup import last_asked
from tutor.course.manners import Manner, only_manner
from tutor.course.meaning import meant
from tutor.course.retriever import Retriever
from tutor.course.rewording import otherwise
from tutor.course.selection import goes_on, select
from tutor.course.signals import Found
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Answer, Chunk, Citation, Coverage, Said, Section
from tutor.language import Texts

READ = 6
"""How many passages an answer is looked for in."""
PRICED = frozenset({Kind.PRICE})
"""A price is named or it is not: no other kind of sentence stands for one."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the course has to a question: the answer in its own words, and the passages it was found in.

    manner is how the answer is wanted, where a follow-up asks for nothing else than that.
    """

    answer: Answer
    passages: tuple[Chunk, ...] = ()
    manner: Manner | None = None


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
        return self.look(question, language, history).answer

    def look(self, question: str, language: str = "", history: Sequence[Said] = ()) -> Looked:
        """As answer, with the passages it was found in; none where the course does not cover the question."""
        asked = question.strip()[:2000]
        written = self._retriever.language_of(asked, history)
        asked = meant(asked, written, self.snapshot.vocabulary.get(written, {}))
        spoken = language or written
        if not re.search(r"\w", asked):
            return Looked(Answer.decline(question, spoken, Texts(spoken)("ask.empty")))
        topic, told = last_asked(history, written)
        if topic and (wanted := only_manner(asked, written)):
            return self._otherwise(asked, wanted, spoken, topic, told)
        found, coverage = self._find(asked, written, spoken, history)
        if coverage is Coverage.NOT_COVERED or not found.rows:
            return Looked(
                Answer.decline(question, spoken, Texts(spoken)("ask.declined"), self._nearest(found))
            )
        sought = kinds(asked)
        citations, more = self._cite(found, sought)
        if Kind.PRICE in sought and not any(fits(it.quote, PRICED) for it in citations):
            return Looked(
                Answer.decline(question, spoken, Texts(spoken)("ask.declined"), self._nearest(found))
            )
        answer = Answer(question, spoken, with_markers(citations), citations, coverage, nearest=more)
        return Looked(answer, self._passages(found, citations))

    def passages(self, words: str, language: str, count: int) -> list[Chunk]:
        """The best passages for a few words, whatever they cover; those in the learner's language first."""
        found = self._retriever.search(words, count, language=self._retriever.language_of(words))
        chosen = [self.snapshot.chunks[row] for row in found.rows]
        return sorted(chosen, key=lambda chunk: chunk.language != language)

    def _cite(self, found: Found, wanted: frozenset[Kind]) -> tuple[tuple[Citation, ...], Section | None]:
        """The sentences that answer, and the section in which their list goes on."""
        scored = self._weigher.weigh(found, wanted, READ)
        listing = self._weigher.listing(found) if Kind.LIST in wanted else None
        citations = cite(select(self.snapshot, scored, whole_lists=Kind.LIST in wanted, listing=listing))
        return citations, self._section(scored[0].row) if goes_on(self.snapshot, scored) else None

    def _otherwise(self, asked: str, wanted: Manner, spoken: str, topic: str, told: str) -> Looked:
        """The question before, answered in another manner as far as the course's own words can."""
        written = self._retriever.language_of(topic)
        found, coverage = self._find(topic, written, spoken, ())
        question, texts = f"{topic} ({asked})", Texts(spoken)
        if coverage is Coverage.NOT_COVERED or not found.rows:
            return Looked(Answer.decline(question, spoken, texts("ask.declined"), self._nearest(found)))
        scored = self._weigher.weigh(found, kinds(topic), READ)
        quotes = otherwise(self.snapshot, scored, wanted, asked=kinds(topic), told=told)
        if not quotes:
            section = self._section(scored[0].row)
            return Looked(Answer.decline(question, spoken, texts(f"ask.no-{wanted.value}"), section))
        citations = cite(quotes)
        answer = Answer(question, spoken, with_markers(citations), citations, coverage)
        return Looked(answer, self._passages(found, citations), wanted)

    def _passages(self, found: Found, citations: Sequence[Citation]) -> tuple[Chunk, ...]:
        """The best passages, and any other that is cited."""
        best = [self.snapshot.chunks[row] for row in found.rows[:READ]]
        cited = {(it.document, it.start) for it in citations}
        others = [self.snapshot.chunks[row] for row in found.rows[READ:]]
        return *best, *(it for it in others if any(_holds(it, place) for place in cited))

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


def _holds(chunk: Chunk, place: tuple[str, int]) -> bool:
    return chunk.document == place[0] and chunk.start <= place[1] < chunk.end
