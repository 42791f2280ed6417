"""Course texts come back exactly, with their passages, and a new version takes the place of the old."""

from dataclasses import replace

from tutor.domain.course import Block, BlockKind, Chunk, Document, Place
from tutor.store.repository import Store

PLACE = Place(("Feedback", "Steps"), page=3)
TEXT = "Steps\n\nSay what you saw. 🙂 Half \ud83d here."
DOCUMENT = Document(
    "leadership", "en/feedback.md", "Feedback", "en", "abc", TEXT, (Block(0, 5, BlockKind.HEADING, PLACE),)
)


def chunk(id: str = "c1", path: str = "en/feedback.md") -> Chunk:
    return Chunk(id, "leadership", path, "Feedback", "en", TEXT[7:24], 7, 24, PLACE)


async def test_a_document_comes_back_with_blocks_and_chunks(store: Store) -> None:
    await store.shelf.put(DOCUMENT, [chunk("c1"), chunk("c2")])
    found = await store.shelf.document("leadership", "en/feedback.md")
    assert found == replace(DOCUMENT, text=TEXT.replace("\ud83d", "\ufffd"))
    assert found.text[7:24] == "Say what you saw."
    assert await store.shelf.documents("leadership") == (found,)
    assert await store.shelf.chunks("leadership") == (chunk("c1"), chunk("c2"))
    assert await store.shelf.courses() == ("leadership",)


async def test_a_new_version_replaces_the_old(store: Store) -> None:
    await store.shelf.put(DOCUMENT, [chunk("c1"), chunk("c2")])
    await store.shelf.put(replace(DOCUMENT, digest="def"), [chunk("c3")])
    assert await store.shelf.digests("leadership") == {"en/feedback.md": "def"}
    assert [kept.id for kept in await store.shelf.chunks("leadership")] == ["c3"]


async def test_what_is_removed_is_gone(store: Store) -> None:
    await store.shelf.put(DOCUMENT, [chunk()])
    await store.shelf.remove("leadership", "en/feedback.md")
    await store.shelf.remove("leadership", "en/feedback.md")
    assert await store.shelf.document("leadership", "en/feedback.md") is None
    assert await store.shelf.courses() == ()


async def test_courses_do_not_mix(store: Store) -> None:
    await store.shelf.put(DOCUMENT, [chunk()])
    await store.shelf.put(replace(DOCUMENT, course="sales"), [])
    await store.shelf.remove("sales", "en/feedback.md")
    assert len(await store.shelf.documents("leadership")) == 1
