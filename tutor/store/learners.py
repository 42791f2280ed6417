"""Learners in the store."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from tutor.domain.learner import Learner
from tutor.store.database import Part
from tutor.store.tables import learners


class Learners(Part):
    """Who practises."""

    async def learner(self, id: str, name: str, language: str) -> Learner:
        """The learner with this id, made with this name and language when there is none yet."""
        if found := await self._learner(id):
            return found
        try:
            async with self._writing() as connection:
                await connection.execute(insert(learners).values(id=id, name=name, language=language))
        except IntegrityError:  # another window was first
            return await self.learner(id, name, language)
        return Learner(id, name, language)

    async def set_language(self, id: str, language: str) -> None:
        """Remember the language that a learner chose."""
        async with self._writing() as connection:
            await connection.execute(update(learners).where(learners.c.id == id).values(language=language))

    async def _learner(self, id: str) -> Learner | None:
        async with self._reading() as connection:
            row = (await connection.execute(select(learners).where(learners.c.id == id))).first()
        return Learner(row.id, row.name, row.language) if row else None
