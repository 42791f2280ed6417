"""Chat models from their names, through LangChain; the one module that knows what providers call things."""

import logging
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from tutor.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NO_KEY = "none"
"""What is sent as a key to a server of one's own that asks for none."""


def chat_model(name: str, *, url: str, key: SecretStr, seconds: float) -> "BaseChatModel":
    """The chat model ``provider:name``; SettingsError says what is missing.

    Nothing is asked of the provider yet. seconds is the most that its client waits for the network; tries and
    waits are ours, so the client makes one try.
    """
    provider, _, model = name.partition(":")
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise SettingsError(
            "Language models need more packages: pip install 'conversation-tutor[model]'"
        ) from error
    quiet_clients()
    try:
        return _built(
            init_chat_model(model, model_provider=provider, **_arguments(provider, url, key, seconds))
        )
    except ImportError as error:
        raise SettingsError(f"The model {name!r} needs another package. {error}") from error
    except Exception as error:  # noqa: BLE001  # the door to somebody else's code
        # None of its text: a client's complaint about a key may quote it.
        raise SettingsError(
            f"The model {name!r} cannot be set up ({type(error).__name__}). Is the provider's name right? "
            "Is there a key in TUTOR_MODEL_KEY, or in the provider's own variable?"
        ) from None


def _built(made: Any) -> "BaseChatModel":
    chat: BaseChatModel = made
    return chat


def _arguments(provider: str, url: str, key: SecretStr, seconds: float) -> dict[str, Any]:
    given: dict[str, Any] = {"base_url": url} if url else {}
    if provider == "ollama":
        return given | {"client_kwargs": {"timeout": seconds} | _bearer(key)}
    if key.get_secret_value():
        given["api_key"] = key
    elif provider == "openai" and url:
        given["api_key"] = SecretStr(NO_KEY)
    if provider in ("openai", "anthropic", "azure_openai"):
        given |= {"max_retries": 0, "timeout": seconds}
    return given


def _bearer(key: SecretStr) -> dict[str, Any]:
    value = key.get_secret_value()
    return {"headers": {"Authorization": f"Bearer {value}"}} if value else {}


def quiet_clients() -> None:
    """Keep the clients of providers from logging what they send and get, however much the program logs."""
    for name in ("openai", "anthropic", "ollama", "langsmith"):
        logging.getLogger(name).setLevel(logging.WARNING)


def switch_traces(where: str) -> None:
    """Send traces of calls to LangSmith or an OpenTelemetry collector, or ("") to nobody.

    What the environment says is overruled: a variable that was set for another program must not carry what
    learners type to a third party. Where traces go is still read from the tools' own variables; SettingsError
    where a collector has no address.
    """
    on = "true" if where else "false"
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = on
    for name in ("LANGSMITH_OTEL_ENABLED", "LANGSMITH_OTEL_ONLY"):
        os.environ[name] = "true" if where == "opentelemetry" else "false"
    os.environ["LANGSMITH_TRACING_MODE"] = "otel" if where == "opentelemetry" else "langsmith"
    os.environ.setdefault("TRACELOOP_TELEMETRY", "false")
    from langsmith import configure

    configure(client=_collected() if where == "opentelemetry" else None, enabled=bool(where))


def _collected() -> Any:
    """A client of LangSmith's that sends to an OpenTelemetry collector, with no header but those set for it.

    Left to itself it would send to LangSmith where no collector has an address, with LangSmith's key.
    """
    names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    if not any(os.environ.get(name) for name in names):
        raise SettingsError(
            "TUTOR_MODEL_TRACES is opentelemetry, and there is no collector: put its address in "
            "OTEL_EXPORTER_OTLP_ENDPOINT, for instance http://localhost:4318."
        )
    from langsmith import Client
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "conversation-tutor"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Client(tracing_mode="otel", otel_tracer_provider=provider)


def server_of(url: str) -> str:
    """The server of an address without what may be secret in it, for people to read; "" for no address."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}" + (f":{parts.port}" if parts.port else "")
