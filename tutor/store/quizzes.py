"""How learners answered the questions of quizzes: only ever added to, or forgotten as a whole."""

from sqlalchemy import delete, insert, select

from tutor.domain.quiz import Answered, Mark
from tutor.store.database import Part
from tutor.store.tables import quiz_answers


class Quizzes(Part):
    """Answers to the questions of courses, in the order in which they were given."""

    async def add(self, learner: str, answered: Answered) -> None:
        """Keep how a question was answered."""
        row = {
            "learner": learner,
            "at": answered.at,
            "course": answered.course,
            "language": answered.language,
            "question": answered.question,
            "text": answered.text,
            "section": answered.section,
            "mark": answered.mark.value,
        }
        async with self._writing() as connection:
            await connection.execute(insert(quiz_answers).values(row))

    async def of(self, learner: str, course: str = "") -> tuple[Answered, ...]:
        """A learner's answers, on one course or on all."""
        of = select(quiz_answers).where(quiz_answers.c.learner == learner).order_by(quiz_answers.c.id)
        if course:
            of = of.where(quiz_answers.c.course == course)
        async with self._reading() as connection:
            rows = (await connection.execute(of)).all()
        return tuple(
            Answered(row.at, row.course, row.language, row.question, row.text, row.section, Mark(row.mark))
            for row in rows
        )

    async def forget(self, learner: str) -> int:
        """Delete all of a learner's answers; how many there were."""
        async with self._writing() as connection:
            mine = quiz_answers.c.learner == learner
            return (await connection.execute(delete(quiz_answers).where(mine))).rowcount
