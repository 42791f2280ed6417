"""Records of calls: what was used, by whom and for what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tutor.domain.calls import CallRecord, Purpose, Spent, Usage
from tutor.store.repository import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RECORD = CallRecord(
    at=NOON,
    learner="ann",
    purpose=Purpose.VOICE,
    model="openai:a",
    prompt="voice",
    hash="abc123",
    usage=Usage(1000, 50, 200),
    seconds=1.5,
    cost=0.25,
    outcome="ok",
    attempts=1,
)


async def test_what_a_learner_spent_is_counted_from_a_moment(store: Store) -> None:
    for change in (
        {},
        {"cost": None},
        {"at": NOON - timedelta(days=1)},
        {"learner": "ben"},
    ):
        await store.add_call(replace(RECORD, **change))
    assert await store.spent("ann", NOON.replace(hour=0)) == Spent(2100, 0.25)
    assert await store.spent("nobody", NOON) == Spent()


async def test_costs_are_put_together_for_each_model_and_purpose(store: Store) -> None:
    for change in (
        {},
        {"outcome": "slow", "usage": Usage(10, 0, estimated=True), "seconds": 0.5},
        {"purpose": Purpose.JUDGE, "model": "anthropic:b", "cost": None},
        {"at": NOON - timedelta(days=40)},
    ):
        await store.add_call(replace(RECORD, **change))
    judge, voice = await store.costs(NOON - timedelta(days=30))
    assert (judge.model, judge.purpose, judge.calls, judge.cost) == ("anthropic:b", Purpose.JUDGE, 1, None)
    assert (voice.calls, voice.failed, voice.seconds, voice.cost) == (2, 1, 1.0, 0.5)
    assert voice.usage == Usage(1010, 50, 400 - 200, estimated=True)
