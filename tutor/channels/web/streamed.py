"""A reply that is shown while it is being made; after shell.settle."""

from collections.abc import Awaitable, Callable, Sequence

from chainlit.message import Message

from tutor.channels.safe import escape

STREAMED = ("speech", "answer")
"""The kinds of message that are shown sentence by sentence."""


class Streamed:
    """Shows sentences as they come; in the end the message is the one that the reply begins with.

    author says who speaks, and is asked only when somebody does.
    """

    def __init__(self, author: Callable[[], Awaitable[str]]) -> None:
        self._author = author
        self._message: Message | None = None

    async def hear(self, sentence: str) -> None:
        """Show one more sentence."""
        if self._message is None:
            self._message = Message("", author=await self._author() or None)
        before = " " if self._message.content else ""
        await self._message.stream_token(f"{before}{escape(sentence)}")

    async def become(self, messages: Sequence[Message]) -> None:
        """Let the first of some messages, not yet sent, take the place of what was shown."""
        if self._message is None:
            return
        first = messages[0] if messages else None
        if first is not None and (first.metadata or {}).get("kind") in STREAMED:
            first.id, first.created_at = self._message.id, self._message.created_at
        else:
            await self.withdraw()
        self._message = None

    async def withdraw(self) -> None:
        """Take away what was shown; the reply turned out to be another."""
        if self._message is not None:
            await self._message.remove()  # type: ignore[no-untyped-call]
