"""Slips of the keyboard are mended before a reply is read; words that are words stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.roleplay.recognition.encoder import MoveEncoder
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser
from tutor.roleplay.recognition.spelling import mended


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "how do you look bakc on it becuase i ask", "how do you look back on it because i ask"),
        ("nl", "wat vond je er zlef van, tusesn ons", "wat vond je er zelf van, tussen ons"),
    ],
)
def test_slips_in_common_words_are_mended(language: str, typed: str, meant: str) -> None:
    assert mended(typed, language) == meant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I lived near the hose, it wasnt sore, and Tess filed the font at the crook"),
        ("nl", "Kasia heeft de redactie gebeld, de katten keken naar de deken, ze werkten aan de kweek"),
        ("en", ""),
    ],
)
def test_names_and_words_stay_as_they_are(language: str, text: str) -> None:
    assert mended(text, language) == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "nl"]))
def test_mending_is_done_once_and_touches_only_words(text: str, language: str) -> None:
    once = mended(text, language)
    assert mended(once, language) == once
    assert len(once.split()) == len(text.split())


@pytest.mark.parametrize(
    ("language", "right", "slipped"),
    [
        ("en", "I understand that this is hard for you.", "I undertsand that this is hrad for you."),
        ("nl", "Ik begrijp dat dit moeilijk voor je is.", "Ik bergijp dat dit moeilijk vor je is."),
    ],
)
def test_a_slip_does_not_change_what_is_heard(language: str, right: str, slipped: str) -> None:
    recogniser = EmbeddedRecogniser(MoveEncoder())
    heard = [{it.move for it in recogniser.recognise(text, "", language)} for text in (right, slipped)]
    assert heard[0] == heard[1]
