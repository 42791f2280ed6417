"""The ways in which providers hold a model to a JSON Schema."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Way = Callable[["BaseChatModel", dict[str, Any]], Any]
"""Gives a model that is held to a schema, as a LangChain runnable."""


def ways(chat: "BaseChatModel") -> tuple[Way, ...]:
    """The ways to try with a model, the best first; none where LangChain knows none for its provider."""
    from langchain_core.language_models import BaseChatModel

    if type(chat).with_structured_output is BaseChatModel.with_structured_output:
        return ()  # it has no way but tools, which small models do not keep to
    return (_by_schema, _by_object) if own_server(chat) else (_by_schema,)


def own_server(chat: "BaseChatModel") -> str:
    """The address of a server that speaks OpenAI's language and is not theirs; "" for any other model."""
    url = str(getattr(chat, "openai_api_base", None) or "")
    return "" if "azure" in url else url


def _by_schema(chat: "BaseChatModel", schema: dict[str, Any]) -> Any:
    return chat.with_structured_output(schema, method="json_schema", include_raw=True)


def _by_object(chat: "BaseChatModel", schema: dict[str, Any]) -> Any:
    """llama.cpp's Python server and some hosts take the schema with the older type of OpenAI's."""
    return chat.bind(response_format={"type": "json_object", "schema": schema})
