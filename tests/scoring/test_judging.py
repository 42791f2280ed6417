"""Debriefs with a language model that judges: what is shown, what is kept, and what happens without it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conversation.test_conversation import Door
from tests.scoring.test_calibrating import GOOD, write
from tutor.app import App
from tutor.authoring.loader import Library
from tutor.channels.page import debrief_page
from tutor.channels.render import render
from tutor.cli.looking_back import _plain
from tutor.domain.rubric import JudgedBy
from tutor.errors import SettingsError, TutorError
from tutor.language import Texts
from tutor.messages import Activity, DebriefCard, Message, Note, Speech
from tutor.settings import Settings, shipped
from tutor.testing.models import Reply, ScriptedModel

TALK = {
    "en": (
        "How do you look back on the last report?",
        "So it got late. What would help?",
        "That sounds hard.",
    ),
    "nl": (
        "Hoe kijk jij terug op het laatste rapport?",
        "Het werd dus laat. Wat zou je helpen?",
        "Dat klinkt zwaar voor je.",
    ),
}
WHY = {"en": "You asked the other for their view.", "nl": "Je vroeg de ander hoe die het ziet."}


def answers(level: int, language: str, quote: str = "") -> str:
    quotes = [{"reply": 1, "words": quote or TALK[language][0]}]
    return json.dumps(
        {"why": WHY[language], "quotes": quotes, "against": [], "level": level, "between": False}
    )


def plain(card: DebriefCard) -> str:
    """A debrief as text, without the marks that keep words from being markup."""
    return render(card, Texts(card.session.language)).replace("\\", "")


LIBRARY = Library((shipped(),))


class Rooms:
    """Apps on one data folder, each with a model that answers as it is told."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._open: list[App] = []
        self.chats: list[ScriptedModel] = []

    async def app(self, answer: Callable[[Sequence[object]], Reply] | None = None) -> App:
        """The program; without an answer no model is set up."""
        settings = Settings(data=self._data, judge_model="openai:judge" if answer else "", model_retries=0)
        chat = ScriptedModel(answer=answer)
        self.chats.append(chat)
        app = App(settings, (await App.open(settings)).store, lambda *_, **__: chat)
        app.library = LIBRARY  # read once for all tests
        self._open.append(app)
        return app

    async def close(self) -> None:
        for app in self._open:
            await app.close()


@pytest.fixture
async def rooms(tmp_path: Path):  # type: ignore[no-untyped-def]
    found = Rooms(tmp_path)
    yield found
    await found.close()


async def debriefed(app: App, language: str = "en") -> tuple[Door, DebriefCard]:
    door = Door(app, language)
    await door.press("start:missed-deadlines:normal")
    for text in TALK[language]:
        await door.say(text)
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard)
    return door, card


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_debrief_says_what_read_it_and_what_the_program_counted(
    rooms: Rooms, language: str
) -> None:
    app = await rooms.app(lambda _: answers(2, language))
    door, card = await debriefed(app, language)
    read = next(it for it in card.debrief.findings if it.criterion.id == "opening").score
    assert (read.level, read.engine, read.evidence[0].quote) == (2, "openai:judge", TALK[language][0])
    texts, hash = Texts(language), app.prompts.template("judge").hash
    made = texts("reading.model", model="openai:judge", prompt=hash)
    for shown in (plain(card), debrief_page(card)):
        assert made in shown
        assert WHY[language] in shown
    (opening,) = [it for it in _plain(card)["criteria"] if it["criterion"] == "opening"]
    assert (opening["reading"]["model"], opening["reading"]["prompt"]) == ("openai:judge", hash)
    assert door.session


async def test_a_score_is_the_same_tomorrow_until_it_is_asked_for_anew(rooms: Rooms) -> None:
    door, first = await debriefed(await rooms.app(lambda _: answers(2, "en")))
    calls = len(rooms.chats[0].heard)
    assert calls
    later = await rooms.app(lambda _: answers(3, "en"))
    assert (await later.debriefing.card(door.session)).debrief == first.debrief
    assert await later.debriefing.score(door.session) == await later.store.assessment(door.session)
    assert not rooms.chats[1].heard
    counted = await later.debriefing.score(door.session, JudgedBy.EMBEDDED)
    assert counted.engine == "embedded"
    read, again = (await later.store.load(door.session)).assessments
    assert (read.engine, again.same_as(counted)) == ("openai:judge", True)
    assert (await later.debriefing.score(door.session)) == again
    card = await later.debriefing.card(door.session)
    assert Texts("en")("earlier.title") in plain(card)
    assert "read by openai:judge" in plain(card)
    assert [it["engine"] for it in _plain(card)["scores"]] == ["openai:judge", "embedded"]


async def test_without_its_model_a_debrief_is_counted_and_says_so(rooms: Rooms) -> None:
    door, card = await debriefed(await rooms.app(lambda _: ConnectionError("away")))
    shown = plain(card)
    assert Texts("en")("model.failed.down") in shown
    assert "without a language model" in shown
    counted = await (await rooms.app()).debriefing.score(door.session, JudgedBy.EMBEDDED)
    levels = [it.level for it in counted.scores]
    assert [it.score.level for it in card.debrief.findings] == levels


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_what_the_model_gave_no_answer_on_it_can_read_later(rooms: Rooms, language: str) -> None:
    texts = Texts(language)
    app = await rooms.app(lambda _: ConnectionError("away"))
    door, first = await debriefed(app, language)
    assert first.unread
    again = await door.press("reread")
    assert again.blocks == (Note(texts("reread.failed")),)
    with pytest.raises(TutorError, match="gave no answer"):
        await app.debriefing.score(door.session, JudgedBy.MODEL)
    assert len((await app.store.load(door.session)).assessments) == 1
    later = Door(await rooms.app(lambda _: answers(2, language)), language)
    later.session = door.session
    note, card = (await later.press("reread")).blocks
    assert note == Note(texts("reread.done")) and isinstance(card, DebriefCard)
    assert not card.unread
    assert "reread" not in [it.action for it in (await later.press(f"debrief:{door.session}")).buttons]
    before, now = card.session.assessments
    assert (before.read, now.unread) == (frozenset(), frozenset())
    assert now.read == before.unread
    assert texts("earlier.title") in plain(card)


async def test_the_last_words_are_heard_before_the_model_begins_to_judge(rooms: Rooms) -> None:
    seen: list[str] = []

    def answer(_: Sequence[object]) -> str:
        seen.append("judged")
        return answers(1, "en")

    async def hear(sentence: str) -> None:
        seen.append(sentence)

    app = await rooms.app(answer)
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    for number in range(12):
        said = Message(
            "ada", "en", Activity.PRACTISE, f"You are a lazy idiot, number {number}.", "", door.session
        )
        reply = await app.conversation.handle(said, hear)
        if any(isinstance(it, DebriefCard) for it in reply.blocks):
            break
    assert isinstance(reply.blocks[0], Speech)
    assert seen[:2] == [reply.blocks[0].text, "judged"]


async def test_a_model_that_is_not_there_cannot_be_asked_for(rooms: Rooms) -> None:
    app = await rooms.app()
    door, _ = await debriefed(app)
    with pytest.raises(SettingsError, match="TUTOR_JUDGE_MODEL or TUTOR_MODEL"):
        await app.debriefing.score(door.session, JudgedBy.MODEL)


async def test_what_needs_a_person_says_how_to_ask_one(rooms: Rooms) -> None:
    levels = iter([4, 1, 4])
    quotes = [{"reply": 1, "words": TALK["en"][0]}, {"reply": 2, "words": "What would help?"}]

    def answer(messages: Sequence[object]) -> str:
        if "Opens clearly" not in str(messages[-1]):
            return answers(1, "en")
        return json.dumps(
            {"why": "", "quotes": quotes, "against": [], "level": next(levels), "between": True}
        )

    door, card = await debriefed(await rooms.app(answer))
    assert Texts("en")("unscored.needs-human") in plain(card)
    assert "Share with my trainer" in [
        it.label for it in (await door.press(f"debrief:{door.session}")).buttons
    ]


async def test_a_card_says_which_judge_it_is_about(rooms: Rooms, tmp_path: Path) -> None:
    folder = tmp_path / "rated"
    folder.mkdir()
    write(folder, "good.yaml", GOOD, 4)
    app = await rooms.app(lambda _: answers(2, "en", GOOD[0]))
    (counted,) = await app.calibrate(folder)
    (read,) = await app.calibrate(folder, JudgedBy.MODEL)
    assert (counted.engine, read.engine) == ("embedded", "openai:judge")
    assert read.criteria["questions"].bias == -2
    assert await app.store.card("feedback-talk", "en", "openai:judge") == read
    assert await app.store.card("feedback-talk", "en") == counted


async def test_a_model_that_did_not_answer_is_not_validated_by_the_count(
    rooms: Rooms, tmp_path: Path
) -> None:
    folder = tmp_path / "rated"
    folder.mkdir()
    write(folder, "good.yaml", GOOD, 4)
    app = await rooms.app(lambda _: ConnectionError("away"))
    (card,) = await app.calibrate(folder, JudgedBy.MODEL)
    assert "questions" not in card.criteria
