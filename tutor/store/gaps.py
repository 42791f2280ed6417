"""Gaps: what learners asked that the course does not cover, for the trainer to see."""

import hashlib
import re

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from tutor.domain.course import Gap
from tutor.store.database import Part
from tutor.store.tables import gaps

MOST = 1000
"""How many characters of a question are kept."""


class Gaps(Part):
    """Questions without an answer, and how often each was asked."""

    async def add_gap(self, course: str, question: str, language: str, nearest: str = "") -> None:
        """Count a question; the same words with other capitals or punctuation are the same question.

        Of a text too long for a question, the beginning is kept.
        """
        question = question[:MOST]
        try:
            await self._count(course, question, language, nearest)
        except IntegrityError:  # another learner asked it first at this very moment
            await self._count(course, question, language, nearest)

    async def _count(self, course: str, question: str, language: str, nearest: str) -> None:
        this = gaps.c.course == course, gaps.c.key == key(question, language)
        more = update(gaps).where(*this).values(asked=gaps.c.asked + 1, nearest=nearest)
        async with self._writing() as connection:
            if not (await connection.execute(more)).rowcount:
                row = {"course": course, "key": key(question, language), "question": question}
                row |= {"language": language, "nearest": nearest}
                await connection.execute(insert(gaps).values(row | {"asked": 1}))

    async def forget_gap(self, course: str, question: str) -> bool:
        """Delete a question, in whatever language it was asked, as it is listed; whether there was one."""
        this = gaps.c.course == course, gaps.c.question == question
        async with self._writing() as connection:
            return bool((await connection.execute(delete(gaps).where(*this))).rowcount)

    async def gaps(self, course: str) -> tuple[Gap, ...]:
        """A course's gaps, the most asked first."""
        of = select(gaps).where(gaps.c.course == course).order_by(gaps.c.asked.desc(), gaps.c.question)
        async with self._reading() as connection:
            rows = (await connection.execute(of)).all()
        return tuple(Gap(row.course, row.question, row.language, row.asked, row.nearest) for row in rows)


def key(question: str, language: str) -> str:
    """What is the same for a question however it is typed."""
    words = " ".join(re.findall(r"\w+", question.casefold()))
    return hashlib.sha256(f"{language}\n{words or question}".encode(errors="replace")).hexdigest()
