"""A server on this machine that answers as a provider does: from a cassette, or slowly, or not to the end."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASSETTES = Path(__file__).parent / "cassettes"


@dataclass(frozen=True)
class Answer:
    """One HTTP response, sent in parts: seconds before each part; cut leaves the connection half-way."""

    body: str
    status: int = 200
    type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    before: float = 0.0
    between: float = 0.0
    cut: bool = False

    @property
    def parts(self) -> Sequence[bytes]:
        """The body as it is sent: an event or a line at a time."""
        by = "\n\n" if "event-stream" in self.type else "\n"
        return [(part + by).encode() for part in self.body.rstrip("\n").split(by)]


@cache
def cassette(provider: str) -> Mapping[str, Any]:
    """What a provider sends, by name."""
    kept: Mapping[str, Any] = yaml.safe_load((CASSETTES / f"{provider}.yaml").read_text("utf-8"))
    return kept


def answer(provider: str, name: str, **changed: Any) -> Answer:
    """One answer of a cassette; those that are the same streamed and not are found by either name."""
    tape = cassette(provider)
    kept = tape.get(name) or tape[name.removesuffix("-streamed")]
    return Answer(**{**kept, **changed})


@dataclass
class Provider:
    """A running server: its answers in turn (the last one stays), and what it was asked."""

    url: str
    answers: list[Answer]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    left: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request; left counts those whose client went away before the end."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (int(line.split(":")[1]) for line in head.lower().splitlines() if "content-length:" in line), 0
        )
        body = await reader.readexactly(length)
        self.headers.append(head)
        self.bodies.append(body)
        self.asked.append(json.loads(body) if body.startswith(b"{") else {})
        now = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        sending = asyncio.create_task(_send(now, writer))
        gone = asyncio.create_task(reader.read())
        await asyncio.wait((sending, gone), return_when=asyncio.FIRST_COMPLETED)
        self.left += not sending.done()
        for task in (sending, gone):
            task.cancel()
        writer.close()


async def _send(answer: Answer, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(answer.before)
    more = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    if answer.cut:
        more += f"content-length: {sum(map(len, answer.parts)) + 100}\r\n"
    about = f"content-type: {answer.type}\r\nconnection: close\r\n{more}"
    writer.write(f"HTTP/1.1 {answer.status} X\r\n{about}\r\n".encode())
    for place, part in enumerate(answer.parts):
        await asyncio.sleep(answer.between if place else 0)
        writer.write(part)
        await writer.drain()


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[Provider]:
    """A provider that gives these answers."""
    provider = Provider("", list(answers))
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
    provider.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.close()
