"""Help during a practice, going back in it, and assessments, as every channel sees them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversation.test_conversation import Door
from tutor.app import App
from tutor.assessment.helped import Help, helped
from tutor.channels.render import render, stand
from tutor.domain.oversight import Review
from tutor.domain.session import Mode, Origin
from tutor.language import Texts
from tutor.messages import DebriefCard, FeedbackCard, Note, Reply, Speech, TurnList
from tutor.settings import Settings

TALK = {
    "en": (
        "Hi Noor, I would like to talk about the report.",
        "You never warn anybody.",
        "How do you see it?",
    ),
    "nl": (
        "Hoi Noor, ik wil het over het rapport hebben.",
        "Jij waarschuwt ook nooit.",
        "Hoe kijk jij ertegenaan?",
    ),
}


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=tmp_path))
    yield app
    await app.close()


def actions(reply: Reply) -> list[str]:
    return [button.action for button in reply.buttons]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_feedback_on_a_reply_names_what_to_keep_and_what_to_change(app: App, language: str) -> None:
    door = Door(app, language)
    texts = Texts(language)
    assert "feedback" not in actions(await door.press("start:missed-deadlines:normal"))
    assert "feedback" in actions(await door.say(TALK[language][0]))
    (kept,) = (await door.press("feedback")).blocks
    assert texts("feedback.keep") in render(kept, texts)
    await door.say(TALK[language][1])
    (harm,) = (await door.press("feedback")).blocks
    shown = render(harm, texts)
    assert texts("advice.harm") in shown
    assert texts("felt.tension.up") in shown
    assert TALK[language][1].rstrip(".") in shown


async def test_with_feedback_each_reply_is_followed_by_it(app: App) -> None:
    door = Door(app)
    offered = actions(await door.press("ways:missed-deadlines"))
    assert "start:missed-deadlines:normal:coached" in offered
    assert {"start:missed-deadlines:easy", "prepare:missed-deadlines"} <= set(offered)  # and no dead end
    await door.press("start:missed-deadlines:normal:coached")
    assert [type(it) for it in (await door.say(TALK["en"][0])).blocks] == [Speech, FeedbackCard]


async def test_going_back_restores_the_state_and_keeps_both_branches(app: App) -> None:
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    for text in TALK["en"]:
        await door.say(text)
    first = await app.store.load(door.session)
    listed = await door.press("turns")
    assert [type(it) for it in listed.blocks] == [TurnList]
    assert actions(listed) == ["rewind:0", "rewind:1", "rewind:2", "cancel"]
    back = await door.press("rewind:1")
    branch = await app.store.load(door.session)
    assert branch.turns == first.turns[:2]
    assert [type(it) for it in back.blocks] == [Note, Speech]
    assert (await app.store.load(first.id)).turns == first.turns
    await door.say("I noticed that three reports came in late.")
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard)
    assert card.comparison is not None
    assert card.comparison.fork is not None
    shown = render(card, Texts("en"))
    assert "You never warn anybody" in shown
    assert "I noticed that three reports came in late" in shown
    assert {it.id for it in await app.store.sessions("ada")} == {first.id, branch.id}


async def test_a_branch_of_a_shared_practice_is_private_and_outlives_it(app: App) -> None:
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    await door.say(TALK["en"][0])
    await door.press("stop")
    await door.press("release")
    first = door.session
    shared = await app.store.load(first)
    await app.store.review(first, Review(shared.started, "Trainer", "listening", 2, "Hardly."))
    await door.press("rewind:0")
    branch = await app.store.load(door.session)
    assert (branch.released, branch.reviews) == (False, ())
    assert [it.id for it in await app.store.released()] == [first]
    await door.say(TALK["en"][2])
    await app.store.forget(first)
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard)
    assert card.comparison is None


async def test_one_may_go_back_from_a_debrief(app: App) -> None:
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    await door.say(TALK["en"][0])
    ended = await door.press("stop")
    assert "turns" in actions(ended)
    first = door.session
    await door.press("rewind:0")
    assert door.session != first
    assert len((await app.store.load(door.session)).turns) == 1


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_help_stays_in_the_record_when_one_goes_back_before_it(app: App, language: str) -> None:
    """The debrief of a branch said "without a hint" of somebody who had asked for two."""
    door, texts = Door(app, language), Texts(language)
    await door.press("start:missed-deadlines:normal")
    await door.press("hint")
    await door.say(TALK[language][0])
    for _ in range(2):  # looked at twice it is one piece of help
        await door.press("feedback")
    await door.say(TALK[language][1])
    await door.press("hint")
    await door.press("rewind:0")
    await door.say(TALK[language][2])
    await door.press("feedback")
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard)
    assert card.debrief.help == Help(hints=2, feedback=2, back=1)
    shown = render(card, texts)
    for said in (
        texts("help.hints", count=2),
        texts("help.feedback", count=2),
        texts("help.back", turn=1),
        texts("help.so"),
    ):
        assert said in shown
    await door.press("rewind:1")  # and from the branch again
    branch = await app.store.load(door.session)
    assert branch.origin == Origin(card.session.id, 1, hints=1, feedback=1)
    assert helped(branch) == Help(hints=2, feedback=2, back=2)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_feedback_that_came_by_itself_is_help_and_no_help_is_said_too(app: App, language: str) -> None:
    door, texts = Door(app, language), Texts(language)
    for mode, said in (("coached", texts("help.feedback", count=2)), ("practice", texts("help.none"))):
        await door.press(f"start:missed-deadlines:normal:{mode}")
        for text in TALK[language][:2]:
            await door.say(text)
        (card,) = (await door.press("stop")).blocks
        assert said in render(card, texts)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_tries_are_numbered_by_how_they_are_held(app: App, language: str) -> None:
    door, texts = Door(app, language), Texts(language)
    for mode in ("practice", "assessment", "assessment"):
        await door.press(f"start:missed-deadlines:normal:{mode}")
        await door.say(TALK[language][0])
        ended = await door.press("stop")
    (card,) = ended.blocks
    second = texts("try.title", mode=texts("mode.assessment"), number=2)
    assert second in render(card, texts).casefold()
    assert isinstance(card, DebriefCard) and card.session.attempt == 2
    listed = render((await door.press("practise")).blocks[0], texts)
    for mode, number in (("assessment", 2), ("assessment", 1), ("practice", 1)):
        assert texts("try.title", mode=texts(f"mode.{mode}"), number=number) in listed
    await door.press("start:missed-deadlines:normal")
    await door.say(TALK[language][0])
    await door.press("rewind:0")
    newest = (await app.store.sessions("ada"))[0]
    assert (newest.attempt, newest.back) == (3, 1)
    assert texts("try.back", turn=1) in stand(newest, texts)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_from_the_third_try_on_the_last_ones_stand_in_a_row(app: App, language: str) -> None:
    door, texts = Door(app, language), Texts(language)
    for mode in ("practice", "practice", "assessment", "practice", "practice"):
        await door.press(f"start:missed-deadlines:normal:{mode}")
        for text in (*TALK[language], TALK[language][2]):
            await door.say(text)
        (card,) = (await door.press("stop")).blocks
        assert isinstance(card, DebriefCard)
        title = texts("tries.title")
        assert (title in render(card, texts)) == (len(await app.store.sessions("ada")) > 2)
    assert [(it.mode, it.attempt) for it in card.tries] == [
        (Mode.PRACTICE, 2),
        (Mode.ASSESSMENT, 1),
        (Mode.PRACTICE, 3),
        (Mode.PRACTICE, 4),
    ]
    assert card.tries[-1].levels == {it.criterion.id: it.score.level for it in card.debrief.findings}
    rows = render(card, texts).split(title)[1].split("####")[0]
    assert rows.count("\n|") == 3 + len(card.rubric.criteria)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_choice_can_be_left(app: App, language: str) -> None:
    door, unchanged = Door(app, language), Note(Texts(language)("cancel.done"))
    await door.press("start:missed-deadlines:normal")
    await door.say(TALK[language][0])
    assert actions(await door.press("turns"))[-1] == "cancel"
    left = await door.press("cancel")
    assert left.blocks == (unchanged,) and "hint" in actions(left)
    ended = await door.press("stop")
    for choice in ("turns", "object", "object:listening"):
        assert "cancel" in actions(await door.press(choice))
        left = await door.press("cancel")
        assert (left.blocks, left.buttons, left.expects) == ((unchanged,), ended.buttons, "")
    assert len(await app.store.sessions("ada")) == 1


@pytest.mark.parametrize("turn", ["7", "-1", "x", ""])
async def test_a_turn_that_is_not_there_is_refused(app: App, turn: str) -> None:
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    (note,) = (await door.press(f"rewind:{turn}")).blocks
    assert note == Note(Texts("en")("practise.unknown"))


async def test_in_an_assessment_there_is_no_help_and_the_record_says_so(app: App) -> None:
    door = Door(app)
    start = await door.press("start:missed-deadlines:hard:assessment")
    assert actions(start) == ["stop"]
    for help in ("hint", "feedback", "turns", "rewind:0"):
        (note,) = (await door.press(help)).blocks
        assert note == Note(Texts("en")("assessment.alone"))
    await door.say(TALK["en"][0])
    ended = await door.press("stop")
    (card,) = ended.blocks
    assert Texts("en")("assessment.mark") in render(card, Texts("en"))
    assert not {"turns", "rewind:0"} & set(actions(ended))
    session = await app.store.load(door.session)
    assert (session.mode, session.hints) == (Mode.ASSESSMENT, ())


async def test_the_next_try_stands_beside_the_one_before_and_a_new_scenario_is_suggested(app: App) -> None:
    door = Door(app)
    for text in TALK["en"][:2]:
        await door.press("start:missed-deadlines:normal")
        await door.say(text)
        ended = await door.press("stop")
    (card,) = ended.blocks
    assert isinstance(card, DebriefCard)
    assert card.comparison is not None
    assert card.comparison.fork is None
    assert card.next is not None
    assert card.next.id != "missed-deadlines"
    assert f"brief:{card.next.id}" in actions(ended)
