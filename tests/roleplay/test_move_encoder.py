"""Vectors of what sentences do: tuned ones, remembered ones, kept ones."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tutor.roleplay.recognition.encoder import Floats, Keeping, MoveEncoder, Remembering

ASKED = ("What was that like for you?", "How did you feel about it?", "The report came in on Monday.")


def test_sentences_that_do_the_same_are_nearer_than_sentences_that_do_not() -> None:
    one, other, else_ = MoveEncoder().encode_moves(ASKED)
    assert one @ other > one @ else_


def test_a_remembering_encoder_gives_what_the_encoder_gives() -> None:
    encoder = MoveEncoder()
    remembering = Remembering(encoder)
    first, again = remembering.encode_moves(ASKED), remembering.encode_moves(ASKED[::-1])
    assert np.array_equal(first, again[::-1])
    assert np.allclose(first, encoder.encode_moves(ASKED), atol=1e-4)


class Counting:
    """An encoder that notes what it was asked; what it gives depends on its factor."""

    def __init__(self, factor: float = 1.0) -> None:
        self.factor, self.asked = np.float32(factor), list[str]()

    def encode_moves(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[len(text) * self.factor] for text in texts], np.float32)


def test_what_was_encoded_once_is_there_for_the_next_run(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    given = Keeping(first, tmp_path / "kept.sqlite").encode_moves(["hello", "how was it?"])
    again = Keeping(second, tmp_path / "kept.sqlite").encode_moves(["how was it?", "hello"])
    assert np.array_equal(given, again[::-1])
    assert {"hello", "how was it?"} <= set(first.asked)
    assert {"hello", "how was it?"} & set(second.asked) == set()


def test_what_another_encoder_made_is_not_taken(tmp_path: Path) -> None:
    Keeping(Counting(), tmp_path / "kept.sqlite").encode_moves(["hello"])
    other = Counting(factor=2.0)
    assert Keeping(other, tmp_path / "kept.sqlite").encode_moves(["hello"])[0, 0] == 10
    assert "hello" in other.asked
