"""What a learner comes back to: earlier practices, and the chats in which they took place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tutor.domain.scenario import Difficulty, EndingKind
from tutor.domain.session import Mode


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A practice in a learner's list; turns counts the learner's replies, last is when the latest was.

    attempt is its number among the learner's tries of the scenario in this language and mode (0 where it was
    not kept); back is the reply that was gone back to, None where the conversation began at the beginning.
    objections and reviews count what the learner and a trainer said of its scores, who reads it if released;
    waiting are the objections that nobody has decided on since.
    """

    id: str
    learner: str
    scenario: str
    language: str
    difficulty: Difficulty
    started: datetime
    last: datetime
    turns: int
    ending: str | None = None
    outcome: EndingKind | None = None
    stopped: bool = False
    assessed: bool = False
    mode: Mode = Mode.PRACTICE
    attempt: int = 0
    back: int | None = None
    objections: int = 0
    reviews: int = 0
    waiting: int = 0
    released: bool = False

    @property
    def open(self) -> bool:
        """Whether the learner can still go on with it."""
        return self.ending is None and not self.stopped


@dataclass(frozen=True, slots=True)
class Thread:
    """A chat in a channel that keeps its own list of them; details are the channel's own."""

    id: str
    learner: str
    name: str
    created: datetime
    updated: datetime
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing shown in a thread, such as a message; data is how the channel shows it."""

    id: str
    thread: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Element:
    """Something attached to an entry, such as a passage or a chart; content is its bytes, if any."""

    id: str
    thread: str
    entry: str
    mime: str
    data: Mapping[str, Any]
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a learner thought of an entry: 1 is good, 0 is not."""

    id: str
    entry: str
    value: int
    comment: str = ""
