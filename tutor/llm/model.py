"""A language model as the rest of the program sees it: one question in, one answer or one ModelFailed out."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel

from tutor.domain.calls import NO_USAGE, Call, Completion, Price, Prompt
from tutor.errors import Failure, ModelFailed
from tutor.llm.accounts import Account, Budget, Ledger, check_budget
from tutor.llm.chat import Chat, Piece, judge_end
from tutor.llm.holding import Way
from tutor.llm.line import Line
from tutor.llm.structured import Shaping, parse
from tutor.llm.tokens import usage as counted

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

T = TypeVar("T", bound=BaseModel)
_UNSERVED = frozenset({Failure.DOWN, Failure.RATE_LIMITED, Failure.REJECTED, Failure.TOO_BUSY})
"""Failures for which no provider counts the tokens that went in."""


class LanguageModel(Protocol):
    """Writes what a prompt asks for; ModelFailed says why it did not."""

    name: str

    async def write(self, call: Call) -> Completion:
        """The whole answer; a Completion may be truncated, and says so."""
        ...

    def stream(self, call: Call) -> AsyncGenerator[str, None]:
        """The answer in pieces, as they come; close it (contextlib.aclosing) when no more is wanted.

        After the last piece ModelFailed says that the answer was cut off, that the model refused, or that it
        fell silent half-way: what came before it may have been shown by then.
        """
        ...

    async def fill(self, call: Call, shape: type[T]) -> T:
        """The answer as a pydantic model; one that does not fit is repaired once, then it is MALFORMED."""
        ...

    def steps(self, call: Call) -> "BaseChatModel":
        """The model as an agent of LangChain's asks it, step by step, on the account of one call."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a whole call, for the first piece of a stream, and from one piece to the next."""

    whole: float = 30.0
    first: float = 12.0
    between: float = 6.0


class Model:
    """A chat model with patience, a budget and a record of every call (LanguageModel)."""

    def __init__(
        self,
        chat: Chat,
        line: Line,
        ledger: Ledger,
        shaping: Shaping,
        *,
        now: Callable[[], datetime],
        patience: Patience,
        budget: Budget,
        price: Price | None = None,
    ) -> None:
        self.name = chat.name
        self._chat = chat
        self._line = line
        self._ledger = ledger
        self._shaping = shaping
        self._now = now
        self._patience = patience
        self._budget = budget
        self._price = price

    async def write(self, call: Call) -> Completion:
        """As LanguageModel.write."""
        async with self._account(call) as account, self._within(account):
            return await self._ask(account, call.prompt)

    async def fill(self, call: Call, shape: type[T]) -> T:
        """As LanguageModel.fill."""
        async with self._account(call) as account, self._within(account):
            first = await self._shaped(account, call.prompt, shape)
            found = parse(first.text, shape)
            if isinstance(found, shape):
                return found
            if first.truncated:
                raise ModelFailed(Failure.TRUNCATED, "what should be JSON was cut off")
            repair = self._shaping.repair(call.prompt, first.text, str(found))
            second = parse((await self._shaped(account, repair, shape)).text, shape)
            if isinstance(second, shape):
                return second
            raise ModelFailed(Failure.MALFORMED, f"what should be {shape.__name__} does not fit")

    def steps(self, call: Call) -> "BaseChatModel":
        """As LanguageModel.steps."""
        from tutor.llm.steps import Steps

        return Steps(self, call)

    async def step(self, call: Call, messages: "Sequence[BaseMessage]", tools: Sequence[Any]) -> "AIMessage":
        """One request of an agent, in as many attempts as it may take; its answer may ask for tools."""
        async with self._account(call) as account, self._within(account):

            async def attempt() -> "AIMessage":
                async with self._attempt(account):
                    message, used = await self._chat.step(messages, tools, call.longest)
                account.usage += used
                return message

            return await self._line.patiently(attempt, account.deadline)

    async def stream(self, call: Call) -> AsyncGenerator[str, None]:
        """As LanguageModel.stream."""
        async with self._account(call) as account:

            async def begin() -> tuple[Piece, AsyncGenerator[Piece, None]]:
                pieces = self._pieces(account)
                try:
                    return await anext(pieces), pieces
                except BaseException:
                    await pieces.aclose()
                    raise

            first, pieces = await self._line.patiently(begin, account.deadline)
            async with aclosing(pieces):
                yield first.text
                async for piece in pieces:
                    yield piece.text

    async def _pieces(self, account: Account) -> AsyncGenerator[Piece, None]:
        """One attempt at a stream; what was used is noted in the account however it ends."""
        call, clock, written, last = account.call, self._line.world.clock, "", Piece()
        source = self._chat.stream(call.prompt, call.longest)
        served = False
        try:
            async with self._attempt(account), aclosing(source):
                served = True
                by = min(account.deadline, clock() + self._patience.first)
                while piece := await _next(source, by - clock()):
                    last = piece
                    if not piece.text:
                        continue
                    first, written = not written.strip(), written + piece.text
                    if written.strip():  # white space is no first word: the model is still silent
                        yield Piece(written) if first else piece
                        by = min(account.deadline, clock() + self._patience.between)
                judge_end(last.stop, written)
        except ModelFailed as failure:
            served &= bool(written) or failure.reason not in _UNSERVED
            raise
        finally:
            if served:
                account.usage += last.usage or counted(self.name, call.prompt, written)

    async def _ask(self, account: Account, prompt: Prompt) -> Completion:
        """The answer to a prompt, in as many attempts as it may take."""

        async def attempt() -> Completion:
            async with self._attempt(account):
                completion = await self._chat.write(prompt, account.call.longest)
            account.usage += completion.usage
            return completion

        return await self._line.patiently(attempt, account.deadline)

    async def _shaped(self, account: Account, prompt: Prompt, shape: type[T]) -> Completion:
        """The answer as JSON: held to it by the provider where it can, else asked for in the prompt."""
        schema, longest = self._shaping.schema(shape), account.call.longest

        async def attempt(way: Way) -> Completion | None:
            async with self._attempt(account):
                completion = await self._chat.shaped(prompt, longest, schema, way)
            account.usage += completion.usage if completion else NO_USAGE
            return completion

        for way in self._chat.ways:
            held = await self._line.patiently(partial(attempt, way), account.deadline)
            if held:
                self._chat.settle(way)
                return held
        written = await self._ask(account, self._shaping.ask(prompt, schema))
        self._chat.settle(None)
        return written

    @asynccontextmanager
    async def _attempt(self, account: Account) -> AsyncIterator[None]:
        async with self._line.attempt(account.deadline):
            account.attempts += 1
            yield

    @asynccontextmanager
    async def _within(self, account: Account) -> AsyncIterator[None]:
        """Gives a call up at its deadline; what went in by then has been read by the model."""
        seconds = account.deadline - account.began
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            self._line.was_slow()
            account.usage += counted(self.name, account.call.prompt, "")
            raise ModelFailed(Failure.SLOW, f"nothing within {seconds:.0f} s") from None

    @asynccontextmanager
    async def _account(self, call: Call) -> AsyncIterator[Account]:
        """Opens the account of a call, and keeps its record however it ends."""
        at = self._now()
        await check_budget(self._budget, self._ledger, call.learner, at)
        began = self._line.world.clock()
        account = Account(call, at, began, began + (call.seconds or self._patience.whole))
        try:
            yield account
        except ModelFailed as failure:
            account.outcome = failure.reason
            raise
        except BaseException:
            account.outcome = "cancelled"
            raise
        finally:
            record = account.record(self.name, self._price, self._line.world.clock())
            await asyncio.shield(self._ledger.add_call(record))


async def _next(source: AsyncGenerator[Piece, None], seconds: float) -> Piece | None:
    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await anext(source, None)
    except TimeoutError:
        raise ModelFailed(Failure.SLOW, "the stream fell silent") from None
