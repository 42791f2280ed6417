"""A learner chooses an assignment, hands in a text, reads how it was graded, objects and shares it."""

from tests.conversation.test_conversation import Door
from tests.conversation.test_looking_back import actions
from tests.conversation.test_practice import app as app
from tests.scoring.test_grading import TEXTS
from tutor.app import App
from tutor.channels.render import render
from tutor.language import Texts
from tutor.messages import GradedCard, Note


async def test_from_the_list_to_the_debrief_and_back(app: App) -> None:
    door = Door(app, "nl")
    listed = await door.press("assignments")
    assert "assignment:giving-feedback" in actions(listed)
    task = await door.press("assignment:giving-feedback")
    assert "te laat inlevert" in render(task.blocks[0], Texts("nl"))
    graded = await door.press(f"{task.expects}{TEXTS['nl']}")
    (card,) = graded.blocks
    assert isinstance(card, GradedCard)
    shown = render(card, Texts("en"))  # in the language of the text, whatever the page is in
    assert "Punten uit de cursus in je tekst" in shown
    assert "“Dat doe ik onder vier ogen" in shown
    assert "taalmodel of een mens nodig" in shown
    id = card.submission.id
    which = await door.press(f"text-object:{id}")
    assert f"text-object:{id}:content:" in actions(which)
    assert f"text-cancel:{id}" in actions(which)
    left = await door.press(f"text-cancel:{id}")
    assert left.buttons == graded.buttons
    how = await door.press(f"text-object:{id}:content:")
    assert f"text-cancel:{id}" in actions(how)
    await door.press(f"{how.expects}Het staat er wel: in alinea 2.")
    again = (await door.press(f"text:{id}")).blocks[0]
    assert "Het staat er wel: in alinea 2" in render(again, Texts("nl")).replace("\\", "")
    assert f"text:{id}" in actions(await door.press("assignments"))


async def test_a_text_is_private_until_it_is_shared(app: App) -> None:
    door = Door(app, "en")
    graded = await door.press(f"hand-in:giving-feedback:{TEXTS['en']}")
    share = next(it for it in actions(graded) if it.startswith("text-release:"))
    assert await app.store.submissions.released() == ()
    after = await door.press(share)
    assert len(await app.store.submissions.released()) == 1
    await door.press(next(it for it in actions(after) if it.startswith("text-withdraw:")))
    assert await app.store.submissions.released() == ()


async def test_what_cannot_be_graded_is_told_and_another_learner_sees_nothing(app: App) -> None:
    door = Door(app, "en")
    short = await door.press("hand-in:giving-feedback:Too short.")
    (note,) = short.blocks
    assert isinstance(note, Note) and "at least 20" in note.text
    await door.press(f"hand-in:giving-feedback:{TEXTS['en']}")
    (kept,) = await app.store.submissions.of("ada")
    other = Door(app, "en", "somebody-else")
    assert isinstance((await other.press(f"text:{kept.id}")).blocks[0], Note)
