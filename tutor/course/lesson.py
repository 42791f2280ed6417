"""One course as it is taught: what answers from it, the questions it gives, and what marks the answers."""

import functools
import random
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tutor.course.answerer import Answerer
from tutor.course.grading import Grader
from tutor.course.own_questions import own_questions
from tutor.course.questions import questions
from tutor.course.retriever import Retriever
from tutor.course.support import Support
from tutor.course.written import Writer
from tutor.domain.course import Chunk
from tutor.domain.course_quiz import CourseQuiz
from tutor.domain.quiz import Asks, Question
from tutor.embeddings.embedder import Embedder
from tutor.prompts import Prompts

NEAR = 12
"""Passages in which a subject is looked for that a learner wants to be asked about."""


class Lesson:
    """Teaches one snapshot of a course."""

    def __init__(self, retriever: Retriever, embedder: Embedder, quizzes: Sequence[CourseQuiz] = ()) -> None:
        """quizzes hold the trainer's own questions on the course."""
        self.answerer = Answerer(retriever)
        self.grader = Grader(embedder)
        self.support = Support(embedder)
        self._retriever = retriever
        self._questions = functools.cache(functools.partial(questions, retriever.snapshot))
        self._own = tuple(it for quiz in quizzes for it in own_questions(quiz, retriever.snapshot))

    def questions(self, language: str) -> tuple[Question, ...]:
        """The questions in a language; in that of most of the course where it gives none in the learner's."""
        own = tuple(it for it in self._own if it.language == language)
        others = (self._questions(code) for code in self._retriever.snapshot.languages)
        return own + self._questions(language) or next(filter(None, others), ())

    def writer(self, prompts: Prompts, situations: Mapping[str, str] = MappingProxyType({})) -> Writer:
        """What answers in a model's words; situations are what can be practised, by id."""
        return Writer(self.answerer, self.support, prompts, situations)

    def passages(
        self, words: str, language: str, count: int, *, documents: str | None = None
    ) -> tuple[Chunk, ...]:
        """The best passages for some words, in the documents of one language where one is given."""
        found = self._retriever.search(words, count, language=language, documents=documents)
        return tuple(self._retriever.snapshot.chunks[row] for row in found.rows)

    def draw(
        self, language: str, about: str, seed: int, count: int, first: Sequence[str] = ()
    ) -> tuple[Question, ...]:
        """Questions for one quiz, about a subject where one is named; the same seed draws the same ones.

        Those with the ids in first come first, in that order; then the trainer's own, and those that the
        program makes fill up what is left.
        """
        found = self.questions(language)
        if about:
            found = self._near(found, about)
        by_id = {it.id: it for it in found}
        again = tuple(by_id[id] for id in first if id in by_id)[:count]
        found = tuple(it for it in found if it not in again)
        own = drawn([it for it in found if it in self._own], seed, count - len(again))
        rest = [it for it in found if it not in self._own]
        return again + own + drawn(rest, seed, count - len(again) - len(own))

    def _near(self, found: Sequence[Question], about: str) -> tuple[Question, ...]:
        """The questions whose points stand in the sections that a subject is found in."""
        rows = self._retriever.search(about, NEAR).rows
        chunks = [self._retriever.snapshot.chunks[row] for row in rows]
        places = {(chunk.document, chunk.place.headings) for chunk in chunks}
        return tuple(it for it in found if (it.points[0].document, it.points[0].place.headings) in places)


def drawn(found: Sequence[Question], seed: int, count: int) -> tuple[Question, ...]:
    """Some of the questions in an order of chance; kinds take turns, and no section comes twice while others
    have not been asked.
    """
    chance = random.Random(seed)
    left = {kind: [it for it in found if it.asks is kind] for kind in Asks}
    for pile in left.values():
        chance.shuffle(pile)
    order = [kind for kind in (Asks.MEANING, Asks.LIST, Asks.MEANING, Asks.GAP) if left[kind]]
    taken: list[Question] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while len(taken) < min(count, len(found)):
        for kind in order:
            if left[kind] and len(taken) < count:
                one = next((it for it in left[kind] if _section(it) not in seen), left[kind][0])
                left[kind].remove(one)
                taken.append(one)
                seen.add(_section(one))
    return tuple(taken)


def _section(question: Question) -> tuple[str, tuple[str, ...]]:
    return question.points[0].document, question.points[0].place.headings
