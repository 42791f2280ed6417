"""What goes wrong with a provider, as a ModelFailed: by status where there is one, else by kind of error."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tutor.errors import Failure, ModelFailed

_KEY = {401: "the key is not accepted", 403: "the key may not do this", 404: "there is no such model there"}
_TRUNCATED = ("LengthFinishReasonError",)
_REFUSED = ("ContentFilterFinishReasonError", "OpenAIRefusalError")
_CONNECTION = ("Connect", "Network", "RemoteProtocol", "ReadError", "WriteError", "CloseError", "Proxy")


def lasting(failure: ModelFailed) -> bool:
    """Whether the same request will fail again until somebody changes a setting."""
    return any(failure.detail.startswith(f"HTTP {status}") for status in _KEY)


@contextmanager
def provider() -> Iterator[None]:
    """Turns whatever goes wrong inside into ModelFailed; clients of providers promise no set of errors."""
    try:
        yield
    except ModelFailed:
        raise
    except Exception as error:  # noqa: BLE001  # the door to somebody else's code
        raise failed(error) from None


def failed(error: Exception) -> ModelFailed:
    """What an error of a provider's client means; none of its text is kept, as it may quote the prompt."""
    name = type(error).__name__
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        return _by_status(status, _after(error))
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return ModelFailed(Failure.SLOW, name)
    if name in _TRUNCATED:
        return ModelFailed(Failure.TRUNCATED, name)
    if name in _REFUSED:
        return ModelFailed(Failure.REFUSED, name)
    if isinstance(error, OSError) or any(part in name for part in _CONNECTION) or _in_stream(error):
        return ModelFailed(Failure.DOWN, name)
    return ModelFailed(Failure.MALFORMED, name)


def _by_status(status: int, after: float) -> ModelFailed:
    if status == 429:
        return ModelFailed(Failure.RATE_LIMITED, "HTTP 429", after)
    if status in (408, 504):
        return ModelFailed(Failure.SLOW, f"HTTP {status}")
    if status >= 500:
        return ModelFailed(Failure.DOWN, f"HTTP {status}", after)
    return ModelFailed(Failure.REJECTED, f"HTTP {status}" + (f", {_KEY[status]}" if status in _KEY else ""))


def _after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after", "") if isinstance(headers, Mapping) else ""
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0  # a date: how far off it is depends on two clocks


def _in_stream(error: Exception) -> bool:
    """Whether a provider reported an error of its own in a stream that had begun well."""
    return type(error).__name__ == "APIError" or getattr(error, "status_code", None) == -1
