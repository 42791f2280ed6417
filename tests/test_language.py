"""Languages of short questions, sentences of course texts, and the product's own texts."""

import pytest

from tutor.language import Texts, detect, sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hoe zo?", "nl"),
        ("en waarom?", "nl"),
        ("is dat zo?", "nl"),
        ("en de tweede?", "nl"),
        ("feedback geven", "nl"),
        ("Wat is een BATNA?", "nl"),
        ("vertrouwen opbouwen", "nl"),
        ("and why is that?", "en"),
        ("what about the second one", "en"),
        ("active listening", "en"),
        ("When is it?", "en"),
        ("How does the GROW model work?", "en"),
    ],
)
def test_short_questions(text: str, language: str) -> None:
    assert detect(text, default="nl" if language == "en" else "en") == language


@pytest.mark.parametrize("text", ["BATNA?", "", "?!", "123", "😀"])
def test_a_text_that_does_not_tell_gets_the_default(text: str) -> None:
    assert (detect(text, default="nl"), detect(text, default="en")) == ("nl", "en")


def test_german_is_told_when_it_is_a_candidate() -> None:
    assert detect("Wie viele Punkte gab die Verteidigung ab?", ("nl", "en", "de")) == "de"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bijv. dit is zo. En dr. Jansen kwam.", ["Bijv. dit is zo.", "En dr. Jansen kwam."]),
        ('Hij zei: "Dat is goed." Toen ging hij.', ['Hij zei: "Dat is goed."', "Toen ging hij."]),
        ("It costs 3.5 euros. Really? Yes!", ["It costs 3.5 euros.", "Really?", "Yes!"]),
        ("Steps:\n1. Stop. Look.\n2. Go", ["Steps:", "1. Stop.", "Look.", "2. Go"]),
        ("J. Smith (see p. 3) agreed.", ["J. Smith (see p. 3) agreed."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, "en" if "It" in text else "nl")] == expected


def test_texts_fill_slots_and_refuse_unknown_keys() -> None:
    assert "Feedback" in Texts("nl")("ask.nearest", section="Feedback, p. 3")
    assert Texts("xx")("ask.declined") == Texts("en")("ask.declined")
    with pytest.raises(KeyError):
        Texts("en")("no.such.text")
    with pytest.raises(KeyError):
        Texts("en")("ask.nearest")
