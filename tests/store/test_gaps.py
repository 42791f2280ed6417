"""Questions that the course does not cover are counted however they are typed."""

import asyncio

from tutor.domain.course import Gap
from tutor.store.repository import Store


async def test_the_same_question_is_counted_not_repeated(store: Store) -> None:
    await store.add_gap("leadership", "How do I fire someone?", "en", "Difficult news")
    await store.add_gap("leadership", "how do I fire someone", "en", "Difficult news")
    await store.add_gap("leadership", "Wat is een OR?", "nl")
    await store.add_gap("other", "Wat is een OR?", "nl")
    assert await store.gaps("leadership") == (
        Gap("leadership", "How do I fire someone?", "en", 2, "Difficult news"),
        Gap("leadership", "Wat is een OR?", "nl", 1),
    )


async def test_a_question_that_names_somebody_can_be_deleted(store: Store) -> None:
    await store.add_gap("leadership", "Why is Robin so slow?", "en")
    await store.add_gap("other", "Why is Robin so slow?", "en")
    assert await store.forget_gap("leadership", "Why is Robin so slow?")
    assert not await store.forget_gap("leadership", "Why is Robin so slow?")
    assert await store.gaps("leadership") == ()
    assert len(await store.gaps("other")) == 1


async def test_questions_without_words_are_still_told_apart(store: Store) -> None:
    await store.add_gap("leadership", "🙂", "en")
    await store.add_gap("leadership", "???\0", "en")
    assert {gap.question for gap in await store.gaps("leadership")} == {"🙂", "???\ufffd"}


async def test_many_learners_may_ask_at_once(store: Store) -> None:
    await asyncio.gather(*(store.add_gap("leadership", "Pensioen?", "nl") for _ in range(10)))
    assert [gap.count for gap in await store.gaps("leadership")] == [10]
