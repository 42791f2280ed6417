"""The line to one provider: how many calls at a time, whether it is open, and when a call is tried again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from tutor.errors import Failure, ModelFailed
from tutor.llm.breaker import Circuit
from tutor.llm.failures import lasting

T = TypeVar("T")
RETRIED = frozenset({Failure.DOWN, Failure.RATE_LIMITED, Failure.EMPTY})
"""What may pass by itself within a turn; a call that was slow has already used the learner's patience."""

FIRST_WAIT, LONGEST_WAIT = 0.4, 8.0
"""Seconds before the second attempt, and the most before any later one."""

_PROVIDER = frozenset({Failure.DOWN, Failure.SLOW, Failure.RATE_LIMITED})


@dataclass(frozen=True, slots=True)
class World:
    """Time and chance: a clock that only goes forward, a way to wait, and numbers from 0 to 1."""

    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]


class Line:
    """What all calls to one provider's model share."""

    def __init__(self, world: World, *, at_a_time: int, retries: int) -> None:
        self.world = world
        self._slots = asyncio.Semaphore(at_a_time)
        self._retries = retries
        self._circuit = Circuit()

    @property
    def open(self) -> bool:
        """Whether a call would be let through."""
        return self._circuit.admits(self.world.clock())

    @asynccontextmanager
    async def attempt(self, deadline: float) -> AsyncIterator[None]:
        """A place for one request, in turn.

        TOO_BUSY at once while the provider is left alone, and after half of the time until the deadline where
        none is free.
        """
        await self._place(deadline)
        try:
            if not self.open:
                raise ModelFailed(Failure.TOO_BUSY, "the provider failed too often and is left alone")
            self._circuit = self._circuit.tried(self.world.clock())
            try:
                yield
            except ModelFailed as failure:
                self._note(failure)
                raise
            self._circuit = self._circuit.worked()
        finally:
            self._slots.release()

    async def _place(self, deadline: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, deadline - self.world.clock()) / 2):
                await self._slots.acquire()
        except TimeoutError:
            raise ModelFailed(Failure.TOO_BUSY, "too many calls wait in line") from None

    def was_slow(self) -> None:
        """Note that a call was given up for lack of time, which the attempt itself could not see."""
        self._circuit = self._circuit.failed(self.world.clock())

    def _note(self, failure: ModelFailed) -> None:
        """A refusal or nonsense is an answer: it says that the provider is there."""
        for_long = lasting(failure)
        if for_long or failure.reason in _PROVIDER:
            self._circuit = self._circuit.failed(self.world.clock(), lasting=for_long)
        else:
            self._circuit = self._circuit.worked()

    async def patiently(self, attempt: Callable[[], Awaitable[T]], deadline: float) -> T:
        """What an attempt brings; one that may pass is made again, if the wait ends before the deadline.

        Waits grow twofold with full jitter, so that those who failed together do not return together (Brooker
        2015), and are never shorter than the provider asks for.
        """
        from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

        def late(state: RetryCallState) -> bool:
            return (
                state.attempt_number > self._retries or self.world.clock() + state.upcoming_sleep >= deadline
            )

        def wait(state: RetryCallState) -> float:
            failure = state.outcome.exception() if state.outcome else None
            asked = failure.after if isinstance(failure, ModelFailed) else 0.0
            longest = min(FIRST_WAIT * 2**state.attempt_number, LONGEST_WAIT)
            return asked + self.world.chance() * float(longest)

        again = AsyncRetrying(
            stop=late, wait=wait, retry=retry_if_exception(_may_pass), sleep=self.world.sleep, reraise=True
        )
        return await again(attempt)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, ModelFailed) and error.reason in RETRIED
