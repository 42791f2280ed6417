"""Conditions as trainers write them: bounds such as ``">= 0.4"`` on the state of a conversation."""

import functools
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from tutor.domain.frozen import Frozen
from tutor.domain.move import Move

_BOUND = re.compile(r"^\s*(>=|<=|>|<|=)?\s*(-?\d+(?:\.\d+)?)\s*$")
_RANGE = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*$")


class Interval(Frozen):
    """A closed interval; strict bounds are kept apart by flags."""

    low: float = float("-inf")
    high: float = float("inf")
    above: bool = False
    below: bool = False

    def __contains__(self, value: float) -> bool:
        over = value > self.low if self.above else value >= self.low
        under = value < self.high if self.below else value <= self.high
        return over and under

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:g}"
        if self.high == float("inf"):
            return f"{'>' if self.above else '>='} {self.low:g}"
        if self.low == float("-inf"):
            return f"{'<' if self.below else '<='} {self.high:g}"
        return f"{self.low:g}..{self.high:g}"


def parse_interval(value: Any) -> Any:
    """Read ``">= 0.4"``, ``"< 3"``, ``"2..5"`` or a bare number; anything else raises ValueError."""
    if isinstance(value, Interval | dict):
        return value
    text = str(value)
    if found := _RANGE.match(text):
        return Interval(low=float(found[1]), high=float(found[2]))
    if not (found := _BOUND.match(text)):
        raise ValueError(f'{text!r} is not a bound. Write for instance ">= 0.4", "< 3", "2..5" or 2.')
    number = float(found[2])
    match found[1]:
        case ">=" | ">":
            return Interval(low=number, above=found[1] == ">")
        case "<=" | "<":
            return Interval(high=number, below=found[1] == "<")
        case _:
            return Interval(low=number, high=number)


Bound = Annotated[
    Interval,
    BeforeValidator(parse_interval),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "string",
                    "pattern": r"^\s*((>=|<=|>|<|=)\s*)?-?\d+(\.\d+)?(\s*\.\.\s*-?\d+(\.\d+)?)?\s*$",
                },
            ],
            "examples": [">= 0.4", "< 3", "2..5", 2],
        }
    ),
]


class Gauges(Frozen):
    """Bounds on how a counterpart stands towards the learner; every stated one must hold."""

    trust: Bound | None = Field(None, description="The counterpart's trust in the learner, 0 to 1.")
    tension: Bound | None = Field(None, description="The tension in the conversation, 0 to 1.")
    openness: Bound | None = Field(None, description="How much the counterpart is willing to tell, 0 to 1.")
    patience: Bound | None = Field(None, description="What is left of the counterpart's patience, 0 to 1.")
    counts: dict[Move, Bound] = Field(
        {}, description="In how many replies so far (this one included) the learner made a move."
    )

    @property
    def asked(self) -> int:
        """How many things it asks for."""
        bounds = (self.trust, self.tension, self.openness, self.patience)
        return sum(bound is not None for bound in bounds) + len(self.counts)


class Condition(Gauges):
    """When something may happen; every stated part must hold, and an empty condition always holds."""

    turn: Bound | None = Field(None, description="The number of the learner's reply, from 1.")
    phase: tuple[str, ...] = Field((), description="Any of these phases.")
    facts: dict[str, str] = Field(
        {}, description="Facts and the least that must have been told: hidden, hint, part or whole."
    )
    flags: tuple[str, ...] = Field((), description="All of these flags have been set.")
    without: tuple[str, ...] = Field((), description="None of these flags has been set.")
    people: dict[str, Gauges] = Field(
        {}, description="With two counterparts: what must hold for one of them, by its id."
    )
    words: tuple[str, ...] = Field(
        (), description="Any of these words or phrases stands in the learner's reply (whole words, any case)."
    )

    @property
    def specificity(self) -> int:
        """How many things it asks for; the most specific eligible line wins."""
        single = (self.turn is not None) + bool(self.phase) + 2 * bool(self.words)
        listed = len(self.facts) + len(self.flags) + len(self.without)
        return self.asked + single + listed + sum(gauges.asked for gauges in self.people.values())


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words or phrases stands in the text as whole words, in any case.

    A word that ends in ``*`` matches every word that begins with it, `` ... `` up to four words in between;
    an adverb that adds nothing ("niets *meer* aan te doen") may stand between the words of a phrase.
    """
    return bool(words) and _any_of(words).search(text) is not None


@functools.lru_cache(maxsize=4096)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    # One pattern for all of them: a scenario is searched for its facts' words over and over.
    return re.compile(rf"\b(?:{'|'.join(map(_body, words))})", re.IGNORECASE)


def _body(word: str) -> str:
    tail = "" if word.endswith("*") else r"\b"
    pieces = (piece.split() for piece in word.rstrip("*").split(" ... "))
    return _GAP.join(_LINK.join(re.escape(part) for part in piece) for piece in pieces) + tail


_FILLERS = (
    "meer echt ook nu nou even wel dan toch nog maar eens gewoon eigenlijk dus al helaas sowieso zelf "
    "really just even still also actually ever exactly now right simply honestly unfortunately then"
)
_LINK = rf"\s+(?:(?:{'|'.join(_FILLERS.split())})\s+)?"
_GAP = r"\s+(?:[^\s.!?;]+\s+){0,4}"
