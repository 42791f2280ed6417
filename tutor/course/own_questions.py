"""A trainer's own questions on a course, with their points as citations of it."""

import hashlib
from collections.abc import Iterator

from tutor.course.citations import cite
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Chunk
from tutor.domain.course_quiz import CourseQuiz, QuizPoint
from tutor.domain.quiz import Asks, Question
from tutor.quoting import find


def own_questions(quiz: CourseQuiz, snapshot: Snapshot) -> Iterator[Question]:
    """The questions of which the course says every point; where one is gone, the question is left out."""
    for asked in quiz.questions:
        found = [_found(point, snapshot) for point in asked.points]
        places = [it for it in found if it]
        if len(places) == len(asked.points):
            kind = Asks.LIST if len(places) > 1 else Asks.MEANING
            told = "\n".join((asked.id, *(point.quote for point in asked.points)))
            id = hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
            yield Question(id, kind, asked.text, cite(places), quiz.language)


def _found(point: QuizPoint, snapshot: Snapshot) -> tuple[Chunk, int, int] | None:
    """Where the course says a point."""
    for chunk in snapshot.chunks:
        if chunk.document == point.document and (place := find(point.quote, chunk.text)):
            return chunk, *place
    return None
