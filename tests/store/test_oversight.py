"""Practice is private until its learner shares it; objections and reviews stay, whatever comes after."""

from dataclasses import replace

import pytest

from tests.store.builders import START, session
from tutor.domain.calibration import Agreement, Card
from tutor.domain.session import Objection, Review
from tutor.errors import SessionError
from tutor.store.repository import Store


@pytest.fixture
async def started(store: Store) -> Store:
    await store.learner("lea", "Lea", "nl")
    await store.start(session())
    return store


def review(level: int, reason: str = "She asked twice.") -> Review:
    return Review(START, "Trainer", "questions", level, reason)


async def test_what_is_private_is_in_no_list_and_cannot_be_reviewed(started: Store) -> None:
    assert await started.released() == ()
    with pytest.raises(SessionError, match="private"):
        await started.review("s1", review(4))


async def test_what_is_shared_can_be_reviewed_and_taken_back(started: Store) -> None:
    await started.release("s1", released=True)
    assert [it.id for it in await started.released()] == ["s1"]
    await started.review("s1", review(4))
    await started.release("s1", released=False)
    assert await started.released() == ()
    assert (await started.load("s1")).reviews == (review(4),)


async def test_objections_and_reviews_only_grow(started: Store) -> None:
    await started.release("s1", released=True)
    await started.object("s1", Objection(START, "I did ask.", "questions"))
    await started.object("s1", Objection(START, "And I listened."))
    for level in (3, 4):
        await started.review("s1", review(level))
    kept = await started.load("s1")
    assert [(it.text, it.criterion) for it in kept.objections] == [
        ("I did ask.", "questions"),
        ("And I listened.", ""),
    ]
    assert [it.level for it in kept.reviews] == [3, 4]
    assert kept.released


async def test_a_card_is_kept_per_rubric_and_language(started: Store) -> None:
    assert await started.card("feedback-talk", "nl") is None
    some = Agreement(10, 0, 0.5, 1.0, 0.8, 0.6, 0.9, -0.1, ((1, 0), (0, 1)))
    card = Card("feedback-talk", 1, "nl", 10, 2, START, "0.1.0", {"questions": some})
    await started.save_card(card)
    await started.save_card(replace(card, transcripts=50))
    assert await started.card("feedback-talk", "nl") == replace(card, transcripts=50)
    assert await started.card("feedback-talk", "en") is None
