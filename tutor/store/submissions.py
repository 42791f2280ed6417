"""Written assignments in the store: texts, how they were graded, and what people said of that."""

from dataclasses import asdict, replace
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from tutor.domain.course import Block
from tutor.domain.oversight import Objection, Review
from tutor.domain.submission import Graded, Handed, Submission, SubmissionSummary
from tutor.errors import SessionError
from tutor.store.database import Part
from tutor.store.said import count, waiting
from tutor.store.tables import gradings, submission_objections, submission_reviews, submissions

BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
GRADED: TypeAdapter[Graded] = TypeAdapter(Graded)
Said = TypeVar("Said", Objection, Review)


class Submissions(Part):
    """What learners handed in."""

    async def add(self, submission: Submission) -> None:
        """Keep a new submission; SessionError when its id is taken or its learner unknown."""
        columns = ("id", "learner", "assignment", "language", "handed", "released")
        row = {name: getattr(submission, name) for name in columns}
        work = submission.work
        blocks = BLOCKS.dump_python(work.blocks, mode="json")
        row |= {"name": work.name, "text": work.text, "data": {"blocks": blocks}}
        try:
            async with self._writing() as connection:
                await connection.execute(insert(submissions).values(row))
                for graded in submission.gradings:
                    await _keep(connection, submission.id, graded)
        except IntegrityError as error:
            raise SessionError(
                f"The text cannot be kept: learner {submission.learner!r} is unknown."
            ) from error

    async def load(self, id: str) -> Submission:
        """A submission with its objections and reviews; SessionError when there is none with this id."""
        async with self._reading() as connection:
            row = (await connection.execute(select(submissions).where(submissions.c.id == id))).first()
            if row is None:
                raise _unknown(id)
            said = await _rows(connection, submission_objections, id)
            judged = await _rows(connection, submission_reviews, id)
            scored = await _rows(connection, gradings, id)
        return Submission(
            id=row.id,
            learner=row.learner,
            assignment=row.assignment,
            language=row.language,
            handed=row.handed,
            work=Handed(row.text, row.name, BLOCKS.validate_python(row.data["blocks"])),
            gradings=tuple(GRADED.validate_python(it.data) for it in scored),
            objections=tuple(Objection(it.at, it.text, it.criterion, it.score) for it in said),
            reviews=tuple(Review(it.at, it.by, it.criterion, it.level, it.reason, it.score) for it in judged),
            released=row.released,
        )

    async def has(self, id: str) -> bool:
        """Whether there is a submission with this id."""
        async with self._reading() as connection:
            of = select(submissions.c.id).where(submissions.c.id == id)
            return (await connection.execute(of)).first() is not None

    async def of(self, learner: str) -> tuple[SubmissionSummary, ...]:
        """A learner's submissions, newest first."""
        return await self._summaries(_summaries().where(submissions.c.learner == learner))

    async def released(self) -> tuple[SubmissionSummary, ...]:
        """All submissions that learners have shared, newest first."""
        return await self._summaries(_summaries().where(submissions.c.released))

    async def _summaries(self, of: Select[Any]) -> tuple[SubmissionSummary, ...]:
        async with self._reading() as connection:
            rows = (await connection.execute(of)).all()
        return tuple(SubmissionSummary(*row) for row in rows)

    async def regrade(self, id: str, graded: Graded) -> None:
        """Keep a grading after those that the text has; one that says the same as the last adds nothing."""
        async with self._writing() as connection:
            await _lock(connection, id)
            last = (await _rows(connection, gradings, id))[-1:]
            if not any(GRADED.validate_python(row.data).same_as(graded) for row in last):
                await _keep(connection, id, graded)

    async def object(self, id: str, objection: Objection) -> None:
        """Keep an objection to the score that the text has now; objections are never changed."""
        async with self._writing() as connection:
            await _lock(connection, id)
            row = {"submission": id} | asdict(await _about(connection, id, objection))
            await connection.execute(insert(submission_objections).values(row))

    async def release(self, id: str, *, released: bool) -> None:
        """Let the trainer read a text, or no longer; SessionError when it is unknown."""
        async with self._writing() as connection:
            await _lock(connection, id)
            mine = submissions.c.id == id
            await connection.execute(update(submissions).where(mine).values(released=released))

    async def review(self, id: str, review: Review) -> None:
        """Keep what a person decided about a score; reviews are never changed.

        SessionError when the submission is unknown or its learner has not shared it.
        """
        async with self._writing() as connection:
            if not await _lock(connection, id):
                raise SessionError(f"Text {id} is private: only what its learner shares can be reviewed.")
            row = {"submission": id} | asdict(await _about(connection, id, review))
            await connection.execute(insert(submission_reviews).values(row))

    async def forget(self, id: str) -> None:
        """Delete a submission with its text, scores, objections and reviews."""
        async with self._writing() as connection:
            await _lock(connection, id)
            await connection.execute(delete(submissions).where(submissions.c.id == id))


async def _keep(connection: AsyncConnection, id: str, graded: Graded) -> None:
    data = GRADED.dump_python(graded, mode="json")
    await connection.execute(insert(gradings).values(submission=id, data=data))


async def _about(connection: AsyncConnection, id: str, said: Said) -> Said:
    """What a person said, about the score that the text has now unless it is about another."""
    return replace(said, score=said.score or len(await _rows(connection, gradings, id)))


def _summaries() -> Select[Any]:
    of = submissions.c
    columns = (of.id, of.learner, of.assignment, of.language, of.handed, of.name, of.released)
    said, given = submission_objections, submission_reviews
    counts = (
        count(said, "submission", of.id),
        count(given, "submission", of.id),
        waiting(said, given, "submission", of.id),
    )
    return select(*columns, *counts).order_by(of.handed.desc(), of.id)


async def _lock(connection: AsyncConnection, id: str) -> bool:
    """Keep other writers off a submission until the transaction ends; says whether it is shared."""
    of = select(submissions.c.released).where(submissions.c.id == id).with_for_update()
    released: bool | None = (await connection.execute(of)).scalar()
    if released is None:
        raise _unknown(id)
    return released


async def _rows(connection: AsyncConnection, table: Any, id: str) -> list[Row[Any]]:
    of = select(table).where(table.c.submission == id).order_by(table.c.id)
    return list((await connection.execute(of)).all())


def _unknown(id: str) -> SessionError:
    return SessionError(f"There is no text {id!r}.")
