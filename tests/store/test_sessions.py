"""What a learner said is kept exactly, once, in order, and only in a session that exists."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.builders import START, last_turn, session, turn
from tutor.domain.move import Move
from tutor.domain.rubric import Assessment, Evidence, Score
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Mode
from tutor.errors import SessionError
from tutor.store.repository import Store

ODD = [
    "",
    "x" * 100_000,
    "🙂 مرحبا",
    "a\0b\x07",
    "half \ud83d a smiley",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
]


@pytest.fixture
async def started(store: Store) -> Store:
    await store.learner("lea", "Lea", "nl")
    await store.start(session())
    return store


async def test_a_session_comes_back_as_it_was(started: Store) -> None:
    for number in range(1, 4):
        await started.append("s1", turn(number))
    await started.add_hint("s1", 2, "Vat samen wat je hoorde.")
    for _ in range(2):
        await started.add_feedback("s1", 3)
    loaded = await started.load("s1")
    turns = tuple(turn(number) for number in range(4))
    assert loaded == session(turns=turns, hints=((2, "Vat samen wat je hoorde."),), feedback=(3,))


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
async def test_any_text_a_learner_types_comes_back(started: Store, text: str) -> None:
    await started.append("s1", turn(1, text or " "))
    assert (await started.load("s1")).turns[1].text == (text or " ")


async def test_the_same_turn_twice_is_one_turn(started: Store) -> None:
    await started.append("s1", turn(1))
    await started.append("s1", turn(1))
    assert [kept.number for kept in (await started.load("s1")).turns] == [0, 1]


async def test_two_windows_cannot_both_take_a_turn(started: Store) -> None:
    await started.append("s1", turn(1, "from the first window"))
    with pytest.raises(SessionError, match="another window"):
        await started.append("s1", turn(1, "from the second window"))
    assert (await started.load("s1")).turns[1].text == "from the first window"


async def test_of_many_writers_at_once_one_wins(started: Store) -> None:
    texts = [f"window {number}" for number in range(8)]
    tries = [started.append("s1", turn(1, text)) for text in texts]
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(result is None for result in done) == 1
    assert all(isinstance(result, SessionError) for result in done if result is not None)


async def test_no_turn_is_skipped(started: Store) -> None:
    with pytest.raises(SessionError, match="at turn 0"):
        await started.append("s1", turn(2))


async def test_what_does_not_exist_is_a_session_error(store: Store) -> None:
    for call in (
        store.load("no"),
        store.append("no", turn(1)),
        store.stop("no"),
        store.add_hint("no", 1, "x"),
    ):
        with pytest.raises(SessionError, match="no session 'no'"):
            await call


async def test_a_session_needs_its_learner_and_its_own_id(started: Store) -> None:
    with pytest.raises(SessionError):
        await started.start(session())
    with pytest.raises(SessionError):
        await started.start(session("s2", learner="nobody"))


async def test_two_windows_never_get_the_same_number_of_a_try(store: Store) -> None:
    """Two that began at once both read how many there were, and both were the third."""
    await store.learner("lea", "Lea", "nl")
    await store.start(session("imported"))  # of before numbers were kept
    others = [await Store.open(_url(store)) for _ in range(4)]
    begun = await asyncio.gather(
        *(
            one.begin(session(f"{mode}-{window}-{number}", mode=mode))
            for number in range(5)
            for mode in (Mode.PRACTICE, Mode.ASSESSMENT)
            for window, one in enumerate(others)
        )
    )
    for one in others:
        await one.close()
    for mode, first in ((Mode.PRACTICE, 2), (Mode.ASSESSMENT, 1)):
        numbers = [it.attempt for it in begun if it.mode is mode]
        assert sorted(numbers) == list(range(first, first + 20))
    assert {it.id: it.attempt for it in await store.sessions("lea")} == {
        it.id: it.attempt for it in begun
    } | {"imported": 0}
    with pytest.raises(SessionError, match="has a try 3 already"):
        await store.start(session("again", attempt=3))
    with pytest.raises(SessionError, match="learner 'nobody' is unknown"):
        await store.begin(session("s9", learner="nobody"))


def _url(store: Store) -> str:
    return store._database.url.render_as_string(hide_password=False)


async def test_the_list_is_newest_first_and_tells_where_each_stands(started: Store) -> None:
    later = START + timedelta(days=1)
    await started.start(session("s2", started=later, turns=(turn(0), turn(1), last_turn(2))))
    await started.stop("s1")
    newest, oldest = await started.sessions("lea")
    assert (newest.id, newest.turns, newest.ending, newest.outcome) == ("s2", 2, "plan", EndingKind.AGREEMENT)
    assert (oldest.id, oldest.turns, oldest.stopped, oldest.open) == ("s1", 0, True, False)
    assert not newest.open
    assert oldest.started == START
    assert oldest.last == START
    assert await started.sessions("someone else") == ()


async def test_stopping_is_remembered(started: Store) -> None:
    await started.stop("s1")
    assert (await started.load("s1")).stopped


async def test_every_assessment_is_kept_and_the_last_one_counts(started: Store) -> None:
    assert await started.assessment("s1") is None
    evidence = Evidence(1, "how are you?", 9, 21, Move.ASK_OPEN)
    score = Score("listening", 2, None, 0.8, (evidence,), (), "One open question.")
    first = Assessment("s1", "feedback", 1, "en", (score,))
    await started.save_assessment(first)
    assert await started.assessment("s1") == first
    second = replace(first, scores=(replace(score, level=3),), at=START, program="2.0")
    await started.save_assessment(second)
    await started.save_assessment(replace(second, at=START + timedelta(days=1)))
    assert await started.assessment("s1") == second
    assert (await started.load("s1")).assessments == (first, second)
    assert (await started.sessions("lea"))[0].assessed
    with pytest.raises(SessionError):
        await started.save_assessment(replace(first, session="no"))
