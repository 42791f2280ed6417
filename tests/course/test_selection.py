"""Answers quote whole: what somebody says is never cut in the middle."""

import pytest

from tutor.course.selection import said_around
from tutor.language import sentences

ASKING = 'First ask if it suits: "I want to tell you something. Is this a good moment?" Then wait.'
TWO = '"One. Two," she said. He said nothing.\n\nA mark " stands alone. It has no other.'


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (ASKING, 0, (0, 1)),
        (ASKING, 1, (0, 1)),
        (ASKING, 2, (2, 2)),
        (TWO, 0, (0, 1)),
        (TWO, 2, (2, 2)),
        (TWO, 3, (3, 3)),
    ],
)
def test_a_sentence_comes_with_all_that_is_said_in_it(
    text: str, number: int, expected: tuple[int, int]
) -> None:
    assert said_around(text, sentences(text, "en"), number) == expected
