"""How a model reads one criterion: once where that is plain, three times on a boundary, all checked."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from tutor.assessment.settling import too_far_apart
from tutor.assessment.verdict import Refused, Sample
from tutor.domain.calls import Role
from tutor.domain.rubric import Unscored

V = TypeVar("V", bound=BaseModel)
Ask = Callable[[int, Sequence[tuple[Role, str]]], Awaitable[V]]
"""Asks for a verdict, with the levels in one of three orders (0 to 2) and what was said before."""
Check = Callable[[V], Sample | Refused]


@dataclass(frozen=True, slots=True)
class Read:
    """Readings that held up, in the order they came; unscored says why they give no level, if they do not."""

    samples: tuple[Sample, ...]
    unscored: Unscored | None = None

    @property
    def levels(self) -> list[int]:
        return [it.level for it in self.samples]


async def sampled(ask: Ask[V], check: Check[V], *, counted: int | None, steps: Sequence[int]) -> Read:
    """The readings of one criterion with levels `steps`; counted is the program's own level, if any."""
    verdict, again = await ask(0, ()), False
    first = check(verdict)
    if isinstance(first, Refused):
        reason = f"{first.reason} Judge it again."
        again, verdict = True, await ask(0, [("assistant", verdict.model_dump_json()), ("user", reason)])
        first = check(verdict)
    if isinstance(first, Refused):
        return Read((), Unscored.UNSUPPORTED)
    if not again and not first.between and first.level == counted:
        return Read((first,))
    more = [check(it) for it in await asyncio.gather(*(ask(order, ()) for order in (1, 2)))]
    samples = (first, *(it for it in more if isinstance(it, Sample)))
    if len(samples) == 1:
        return Read(samples, Unscored.UNSUPPORTED)
    apart = too_far_apart(steps, [it.level for it in samples])
    return Read(samples, Unscored.NEEDS_HUMAN if apart else None)


def ordered(levels: Sequence[str], order: int) -> list[str]:
    """Levels in one of three orders: where a level stands in the list must not make it likelier."""
    return [list(levels), list(levels[::-1]), [*levels[1::2], *levels[::2]]][order]
