"""A learner is made once and keeps the language that was chosen."""

import asyncio

from tutor.domain.learner import Learner
from tutor.store.repository import Store


async def test_a_learner_is_made_once(store: Store) -> None:
    assert await store.learner("lea", "Lea", "nl") == Learner("lea", "Lea", "nl")
    await store.set_language("lea", "en")
    assert await store.learner("lea", "Other", "nl") == Learner("lea", "Lea", "en")


async def test_two_windows_may_meet_a_new_learner_at_once(store: Store) -> None:
    met = await asyncio.gather(*(store.learner("lea", "Lea", "nl") for _ in range(6)))
    assert set(met) == {Learner("lea", "Lea", "nl")}
