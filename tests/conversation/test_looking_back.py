"""After a practice: arguing with one score, and letting a trainer see it, or not."""

import pytest

from tests.conversation.test_conversation import Door
from tests.conversation.test_practice import app as app
from tutor.app import App
from tutor.channels.render import render
from tutor.domain.oversight import Review
from tutor.domain.scenario import Degree
from tutor.errors import SessionError
from tutor.language import Texts
from tutor.messages import DebriefCard, Note, Reply


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
    assert how.expects == f"contest:{door.session}:listening:"
    title = app.library.rubric("feedback-talk", "en").criteria
    assert next(it.title for it in title if it.id == "listening") in render(how.blocks[0], Texts("en"))
    await door.press(f"{how.expects}My third reply gives it back: so it was a lot.")
    session = await app.store.load(door.session)
    assert [(it.criterion, it.text) for it in session.objections] == [
        ("listening", "My third reply gives it back: so it was a lot.")
    ]
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    shown = render(card, Texts("en"))
    assert "My third reply gives it back" in shown


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_score_is_contested_where_it_stands_whatever_goes_on_meanwhile(
    app: App, language: str
) -> None:
    first, texts = (await ended(app, language)).session, Texts(language)
    door = Door(app, language)
    await door.press("start:missed-deadlines:normal")
    going = door.session
    how = await door.press(f"contest:{first}:listening:")
    assert "cancel" in actions(how)
    kept = await door.press(f"{how.expects}Mine: 3.")
    assert kept.blocks == (Note(texts("object.kept")),)
    assert "hint" in actions(kept) and door.session == going  # and the practice goes on
    assert [it.text for it in (await app.store.load(first)).objections] == ["Mine: 3."]
    assert (await app.store.load(going)).objections == ()
    await app.store.release(first, released=True)
    told = await door.press(f"contest:{first}:listening:And 2.")
    assert told.blocks == (Note(texts("object.kept.shared")),)
    other = Door(app, language, "somebody-else")
    assert (await other.press(f"contest:{first}:listening:No.")).blocks == (Note(texts("practise.unknown")),)


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


LONGER = ("How are you?", "How do you look back on it?", "So it was a lot.", "That must be hard.")


async def test_who_looks_back_in_the_middle_is_scored_on_the_whole_in_the_end(app: App) -> None:
    """A score that was kept half-way stood for ever, and its debrief told what the other had kept back."""
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    for text in LONGER[:3]:
        await door.say(text)
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    assert isinstance(card, DebriefCard)
    assert all(it.degree is Degree.WHOLE for it in card.debrief.hidden)
    assert card.debrief.story == ()
    assert await app.store.assessment(door.session) is None
    await door.say(LONGER[3])
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard)
    assert "of your 4 replies" in render(card, Texts("en"))
    assert card.debrief.help.feedback == 1  # what was read half-way was help
    assert len((await app.store.load(door.session)).assessments) == 1


async def test_an_assessment_is_not_looked_back_on_or_scored_before_it_is_over(app: App) -> None:
    door = Door(app)
    await door.press("start:missed-deadlines:normal:assessment")
    for text in LONGER:
        await door.say(text)
    alone = Note(Texts("en")("assessment.alone"))
    for action in (f"debrief:{door.session}", "hint", "feedback", "turns", "rewind:1"):
        assert (await door.press(action)).blocks == (alone,)
    for look in (app.debriefing.card, app.debriefing.read, app.debriefing.score):
        with pytest.raises(SessionError, match="an assessment that goes on"):
            await look(door.session)
    assert await app.store.assessment(door.session) is None
    await door.press("stop")
    for action in ("hint", "rewind:1"):  # a button of an old window
        (card,) = (await door.press(action)).blocks
        assert isinstance(card, DebriefCard)
        assert Texts("en")("assessment.mark") in render(card, Texts("en"))
    assert len(await app.store.sessions("ada")) == 1
