"""Opening the database: its address, its engine, and bringing its tables up to date."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from tutor.errors import SettingsError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 10_000
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a confirmed turn survives a power cut, not only a kill
    f"busy_timeout = {BUSY_MS}",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten, not only marked as free
)
LOCK = 0x7470_6F72  # any constant: names this product's migration lock in PostgreSQL


def address(url: str) -> URL:
    """The database's address with an async driver; SettingsError when it is not one this product can use."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            f"{url!r} is not a database address. Write for instance sqlite:///tutor.db "
            "or postgresql://user:password@host/name."
        ) from error
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise SettingsError(f"The database must be SQLite or PostgreSQL, not {kind!r}.")
    if "+" in parsed.drivername:
        return parsed
    return parsed.set(drivername="sqlite+aiosqlite" if kind == "sqlite" else "postgresql+asyncpg")


def engine(url: URL) -> AsyncEngine:
    """An engine for the address, whose errors do not repeat what was written; SQLite gets its folder."""
    try:
        if url.get_backend_name() != "sqlite":
            return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        made = create_async_engine(url, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as error:
        raise SettingsError(
            f"The driver of {url.drivername} is not installed. "
            "Install it with: pip install 'conversation-tutor[postgres]'"
        ) from error
    event.listen(made.sync_engine, "connect", _prepare)
    event.listen(made.sync_engine, "begin", _begin)
    return made


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # so that this module begins transactions, not the driver
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer half-way cannot wait for its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Part:
    """A part of the store: what it needs to read and to write."""

    def __init__(self, database: AsyncEngine) -> None:
        self._database = database

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._database.begin() as connection:
            yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is on disk when the block ends, and is undone when it fails."""
        async with self._database.execution_options(writes=True).begin() as connection:
            yield connection


async def upgrade(database: AsyncEngine) -> None:
    """Bring the tables to this program's version.

    SettingsError when the database was made by a newer version, is not a database, or cannot be reached.
    """
    try:
        async with database.connect() as connection:
            if await connection.run_sync(_at_head):
                return
        async with database.execution_options(writes=True).begin() as connection:
            await connection.run_sync(_upgrade)
    except (DBAPIError, sqlite3.DatabaseError, OSError) as error:
        where = database.url.render_as_string(hide_password=True)
        raise SettingsError(f"The database {where} cannot be opened: {_cause(error)}") from error


def _at_head(connection: Connection) -> bool:
    found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = {script.revision for script in scripts.walk_revisions()}
    if found and found not in known:
        where = connection.engine.url.render_as_string(hide_password=True)
        raise SettingsError(
            f"The database {where} was made by a newer version of this program (it is at {found!r}). "
            "Update the program: pip install --upgrade conversation-tutor"
        )
    return found == scripts.get_current_head()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _cause(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(getattr(error, "orig", None) or error)).strip()
