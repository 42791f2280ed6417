"""A quote is a string in the learner's reply, or it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.quoting import find

SAID = "Well…  I “noticed” that it's\nlate.\tHow do you see it? Why?"


@pytest.mark.parametrize(
    "quote",
    [
        "How do you see it?",
        "I “noticed” that it's\nlate.",
        'I "noticed" that it’s late.',
        "I 'noticed' that it's late. How",
        "“How do you see it?”",
        "  how do you see it?".replace("how", "How"),
    ],
)
def test_white_space_and_quotation_marks_make_no_difference(quote: str) -> None:
    place = find(quote, SAID)
    assert place is not None
    kept = SAID[slice(*place)]
    assert kept.split()[0].strip("“”\"'") == quote.split()[0].strip("“”\"'")


@pytest.mark.parametrize(
    "quote",
    [
        "how do you see it?",
        "How did you see it?",
        "How do you … see it?",
        "I noticed that it's late.",
        "do you see i",
        "Why?",
        "",
        "  ",
        "''",
    ],
)
def test_anything_else_makes_it_somebody_elses_words(quote: str) -> None:
    assert find(quote, SAID) is None


def test_one_word_is_a_quote_only_where_it_is_all_that_was_said() -> None:
    assert find("Why?", "Why?") == (0, 4)


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_found_stands_there(quote: str, text: str) -> None:
    if place := find(quote, text):
        start, end = place
        assert 0 <= start < end <= len(text)
        assert find(text[start:end], text) is not None
