"""What people do with scores: release practices, review them, calibrate the judge."""

from pydantic import TypeAdapter
from sqlalchemy import insert, select, update

from tutor.domain.calibration import Card
from tutor.domain.history import SessionSummary
from tutor.domain.oversight import Review
from tutor.domain.rubric import EMBEDDED
from tutor.errors import SessionError
from tutor.store.database import Part
from tutor.store.sessions import keep_review, lock, summaries, summary
from tutor.store.tables import cards, sessions

CARD: TypeAdapter[Card] = TypeAdapter(Card)


class Oversight(Part):
    """Released practices, reviews of their scores, and calibration cards."""

    async def release(self, session_id: str, *, released: bool) -> None:
        """Let the trainer read a session, or no longer; SessionError when it is unknown."""
        async with self._writing() as connection:
            await lock(connection, session_id)
            mine = sessions.c.id == session_id
            await connection.execute(update(sessions).where(mine).values(released=released))

    async def released(self) -> tuple[SessionSummary, ...]:
        """All sessions that learners have released, newest first."""
        async with self._reading() as connection:
            rows = (await connection.execute(summaries().where(sessions.c.released))).all()
        return tuple(summary(row) for row in rows)

    async def review(self, session_id: str, review: Review) -> None:
        """Keep what a person decided about a score; reviews are never changed.

        SessionError when the session is unknown or its learner has not released it.
        """
        async with self._writing() as connection:
            await lock(connection, session_id)
            of = select(sessions.c.released).where(sessions.c.id == session_id)
            if not (await connection.execute(of)).scalar():
                raise SessionError(
                    f"Practice {session_id} is private: only what its learner shares can be reviewed."
                )
            await keep_review(connection, session_id, review)

    async def save_card(self, card: Card) -> None:
        """Keep a calibration card in place of an earlier one of its rubric, language and engine."""
        data = CARD.dump_python(card, mode="json")
        of = {"rubric": card.rubric, "language": card.language, "engine": card.engine}
        this = [cards.c[name] == value for name, value in of.items()]
        async with self._writing() as connection:
            done = await connection.execute(update(cards).where(*this).values(data=data))
            if not done.rowcount:
                await connection.execute(insert(cards).values(of | {"data": data}))

    async def card(self, rubric: str, language: str, engine: str = EMBEDDED) -> Card | None:
        """The calibration card of a judge on a rubric in a language, if one was made."""
        this = cards.c.rubric == rubric, cards.c.language == language, cards.c.engine == engine
        of = select(cards.c.data).where(*this)
        async with self._reading() as connection:
            data = (await connection.execute(of)).scalar()
        return None if data is None else CARD.validate_python(data)
