"""What a hurried colleague types is read as it is meant."""

import pytest

from tutor.course.meaning import meant


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("nl", "kan je een voorbeelt geven", "kan je een voorbeeld geven"),
        ("nl", "warom moet dat", "waarom moet dat"),
        ("en", "can you give an exmaple", "can you give an example"),
        ("nl", "hoe vaak 1 op 1 gesprekken", "hoe vaak een-op-eengesprekken"),
        ("nl", "wat zet ik op de agenda van een 1-op-1", "wat zet ik op de agenda van een een-op-eengesprek"),
        ("en", "how long is a 1:1", "how long is a one-on-one"),
        ("nl", "ze begint te huilen", "ze huilen"),
        ("en", "what if he starts shouting", "what if he shouting"),
        ("en", "i dont know whats wrong", "i don't know what's wrong"),
        ("nl", "hoe begin ik", "hoe begin ik"),
        ("nl", "m'n baas zegt dat ie niks hoort", "mijn baas zegt dat hij niets hoort"),
        (
            "nl",
            "moet ik 't d'r gelijk zeggen of effe wachten",
            "moet ik het haar gelijk zeggen of even wachten",
        ),
        ("nl", "pas op voor die trein", "pas op voor die trein"),
        ("en", "i wanna know how u do it tho", "i want to know how you do it though"),
        ("en", "a u-shaped table", "a u-shaped table"),
    ],
)
def test_slips_and_other_ways_to_write(language: str, typed: str, read: str) -> None:
    assert meant(typed, language, {}) == read


def test_a_habit_that_somebody_is_told_of_is_a_matter_of_feedback() -> None:
    assert "feedback" in meant("wat zeg ik tegen een collega die steeds te laat komt?", "nl", {})
    assert "feedback" in meant("how do i tell someone that she is always late", "en", {})
    assert "feedback" not in meant("how do i tell someone that she is dismissed", "en", {})


def test_words_of_the_course_and_real_words_stay() -> None:
    assert meant("what is a sample", "en", {"sample": 2}) == "what is a sample"
    assert meant("more simply", "en", {}) == "more simply"
    assert meant("de verschillende stijlen", "nl", {"verschillende": 1}) == "de verschillende stijlen"
