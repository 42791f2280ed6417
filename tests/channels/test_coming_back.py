"""What a killed program stored but did not show is shown when its thread is opened again."""

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tutor.app import App
from tutor.channels.web import create_web
from tutor.messages import Activity, DebriefCard, Message, Note, Speech
from tutor.settings import Settings


class Cell:
    """Something a tab remembers."""

    def __init__(self, value: str = "") -> None:
        self.value = value

    def get(self) -> str:
        return self.value

    def set(self, value: str) -> None:
        self.value = value


@pytest.fixture
async def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    """A practice with its opening and one reply, and the chat that looks after its thread."""
    app = await App.open(Settings(data=tmp_path))
    create_web(app)
    from tutor.channels.web import tab
    from tutor.channels.web.chat import Chat
    from tutor.channels.web.layer import ThreadLayer

    await app.store.learner("local", "local", "en")
    ask = Message("local", "en", Activity.PRACTISE, action="start:missed-deadlines:normal")
    practice = (await app.conversation.handle(ask)).session
    await app.conversation.handle(Message("local", "en", Activity.PRACTISE, "How are you?", session=practice))
    monkeypatch.setattr(tab, "practice", Cell(practice))
    yield SimpleNamespace(app=app, chat=Chat(app, ThreadLayer(app.store)), practice=practice)
    await app.close()


def thread(*steps: tuple[str, dict[str, object]]) -> Any:
    return {"id": "t", "elements": [], "steps": [{"type": type, "metadata": note} for type, note in steps]}


def speech(practice: str, turn: int) -> tuple[str, dict[str, object]]:
    return "assistant_message", {"kind": "speech", "practice": practice, "turn": turn}


ASKED: tuple[str, dict[str, object]] = ("user_message", {})


async def test_nothing_is_said_twice(scene: Any) -> None:
    shown = thread(speech(scene.practice, 0), ASKED, speech(scene.practice, 1))
    assert await scene.chat._missing(shown) is None


async def test_a_stored_answer_that_was_not_shown_is_shown(scene: Any) -> None:
    missing = await scene.chat._missing(thread(speech(scene.practice, 0), ASKED))
    said = next(block for block in missing.blocks if isinstance(block, Speech))
    assert said.text == (await scene.app.store.load(scene.practice)).turns[1].utterance.text


async def test_a_practice_opened_in_a_new_thread_is_not_told_again(scene: Any) -> None:
    assert await scene.chat._missing(thread(ASKED, speech(scene.practice, 1))) is None


async def test_a_message_that_was_not_stored_is_asked_again(scene: Any) -> None:
    shown = thread(speech(scene.practice, 0), ASKED, speech(scene.practice, 1), ASKED)
    missing = await scene.chat._missing(shown)
    assert isinstance(missing.blocks[0], Note)


async def test_a_debrief_that_was_not_shown_is_shown(scene: Any) -> None:
    await scene.app.store.stop(scene.practice)
    shown = thread(speech(scene.practice, 0), ASKED, speech(scene.practice, 1))
    missing = await scene.chat._missing(shown)
    assert isinstance(missing.blocks[0], DebriefCard)


async def test_a_thread_without_a_practice_is_left_as_it_is(scene: Any) -> None:
    from tutor.channels.web import tab

    tab.practice.set("")
    assert await scene.chat._missing(thread(ASKED)) is None
    tab.practice.set("gone")
    assert await scene.chat._missing(thread(ASKED)) is None
