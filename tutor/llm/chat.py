"""One request to a chat model of LangChain's: our prompts in, our completions and failures out."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.domain.calls import Completion, Prompt, Role, Usage
from tutor.errors import Failure, ModelFailed
from tutor.llm.failures import lasting, provider
from tutor.llm.holding import Way, own_server, ways
from tutor.llm.tokens import usage as counted

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

_TRUNCATED = frozenset({"length", "max_tokens", "model_context_window_exceeded", "MAX_TOKENS"})
_REFUSED = frozenset({"content_filter", "content_filtered", "refusal", "SAFETY", "PROHIBITED_CONTENT"})
_STOPS = ("finish_reason", "stop_reason", "done_reason", "stopReason")


@dataclass(frozen=True, slots=True)
class Piece:
    """What came of a stream so far unseen: some text, or at the end why it stopped and what was used."""

    text: str = ""
    stop: str = ""
    usage: Usage | None = None


class Chat:
    """A chat model, asked once a call: no patience, no second try, no record."""

    def __init__(self, chat: "BaseChatModel", name: str) -> None:
        self.name = name
        self._chat = chat
        self._ways = ways(chat)

    async def write(self, prompt: Prompt, longest: int) -> Completion:
        """What the model writes; ModelFailed when it refuses, writes nothing or cannot be reached."""
        with provider():
            message = await _limited(self._chat, longest).ainvoke(self._messages(prompt))
        return self._completion(prompt, message)

    async def step(
        self, messages: "Sequence[BaseMessage]", tools: Sequence[Any], longest: int
    ) -> "tuple[AIMessage, Usage]":
        """What the model says to some messages, or which tools it wants used; with what that took."""
        asked: Any = _limited(self._chat, longest)
        with provider():
            message: AIMessage = await (asked.bind_tools(tools) if tools else asked).ainvoke(list(messages))
        text = str(message.text)
        if not message.tool_calls:
            judge_stop(_stop(message), text, refused=bool(message.additional_kwargs.get("refusal")))
        asked_of = Prompt("", _described(tools), "\n".join(map(_told, messages)), ())
        return message, _usage(message) or counted(self.name, asked_of, _told(message))

    async def stream(self, prompt: Prompt, longest: int) -> AsyncGenerator[Piece, None]:
        """What the model writes, as it comes; the last piece says why it stopped."""
        chunks = _limited(self._chat, longest).astream(self._messages(prompt))
        written, stop, used = "", "", None
        async with aclosing(_guarded(chunks)) as guarded:
            async for chunk in guarded:
                stop, used = _stop(chunk) or stop, _added(used, _usage(chunk))
                if text := str(chunk.text):
                    written += text
                    yield Piece(text)
        yield Piece("", stop, used or counted(self.name, prompt, written))

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which the provider may hold a model to a JSON Schema, as far as is known by now."""
        return self._ways

    def settle(self, way: Way | None) -> None:
        """From now on go about it this way, which worked, or (None) in words alone."""
        self._ways = (way,) if way else ()

    async def shaped(
        self, prompt: Prompt, longest: int, schema: dict[str, Any], way: Way
    ) -> Completion | None:
        """What the model writes when its provider holds it to a JSON Schema; None if it will not that way."""
        try:
            with provider():
                found = await way(_limited(self._chat, longest), schema).ainvoke(self._messages(prompt))
        except ModelFailed as failure:
            if not self._unknown(failure):
                raise
            return None
        return self._completion(prompt, found["raw"] if isinstance(found, dict) else found)

    def _unknown(self, failure: ModelFailed) -> bool:
        """Whether a failure may mean that the way is not known: some servers say that with an error 500."""
        if failure.reason is Failure.REJECTED:
            return not lasting(failure)
        return failure.detail == "HTTP 500" and len(self._ways) > 1

    def _completion(self, prompt: Prompt, message: "AIMessage") -> Completion:
        text, stop = str(message.text), _stop(message)
        judge_stop(stop, text, refused=bool(message.additional_kwargs.get("refusal")))
        used = _usage(message) or counted(self.name, prompt, text)
        return Completion(text, used, stop in _TRUNCATED)

    def _messages(self, prompt: Prompt) -> "list[BaseMessage]":
        from langchain_core.messages import SystemMessage

        return [*self._system(prompt.system, SystemMessage), *_said(prompt.messages)]

    def _system(self, text: str, made: Any) -> "list[BaseMessage]":
        if not text:
            return []
        if self.name.startswith("anthropic:"):  # the one provider that caches only what it is told to
            return [made([{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}])]
        return [made(text)]


def judge_end(stop: str, text: str) -> None:
    """ModelFailed where a stream ended in a way that a caller must know of."""
    judge_stop(stop, text)
    if stop in _TRUNCATED or not stop:
        raise ModelFailed(Failure.TRUNCATED, stop or "the stream broke off")


def judge_stop(stop: str, text: str, *, refused: bool = False) -> None:
    """ModelFailed where what was written is a refusal or nothing at all."""
    if refused or stop in _REFUSED:
        raise ModelFailed(Failure.REFUSED, stop or "refusal")
    if not text.strip():
        raise ModelFailed(Failure.TRUNCATED if stop in _TRUNCATED else Failure.EMPTY, stop)


def _described(tools: Sequence[Any]) -> str:
    """What a provider is told of tools, which counts as much as what is said."""
    from langchain_core.utils.function_calling import convert_to_openai_tool

    return json.dumps([convert_to_openai_tool(it) for it in tools])


def _told(message: "BaseMessage") -> str:
    """A message with the tools that it wants used."""
    wanted = getattr(message, "tool_calls", None)
    return f"{message.text}{json.dumps(wanted) if wanted else ''}"


async def _guarded(chunks: Any) -> "AsyncGenerator[AIMessage, None]":
    """The chunks of a stream, with what goes wrong as ModelFailed; closing it closes the stream."""
    try:
        with provider():
            async for chunk in chunks:
                yield chunk
    finally:
        await chunks.aclose()


def _said(messages: Sequence[tuple[Role, str]]) -> "list[BaseMessage]":
    from langchain_core.messages import AIMessage, HumanMessage

    return [HumanMessage(text) if role == "user" else AIMessage(text) for role, text in messages]


def _limited(chat: "BaseChatModel", longest: int) -> "BaseChatModel":
    """The model with a limit to what it writes, under the name that its provider has for that."""
    fields = type(chat).model_fields
    if own_server(chat):  # such servers know the older of OpenAI's two names
        return chat.model_copy(update={"extra_body": {"max_tokens": longest}})
    names = ("max_tokens", "num_predict", "max_output_tokens")
    name = next((name for name in names if name in fields), None)
    return chat.model_copy(update={name: longest}) if name else chat


def _stop(message: "AIMessage") -> str:
    about = message.response_metadata
    return next((str(about[name]) for name in _STOPS if about.get(name)), "")


def _usage(message: "AIMessage") -> Usage | None:
    used = message.usage_metadata
    if not used:
        return None
    cached = used.get("input_token_details", {}).get("cache_read", 0) or 0
    return Usage(used["input_tokens"], used["output_tokens"], cached)


def _added(one: Usage | None, other: Usage | None) -> Usage | None:
    return one + other if one and other else one or other
