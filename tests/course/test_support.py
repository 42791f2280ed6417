"""What a sentence may not do to what the course says: turn a word around within its clause."""

import pytest

from tests.lessons import EMBEDDER
from tutor.course.support import Support
from tutor.domain.course import Chunk, Place

SAID = {
    "en": (
        "A crust becomes crisp when the heat is high, but it stays pale when the heat is low.",
        "A crust becomes crisp when the heat is low.",
        "A crust becomes crisp when the heat is high.",
    ),
    "nl": (
        "Een band loopt leeg als het ventiel slecht is, maar blijft vol als het ventiel goed is.",
        "Een band loopt leeg als het ventiel goed is.",
        "Een band loopt leeg als het ventiel slecht is.",
    ),
}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_word_that_another_clause_says_does_not_hide_that_this_one_is_turned_around(language: str) -> None:
    course, turned, sound = SAID[language]
    passage = Chunk("c1", "course", "d.md", "Text", language, course, 0, len(course), Place(("Text",)))
    support = Support(EMBEDDER)
    assert support.find(sound, language, [passage])
    assert support.find(turned, language, [passage]) == ()
