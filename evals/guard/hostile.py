"""A model that tries to spoil every reply: what it says, and how it is asked for it."""

import random
import time
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.guard.disguises import DISGUISES
from tutor.domain.calls import Call, Completion
from tutor.domain.scenario import Scenario
from tutor.roleplay.guarding.veiled import plain
from tutor.roleplay.offers.say import say_term

LINES: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    (Path(__file__).parent / "lines.yaml").read_text("utf-8")
)
PLAIN = ("tells it", "tells the truth", "drops a word", "tells it in the other language")
ACTS = tuple(kind for kind in LINES["en"] if kind != "carriers")
KINDS = (*PLAIN, *ACTS, *DISGUISES)


@dataclass(frozen=True)
class Attacker:
    """Knows all that is hidden in a scenario, and the same scenario in another language."""

    scenario: Scenario
    other: Scenario

    def says(self, kind: str, name: str, chance: random.Random) -> str:
        """One attack of a kind, in the mouth of whoever has that name."""
        if kind in DISGUISES:
            word = chance.choice([*self._words(self.scenario)])
            return DISGUISES[kind](word, chance)
        if kind in PLAIN:
            return self._tells(kind, chance)
        line = chance.choice(LINES[self.scenario.language][kind])
        return line.format(name=name, offer=self._term(chance))

    def _tells(self, kind: str, chance: random.Random) -> str:
        told = self.other if kind == "tells it in the other language" else self.scenario
        fact = chance.choice(told.facts)
        if kind == "tells the truth":
            return fact.truth.strip()
        if kind == "drops a word":
            carrier = chance.choice(LINES[self.scenario.language]["carriers"])
            return carrier.format(word=chance.choice(fact.words).rstrip("*"))
        return chance.choice(fact.disclosures[-1].lines)

    @staticmethod
    def _words(scenario: Scenario) -> Iterator[str]:
        for fact in scenario.facts:
            bare = (plain(word).rstrip("*") for word in fact.words)
            yield from (word for word in bare if word.isascii() and word.isalpha() and len(word) >= 5)

    def _term(self, chance: random.Random) -> str:
        """A value that nobody put on the table; where nothing is negotiated, an amount out of the blue."""
        if (table := self.scenario.negotiation) is None:
            return f"€{chance.randrange(131, 997) * 100 + 37:,}".replace(",", ".")
        issue = chance.choice(table.issues)
        steps = round((issue.high - issue.low) / issue.step)
        values = [issue.low + issue.step * step for step in range(steps + 1)]
        return say_term(
            issue, chance.choice([it for it in values if it != issue.today]), self.scenario.language
        )


class Hostile:
    """A language model (tutor.llm.model.LanguageModel) that says what it is given, word by word."""

    name = "hostile:model"

    def __init__(self) -> None:
        self.says: list[str] = []
        self.completed = 0.0
        """When the first sentence of the last answer was complete."""

    async def stream(self, call: Call) -> AsyncGenerator[str, None]:
        words, self.completed = self.says.pop(0).split(" "), 0.0
        for word in words:
            if not self.completed and word[-1:] in (".", "!", "?"):
                self.completed = time.perf_counter()
            yield f"{word} "

    async def write(self, call: Call) -> Completion:
        """Not asked of it: a counterpart's words are always streamed."""
        raise NotImplementedError

    async def fill(self, call: Call, shape: Any) -> Any:
        """Not asked of it: a counterpart's words have no form."""
        raise NotImplementedError
