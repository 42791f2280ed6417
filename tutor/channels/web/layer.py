"""Chainlit's list of conversations, kept in the product's own tables; imported after shell.settle."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from chainlit.data.base import BaseDataLayer
from chainlit.element import Element as ShownElement
from chainlit.element import ElementDict
from chainlit.step import StepDict
from chainlit.types import (
    Feedback,
    PageInfo,
    PaginatedResponse,
    Pagination,
    ThreadDict,
    ThreadFilter,
)
from chainlit.user import PersistedUser, User

from tutor.channels.web import tab
from tutor.channels.web.routes import ELEMENTS
from tutor.domain.history import Element, Entry, Rating, Thread
from tutor.store.repository import Store

NAME_LENGTH = 90
TITLE = "title"
"""Where the name that the program gave a thread is noted, so that another one is the learner's."""
ORDER = "order"
"""Where it is noted in which order elements were made; their ids do not tell."""


class ThreadLayer(BaseDataLayer):
    """What Chainlit asks of a data layer, on the store's threads.

    Chainlit writes in background tasks that overtake each other, so what concerns one thread waits its turn
    here, in the order in which it was asked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = store.threads
        self._turns: dict[str, asyncio.Lock] = {}

    # --- who -------------------------------------------------------------------------------------------

    async def get_user(self, identifier: str) -> PersistedUser | None:
        learner = await self._store.learner(identifier, identifier, "")
        return PersistedUser(
            id=learner.id, createdAt=_stamp(datetime.fromtimestamp(0, UTC)), identifier=learner.id
        )

    async def create_user(self, user: User) -> PersistedUser | None:
        return await self.get_user(user.identifier)

    # --- threads ---------------------------------------------------------------------------------------

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Make or change a thread; the name it gets by itself never replaces one that it has."""
        async with self._turn(thread_id):
            known = await self._threads.thread(thread_id)
            if known is None and name is None:  # a tab that closes must not bring a deleted thread back
                return
            learner = user_id or tab.learner() or (known.learner if known else "")
            if user_id and known and known.name:
                name = None
            await self._threads.save_thread(
                thread_id, learner, datetime.now(UTC), name=_line(name), details=metadata
            )

    async def entitle(self, thread_id: str, name: str) -> None:
        """Give a thread a name that tells more than its first message; one of the learner's own stays."""
        async with self._turn(thread_id):
            known = await self._threads.thread(thread_id)
            given = known.details.get(TITLE) if known else None
            if known and given and given != known.name:
                return
            title = _line(name)
            await self._threads.save_thread(
                thread_id, tab.learner(), datetime.now(UTC), name=title, details={TITLE: title}
            )

    async def get_thread_author(self, thread_id: str) -> str:
        thread = await self._threads.thread(thread_id)
        return thread.learner if thread else ""

    async def delete_thread(self, thread_id: str) -> None:
        async with self._turn(thread_id):
            await self._threads.delete_thread(thread_id)

    async def list_threads(
        self, pagination: Pagination, filters: ThreadFilter
    ) -> PaginatedResponse[ThreadDict]:
        """A page of a learner's threads, without what was said in them."""
        found = await self._threads.threads(
            filters.userId or "",
            limit=pagination.first + 1,
            after=pagination.cursor or "",
            search=filters.search or "",
        )
        page = found[: pagination.first]
        info = PageInfo(
            hasNextPage=len(found) > len(page),
            startCursor=page[0].id if page else None,
            endCursor=page[-1].id if page else None,
        )
        return PaginatedResponse(pageInfo=info, data=[_thread(thread) for thread in page])

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """A thread with all that was shown in it."""
        async with self._turn(thread_id):
            thread = await self._threads.thread(thread_id)
            if thread is None:
                return None
            ratings = await self._threads.ratings(thread_id)
            steps = [_step(it, ratings.get(it.id)) for it in await self._threads.entries(thread_id)]
            kept = await self._threads.elements(thread_id)
            elements = [_element(it) for it in sorted(kept, key=lambda it: it.data[ORDER])]
        shown = _thread(thread)
        shown["steps"], shown["elements"] = steps, elements
        return shown

    # --- what is shown in them -------------------------------------------------------------------------

    async def create_step(self, step_dict: StepDict) -> None:
        thread = step_dict["threadId"]
        async with self._turn(thread):
            if await self._threads.thread(thread) is None:
                await self._threads.save_thread(thread, tab.learner(), datetime.now(UTC))
            at = _moment(step_dict.get("createdAt"))
            await self._threads.save_entry(Entry(step_dict["id"], thread, at, dict(step_dict)))

    async def update_step(self, step_dict: StepDict) -> None:
        await self.create_step(step_dict)

    async def delete_step(self, step_id: str) -> None:
        entry = await self._threads.entry(step_id)
        if entry:
            async with self._turn(entry.thread):
                await self._threads.delete_entry(step_id)

    async def create_element(self, element: ShownElement) -> None:
        made = Element(
            id=element.id,
            thread=element.thread_id,
            entry=element.for_id or "",
            mime=element.mime or "application/octet-stream",
            data={**element.to_dict(), ORDER: time.time_ns()},
            content=await asyncio.to_thread(_content, element),
        )
        async with self._turn(made.thread):
            if await self._threads.thread(made.thread) is None:
                await self._threads.save_thread(made.thread, tab.learner(), datetime.now(UTC))
            await self._threads.save_element(made)

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        found = await self._threads.element(element_id)
        return _element(found) if found and found.thread == thread_id else None

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        async with self._turn(thread_id or ""):
            await self._threads.delete_element(element_id)

    # --- what learners think of it ---------------------------------------------------------------------

    async def upsert_feedback(self, feedback: Feedback) -> str:
        id = feedback.id or feedback.forId
        await self._threads.save_rating(Rating(id, feedback.forId, feedback.value, feedback.comment or ""))
        return id

    async def delete_feedback(self, feedback_id: str) -> bool:
        await self._threads.delete_rating(feedback_id)
        return True

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        return []

    async def build_debug_url(self) -> str:
        return ""

    async def close(self) -> None:
        """Nothing: the store is closed by the one who opened it."""

    @asynccontextmanager
    async def _turn(self, thread_id: str) -> AsyncIterator[None]:
        lock = self._turns.setdefault(thread_id, asyncio.Lock())
        async with lock:
            yield
        if len(self._turns) > 1000:
            self._turns = {id: lock for id, lock in self._turns.items() if lock.locked()}


def _content(element: ShownElement) -> bytes:
    if element.path:
        return Path(element.path).read_bytes()
    content = element.content or b""
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def _thread(thread: Thread) -> ThreadDict:
    return ThreadDict(
        id=thread.id,
        createdAt=_stamp(thread.updated),
        name=thread.name,
        userId=thread.learner,
        userIdentifier=thread.learner,
        tags=[],
        metadata=dict(thread.details),
        steps=[],
        elements=[],
    )


def _step(entry: Entry, rating: Rating | None) -> StepDict:
    given = (
        {"id": rating.id, "forId": entry.id, "value": rating.value, "comment": rating.comment}
        if rating
        else None
    )
    return cast(StepDict, {**entry.data, "feedback": given, "streaming": False})


def _element(element: Element) -> ElementDict:
    """An element as it was shown, but with its content at the host's own address."""
    url = None if element.data.get("type") == "custom" else f"{ELEMENTS}/{element.id}"
    return cast(ElementDict, {**element.data, "url": url, "chainlitKey": None, "path": None})


def _line(name: str | None) -> str | None:
    if name is None:
        return None
    flat = " ".join(name.split())
    return flat if len(flat) <= NAME_LENGTH else flat[: NAME_LENGTH - 1] + "…"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(stamp: str | None) -> datetime:
    return datetime.fromisoformat(stamp) if stamp else datetime.now(UTC)
