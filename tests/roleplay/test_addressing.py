"""Whom a mediator speaks to: by name, to both, or to whoever spoke last."""

import pytest

from tests.scenes import pair, small
from tutor.domain.move import FoundMove, Move
from tutor.roleplay.addressing import addressed, last_speaker
from tutor.roleplay.recognition.segments import split

BOTH = ("robin", "sam")


def to(text: str, *moves: Move, spoke: str = "robin") -> list[tuple[str, ...]]:
    """Whom each sentence is directed at, given the move of each."""
    sentences = split(text)
    found = tuple(FoundMove(move, 0.9, it.start, it.end) for it, move in zip(sentences, moves, strict=True))
    return [it.to for it in addressed(pair(), text, found, spoke)]


@pytest.mark.parametrize(
    "text",
    [
        "Sam, how was that for you?",
        "How was that for you, Sam?",
        "how was that for you sam",
        "sam tell us what you saw",
        "Okay Sam, what happened then?",
        "And you, Sam?",
        "Sammy, what do you say?",
        "what did you hear Robin say?",
        "Sam, what did you hear Robin say?",
        "Hoe was dat voor jou, Sam?",
        "sam vertel eens wat je zag",
        "sam moet je huilen?",
        "Dank je Sam. ",
        "Wat hoorde je Robin zeggen?",
        "ja maar wat vind jij daar nou zelf van Sam",
    ],
)
def test_somebody_is_called_by_name_or_meant(text: str) -> None:
    assert to(text, Move.ASK_OPEN) == [("sam",)]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("How do you two look back on it?", Move.ASK_OPEN),
        ("Hoe kijken jullie daarop terug?", Move.ASK_OPEN),
        ("Robin and Sam, what happened?", Move.ASK_OPEN),
        ("I'd like to talk about the shifts.", Move.FRAME),
        ("Shall we look at the roster on Monday?", Move.PROPOSE),
        ("In March the early shift was swapped six times.", Move.OBSERVE),
    ],
)
def test_both_are_meant(text: str, move: Move) -> None:
    assert to(text, move) == [BOTH]


def test_without_a_name_it_is_whoever_spoke_last() -> None:
    assert to("What happened next?", Move.ASK_OPEN, spoke="sam") == [("sam",)]
    assert to("That sounds hard for you.", Move.EMPATHISE, spoke="robin") == [("robin",)]


def test_who_is_spoken_about_is_concerned() -> None:
    assert to("Sam never listens.", Move.BLAME) == [("sam",)]
    assert to("Sam's list was on the wall.", Move.OBSERVE) == [("sam",)]


def test_a_name_holds_for_the_sentences_after_it_until_another_is_called() -> None:
    text = "Robin, you felt passed over. What was that like? Sam, how did you see it?"
    assert to(text, Move.REFLECT, Move.ASK_OPEN, Move.ASK_OPEN) == [("robin",), ("robin",), ("sam",)]


def test_with_one_counterpart_nobody_is_named() -> None:
    moves = (FoundMove(Move.ASK_OPEN, 0.9, 0, 12),)
    assert addressed(small(), "Robin, why so?", moves, "") == moves


def test_in_a_transcript_the_name_before_the_words_tells_who_spoke() -> None:
    assert last_speaker(pair(), "Robin: No.\nSam: Yes.") == "sam"
    assert last_speaker(pair(), "No.") == ""
