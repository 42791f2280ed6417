"""The chat itself: what Chainlit reports becomes a Message, and the Reply is shown; after shell.settle."""

import logging
import traceback
from collections.abc import Callable, Coroutine, Generator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import chainlit as cl
from chainlit.config import config
from chainlit.element import CustomElement
from chainlit.types import ThreadDict
from pydantic import ValidationError

from tutor.app import App
from tutor.channels.render_coaching import tried
from tutor.channels.web import tab
from tutor.channels.web.layer import ThreadLayer
from tutor.channels.web.profiles import ASK, PRACTISE, profiles
from tutor.channels.web.show import PRESSED, QUIET, ROW, Stage, compose, row_of, send
from tutor.channels.web.streamed import Streamed
from tutor.channels.web.tongue import language_of
from tutor.domain.course import Said
from tutor.domain.frozen import Frozen
from tutor.domain.session import UNPREPARED, Preparation, Session
from tutor.errors import SessionError
from tutor.language import SPOKEN, Texts, detect
from tutor.messages import (
    Activity,
    BriefingCard,
    DebriefCard,
    GradedCard,
    Message,
    Note,
    Reply,
    Speech,
    TaskCard,
)

PRESS = "press"
"""The one action of all our buttons; which one it was is in its payload."""
ON_THE_LAST = ("cancel", "reread", "object", "release", "withdraw", "never", "ask", "turns", "rewind")
"""What can be pressed after a practice has ended, and is about that practice."""
REMEMBERED = 6
"""How many earlier messages a question may refer to."""

log = logging.getLogger(__name__)


class Pressed(Frozen):
    """What the page sends when something is pressed; anything else is not from our page."""

    action: str
    preparation: Preparation = UNPREPARED


class Chat:
    """Chainlit's callbacks on one App."""

    def __init__(self, app: App, layer: ThreadLayer) -> None:
        self._app = app
        self._layer = layer

    def register(self) -> None:
        """Hand the callbacks to Chainlit; nothing is said first, for the welcome screen explains itself."""
        config.code.set_chat_profiles = partial(Later, self.profiles)
        cl.on_chat_resume(self.resume)
        cl.on_message(self.hear)
        cl.action_callback(PRESS)(self.press)

    async def profiles(self, user: cl.User | None, language: str | None) -> list[cl.ChatProfile]:
        """What a learner can do, in the language of the page."""
        learner = user.identifier if user else ""
        tongue = (language or "en")[:2]
        return await profiles(self._app, learner, tongue if tongue in SPOKEN else "en")

    async def hear(self, message: cl.Message) -> None:
        """Answer what was typed, or a starter that was chosen (its command is an action)."""
        await cl.send_window_message({"tutorThread": tab.thread()})
        await self._answer(text=message.content, action=message.command or "")

    async def press(self, action: cl.Action) -> None:
        """Answer a button, or a form with one."""
        try:
            pressed = Pressed.model_validate(action.payload)
        except ValidationError:
            return
        await cl.send_window_message({"tutorThread": tab.thread()})
        await self._answer(action=pressed.action, preparation=pressed.preparation)

    async def resume(self, thread: ThreadDict) -> None:
        """Show a thread again, with what was stored but not shown when the program or the line broke off."""
        rows = [it["id"] for it in thread["elements"] or () if it["name"] in PRESSED]
        tab.buttons.set(rows[-1] if rows else "")
        missing = await self._missing(thread)
        if missing:
            await self._put_back(missing, thread)

    # --- answering -------------------------------------------------------------------------------------

    async def _answer(self, text: str = "", action: str = "", preparation: Preparation = UNPREPARED) -> None:
        language = _language(self._app)
        try:
            message = replace(self._message(text, action, language), preparation=preparation)
            language = message.language
            await self._respond(message)
        except Exception as error:  # noqa: BLE001 - the door: the learner gets a sentence, the log the place
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("A reply could not be made (%s):\n%s", type(error).__name__, where)
            await send(cl.Message(Texts(language)("web.failed")))

    async def _respond(self, message: Message) -> None:
        streamed = Streamed(partial(self._speaker, message))
        try:
            reply = await self._app.conversation.handle(message, streamed.hear)
            tab.expects.set(reply.expects)
            await self._begin(reply)
            await self._show(reply, message.language, streamed)
        except Exception:
            await streamed.withdraw()
            raise
        await self._end(reply)

    async def _speaker(self, message: Message) -> str:
        """Who answers a message: the counterpart of its practice, or empty for the tutor."""
        if message.action or message.activity is Activity.ASK or not message.session:
            return ""
        session = await self._app.store.load(message.session)
        return self._app.library.scenario(session.scenario, session.language).persona.name

    def _message(self, text: str, action: str, language: str) -> Message:
        practice = tab.practice.get()
        # After looking back a learner asks; to practise on there is a button.
        practising = bool(practice) or (tab.profile() == PRACTISE and not tab.looked_back.get())
        if tab.expects.get() and not action:
            action = f"{tab.expects.get()}{text}"
        tab.expects.set("")
        verb, _, asked = action.partition(":")
        asking = verb == "ask" or not (action or practising)
        if verb in ON_THE_LAST or asking:
            practice = practice or tab.looked_back.get()
        elif not practice and (action in QUIET or (practising and not action)):
            action = "practise"  # nothing is going on in this thread, whatever goes on in another
        return Message(
            learner=tab.learner(),
            language=detect(asked or text, default=language) if asking else language,
            activity=Activity.PRACTISE if practising else Activity.ASK,
            text=text,
            action=action,
            session=practice,
            history=_history(),
        )

    async def _begin(self, reply: Reply) -> None:
        """Note which practice goes on in this thread, so that it goes on there after a restart."""
        for block in reply.blocks:
            if isinstance(block, Speech) and tab.practice.get() != reply.session:
                tab.practice.set(reply.session)
                await self._layer.entitle(tab.thread(), await self._title(reply.session))
            if isinstance(block, GradedCard):
                await self._layer.entitle(tab.thread(), await self._text_title(block))
            if isinstance(block, TaskCard):
                await self._layer.entitle(tab.thread(), block.assignment.title)
            if isinstance(block, BriefingCard):
                await self._layer.entitle(tab.thread(), block.scenario.title)
        await self._note()

    async def _title(self, id: str) -> str:
        """What tells a practice from others in the list of chats: its scenario, mode and number."""
        session = await self._app.store.load(id)
        title = self._app.library.scenario(session.scenario, session.language).title
        back = session.origin.turn + 1 if session.origin else None
        return f"{title} · {tried(session.mode, session.attempt, back, Texts(session.language))}"

    async def _text_title(self, card: GradedCard) -> str:
        """What tells a text from others in the list of chats: its assignment and number."""
        made = card.submission
        others = await self._app.store.submissions.of(made.learner)
        same = [it for it in others if (it.assignment, it.language) == (made.assignment, made.language)]
        number = sum(it.handed <= made.handed for it in same)
        return f"{card.assignment.title} · {Texts(made.language)('try.text', number=number)}"

    async def _end(self, reply: Reply) -> None:
        """Note that a practice is over, once its debrief has been shown."""
        for block in reply.blocks:
            if isinstance(block, DebriefCard) and block.session.id == tab.practice.get():
                tab.practice.set("")
            if isinstance(block, DebriefCard):
                tab.looked_back.set(block.session.id)
        await self._note()

    async def _note(self) -> None:
        known = {"practice": tab.practice.get(), "looked_back": tab.looked_back.get()}
        known["expects"] = tab.expects.get()
        known["chat_profile"] = tab.profile() or ASK
        await self._layer.update_thread(tab.thread(), metadata=known)

    async def _show(self, reply: Reply, language: str, streamed: Streamed) -> None:
        messages = await compose(reply, await self._stage(reply, language))
        await streamed.become(messages)
        if fresh := row_of(messages):
            await _drop(tab.buttons.get())
            tab.buttons.set(fresh)
        for message in messages:
            await send(message)

    async def _stage(self, reply: Reply, language: str) -> Stage:
        store, texts = self._app.store, Texts(language)
        session = await store.load(reply.session) if reply.session else None
        if session is None:
            return Stage(texts, store.shelf, texts)
        turn = session.turns[-1].number if session.turns else 0
        return Stage(texts, store.shelf, Texts(session.language), turn)

    # --- coming back -----------------------------------------------------------------------------------

    async def _missing(self, thread: ThreadDict) -> Reply | None:
        """What a learner must still see of the practice in a thread; None when all of it is there."""
        practice = tab.practice.get()
        if not practice:
            return None
        try:
            session = await self._app.store.load(practice)
        except SessionError:
            return None
        over = session.stopped or session.turns[-1].decision.ending is not None
        if over and not _told(thread, practice, "debrief"):
            return await self._again(session, "debrief")
        if session.turns[-1].number > max(_told(thread, practice, "speech"), default=-1):
            return await self._again(session, "resume")
        if thread["steps"] and thread["steps"][-1]["type"] in ("user_message", "run"):
            return Reply((Note(Texts(session.language)("web.lost")),))
        return None

    async def _again(self, session: Session, verb: str) -> Reply:
        asked = Message(session.learner, session.language, Activity.PRACTISE, action=f"{verb}:{session.id}")
        return await self._app.conversation.handle(asked)

    async def _put_back(self, reply: Reply, thread: ThreadDict) -> None:
        """Add messages to a thread before it is shown."""
        for message in await compose(reply, await self._stage(reply, _language(self._app))):
            message.created_at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
            await self._layer.create_step(message.to_dict())
            for element in message.elements:
                element.for_id = message.id
                await self._layer.create_element(element)
            tab.buttons.set(row_of([message]) or tab.buttons.get())
        if whole := await self._layer.get_thread(thread["id"]):
            thread.update(whole)


class Later:
    """A call that begins when it is awaited: Chainlit makes some that it then leaves alone."""

    def __init__(self, made: Callable[..., Coroutine[Any, Any, Any]], *arguments: object) -> None:
        self._made = made
        self._arguments = arguments

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._made(*self._arguments).__await__()


def _told(thread: ThreadDict, practice: str, kind: str) -> list[int]:
    """The turns at which a thread shows something of a practice."""
    notes = (step.get("metadata") or {} for step in thread["steps"])
    return [it.get("turn", 0) for it in notes if (it.get("practice"), it.get("kind")) == (practice, kind)]


def _language(app: App) -> str:
    return language_of(tab.headers(), app.settings.language or "en")


def _history() -> tuple[Said, ...]:
    """The questions so far with their answers; what was said in a practice is neither."""
    said = []
    for message in cl.chat_context.get():
        note = message.metadata or {}
        if note.get("kind") == "answer":
            said += [Said("learner", str(note.get("asked", ""))), Said("tutor", str(note.get("said", "")))]
    return tuple(said[-REMEMBERED:])


async def _drop(element: str) -> None:
    """Take an earlier row of buttons away; it belongs to a moment that has passed."""
    if element:
        await CustomElement(name=ROW, id=element, props={}).remove()  # type: ignore[no-untyped-call]
