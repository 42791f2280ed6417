"""One conversation behind many doors: a channel hands in a Message and renders the Reply."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from tutor.authoring.loader import Library
from tutor.buttons import briefed, debriefed, during, home, starts
from tutor.debriefing import Debriefing
from tutor.domain.course import Answer, Said
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import UNPREPARED, Objection, Preparation, Session, Utterance
from tutor.errors import SessionError, TutorError
from tutor.language import Texts
from tutor.messages import (
    Activity,
    AnswerCard,
    BriefingCard,
    Button,
    DebriefCard,
    HintCard,
    Message,
    Note,
    PreparationCard,
    Reply,
    ScenarioList,
    Speech,
)
from tutor.roleplay.engine import Engine, readable
from tutor.roleplay.hints import hint
from tutor.roleplay.state import fold
from tutor.store.repository import Store

LOOKED_THROUGH = 5
"""How many earlier tries are looked through for a preparation to start from."""


class Tutor(Protocol):
    """Answers questions from a course."""

    async def answer(self, course: str, question: str, language: str, history: Sequence[Said]) -> Answer: ...


@dataclass(frozen=True)
class Parts:
    """What a conversation is made of; course is the one asked, now the clock, new_id the source of ids."""

    tutor: Tutor
    engine: Engine
    library: Library
    store: Store
    debriefing: Debriefing
    course: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]


class Conversation:
    """Answers messages of any learner in any channel; keeps nothing but what is in the store."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def handle(self, message: Message) -> Reply:
        """The reply to a message; what goes wrong on purpose becomes a note that says what to do."""
        texts = Texts(message.language)
        try:
            return await self._handle(message)
        except SessionError:
            return Reply((Note(texts("practise.unknown")),), home(message.language))
        except TutorError as error:
            return Reply((Note(texts("error.trouble", reason=error)),), home(message.language))

    async def _handle(self, message: Message) -> Reply:
        verb, _, about = message.action.partition(":")
        alone = {"practise": self.choose, "hint": self.hint, "stop": self.stop}
        named = {
            "ask": self.ask,
            "brief": self.brief,
            "prepare": self.prepare,
            "start": self.start,
            "resume": self.resume,
            "debrief": self.show_debrief,
            "object": self.object,
        }
        if verb in alone:
            return await alone[verb](message)
        if verb in named:
            return await named[verb](message, about)
        if message.activity is Activity.ASK:
            return await self.ask(message, message.text)
        return await self.say(message)

    # --- asking ----------------------------------------------------------------------------------------

    async def ask(self, message: Message, question: str) -> Reply:
        """Answer a question from the course; one it does not cover is logged as a gap."""
        texts = Texts(message.language)
        if not question.strip():
            return Reply((Note(texts("ask.empty")),))
        course = await self._course(message)
        answer = await self._parts.tutor.answer(course, question, message.language, message.history)
        await log_gap(self._parts.store, course, answer)
        return Reply((AnswerCard(answer),))

    async def _course(self, message: Message) -> str:
        """The course of the practice that the question comes from, else the one that learners ask."""
        _, scenario = await self._session(message) if message.session else (None, None)
        return scenario.course if scenario else self._parts.course

    # --- practising ------------------------------------------------------------------------------------

    async def choose(self, message: Message) -> Reply:
        """The scenarios and the learner's earlier practices."""
        texts = Texts(message.language)
        scenarios = self._parts.library.scenarios(message.language)
        sessions = await self._parts.store.sessions(message.learner)
        going = next((it for it in sessions if it.open and it.turns), None)
        buttons = [Button(f"brief:{it.id}", it.title) for it in scenarios]
        if going:
            buttons.insert(0, Button(f"resume:{going.id}", texts("button.resume")))
        return Reply((ScenarioList(scenarios, sessions[:10]),), tuple(buttons))

    async def brief(self, message: Message, scenario_id: str) -> Reply:
        """The briefing of a scenario, with a button for each difficulty."""
        scenario = self._parts.library.scenario(scenario_id, message.language)
        return Reply((BriefingCard(scenario),), briefed(scenario_id, message.language))

    async def prepare(self, message: Message, scenario_id: str) -> Reply:
        """Ask what the learner wants to write down first, with what was written the last time."""
        scenario = self._parts.library.scenario(scenario_id, message.language)
        tries = [it for it in await self._parts.store.sessions(message.learner) if it.scenario == scenario_id]
        earlier = UNPREPARED
        for one in tries[:LOOKED_THROUGH]:
            earlier = earlier or (await self._parts.store.load(one.id)).preparation
        return Reply((PreparationCard(scenario, earlier),), starts(scenario_id, message.language))

    async def start(self, message: Message, choice: str) -> Reply:
        """Begin a practice, chosen as ``scenario:difficulty``; the counterpart speaks first."""
        parts = self._parts
        scenario_id, _, difficulty = choice.partition(":")
        scenario = parts.library.scenario(scenario_id, message.language)
        level = Difficulty(difficulty) if difficulty in set(Difficulty) else Difficulty.NORMAL
        id = parts.new_id()
        session = Session(
            id=id,
            learner=message.learner,
            scenario=scenario.id,
            version=scenario.version,
            language=scenario.language,
            difficulty=level,
            seed=int(hashlib.sha256(id.encode()).hexdigest()[:8], 16),
            started=parts.now(),
            preparation=_tidy(message.preparation),
        )
        await parts.store.learner(message.learner, message.learner, message.language)
        await parts.store.start(session)
        opening = await parts.engine.open(scenario, session.seed, parts.now())
        await parts.store.append(id, opening)
        return Reply(speeches(scenario, opening.utterance), during(message.language), id)

    async def say(self, message: Message) -> Reply:
        """Play a turn; the turn is stored before its answer is shown."""
        session, scenario = await self._session(message)
        if session is None or scenario is None:
            return await self.choose(message)
        texts = Texts(session.language)
        if session.stopped or fold(scenario, session.turns).ended:
            return self._offer_objection(session, message.text)
        if not message.text.strip():
            return Reply((Note(texts("practise.empty")),), during(session.language), session.id)
        turn = await self._parts.engine.play(scenario, session, message.text, self._parts.now())
        await self._parts.store.append(session.id, turn)
        said = speeches(scenario, turn.utterance)
        if turn.decision.ending is None:
            return Reply(said, during(session.language), session.id)
        card, buttons = await self._debrief(session.id)
        return Reply((*said, card), buttons, session.id)

    async def hint(self, message: Message) -> Reply:
        """A hint for the practice; each is stored with the turn it was given after."""
        session, scenario = await self._session(message)
        if session is None or scenario is None:
            return await self.choose(message)
        state = fold(scenario, session.turns)
        text = hint(scenario, state, [given for _, given in session.hints])
        await self._parts.store.add_hint(session.id, state.turn, text)
        return Reply((HintCard(text),), during(session.language), session.id)

    async def stop(self, message: Message) -> Reply:
        """End a practice here; with at least one reply there is a debrief."""
        session, _ = await self._session(message)
        if session is None:
            return await self.choose(message)
        await self._parts.store.stop(session.id)
        if len(session.turns) < 2:
            texts = Texts(session.language)
            return Reply((Note(texts("practise.stopped")),), home(session.language))
        card, buttons = await self._debrief(session.id)
        return Reply((card,), buttons, session.id)

    async def resume(self, message: Message, session_id: str) -> Reply:
        """Go on with a practice: the briefing and all that was said, at the same turn."""
        session = await self._own(message.learner, session_id)
        scenario = self._parts.library.scenario(session.scenario, session.language)
        state = fold(scenario, session.turns)
        if state.ended or session.stopped:
            return await self.show_debrief(message, session_id)
        last = session.turns[-1]
        note = Note(Texts(session.language)("practise.resumed", turn=last.number, title=scenario.title))
        said = speeches(scenario, last.utterance)
        return Reply((note, *said), during(session.language), session.id)

    async def show_debrief(self, message: Message, session_id: str) -> Reply:
        """The debrief of one of the learner's own practices."""
        await self._own(message.learner, session_id)
        card, buttons = await self._debrief(session_id)
        return Reply((card,), buttons, session_id)

    async def object(self, message: Message, text: str) -> Reply:
        """Keep what the learner sees differently in a score; without words, say how to give them."""
        session, _ = await self._session(message)
        if session is None:
            return await self.choose(message)
        texts = Texts(session.language)
        if not text.strip():
            return Reply((Note(texts("object.how")),), (), session.id)
        await self._parts.store.object(session.id, Objection(self._parts.now(), readable(text)))
        return Reply((Note(texts("object.kept")),), home(session.language), session.id)

    def _offer_objection(self, session: Session, text: str) -> Reply:
        """What is typed after the end may be an objection; it is kept only when the learner says so."""
        texts = Texts(session.language)
        keep = (Button(f"object:{text}", texts("button.keep")),) if text.strip() else ()
        return Reply((Note(texts("practise.ended")),), (*keep, *home(session.language)), session.id)

    # --- looking back ----------------------------------------------------------------------------------

    async def _debrief(self, session_id: str) -> tuple[DebriefCard, tuple[Button, ...]]:
        card = await self._parts.debriefing.card(session_id)
        return card, debriefed(card)

    # --- what everything needs -------------------------------------------------------------------------

    async def _session(self, message: Message) -> tuple[Session | None, Scenario | None]:
        """The practice a message belongs to; none when the learner has no open one."""
        id = message.session or await self._open_session(message.learner)
        if not id:
            return None, None
        session = await self._own(message.learner, id)
        return session, self._parts.library.scenario(session.scenario, session.language)

    async def _open_session(self, learner: str) -> str:
        sessions = await self._parts.store.sessions(learner)
        return next((it.id for it in sessions if it.open), "")

    async def _own(self, learner: str, session_id: str) -> Session:
        session = await self._parts.store.load(session_id)
        if session.learner != learner:
            raise SessionError(f"Practice {session_id} belongs to another learner.")
        return session


def _tidy(preparation: Preparation) -> Preparation:
    """What was written, as readable as a reply must be."""
    return Preparation(**{name: readable(text) for name, text in asdict(preparation).items()})


def speeches(scenario: Scenario, said: Utterance) -> tuple[Speech, ...]:
    """What was said, a speech for each change of speaker."""
    if not said.parts:
        return (Speech(scenario.persona.name, said.text),)
    return tuple(Speech(scenario.person(part.speaker).name, part.text) for part in said.parts)


async def log_gap(store: Store, course: str, answer: Answer) -> None:
    """Note a question that the course does not answer, with the section that came nearest; none in need."""
    if answer.declined and not answer.pointer and answer.question.strip():
        near = answer.nearest
        nearest = f"{near.document} · {near.place.locator}" if near else ""
        await store.add_gap(course, answer.question, answer.language, nearest)
