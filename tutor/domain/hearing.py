"""Hearing a reply while it is being made: sentence by sentence, each of them fit to be shown."""

from collections.abc import Awaitable, Callable

Hear = Callable[[str], Awaitable[None]]
"""Called with each sentence that may be shown, in order; the whole reply comes at the end all the same."""


async def silent(_sentence: str) -> None:
    """For whoever waits for the whole reply."""
