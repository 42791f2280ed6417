"""The table of a scenario as trainers write it: issues, what each side wants, and what moves a position."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tutor.domain.fields import Key, Lines, Share
from tutor.domain.frozen import Frozen


class Unit(StrEnum):
    """What the numbers of an issue count."""

    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    MONTH = "month"
    """A month of the year, 1 to 12: when something starts."""


class Issue(Frozen):
    """Something that is negotiated in numbers.

    Both sides value it linearly from 0 at their worst to 1 at their best; weights are shares of a side's
    total utility (additive, Keeney & Raiffa 1976).
    """

    id: Key
    title: str
    unit: Unit
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    per: Literal["", "hour", "day", "week", "month", "year"] = ""
    low: float
    high: float
    step: float = Field(gt=0)
    today: float = Field(description="What holds when nothing is agreed.")
    whole: float | None = Field(
        None,
        gt=0,
        description="For what the two sides share out between them: all there is. What is said to be the "
        "other's part is taken off it, and a share (half, 55%) is one of it.",
    )
    counterpart_wants: Literal["low", "high"]
    counterpart_weight: float = Field(gt=0, le=1)
    learner_weight: float = Field(gt=0, le=1)
    words: tuple[str, ...] = Field(min_length=1, description="How people call it, for reading offers.")
    phrase: str = Field(
        pattern=r"\{value\}",
        description='How the counterpart says a value, e.g. "{value} a month". The value brings its own unit '
        '("2 days", "€4,250", "3%"), except for a count.',
    )
    phrase_one: str = Field(
        "", description='The same for exactly one, where that differs, e.g. "{value} project".'
    )

    @model_validator(mode="after")
    def _numbers_add_up(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low ({self.low:g}) must be below high ({self.high:g}).")
        if not self.low <= self.today <= self.high:
            raise ValueError(
                f"today ({self.today:g}) must lie from low to high ({self.low:g}–{self.high:g})."
            )
        if self.step > self.high - self.low:
            raise ValueError(f"step ({self.step:g}) must not be larger than high minus low.")
        if self.unit is Unit.MONTH and not (self.low >= 1 and self.high <= 12):
            raise ValueError(f"low and high ({self.low:g}–{self.high:g}) must be months, from 1 to 12.")
        if self.whole is not None and (self.unit is Unit.MONTH or self.whole < self.high):
            raise ValueError(
                f"whole ({self.whole:g}) must not be below high ({self.high:g}); months have none."
            )
        return self


class Tactic(Frozen):
    """How a side comes down over time.

    beta shapes the time-dependent part (Faratin, Sierra & Jennings 1998: below 1 boulware, 1 linear, above 1
    conceder); imitation is the share of relative tit-for-tat in the mix.
    """

    beta: float = Field(0.5, gt=0)
    imitation: Share = 0.2


class Reasons(Frozen):
    """How much of the room between target and reservation value each kind of reason opens, as a share.

    Only these move a position; repetition, flattery and insistence never do.
    """

    need: Share = 0.2
    justify: Share = 0.3
    ask_interest: Share = 0.2
    trade: Share = 0.3
    own: Share = 0.0
    reflect: Share = 0.1


class Side(Frozen):
    """What a party wants at best, will accept at least, and has otherwise; values are utilities (0–1)."""

    target: Share
    reservation: Share
    batna: str
    tactic: Tactic = Tactic()

    @model_validator(mode="after")
    def _wants_more_than_it_accepts(self) -> Self:
        if self.reservation > self.target:
            raise ValueError(
                f"reservation ({self.reservation:g}) must not be above target ({self.target:g})."
            )
        return self


class NegotiationLines(Frozen):
    """What the counterpart says at the table; ``{offer}`` is the offer in words."""

    offer: Lines
    hold: Lines = Field(description="Stays with the last offer, asking for a reason.")
    accept: Lines
    reject: Lines = Field(description="Declines the learner's offer; an offer of its own may follow.")
    unclear: Lines = Field(description="Asks what exactly is offered.")
    bluff: Lines = Field(description="Answers a walk-away with what the counterpart would do then.")


class Negotiation(Frozen):
    """The table: issues, both sides, and how many of the learner's replies there are before the deadline."""

    deadline: int = Field(ge=4, le=60)
    issues: tuple[Issue, ...] = Field(min_length=1, max_length=6)
    counterpart: Side
    learner: Side
    reasons: Reasons = Reasons()
    asked: tuple[str, ...] = Field(
        (), description="Words in a question that show that the learner asks what is offered."
    )
    lines: NegotiationLines
