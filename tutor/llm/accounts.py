"""What calls cost, what a learner may still spend today, and the record that is kept of each call."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tutor.domain.calls import NO_USAGE, Call, CallRecord, Price, Spent, Usage
from tutor.errors import Failure, ModelFailed


@dataclass(frozen=True, slots=True)
class Budget:
    """What one learner may use in a day (UTC): tokens in and out together, and money; 0 is no limit."""

    tokens: int = 0
    cost: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.tokens or self.cost)

    def spent_by(self, spent: Spent) -> bool:
        """Whether nothing is left."""
        return bool(self.tokens and spent.tokens >= self.tokens) or bool(
            self.cost and spent.cost >= self.cost
        )


class Ledger(Protocol):
    """Keeps records of calls (tutor.store.calls)."""

    async def add_call(self, record: CallRecord) -> None: ...

    async def spent(self, learner: str, since: datetime) -> Spent: ...


@dataclass
class Account:
    """What is known of a call while it is under way; began and deadline are on one clock."""

    call: Call
    at: datetime
    began: float
    deadline: float
    attempts: int = 0
    usage: Usage = field(default=NO_USAGE)
    outcome: str = "ok"

    def record(self, model: str, price: Price | None, now: float) -> CallRecord:
        """What is kept; now is on the clock of began."""
        return CallRecord(
            at=self.at,
            learner=self.call.learner,
            purpose=self.call.purpose,
            model=model,
            prompt=self.call.prompt.name,
            hash=self.call.prompt.hash,
            usage=self.usage,
            seconds=now - self.began,
            cost=price.of(self.usage) if price else None,
            outcome=self.outcome,
            attempts=self.attempts,
        )


async def check_budget(budget: Budget, ledger: Ledger, learner: str, at: datetime) -> None:
    """ModelFailed when a learner has used what there is for a day."""
    if not budget or not learner:
        return
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if budget.spent_by(await ledger.spent(learner, midnight)):
        raise ModelFailed(Failure.OVER_BUDGET, "the learner's budget for today is used up")
