"""Records of calls to language models: what was used by whom and for what, and none of what was said."""

from datetime import datetime

from sqlalchemy import case, func, insert, select

from tutor.domain.calls import CallRecord, Costs, Purpose, Spent, Usage
from tutor.store.database import Part
from tutor.store.tables import calls


class Calls(Part):
    """Records of calls (tutor.llm.accounts.Ledger)."""

    async def add_call(self, record: CallRecord) -> None:
        """Keep the record of a call."""
        used = record.usage
        row = {
            "at": record.at,
            "learner": record.learner,
            "purpose": record.purpose.value,
            "model": record.model,
            "prompt": record.prompt,
            "hash": record.hash,
            "tokens_in": used.tokens_in,
            "tokens_out": used.tokens_out,
            "cached": used.cached,
            "estimated": used.estimated,
            "seconds": record.seconds,
            "cost": record.cost,
            "outcome": record.outcome,
            "attempts": record.attempts,
        }
        async with self._writing() as connection:
            await connection.execute(insert(calls).values(row))

    async def spent(self, learner: str, since: datetime) -> Spent:
        """What a learner's calls have used since a moment."""
        total = select(
            func.coalesce(func.sum(calls.c.tokens_in + calls.c.tokens_out), 0),
            func.coalesce(func.sum(calls.c.cost), 0.0),
        ).where(calls.c.learner == learner, calls.c.at >= since)
        async with self._reading() as connection:
            tokens, cost = (await connection.execute(total)).one()
        return Spent(int(tokens), float(cost))

    async def costs(self, since: datetime) -> tuple[Costs, ...]:
        """What each model was used for since a moment, and what that came to."""
        of = (
            select(
                calls.c.model,
                calls.c.purpose,
                func.count().label("calls"),
                func.sum(case((calls.c.outcome == "ok", 0), else_=1)).label("failed"),
                func.sum(calls.c.tokens_in).label("tokens_in"),
                func.sum(calls.c.tokens_out).label("tokens_out"),
                func.sum(calls.c.cached).label("cached"),
                func.max(case((calls.c.estimated, 1), else_=0)).label("estimated"),
                func.avg(calls.c.seconds).label("seconds"),
                func.sum(calls.c.cost).label("cost"),
            )
            .where(calls.c.at >= since)
            .group_by(calls.c.model, calls.c.purpose)
            .order_by(calls.c.model, calls.c.purpose)
        )
        async with self._reading() as connection:
            rows = (await connection.execute(of)).all()
        return tuple(
            Costs(
                model=row.model,
                purpose=Purpose(row.purpose),
                calls=row.calls,
                failed=int(row.failed),
                usage=Usage(int(row.tokens_in), int(row.tokens_out), int(row.cached), bool(row.estimated)),
                seconds=float(row.seconds),
                cost=None if row.cost is None else float(row.cost),
            )
            for row in rows
        )
