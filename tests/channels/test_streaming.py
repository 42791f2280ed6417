"""A reply that takes a while is shown sentence by sentence, and ends as the reply it would have been."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tutor.app import App
from tutor.channels.web import create_web
from tutor.domain.hearing import Hear
from tutor.domain.session import Utterance
from tutor.language import Texts
from tutor.messages import Activity, Message, Note, Speech
from tutor.roleplay.engine import Engine
from tutor.roleplay.voice import Moment, ScriptedVoice, Spoken
from tutor.settings import Settings

SAID = ("I hear you.", "It was *Monday*, ten to nine.")


class Slow:
    """A voice that says one thing, a sentence at a time."""

    async def speak(self, moment: Moment, hear: Hear) -> Spoken:
        for sentence in SAID:
            await hear(sentence)
        return Spoken(Utterance(" ".join(SAID), "observe-guard.0"), {"engine": "model"})


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=tmp_path))
    app.__dict__["engine"] = Engine(app.recogniser, Slow(), "test")
    yield app
    await app.close()


async def started(app: App, language: str = "en") -> str:
    await app.store.learner("local", "local", language)
    start = Message("local", language, Activity.PRACTISE, action="start:missed-deadlines:normal")
    return (await app.conversation.handle(start)).session


async def test_sentences_come_before_the_reply_and_the_reply_is_whole(app: App) -> None:
    practice, heard = await started(app), list[str]()

    async def hear(sentence: str) -> None:
        heard.append(sentence)

    say = Message("local", "en", Activity.PRACTISE, "It came on Monday.", session=practice)
    reply = await app.conversation.handle(say, hear)
    assert heard == list(SAID)
    assert reply.blocks[0] == Speech("Noor", " ".join(SAID))
    assert (await app.store.load(practice)).turns[-1].stamp["engine"] == "model"


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_reply_says_quietly_that_the_script_stood_in(app: App, language: str) -> None:
    class Script(ScriptedVoice):
        async def speak(self, moment: Moment, hear: Hear) -> Spoken:
            return replace(await super().speak(moment, hear), stamp={"engine": "embedded: slow"})

    app.__dict__["engine"] = Engine(app.recogniser, Script(), "test")
    practice = await started(app, language)
    say = Message("local", language, Activity.PRACTISE, "It came on Monday.", session=practice)
    spoken, note = (await app.conversation.handle(say)).blocks
    assert isinstance(spoken, Speech)
    assert note == Note(Texts(language)("voice.script"))


@pytest.fixture
def page(app: App, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Chainlit is told to show, in order."""
    create_web(app)
    from chainlit.message import Message as Shown
    from chainlit.message import MessageBase

    from tutor.channels.web import streamed

    told: list[tuple[str, str, str]] = []

    def telling(kind: str) -> Callable[..., Any]:
        async def tell(self: Shown, token: str = "") -> None:
            self.content += token
            told.append((kind, self.author, self.content))

        return tell

    def settle(self: Shown) -> None:
        self.id = getattr(self, "id", "new")

    monkeypatch.setattr(MessageBase, "__post_init__", settle)
    monkeypatch.setattr(Shown, "stream_token", telling("token"))
    monkeypatch.setattr(Shown, "remove", telling("remove"))
    return SimpleNamespace(told=told, Streamed=streamed.Streamed, Message=Shown)


async def noor() -> str:
    return "Noor"


async def test_the_page_shows_each_sentence_as_it_was_said_and_keeps_the_message(page: Any) -> None:
    streamed = page.Streamed(noor)
    for sentence in SAID:
        await streamed.hear(sentence)
    assert [author for _, author, _ in page.told] == ["Noor", "Noor"]
    assert page.told[-1][2] == r"I hear you\. It was \*Monday\*, ten to nine\."
    final = page.Message("whole", author="Noor", metadata={"kind": "speech"}, id="other")
    await streamed.become([final])
    assert final.id == "new"
    assert [kind for kind, _, _ in page.told] == ["token", "token"]


async def test_what_was_shown_goes_when_the_reply_is_another(page: Any) -> None:
    streamed = page.Streamed(noor)
    await streamed.hear(SAID[0])
    await streamed.become([page.Message("Something went wrong.", id="other")])
    assert page.told[-1][0] == "remove"


async def test_a_reply_that_comes_at_once_shows_nothing_before(page: Any) -> None:
    streamed = page.Streamed(noor)
    await streamed.become([page.Message("x", metadata={"kind": "speech"}, id="other")])
    await streamed.withdraw()
    assert page.told == []
