"""Questions that a course gives: what they ask, what they leave alone, and that the course answers them."""

import asyncio

import pytest

from tests.lessons import COURSE, lesson_of
from tutor.course.lesson import Lesson, drawn
from tutor.domain.course import Citation
from tutor.domain.quiz import Asks, Mark, Question


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return asyncio.run(lesson_of(tmp_path_factory.mktemp("lesson")))


def _of(lesson: Lesson, language: str, asks: Asks) -> list[Question]:
    return [it for it in lesson.questions(language) if it.asks is asks]


@pytest.mark.parametrize(("language", "text"), [("en", "What is a sourdough?"), ("nl", "Wat is een naaf?")])
def test_a_definition_is_asked_for_its_meaning(lesson: Lesson, language: str, text: str) -> None:
    (asked,) = _of(lesson, language, Asks.MEANING)
    assert asked.text == text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "“Shaping a loaf takes three steps: …” Which three"), ("nl", "in drie stappen: …” Welke drie")],
)
def test_a_list_is_asked_by_the_sentence_that_opens_it(lesson: Lesson, language: str, words: str) -> None:
    (asked,) = _of(lesson, language, Asks.LIST)
    assert words in asked.text
    assert len(asked.points) == 3


@pytest.mark.parametrize(("language", "gaps"), [("en", {"48", "1974"}), ("nl", {"30", "1888"})])
def test_gaps_take_a_number_worth_knowing_and_none_of_a_story(
    lesson: Lesson, language: str, gaps: set[str]
) -> None:
    asked = _of(lesson, language, Asks.GAP)
    assert {it.gap for it in asked} == gaps
    assert all("_____" in it.text and it.gap not in it.text for it in asked)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_point_is_word_for_word_in_the_course(lesson: Lesson, language: str) -> None:
    chunks = {it.document: it for it in lesson.answerer.snapshot.chunks}
    for asked in lesson.questions(language):
        for point in asked.points:
            assert point.document in chunks
            assert point.quote in COURSE[language]


def test_a_learner_of_another_language_gets_the_questions_there_are(lesson: Lesson) -> None:
    assert lesson.questions("de") in (lesson.questions("en"), lesson.questions("nl"))


def test_a_subject_narrows_the_quiz_and_the_seed_draws_it_again(lesson: Lesson) -> None:
    assert lesson.draw("en", "", 3, 5) == lesson.draw("en", "", 3, 5)
    assert len({it.id for it in lesson.draw("en", "", 3, 5)}) == 4
    assert drawn((), 1, 5) == ()


RIGHT = {
    "en": [
        "flour mixed with water in which wild yeast lives",
        "a mix of water and flour with wild yeast in it",
    ],
    "nl": [
        "het midden van een wiel met daar doorheen de as",
        "waar de as door het midden van het wiel loopt",
    ],
}
BESIDE = {
    "en": ["a tight log", "an oven with a stone", "good"],
    "nl": ["een plakker op de lijm", "een bel", "ja"],
}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_answer_is_marked_on_what_the_course_says(lesson: Lesson, language: str) -> None:
    (asked,) = _of(lesson, language, Asks.MEANING)
    grade = lesson.grader.grade

    def mark(said: str) -> Mark:
        return grade(asked, said, language).mark

    assert mark(asked.points[0].quote) is Mark.YES
    assert all(mark(said) is not Mark.NO for said in RIGHT[language])
    assert all(mark(said) is Mark.NO for said in (*BESIDE[language], "", "???", asked.text))


@pytest.mark.parametrize(
    ("language", "said", "marks"),
    [
        ("en", "flatten, fold and roll", ["yes", "yes", "yes"]),
        ("en", "you roll it into a log", ["no", "no", "yes"]),
        ("nl", "zoeken, schuren, plakken", ["yes", "yes", "yes"]),
        ("nl", "het rubber ruw maken", ["no", "yes", "no"]),
    ],
)
def test_items_of_a_list_are_met_by_their_name_or_in_other_words(
    lesson: Lesson, language: str, said: str, marks: list[str]
) -> None:
    (asked,) = _of(lesson, language, Asks.LIST)
    met = lesson.grader.grade(asked, said, language).met
    assert [it.mark.value == "no" for it in met] == [mark == "no" for mark in marks]


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("48", Mark.YES),
        ("after 48 hours", Mark.YES),
        ("24", Mark.NO),
        ("48 or 24", Mark.PARTLY),
        ("", Mark.NO),
    ],
)
def test_a_gap_is_filled_or_not(lesson: Lesson, said: str, mark: Mark) -> None:
    asked = next(it for it in _of(lesson, "en", Asks.GAP) if it.gap == "48")
    assert lesson.grader.grade(asked, said, "en").mark is mark


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Put the dough in the freezer."), ("nl", "Zet meer lucht in een band dan erop staat.")],
)
def test_the_opposite_of_what_the_course_says_is_never_right(
    lesson: Lesson, language: str, said: str
) -> None:
    point = _point(language)
    assert lesson.grader.cover([point], said, language).mark is not Mark.YES
    assert lesson.grader.cover([point], point.quote, language).mark is Mark.YES


def _point(language: str) -> Citation:
    from tutor.domain.course import Place

    quote = {
        "en": "Never put the dough in the freezer, because the yeast dies there.",
        "nl": "Zet nooit meer lucht in een band dan erop staat, want dan klapt hij.",
    }[language]
    return Citation(1, "lesson.md", "Lesson", Place(), quote, 0, len(quote), language)
