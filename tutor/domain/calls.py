"""What a language model is asked and answers, and what is kept of it: purposes, prompts, calls, usage."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from tutor.domain.frozen import Frozen

Role = Literal["user", "assistant"]


class Purpose(StrEnum):
    """What a model is used for."""

    VOICE = "voice"
    ANSWER = "answer"
    JUDGE = "judge"
    RECOGNISE = "recognise"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its slots filled in; hash is that of the file it was made from.

    system comes first and changes least, so that a provider's cache of prompt beginnings is of use.
    """

    name: str
    hash: str
    system: str
    messages: tuple[tuple[Role, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One thing asked of a model, on behalf of a learner ("" for nobody in particular).

    longest is the most tokens that the answer may have; seconds the most that the call may take, with all
    that is tried again (0: what the settings say).
    """

    purpose: Purpose
    prompt: Prompt
    learner: str = ""
    longest: int = 400
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that went in and came out; cached is what of those that went in the provider had at hand.

    estimated says that at least one of the numbers was not counted by the model.
    """

    tokens_in: int = 0
    tokens_out: int = 0
    cached: int = 0
    estimated: bool = False

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.cached + other.cached,
            self.estimated or other.estimated,
        )


NO_USAGE = Usage()
"""Nothing went in and nothing came out."""

MILLION = 1_000_000


class Price(Frozen):
    """What a million tokens cost; cached is for those that the provider had at hand, where that differs."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached: float | None = Field(None, ge=0)

    def of(self, usage: Usage) -> float:
        """What some tokens cost."""
        at_hand = self.input if self.cached is None else self.cached
        fresh = (usage.tokens_in - usage.cached) * self.input
        return (fresh + usage.cached * at_hand + usage.tokens_out * self.output) / MILLION


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model wrote; truncated says that it stopped because it reached the most it may write."""

    text: str
    usage: Usage = NO_USAGE
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What is kept of a call: nothing of what a learner or a model said.

    outcome is "ok", a Failure (tutor.errors) or "cancelled"; cost is in the currency of the price table, None
    where the model has no price; attempts counts requests, repairs included.
    """

    at: datetime
    learner: str
    purpose: Purpose
    model: str
    prompt: str
    hash: str
    usage: Usage
    seconds: float
    cost: float | None
    outcome: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls came to: tokens in and out together, and money."""

    tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """What a model was used for and what that came to; seconds is the mean of a call."""

    model: str
    purpose: Purpose
    calls: int
    failed: int
    usage: Usage
    seconds: float
    cost: float | None
