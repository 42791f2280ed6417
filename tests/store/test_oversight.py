"""Practice is private until its learner shares it; objections and reviews stay, whatever comes after."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.builders import START, session
from tutor.domain.calibration import Agreement, Card
from tutor.domain.oversight import NO_LEVEL, Objection, Review
from tutor.domain.record import dump_session, load_session
from tutor.domain.rubric import Assessment
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


async def test_an_objection_waits_until_somebody_decides_on_its_criterion(started: Store) -> None:
    async def waiting() -> int:
        (one,) = await started.released()
        return one.waiting

    later = [START + timedelta(minutes=minute) for minute in range(7)]
    await started.release("s1", released=True)
    for minute, criterion in enumerate(("questions", "openness")):  # unasked
        await started.review("s1", Review(later[minute], "Trainer", criterion, 4, "So it is."))
    await started.object("s1", Objection(later[2], "I did ask.", "questions"))
    assert await waiting() == 1
    await started.review("s1", Review(later[3], "Trainer", "openness", 3, "On second thoughts."))
    assert await waiting() == 1
    await started.object("s1", Objection(later[4], "All of it is too low."))
    assert await waiting() == 2
    await started.review("s1", Review(later[5], "Trainer", "questions", 4, "So you did."))
    assert await waiting() == 1  # what was said of all of it is not answered by that
    await started.review("s1", Review(later[6], "Trainer", "", NO_LEVEL, "It is what was said."))
    assert await waiting() == 0


async def test_an_objection_stays_with_the_score_that_it_was_made_to(started: Store) -> None:
    await started.release("s1", released=True)
    for version in (1, 2):
        await started.save_assessment(Assessment("s1", "feedback-talk", version, "nl", ()))
        await started.object("s1", Objection(START, f"Not version {version}.", "questions"))
        await started.review("s1", review(4))
    kept = await started.load("s1")
    assert [(it.text, it.score) for it in kept.objections] == [("Not version 1.", 1), ("Not version 2.", 2)]
    assert [it.score for it in kept.reviews] == [1, 2]


async def test_an_exported_practice_comes_back_with_all_its_scores(started: Store) -> None:
    scores = tuple(Assessment("s2", "feedback-talk", version, "nl", ()) for version in (1, 2))
    said = (Objection(START, "No.", "", 1),)
    await started.start(session("s2", assessments=scores, objections=said))
    kept = await started.load("s2")
    assert load_session(json.loads(json.dumps(dump_session(kept)))) == kept
    assert (kept.assessments, kept.objections) == (scores, said)


async def test_a_card_is_kept_per_rubric_and_language(started: Store) -> None:
    assert await started.card("feedback-talk", "nl") is None
    some = Agreement(10, 0, 0.5, 1.0, 0.8, 0.6, 0.9, -0.1, ((1, 0), (0, 1)))
    card = Card("feedback-talk", 1, "nl", 10, 2, START, "0.1.0", {"questions": some})
    await started.save_card(card)
    await started.save_card(replace(card, transcripts=50))
    assert await started.card("feedback-talk", "nl") == replace(card, transcripts=50)
    assert await started.card("feedback-talk", "en") is None
