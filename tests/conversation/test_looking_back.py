"""After a practice: arguing with one score, and letting a trainer see it, or not."""

from tests.conversation.test_conversation import Door
from tests.conversation.test_practice import app as app
from tutor.app import App
from tutor.channels.render import render
from tutor.domain.session import Review
from tutor.language import Texts
from tutor.messages import Reply


def actions(reply: Reply) -> list[str]:
    return [button.action for button in reply.buttons]


async def ended(app: App, language: str = "en") -> Door:
    door = Door(app, language)
    await door.press("start:missed-deadlines:normal")
    for text in ("How are you?", "How do you look back on it?", "So it was a lot."):
        await door.say(text)
    await door.press("stop")
    return door


async def test_an_objection_names_the_score_it_is_about(app: App) -> None:
    door = await ended(app)
    which = await door.press("object")
    assert "object:listening" in actions(which)
    how = await door.press("object:listening")
    assert how.expects == "object:listening:"
    await door.press(f"{how.expects}My third reply gives it back: so it was a lot.")
    session = await app.store.load(door.session)
    assert [(it.criterion, it.text) for it in session.objections] == [
        ("listening", "My third reply gives it back: so it was a lot.")
    ]
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    shown = render(card, Texts("en"))
    assert "My third reply gives it back" in shown


async def test_a_practice_is_private_until_it_is_shared(app: App) -> None:
    door = await ended(app, "nl")
    assert await app.store.released() == ()
    shared = await door.press("release")
    assert "withdraw" in actions(shared)
    assert [it.id for it in await app.store.released()] == [door.session]
    await door.press("withdraw")
    assert await app.store.released() == ()


async def test_what_a_trainer_decided_stands_beside_the_score(app: App) -> None:
    door = await ended(app)
    await door.press("release")
    kept = await app.store.load(door.session)
    before = await app.store.assessment(door.session)
    await app.store.review(door.session, Review(kept.started, "Trainer", "listening", 4, "Reply 3 reflects."))
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    shown = render(card, Texts("en"))
    assert "Trainer looked at this on" in shown
    assert "Reply 3 reflects" in shown
    assert await app.store.assessment(door.session) == before
