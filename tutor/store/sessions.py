"""Sessions in the store: append-only lists of turns, each on disk before it is shown."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, Table, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from tutor.domain.history import SessionSummary
from tutor.domain.oversight import Objection, Review
from tutor.domain.record import SESSION, TURN, dump_session
from tutor.domain.rubric import Assessment
from tutor.domain.scenario import Difficulty, EndingKind
from tutor.domain.session import Mode, Session, Turn
from tutor.errors import SessionError
from tutor.store.database import Part
from tutor.store.said import count, waiting
from tutor.store.tables import assessments, feedback, hints, learners, objections, reviews, sessions, turns

ASSESSMENT: TypeAdapter[Assessment] = TypeAdapter(Assessment)
COLUMNS = ("mode", "attempt", "stopped", "released")
APART = (*COLUMNS, "turns", "hints", "feedback", "objections", "reviews", "assessments")
"""What a session holds that has a place of its own, outside its head."""


class Sessions(Part):
    """What learners practised."""

    async def start(self, session: Session) -> None:
        """Keep a new session with its turns.

        SessionError when its id or the number of its try is taken, or its learner is unknown.
        """
        try:
            async with self._writing() as connection:
                await _start(connection, session)
        except IntegrityError as error:
            raise _refused(session) from error

    async def begin(self, session: Session) -> Session:
        """Keep a new session as the next try of its learner, and give it with its number; errors as of start.

        Two windows may begin at once: the one waits until the other has its number.
        """
        try:
            async with self._writing() as connection:
                mine = learners.c.id == session.learner
                await connection.execute(select(learners.c.id).where(mine).with_for_update())
                numbered = replace(session, attempt=1 + await _tries(connection, session))
                await _start(connection, numbered)
        except IntegrityError as error:
            raise _refused(session) from error
        return numbered

    async def append(self, session_id: str, turn: Turn) -> None:
        """Add the next turn; it is on disk when this returns, and adding the same turn again changes nothing.

        SessionError when the session is unknown, or another turn has this number already.
        """
        data = TURN.dump_python(turn, mode="json")
        async with self._writing() as connection:
            newest = await lock(connection, session_id)
            if turn.number == newest + 1:
                await _insert(connection, session_id, turn, data)
            elif await _turn(connection, session_id, turn.number) != data:
                raise SessionError(
                    f"Session {session_id!r} is at turn {newest}, so turn {turn.number} cannot be added. "
                    "It went on in another window: load it again."
                )

    async def load(self, session_id: str) -> Session:
        """The session as it stands; SessionError when there is none with this id."""
        async with self._reading() as connection:
            head = (await connection.execute(select(sessions).where(sessions.c.id == session_id))).first()
            if head is None:
                raise _unknown(session_id)
            of = select(turns.c.data).where(turns.c.session == session_id).order_by(turns.c.number)
            said = (await connection.execute(of)).scalars().all()
            of = select(hints.c.turn, hints.c.text).where(hints.c.session == session_id).order_by(hints.c.id)
            given = [tuple(row) for row in (await connection.execute(of)).all()]
            of = select(feedback.c.turn).where(feedback.c.session == session_id).order_by(feedback.c.turn)
            told = (await connection.execute(of)).scalars().all()
            seen = await _rows(connection, objections, session_id)
            judged = await _rows(connection, reviews, session_id)
            scored = await _rows(connection, assessments, session_id)
        apart = {name: getattr(head, name) for name in COLUMNS}
        apart |= {"turns": said, "hints": given, "feedback": told}
        apart["objections"] = [Objection(it.at, it.text, it.criterion, it.score) for it in seen]
        apart["reviews"] = [
            Review(it.at, it.by, it.criterion, it.level, it.reason, it.score) for it in judged
        ]
        apart["assessments"] = [row.data for row in scored]
        return SESSION.validate_python(head.head | apart)

    async def sessions(self, learner: str) -> tuple[SessionSummary, ...]:
        """A learner's sessions, newest first."""
        async with self._reading() as connection:
            rows = (await connection.execute(summaries().where(sessions.c.learner == learner))).all()
        return tuple(summary(row) for row in rows)

    async def add_hint(self, session_id: str, turn: int, text: str) -> None:
        """Remember that a hint was given before the reply to this turn."""
        async with self._writing() as connection:
            await lock(connection, session_id)
            await connection.execute(insert(hints).values(session=session_id, turn=turn, text=text))

    async def add_feedback(self, session_id: str, turn: int) -> None:
        """Remember that there was feedback on the reply of this turn; once is enough."""
        this = feedback.c.session == session_id, feedback.c.turn == turn
        async with self._writing() as connection:
            await lock(connection, session_id)
            if (await connection.execute(select(feedback).where(*this))).first() is None:
                await connection.execute(insert(feedback).values(session=session_id, turn=turn))

    async def object(self, session_id: str, objection: Objection) -> None:
        """Keep an objection to the score that the session has now; objections are never changed."""
        async with self._writing() as connection:
            await lock(connection, session_id)
            score = len(await _rows(connection, assessments, session_id))
            await _object(connection, session_id, replace(objection, score=score))

    async def stop(self, session_id: str) -> None:
        """Remember that the learner stopped the session."""
        async with self._writing() as connection:
            await lock(connection, session_id)
            await connection.execute(update(sessions).where(sessions.c.id == session_id).values(stopped=True))

    async def forget(self, session_id: str) -> None:
        """Delete a session with its turns, help, objections, reviews and scores."""
        async with self._writing() as connection:
            await lock(connection, session_id)
            await connection.execute(delete(sessions).where(sessions.c.id == session_id))

    async def save_assessment(self, assessment: Assessment) -> None:
        """Keep an assessment after those that there are; one that says the same as the last adds nothing.

        SessionError when there is no such session.
        """
        async with self._writing() as connection:
            await lock(connection, assessment.session)
            last = (await _rows(connection, assessments, assessment.session))[-1:]
            if not any(ASSESSMENT.validate_python(row.data).same_as(assessment) for row in last):
                await _keep(connection, assessment.session, assessment)

    async def assessment(self, session_id: str) -> Assessment | None:
        """The session's assessment, the last one that was given; None before it was scored."""
        of = select(assessments.c.data).where(assessments.c.session == session_id)
        async with self._reading() as connection:
            data = (await connection.execute(of.order_by(assessments.c.id.desc()).limit(1))).scalar()
        return None if data is None else ASSESSMENT.validate_python(data)


async def lock(connection: AsyncConnection, session_id: str) -> int:
    """Keep other writers off a session until the transaction ends; gives its newest turn's number."""
    of = select(sessions.c.turns).where(sessions.c.id == session_id).with_for_update()
    newest: int | None = (await connection.execute(of)).scalar()
    if newest is None:
        raise _unknown(session_id)
    return newest


async def _tries(connection: AsyncConnection, session: Session) -> int:
    """How many tries there are in the scenario, language and mode of a session, or the last one's number."""
    setting = ("learner", "scenario", "language", "mode")
    of = select(func.count(), func.max(sessions.c.attempt))
    same = (sessions.c[name] == getattr(session, name) for name in setting)
    tries, newest = (await connection.execute(of.where(*same))).one()
    return int(max(tries, newest or 0))


async def _start(connection: AsyncConnection, session: Session) -> None:
    data = dump_session(session)
    columns = ("id", "learner", "scenario", "language", "started", *COLUMNS)
    row = {name: getattr(session, name) for name in columns}
    row |= {"difficulty": session.difficulty.value, "last": session.started, "turns": -1}
    row["head"] = {name: value for name, value in data.items() if name not in APART}
    await connection.execute(insert(sessions).values(row))
    for turn in session.turns:
        await _insert(connection, session.id, turn, TURN.dump_python(turn, mode="json"))
    for number, text in session.hints:
        await connection.execute(insert(hints).values(session=session.id, turn=number, text=text))
    for number in session.feedback:
        await connection.execute(insert(feedback).values(session=session.id, turn=number))
    for assessment in session.assessments:
        await _keep(connection, session.id, assessment)
    for objection in session.objections:
        await _object(connection, session.id, objection)
    for review in session.reviews:
        await _review(connection, session.id, review)


def _refused(session: Session) -> SessionError:
    number = f", its learner has a try {session.attempt} already" if session.attempt else ""
    return SessionError(
        f"Session {session.id!r} cannot be started: its id is taken{number}, or learner "
        f"{session.learner!r} is unknown."
    )


async def _insert(connection: AsyncConnection, session_id: str, turn: Turn, data: dict[str, Any]) -> None:
    row = {"session": session_id, "number": turn.number, "at": turn.at, "data": data}
    await connection.execute(insert(turns).values(row))
    now: dict[str, Any] = {"turns": turn.number, "last": turn.at}
    if turn.decision.ending:
        outcome = turn.decision.outcome
        now |= {"ending": turn.decision.ending, "outcome": outcome.value if outcome else None}
    await connection.execute(update(sessions).where(sessions.c.id == session_id).values(now))


async def _keep(connection: AsyncConnection, session_id: str, assessment: Assessment) -> None:
    data = ASSESSMENT.dump_python(assessment, mode="json")
    await connection.execute(insert(assessments).values(session=session_id, data=data))


async def _object(connection: AsyncConnection, session_id: str, objection: Objection) -> None:
    await connection.execute(insert(objections).values({"session": session_id} | asdict(objection)))


async def _review(connection: AsyncConnection, session_id: str, review: Review) -> None:
    await connection.execute(insert(reviews).values({"session": session_id} | asdict(review)))


async def keep_review(connection: AsyncConnection, session_id: str, review: Review) -> None:
    """Add a review to those of the session, of the score that it has now unless it is about another."""
    score = review.score or len(await _rows(connection, assessments, session_id))
    await _review(connection, session_id, replace(review, score=score))


async def _rows(connection: AsyncConnection, table: Table, session_id: str) -> Sequence[Row[Any]]:
    """What an append-only table holds of a session, in order."""
    of = select(table).where(table.c.session == session_id).order_by(table.c.id)
    return (await connection.execute(of)).all()


async def _turn(connection: AsyncConnection, session_id: str, number: int) -> Any:
    of = select(turns.c.data).where(turns.c.session == session_id, turns.c.number == number)
    return (await connection.execute(of)).scalar()


def summaries() -> Select[Any]:
    """The rows that summaries are made of, newest first."""
    assessed = exists().where(assessments.c.session == sessions.c.id).label("assessed")
    columns = [column for column in sessions.c if column.name != "head"]
    fork = sessions.c.head[("origin", "turn")].as_integer().label("fork")
    said = (
        count(objections, "session", sessions.c.id).label("objections"),
        count(reviews, "session", sessions.c.id).label("reviews"),
        waiting(objections, reviews, "session", sessions.c.id).label("waiting"),
    )
    of = select(*columns, fork, assessed, *said)
    return of.order_by(sessions.c.started.desc(), sessions.c.id)


def summary(row: Row[Any]) -> SessionSummary:
    """A session as a learner or a trainer sees it in a list."""
    return SessionSummary(
        id=row.id,
        learner=row.learner,
        scenario=row.scenario,
        language=row.language,
        difficulty=Difficulty(row.difficulty),
        started=row.started,
        last=row.last,
        turns=max(row.turns, 0),
        ending=row.ending,
        outcome=EndingKind(row.outcome) if row.outcome else None,
        stopped=row.stopped,
        assessed=row.assessed,
        objections=row.objections,
        reviews=row.reviews,
        waiting=row.waiting,
        released=row.released,
        mode=Mode(row.mode),
        attempt=row.attempt,
        back=None if row.fork is None else row.fork + 1,
    )


def _unknown(session_id: str) -> SessionError:
    return SessionError(f"There is no session {session_id!r}.")
