"""Language models that say what a test has them say (tutor.llm.model.LanguageModel)."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

from tutor.authoring.loader import Library
from tutor.domain.calls import Call, Completion
from tutor.domain.scenario import Scenario
from tutor.errors import ModelFailed
from tutor.prompts import Prompts
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.model_voice import ModelVoice

ROOT = Path(__file__).parents[2]
LIBRARY = Library((ROOT,))
PROMPTS = Prompts((ROOT,))

Says = str | ModelFailed | float
"""A piece of an answer, a failure, or seconds of silence."""


class Speaker:
    """Answers each call with the next list of pieces; one call too many is an error of the test."""

    name = "test:speaker"

    def __init__(self, *script: list[Says] | str) -> None:
        self.script = [[it] if isinstance(it, str) else it for it in script]
        self.calls: list[Call] = []

    async def stream(self, call: Call) -> AsyncGenerator[str, None]:
        self.calls.append(call)
        assert self.script, "the model was asked once too often"
        for piece in self.script.pop(0):
            if isinstance(piece, ModelFailed):
                raise piece
            if isinstance(piece, float):
                await asyncio.sleep(piece)
            else:
                yield piece

    async def write(self, call: Call) -> Completion:
        raise NotImplementedError

    async def fill(self, call: Call, shape: Any) -> Any:
        raise NotImplementedError


def no_others(_scenario: Scenario) -> tuple[Scenario, ...]:
    return ()


def voice(
    model: Speaker, *, seconds: float = 5.0, others: Callable[[Scenario], Any] = no_others
) -> ModelVoice:
    return ModelVoice(model, PROMPTS, Watch(others), seconds=seconds)
