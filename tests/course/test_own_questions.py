"""A trainer's own questions: asked first, and only as long as the course says what they ask for."""

import asyncio
from pathlib import Path

import pytest

from tests.lessons import EMBEDDER, lesson_of
from tutor.authoring.checks import check
from tutor.course.lesson import Lesson
from tutor.course.retriever import Retriever
from tutor.domain.course_quiz import CourseQuiz, QuizPoint, QuizQuestion
from tutor.domain.quiz import Asks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return asyncio.run(lesson_of(tmp_path_factory.mktemp("lesson")))


def quiz(*points: str) -> CourseQuiz:
    quoted = tuple(QuizPoint(document="en/lesson.md", quote=it) for it in points)
    question = QuizQuestion(id="own", text="What makes a good loaf?", points=quoted)
    return CourseQuiz(course="small", version=1, language="en", questions=(question,))


def lesson(made: Lesson, own: CourseQuiz) -> Lesson:
    return Lesson(Retriever(made.answerer.snapshot, EMBEDDER), EMBEDDER, [own])


SAID = "Never put the dough in the freezer, because the yeast dies there."


def test_the_trainers_questions_are_asked_first(made: Lesson) -> None:
    taught = lesson(made, quiz(SAID))
    for seed in range(3):
        first, *rest = taught.draw("en", "", seed, 3)
        assert (first.text, first.asks) == ("What makes a good loaf?", Asks.MEANING)
        assert first.points[0].quote == SAID
        assert rest == list(made.draw("en", "", seed, 2))
    assert "What makes a good loaf?" not in [it.text for it in taught.questions("nl")]


def test_what_the_course_no_longer_says_is_not_asked(made: Lesson) -> None:
    taught = lesson(made, quiz(SAID, "Bread is baked on the moon."))
    assert taught.questions("en") == made.questions("en")


def test_a_quiz_file_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "quizzes" / "baking" / "en.yaml"
    path.parent.mkdir(parents=True)
    asked = "  - {{ id: a, text: Why?, points: [{{ document: en/a.md, quote: Because of it. }}] }}\n"
    path.write_text("course: cooking\nversion: 1\nlanguage: en\nquestions:\n" + asked.format() * 2, "utf-8")
    found = [it.message for it in check([tmp_path]).findings]
    assert found == [
        "course is 'cooking' but the folder is 'baking'. Make them the same.",
        "'Why?' is asked twice. Leave one.",
        "id 'a' stands twice. Give each its own.",
    ]
