"""Whether a model that reads replies helps can be measured as soon as one is set up."""

import asyncio

import pytest

from evals.moves_model import gain, main, sample
from tests.roleplay.test_second_reader import PROMPTS, answer
from tutor.domain.move import FoundMove, Move
from tutor.roleplay.second_reader import ModelReader
from tutor.testing.models import ScriptedModel, modelled


class Deaf:
    """A recogniser that takes everything for information."""

    def recognise(self, text: str, before: str, language: str) -> tuple[FoundMove, ...]:
        return (FoundMove(Move.INFORM, 0.3, 0, len(text)),)


def test_a_model_that_hears_more_gains_and_one_that_fails_gains_nothing() -> None:
    some = [it for it in sample("en", 0) if it.moves == {Move.ASK_OPEN}][:6]
    hears = ModelReader(
        modelled(ScriptedModel(answer=lambda _: answer((1, Move.ASK_OPEN, "surely")))), PROMPTS
    )
    better = asyncio.run(gain(Deaf(), hears, some, "en"))
    assert (better.without, better.sentences, better.failed) == (0.0, 6, 0)
    assert better.together == 1.0
    silent = ModelReader(modelled(ScriptedModel(answer=lambda _: "")), PROMPTS)
    same = asyncio.run(gain(Deaf(), silent, some, "en"))
    assert (same.together, same.failed) == (same.without, 6)


def test_the_same_sentences_are_drawn_each_time() -> None:
    assert sample("nl", 5) == sample("nl", 5)
    assert len(sample("nl", 0)) > 500


def test_without_a_model_it_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUTOR_RECOGNISER_MODEL", raising=False)
    assert main(["en"]) == 0
    assert "Skipped: no model reads replies" in capsys.readouterr().out
