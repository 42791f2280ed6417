"""A language model that reads a learner's reply beside the embedded recogniser, over the same codebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tutor.domain.calls import Call, Purpose
from tutor.domain.move import FoundMove
from tutor.errors import ModelFailed
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited
from tutor.roleplay.coding import Codes, pool
from tutor.roleplay.recognition.recogniser import MOST_SENTENCES
from tutor.roleplay.recognition.segments import Segment, split

PROMPT = "recogniser"
FAILED = "recogniser failed"
"""What the stamp of a turn calls the reason why the model did not read it."""
PATIENCE = 8.0
"""Seconds that a learner waits for a second reading; after that what was heard stands."""


@dataclass(frozen=True, slots=True)
class Read:
    """The moves of a reply after the second reading, and what the turn keeps of how they were found."""

    moves: tuple[FoundMove, ...]
    stamp: Mapping[str, str]


class SecondReader(Protocol):
    """Reads a reply once more."""

    async def read(self, text: str, before: str, heard: tuple[FoundMove, ...], learner: str) -> Read:
        """The moves of `text`, of which `heard` were found already."""
        ...


class ModelReader:
    """A second reader that asks a language model; when that fails, what was heard stands."""

    def __init__(self, model: LanguageModel, prompts: Prompts) -> None:
        self._model = model
        self._prompts = prompts

    async def read(self, text: str, before: str, heard: tuple[FoundMove, ...], learner: str) -> Read:
        """As SecondReader.read; the stamp says which model read, and where the two readings differ."""
        sentences = split(text, MOST_SENTENCES)
        if not sentences:
            return Read(heard, {})
        call = self._call(sentences, before, learner)
        by = {"recogniser": self._model.name, "recogniser prompt": f"{PROMPT}@{call.prompt.hash}"}
        try:
            codes = await self._model.fill(call, Codes)
        except ModelFailed as failure:
            return Read(heard, {**by, FAILED: failure.reason.value})
        coded = pool(sentences, heard, codes)
        differs = {"recognisers differ": "; ".join(coded.differences)} if coded.differences else {}
        return Read(coded.moves, {**by, **differs})

    def _call(self, sentences: Sequence[Segment], before: str, learner: str) -> Call:
        numbered = "\n".join(f"{number}. {it.text}" for number, it in enumerate(sentences, 1))
        prompt = self._prompts.render(
            PROMPT, before=delimited("before", before), reply=delimited("reply", numbered)
        )
        longest = 60 + 40 * len(sentences)
        return Call(Purpose.RECOGNISE, prompt, learner, longest, PATIENCE)
