"""A chat is listed, shown and gone on with as the learner left it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.builders import START
from tutor.domain.history import Element, Entry, Rating
from tutor.store.repository import Store


def entry(id: str, seconds: int = 0, **data: object) -> Entry:
    return Entry(id, "t1", START + timedelta(seconds=seconds), data)


@pytest.fixture
async def chat(store: Store) -> Store:
    await store.learner("lea", "Lea", "nl")
    await store.threads.save_thread("t1", "lea", START, name="Slecht nieuws", details={"profile": "practice"})
    return store


async def test_a_thread_is_changed_where_something_new_is_known(chat: Store) -> None:
    later = START + timedelta(minutes=1)
    await chat.threads.save_thread("t1", "someone", later, details={"session": "s1"})
    thread = await chat.threads.thread("t1")
    assert thread and (thread.learner, thread.name, thread.created) == ("lea", "Slecht nieuws", START)
    assert thread.details == {"profile": "practice", "session": "s1"}
    assert thread.updated == later


async def test_threads_are_listed_latest_first_in_pages(chat: Store) -> None:
    for number in range(2, 8):  # two of them in the same instant
        at = START + timedelta(minutes=number // 2)
        await chat.threads.save_thread(f"t{number}", "lea", at, name=f"Chat {number} 100%")
    seen: list[str] = []
    while page := await chat.threads.threads("lea", limit=3, after=seen[-1] if seen else ""):
        seen += [thread.id for thread in page]
    assert seen == ["t7", "t6", "t5", "t4", "t3", "t2", "t1"]
    assert [thread.id for thread in await chat.threads.threads("lea", search="slecht")] == ["t1"]
    assert len(await chat.threads.threads("lea", search="0%")) == 6
    assert await chat.threads.threads("someone") == ()


async def test_entries_keep_their_order_when_they_change(chat: Store) -> None:
    for number in range(4):
        await chat.threads.save_entry(entry(f"e{number}", text=f"half {number}"))
    await chat.threads.save_entry(entry("e1", 99, text="whole 1"))
    found = await chat.threads.entries("t1")
    assert [kept.id for kept in found] == ["e0", "e1", "e2", "e3"]
    assert found[1] == entry("e1", 0, text="whole 1")
    await chat.threads.delete_entry("e2")
    assert [kept.id for kept in await chat.threads.entries("t1")] == ["e0", "e1", "e3"]


async def test_attachments_come_back_with_their_bytes(chat: Store) -> None:
    made = Element("x1", "t1", "e1", "application/json", {"name": "Curve"}, b"\x00{}")
    await chat.threads.save_element(made)
    assert await chat.threads.element("x1") == made
    assert await chat.threads.elements("t1") == (replace(made, content=b""),)
    await chat.threads.delete_element("x1")
    assert await chat.threads.element("x1") is None


async def test_one_opinion_an_entry(chat: Store) -> None:
    await chat.threads.save_entry(entry("e1"))
    await chat.threads.save_rating(Rating("r1", "e1", 1))
    await chat.threads.save_rating(Rating("r2", "e1", 0, "te vaag"))
    assert await chat.threads.ratings("t1") == {"e1": Rating("r2", "e1", 0, "te vaag")}
    await chat.threads.delete_rating("r2")
    assert await chat.threads.ratings("t1") == {}


async def test_deleting_a_chat_takes_everything_in_it(chat: Store) -> None:
    await chat.threads.save_entry(entry("e1"))
    await chat.threads.save_element(Element("x1", "t1", "e1", "text/plain", {}))
    await chat.threads.save_rating(Rating("r1", "e1", 1))
    await chat.threads.delete_thread("t1")
    assert await chat.threads.thread("t1") is None
    assert await chat.threads.entries("t1") == ()
    assert await chat.threads.element("x1") is None
    assert await chat.threads.ratings("t1") == {}


async def test_the_chats_that_show_a_practice_are_found(chat: Store) -> None:
    await chat.threads.save_thread("t2", "lea", START, name="Other", details={"session": "abc_d"})
    await chat.threads.save_entry(entry("e1", output="See debrief:abc_d."))
    assert {it.id for it in await chat.threads.threads_about("abc_d")} == {"t1", "t2"}
    assert await chat.threads.threads_about("abc%") == ()
