"""A scripted chat model for tests and experiments, behind the program's own layer."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from tutor.domain.calls import CallRecord, Price, Spent
from tutor.llm.accounts import Budget
from tutor.llm.chat import Chat
from tutor.llm.line import Line, World
from tutor.llm.model import Model, Patience
from tutor.llm.structured import Shaping


class ScriptEnded(BaseException):
    """A model was asked more than its script has; no ``except Exception`` may take it for a failing model."""


@dataclass(frozen=True)
class Says:
    """An answer of a script: its text, why it stopped, and seconds before the first and each next piece."""

    text: str
    stop: str = "stop"
    before: float = 0.0
    between: float = 0.0
    usage: tuple[int, int] | None = None

    @property
    def pieces(self) -> list[str]:
        """The text in words, each with the space behind it."""
        words = self.text.split(" ")
        return [word + " " for word in words[:-1]] + words[-1:]

    @property
    def used(self) -> UsageMetadata | None:
        """The usage as LangChain has it."""
        if self.usage is None:
            return None
        tokens_in, tokens_out = self.usage
        return UsageMetadata(
            input_tokens=tokens_in, output_tokens=tokens_out, total_tokens=tokens_in + tokens_out
        )


Reply = str | Says | BaseException
"""What a scripted model does when it is asked: it writes, or it fails."""


class ScriptedModel(BaseChatModel):
    """A chat model that answers from a script, or as a function says; heard holds what it was asked.

    At the end of its script it raises ScriptEnded, which passes through every part that takes over from a
    failing model.
    """

    _next: Callable[[Sequence[BaseMessage]], Reply] = PrivateAttr()
    _heard: list[list[BaseMessage]] = PrivateAttr(default_factory=list)
    _left: list[Reply] = PrivateAttr(default_factory=list)

    def __init__(
        self, *script: Reply, answer: Callable[[Sequence[BaseMessage]], Reply] | None = None
    ) -> None:
        """Answers are those of the script in order, or what answer makes of the messages."""
        super().__init__()
        self._left = list(script)
        self._next = answer or self._scripted

    @property
    def heard(self) -> list[list[BaseMessage]]:
        """The messages of each request so far."""
        return self._heard

    @property
    def left(self) -> list[Reply]:
        """What of the script was not asked for."""
        return self._left

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _scripted(self, messages: Sequence[BaseMessage]) -> Reply:
        self._check()
        return self._left.pop(0)

    def _check(self) -> None:
        if self._next == self._scripted and not self._left:
            raise ScriptEnded(f"The script has no answer after request {len(self._heard)}.")

    async def ainvoke(self, *given: Any, **named: Any) -> AIMessage:
        """As BaseChatModel.ainvoke, whose gathering of results turns a BaseException into something else."""
        self._check()
        return await super().ainvoke(*given, **named)

    def _says(self, messages: list[BaseMessage]) -> Says:
        self._heard.append(messages)
        reply = self._next(messages)
        if isinstance(reply, BaseException):
            raise reply
        return reply if isinstance(reply, Says) else Says(reply)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        says = self._says(messages)
        await asyncio.sleep(says.before)
        return _result(says)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return _result(self._says(messages))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        says = self._says(messages)
        await asyncio.sleep(says.before)
        for place, piece in enumerate(says.pieces):
            await asyncio.sleep(says.between if place else 0)
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        about = {"finish_reason": says.stop}
        last = AIMessageChunk(content="", response_metadata=about, usage_metadata=says.used)
        yield ChatGenerationChunk(message=last)


def _result(says: Says) -> ChatResult:
    message = AIMessage(
        content=says.text, response_metadata={"finish_reason": says.stop}, usage_metadata=says.used
    )
    return ChatResult(generations=[ChatGeneration(message=message)])


@dataclass
class MemoryLedger:
    """A ledger (tutor.llm.accounts.Ledger) in memory."""

    records: list[CallRecord] = field(default_factory=list)

    async def add_call(self, record: CallRecord) -> None:
        self.records.append(record)

    async def spent(self, learner: str, since: datetime) -> Spent:
        own = [it for it in self.records if it.learner == learner and it.at >= since]
        tokens = sum(it.usage.tokens_in + it.usage.tokens_out for it in own)
        return Spent(tokens, sum(it.cost or 0.0 for it in own))


def _half() -> Iterator[float]:
    while True:
        yield 0.5


async def _no_wait(seconds: float) -> None:
    await asyncio.sleep(0)


def modelled(
    chat: BaseChatModel,
    *,
    ledger: MemoryLedger | None = None,
    patience: Patience = Patience(),  # noqa: B008  # frozen
    budget: Budget = Budget(),  # noqa: B008  # frozen
    price: Price | None = None,
    name: str = "scripted:test",
    clock: Callable[[], float] = time.monotonic,
) -> Model:
    """A chat model behind the program's layer, with two retries and no waits between them."""
    chances = _half()
    world = World(clock=clock, sleep=_no_wait, chance=lambda: next(chances))
    return Model(
        Chat(chat, name),
        Line(world, at_a_time=8, retries=2),
        MemoryLedger() if ledger is None else ledger,
        Shaping("Answer with JSON that fits $schema", "That does not fit: $problem"),
        now=lambda: datetime.now(UTC),
        patience=patience,
        budget=budget,
        price=price,
    )
