"""Threads: what a channel showed a learner, kept so that it can be listed, shown and gone on with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, Table, cast, delete, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tutor.domain.history import Element, Entry, Rating, Thread
from tutor.store.database import Part
from tutor.store.tables import elements, entries, ratings, threads

SHOWN = 40
"""How many threads a page of the list holds, unless told otherwise."""


class Threads(Part):
    """Chats as a channel shows them; what was practised in them stands in the sessions."""

    async def save_thread(
        self,
        id: str,
        learner: str,
        at: datetime,
        *,
        name: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Make a thread, or change one: name is replaced and details are added to, where given."""
        async with self._writing() as connection:
            found = (await connection.execute(select(threads).where(threads.c.id == id))).first()
            row = {"name": name if name is not None else found.name if found else "", "updated": at}
            row["details"] = {**(found.details if found else {}), **(details or {})}
            row = {"id": id, "learner": learner, "created": at} | row
            await _save(connection, threads, found is not None, row, kept=("learner", "created"))

    async def thread(self, id: str) -> Thread | None:
        """One thread, without its entries."""
        async with self._reading() as connection:
            row = (await connection.execute(select(threads).where(threads.c.id == id))).first()
        return _thread(row) if row else None

    async def threads(
        self, learner: str, *, limit: int = SHOWN, after: str = "", search: str = ""
    ) -> tuple[Thread, ...]:
        """A learner's threads, latest first, from after one of them on; search looks in the names."""
        of = select(threads).where(threads.c.learner == learner)
        if search:
            of = of.where(threads.c.name.icontains(search, autoescape=True))
        async with self._reading() as connection:
            if after and (last := await _place(connection, after)):
                of = of.where(tuple_(threads.c.updated, threads.c.id) < last)
            of = of.order_by(threads.c.updated.desc(), threads.c.id.desc()).limit(limit)
            rows = (await connection.execute(of)).all()
        return tuple(_thread(row) for row in rows)

    async def threads_about(self, id: str) -> tuple[Thread, ...]:
        """The threads in which a practice or a text was shown, of whomever, latest first."""
        inside = select(entries.c.thread).where(cast(entries.c.data, String).contains(id, autoescape=True))
        named = cast(threads.c.details, String).contains(id, autoescape=True)
        of = select(threads).where(or_(named, threads.c.id.in_(inside))).order_by(threads.c.updated.desc())
        async with self._reading() as connection:
            return tuple(_thread(row) for row in await connection.execute(of))

    async def delete_thread(self, id: str) -> None:
        """Forget a thread and everything in it; the sessions that were played in it stay."""
        async with self._writing() as connection:
            await connection.execute(delete(threads).where(threads.c.id == id))

    async def save_entry(self, entry: Entry) -> None:
        """Keep an entry at the end of its thread, or change it where it stands."""
        row = {"id": entry.id, "thread": entry.thread, "at": entry.at, "data": dict(entry.data)}
        await self._keep(entries, row, kept=("thread", "at"))

    async def entry(self, id: str) -> Entry | None:
        """One entry."""
        async with self._reading() as connection:
            row = (await connection.execute(select(entries).where(entries.c.id == id))).first()
        return _entry(row) if row else None

    async def entries(self, thread: str) -> tuple[Entry, ...]:
        """A thread's entries in the order in which they were first kept."""
        of = select(entries).where(entries.c.thread == thread).order_by(entries.c.position)
        async with self._reading() as connection:
            return tuple(_entry(row) for row in await connection.execute(of))

    async def delete_entry(self, id: str) -> None:
        """Forget an entry and what is attached to it."""
        async with self._writing() as connection:
            await connection.execute(delete(elements).where(elements.c.entry == id))
            await connection.execute(delete(entries).where(entries.c.id == id))

    async def save_element(self, element: Element) -> None:
        """Keep an attachment, or change it."""
        columns = ("id", "thread", "entry", "mime", "content")
        row = {name: getattr(element, name) for name in columns} | {"data": dict(element.data)}
        await self._keep(elements, row, kept=("thread",))

    async def element(self, id: str) -> Element | None:
        """One attachment, with its content."""
        async with self._reading() as connection:
            row = (await connection.execute(select(elements).where(elements.c.id == id))).first()
        return _element(row, row.content) if row else None

    async def elements(self, thread: str) -> tuple[Element, ...]:
        """A thread's attachments, without their content."""
        columns = [column for column in elements.c if column.name != "content"]
        of = select(*columns).where(elements.c.thread == thread).order_by(elements.c.id)
        async with self._reading() as connection:
            return tuple(_element(row) for row in await connection.execute(of))

    async def delete_element(self, id: str) -> None:
        """Forget an attachment."""
        async with self._writing() as connection:
            await connection.execute(delete(elements).where(elements.c.id == id))

    async def save_rating(self, rating: Rating) -> None:
        """Keep what a learner thought of an entry, in place of an earlier opinion."""
        row = {"id": rating.id, "entry": rating.entry, "value": rating.value, "comment": rating.comment}
        async with self._writing() as connection:
            same = or_(ratings.c.id == rating.id, ratings.c.entry == rating.entry)
            await connection.execute(delete(ratings).where(same))
            await connection.execute(insert(ratings).values(row))

    async def ratings(self, thread: str) -> Mapping[str, Rating]:
        """The opinions in a thread, by the id of the entry."""
        of = select(ratings).join(entries, entries.c.id == ratings.c.entry).where(entries.c.thread == thread)
        async with self._reading() as connection:
            rows = (await connection.execute(of)).all()
        return {row.entry: Rating(row.id, row.entry, row.value, row.comment) for row in rows}

    async def delete_rating(self, id: str) -> None:
        """Forget an opinion."""
        async with self._writing() as connection:
            await connection.execute(delete(ratings).where(ratings.c.id == id))

    async def _keep(self, table: Table, row: dict[str, Any], kept: tuple[str, ...]) -> None:
        async with self._writing() as connection:
            of = select(table.c.id).where(table.c.id == row["id"])
            found = (await connection.execute(of)).first()
            await _save(connection, table, found is not None, row, kept)


async def _save(
    connection: AsyncConnection, table: Table, known: bool, row: dict[str, Any], kept: tuple[str, ...]
) -> None:
    """Insert a row, or update it without the columns that stay as they were first."""
    if not known:
        await connection.execute(insert(table).values(row))
        return
    changed = {name: value for name, value in row.items() if name not in ("id", *kept)}
    await connection.execute(update(table).where(table.c.id == row["id"]).values(changed))


async def _place(connection: AsyncConnection, id: str) -> tuple[datetime, str] | None:
    of = select(threads.c.updated, threads.c.id).where(threads.c.id == id)
    row = (await connection.execute(of)).first()
    return (row.updated, row.id) if row else None


def _thread(row: Row[Any]) -> Thread:
    return Thread(row.id, row.learner, row.name, row.created, row.updated, row.details)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.thread, row.at, row.data)


def _element(row: Row[Any], content: bytes = b"") -> Element:
    return Element(row.id, row.thread, row.entry, row.mime, row.data, content)
