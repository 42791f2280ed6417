"""Words cross languages through the lists that ship, in any form and as parts of compounds."""

import pytest

from tutor.course.related import related
from tutor.course.translation import gloss, translate


@pytest.mark.parametrize(
    ("word", "source", "target", "expected"),
    [
        ("leidinggevenden", "nl", "en", "lead"),
        ("meeting", "en", "nl", "vergadering"),
        ("angepasst", "de", "en", "adapt"),
        ("hausern", "de", "en", "house"),
        ("wasserversorgung", "de", "en", "water"),
        ("vergadering", "nl", "de", "besprechung"),
        ("besprechung", "de", "nl", "bespreking"),
    ],
)
def test_a_word_is_found_in_another_language(word: str, source: str, target: str, expected: str) -> None:
    assert expected in translate(word, source, target)


def test_a_name_that_no_list_knows_has_no_translation() -> None:
    assert translate("qwxzy", "de", "en") == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Waarom luistert de leidinggevende niet?", "nl", "why listen the manager not?"),
        ("Warum wurde die Dampfmaschine erfunden?", "de", "why were the steam machine invented?"),
    ],
)
def test_a_gloss_is_close_enough_for_an_english_model(text: str, language: str, expected: str) -> None:
    given = gloss(text, language)
    shared = set(given.lower().split()) & set(expected.split())
    assert len(shared) >= len(expected.split()) - 1


@pytest.mark.parametrize(
    ("word", "language", "near"),
    [("crying", "en", "tears"), ("huilt", "nl", "tranen"), ("Kündigung", "de", "entlassen")],
)
def test_words_of_the_same_matter_stand_together(word: str, language: str, near: str) -> None:
    assert near in related(word, language)
