"""The store as the rest of the program sees it: one object over one database."""

from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tutor.store.calls import Calls
from tutor.store.database import address, engine, upgrade
from tutor.store.gaps import Gaps
from tutor.store.learners import Learners
from tutor.store.oversight import Oversight
from tutor.store.quizzes import Quizzes
from tutor.store.sessions import Sessions
from tutor.store.shelf import Shelf
from tutor.store.submissions import Submissions
from tutor.store.threads import Threads


class Store(Learners, Sessions, Oversight, Gaps, Calls):
    """Learners, sessions, reviews, gaps and calls; course texts are on its shelf, chats in its threads.

    Written assignments that were handed in are in its submissions, answers to quizzes in its quizzes.
    """

    def __init__(self, database: AsyncEngine) -> None:
        super().__init__(database)
        self.shelf = Shelf(database)
        self.threads = Threads(database)
        self.submissions = Submissions(database)
        self.quizzes = Quizzes(database)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database at ``url`` (``sqlite:///FILE`` or ``postgresql://…``) and bring it up to date.

        SettingsError when the address is wrong, the database cannot be reached, or it is newer than this
        program.
        """
        database = engine(address(url))
        try:
            await upgrade(database)
        except BaseException:
            await database.dispose()
            raise
        return cls(database)

    async def check(self) -> None:
        """Ask the database for nothing, to see that it answers."""
        async with self._reading() as connection:
            await connection.execute(select(1))

    async def close(self) -> None:
        """Close every connection; the store cannot be used afterwards."""
        await self._database.dispose()
