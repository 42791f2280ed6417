"""Chainlit's conversations in our tables: nothing is lost, however its writes overtake each other."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tutor.app import App
from tutor.channels.web import create_web
from tutor.settings import Settings

THREAD = "0b0e7d52-0000-4000-8000-000000000000"


@pytest.fixture
async def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[object]:
    app = await App.open(Settings(data=tmp_path))
    create_web(app)
    from tutor.channels.web import tab
    from tutor.channels.web.layer import ThreadLayer

    await app.store.learner("local", "local", "nl")
    monkeypatch.setattr(tab, "learner", lambda: "local")
    yield ThreadLayer(app.store)
    await app.close()


def step(id: str, output: str, **more: object) -> dict[str, object]:
    made = {"id": id, "threadId": THREAD, "type": "assistant_message", "name": "Noor", "output": output}
    return made | {"createdAt": "2026-03-02T09:30:00.123456Z"} | more


async def test_a_late_first_write_does_not_empty_a_message(layer) -> None:  # type: ignore[no-untyped-def]
    writes = []
    for number in range(50):
        writes += [
            layer.create_step(step(f"s{number}", "")),
            layer.update_step(step(f"s{number}", f"whole {number}")),
        ]
    await asyncio.gather(*(asyncio.create_task(write) for write in writes))
    thread = await layer.get_thread(THREAD)
    assert [it["output"] for it in thread["steps"]] == [f"whole {number}" for number in range(50)]


async def test_a_thread_belongs_to_its_learner_from_the_first_message(layer) -> None:  # type: ignore[no-untyped-def]
    await layer.create_step(step("s1", "hoi"))
    await layer.update_thread(THREAD, name="Hoe begin ik?\nEn dan?", user_id="local", tags=["x"])
    assert await layer.get_thread_author(THREAD) == "local"
    thread = await layer.get_thread(THREAD)
    assert (thread["userIdentifier"], thread["name"]) == ("local", "Hoe begin ik? En dan?")


async def test_a_better_name_is_kept_and_a_learner_may_rename(layer) -> None:  # type: ignore[no-untyped-def]
    await layer.entitle(THREAD, "Het rapport")
    await layer.update_thread(THREAD, name="press", user_id="local")
    assert (await layer.get_thread(THREAD))["name"] == "Het rapport"
    await layer.update_thread(THREAD, name="Mijn oefening")
    assert (await layer.get_thread(THREAD))["name"] == "Mijn oefening"


async def test_a_name_of_the_learners_own_is_not_replaced_by_ours(layer) -> None:  # type: ignore[no-untyped-def]
    await layer.create_step(step("s1", "hoi"))
    for name in ("Het rapport", "Het rapport · oefening 1"):
        await layer.entitle(THREAD, name)
        assert (await layer.get_thread(THREAD))["name"] == name
    await layer.update_thread(THREAD, name="Mijn oefening")
    await layer.entitle(THREAD, "Het rapport · oefening 2")
    assert (await layer.get_thread(THREAD))["name"] == "Mijn oefening"


async def test_what_goes_on_in_a_thread_is_remembered(layer) -> None:  # type: ignore[no-untyped-def]
    await layer.create_step(step("s1", "hoi"))
    await layer.update_thread(THREAD, metadata={"practice": "p1", "chat_profile": "practise"})
    await layer.update_thread(THREAD, metadata={"chat_settings": {}})
    metadata = (await layer.get_thread(THREAD))["metadata"]
    assert metadata == {"practice": "p1", "chat_profile": "practise", "chat_settings": {}}


async def test_a_tab_that_closes_does_not_bring_a_deleted_thread_back(layer) -> None:  # type: ignore[no-untyped-def]
    await layer.create_step(step("s1", "hoi"))
    await layer.delete_thread(THREAD)
    await layer.update_thread(THREAD, metadata={"practice": ""})
    assert await layer.get_thread(THREAD) is None


async def test_threads_come_in_pages(layer) -> None:  # type: ignore[no-untyped-def]
    from chainlit.types import Pagination, ThreadFilter

    for number in range(5):
        await layer.update_thread(f"t{number}", name=f"Chat {number}", user_id="local")
    mine = ThreadFilter(userId="local")
    first = await layer.list_threads(Pagination(first=3), mine)
    rest = await layer.list_threads(Pagination(first=3, cursor=first.pageInfo.endCursor), mine)
    assert [it["name"] for it in (*first.data, *rest.data)] == [f"Chat {n}" for n in (4, 3, 2, 1, 0)]
    assert (first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage) == (True, False)
    assert not (await layer.list_threads(Pagination(first=3), ThreadFilter(userId="other"))).data


async def test_an_attachment_comes_back_at_our_own_address(layer) -> None:  # type: ignore[no-untyped-def]
    shown = {"id": "x1", "type": "plotly", "name": "chart", "chainlitKey": "gone with the tab"}
    made = SimpleNamespace(
        id="x1", thread_id=THREAD, for_id="s1", mime="application/json", path=None, content='{"data": []}'
    )
    made.to_dict = lambda: shown
    await layer.create_element(made)
    element = (await layer.get_thread(THREAD))["elements"][0]
    assert (element["url"], element["chainlitKey"]) == ("/elements/x1", None)
    assert await layer.get_element("another thread", "x1") is None


async def test_an_opinion_is_shown_again(layer) -> None:  # type: ignore[no-untyped-def]
    from chainlit.types import Feedback

    await layer.create_step(step("s1", "hoi"))
    id = await layer.upsert_feedback(Feedback(forId="s1", value=1, comment="goed"))
    assert (await layer.get_thread(THREAD))["steps"][0]["feedback"]["comment"] == "goed"
    await layer.delete_feedback(id)
    assert (await layer.get_thread(THREAD))["steps"][0]["feedback"] is None
