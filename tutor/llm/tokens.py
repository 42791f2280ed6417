"""How many tokens a text has, where the model does not say: counted by tiktoken, else estimated."""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from tutor.domain.calls import Prompt, Usage

BYTES_A_TOKEN = 3.5
"""Of UTF-8, for Dutch and English; the estimate that is marked as one."""

_LOADING = threading.Lock()


def texts_of(prompt: Prompt) -> tuple[str, ...]:
    """What goes in with a prompt."""
    return (prompt.system, *(text for _, text in prompt.messages))


def count(model: str, texts: Sequence[str]) -> tuple[int, bool]:
    """Tokens of some texts together, and whether that is an estimate; model is ``provider:name``."""
    provider, _, name = model.partition(":")
    encode = encoder(name) if provider in ("openai", "azure_openai") else None
    if encode:
        return sum(len(encode(text)) for text in texts), False
    return round(sum(len(text.encode("utf-8", "replace")) for text in texts) / BYTES_A_TOKEN), True


def usage(model: str, prompt: Prompt, written: str) -> Usage:
    """The usage of a call whose provider does not say."""
    (tokens_in, guessed), (tokens_out, _) = count(model, texts_of(prompt)), count(model, (written,))
    return Usage(tokens_in, tokens_out, estimated=guessed)


@cache
def encoder(name: str) -> Callable[[str], Sequence[int]] | None:
    """tiktoken's encoder of an OpenAI model where its ranks are on this machine; nothing is downloaded."""
    try:
        import tiktoken
        import tiktoken.load
    except ImportError:
        return None
    with _LOADING:
        loading: Any = tiktoken.load
        reads = loading.read_file
        loading.read_file = _only_local  # the one place where tiktoken would go to the network
        try:
            encoding = tiktoken.encoding_for_model(name)
        except (OSError, KeyError, ValueError):  # no ranks here, or a model that tiktoken does not know
            return None
        finally:
            loading.read_file = reads
    return lambda text: encoding.encode(text, disallowed_special=())


def _only_local(path: str) -> bytes:
    raise OSError(f"{path} is not on this machine")
