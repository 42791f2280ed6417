"""Quizzes as trainers write them: questions with what the course says to them, word for word."""

from pydantic import Field

from tutor.domain.fields import Key
from tutor.domain.frozen import Frozen


class QuizPoint(Frozen):
    """One thing that a good answer says, as the course says it."""

    document: str = Field(description="The course file, by its path in the course.")
    quote: str = Field(min_length=1, description="Words of that file, letter by letter.")


class QuizQuestion(Frozen):
    """A question on the course, answered in a learner's own words and marked on its points."""

    id: Key
    text: str = Field(min_length=1)
    points: tuple[QuizPoint, ...] = Field(min_length=1, max_length=8)


class CourseQuiz(Frozen):
    """Questions on one course in one language; they are asked before those that the program makes itself."""

    course: Key
    version: int = Field(ge=1)
    language: str = Field(pattern=r"^[a-z]{2}$")
    questions: tuple[QuizQuestion, ...] = Field(min_length=1)
