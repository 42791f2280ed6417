"""A model as LangChain's agents use it: each request has the patience, the line and the account of others."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from pydantic import PrivateAttr

if TYPE_CHECKING:
    from tutor.domain.calls import Call


class Stepping(Protocol):
    """What answers the requests of an agent one by one, on the account of a call."""

    async def step(self, call: "Call", messages: Sequence[BaseMessage], tools: Sequence[Any]) -> AIMessage:
        """The answer to the messages so far; it may ask for tools."""


class Steps(BaseChatModel):
    """Asks step by step, on the account of one call."""

    _model: Stepping = PrivateAttr()
    _call: "Call" = PrivateAttr()
    _tools: tuple[Any, ...] = PrivateAttr(default=())

    def __init__(self, model: Stepping, call: "Call", tools: Sequence[Any] = ()) -> None:
        super().__init__()
        self._model, self._call, self._tools = model, call, tuple(tools)

    @property
    def _llm_type(self) -> str:
        return "accounted"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[Any, Any]:
        """The same with tools that the model may call."""
        return Steps(self._model, self._call, tools)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        message = await self._model.step(self._call, messages, self._tools)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise NotImplementedError("Models are asked with await here.")
