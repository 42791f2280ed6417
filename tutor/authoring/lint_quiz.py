"""Checks of quizzes that a schema cannot make; pure."""

from tutor.authoring.lint import Finding, Located, names_fit, twice
from tutor.authoring.yaml_file import YamlFile
from tutor.domain.course_quiz import CourseQuiz


def lint_quiz(yaml: YamlFile, quiz: CourseQuiz) -> tuple[Finding, ...]:
    """Everything wrong with one quiz."""
    file = Located(yaml)
    texts = [question.text for question in quiz.questions]
    again = (
        file.error(("questions", number, "text"), f"{text!r} is asked twice. Leave one.")
        for number, text in enumerate(texts)
        if text in texts[:number]
    )
    return (
        *names_fit(file, quiz.course, quiz.language, "course"),
        *twice(file, "questions", [question.id for question in quiz.questions]),
        *again,
    )
