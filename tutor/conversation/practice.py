"""A practice from its briefing to its debrief: what each message of a learner does to it."""

import hashlib
from dataclasses import asdict, replace

from tutor.assessment.feedback import feedback
from tutor.assessment.helped import origin_of
from tutor.conversation.buttons import briefed, cancel, during, home, starts, ways
from tutor.conversation.looking_back import LookingBack
from tutor.conversation.parts import Parts, current, own
from tutor.domain.hearing import Hear, silent
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import (
    UNPREPARED,
    Mode,
    Preparation,
    Session,
    Turn,
    Utterance,
)
from tutor.errors import SessionError
from tutor.language import Texts
from tutor.messages import (
    Block,
    BriefingCard,
    Button,
    FeedbackCard,
    HintCard,
    Message,
    Note,
    NotesCard,
    PreparationCard,
    Reply,
    ScenarioList,
    Speech,
    TurnList,
)
from tutor.roleplay.engine import readable
from tutor.roleplay.hints import hint
from tutor.roleplay.state import fold
from tutor.roleplay.voice import STOOD_IN

LOOKED_THROUGH = 5
"""How many earlier tries are looked through for a preparation to start from."""


class Practice:
    """Answers what learners type and press while they practise; keeps nothing but what is in the store."""

    def __init__(self, parts: Parts, looking_back: LookingBack) -> None:
        self._parts = parts
        self._looking_back = looking_back

    # --- before ----------------------------------------------------------------------------------------

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
        """The briefing of a scenario, with the ways to start it."""
        scenario = self._parts.library.scenario(scenario_id, message.language)
        return Reply((BriefingCard(scenario),), briefed(scenario_id, message.language))

    async def ways(self, message: Message, scenario_id: str) -> Reply:
        """What the other ways to hold the conversation are."""
        self._parts.library.scenario(scenario_id, message.language)
        return Reply((Note(Texts(message.language)("ways.about")),), ways(scenario_id, message.language))

    async def prepare(self, message: Message, scenario_id: str) -> Reply:
        """Ask what the learner wants to write down first, with what was written the last time."""
        scenario = self._parts.library.scenario(scenario_id, message.language)
        tries = [it for it in await self._parts.store.sessions(message.learner) if it.scenario == scenario_id]
        earlier = UNPREPARED
        for one in tries[:LOOKED_THROUGH]:
            earlier = earlier or (await self._parts.store.load(one.id)).preparation
        return Reply((PreparationCard(scenario, earlier),), starts(scenario_id, message.language))

    async def start(self, message: Message, choice: str) -> Reply:
        """Begin, chosen as ``scenario:difficulty:mode``; the counterpart speaks first."""
        parts = self._parts
        scenario_id, difficulty, mode, *_ = (*choice.split(":"), "", "")
        scenario = parts.library.scenario(scenario_id, message.language)
        id = parts.new_id()
        session = Session(
            id=id,
            learner=message.learner,
            scenario=scenario.id,
            version=scenario.version,
            language=scenario.language,
            difficulty=Difficulty(difficulty) if difficulty in set(Difficulty) else Difficulty.NORMAL,
            seed=int(hashlib.sha256(id.encode()).hexdigest()[:8], 16),
            started=parts.now(),
            preparation=_tidy(message.preparation),
            mode=Mode(mode) if mode in set(Mode) else Mode.PRACTICE,
        )
        await parts.store.learner(message.learner, message.learner, message.language)
        session = await parts.store.begin(session)
        opening = await parts.engine.open(scenario, session.seed, parts.now())
        await parts.store.append(id, opening)
        notes = (NotesCard(session.preparation),) if session.preparation else ()
        return Reply((*notes, *speeches(scenario, opening.utterance)), during(session), id)

    # --- during ----------------------------------------------------------------------------------------

    async def say(self, message: Message, hear: Hear = silent) -> Reply:
        """Play a turn; the turn is stored before its answer is shown whole."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return await self.choose(message)
        if session.stopped or fold(scenario, session.turns).ended:
            return self._looking_back.after_end(session, message.text)
        if not message.text.strip():
            return Reply((Note(Texts(session.language)("practise.empty")),), during(session), session.id)
        heard: list[str] = []

        async def note(sentence: str) -> None:
            heard.append(sentence)
            await hear(sentence)

        turn = await self._parts.engine.play(scenario, session, message.text, self._parts.now(), note)
        await self._parts.store.append(session.id, turn)
        played = replace(session, turns=(*session.turns, turn))
        return await self._answered(played, scenario, turn, silent if heard else hear)

    async def _answered(self, session: Session, scenario: Scenario, turn: Turn, hear: Hear) -> Reply:
        """What the counterpart answered, with feedback where it was asked for or the debrief at the end.

        The last words are heard before a debrief that takes its time.
        """
        said: tuple[Block, ...] = (*speeches(scenario, turn.utterance), *_stood_in(session, turn))
        on_reply = (FeedbackCard(feedback(session.turns)),) if session.mode is Mode.COACHED else ()
        if turn.decision.ending is None:
            return Reply((*said, *on_reply), during(session), session.id)
        if self._parts.debriefing.takes_time:
            await hear(speeches(scenario, turn.utterance)[0].text)
        ended = await self._looking_back.debrief(session.id)
        return replace(ended, blocks=(*said, *on_reply, *ended.blocks))

    async def hint(self, message: Message) -> Reply:
        """A hint for the practice, stored with the turn it was given after; the debrief when it is over."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return await self.choose(message)
        if session.mode is Mode.ASSESSMENT:
            return await self._without_help(session, scenario)
        state = fold(scenario, session.turns)
        if session.stopped or state.ended:  # another window may have ended it
            return await self._looking_back.debrief(session.id)
        text = hint(scenario, state, [given for _, given in session.hints])
        await self._parts.store.add_hint(session.id, state.turn, text)
        return Reply((HintCard(text),), during(session), session.id)

    async def feedback(self, message: Message) -> Reply:
        """What the last reply did; the debrief when the practice is over."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return await self.choose(message)
        if session.mode is Mode.ASSESSMENT:
            return await self._without_help(session, scenario)
        if session.stopped or fold(scenario, session.turns).ended:
            return await self._looking_back.debrief(session.id)
        if len(session.turns) < 2:
            return Reply((Note(Texts(session.language)("feedback.none")),), during(session), session.id)
        await self._parts.store.add_feedback(session.id, session.turns[-1].number)
        return Reply((FeedbackCard(feedback(session.turns)),), during(session), session.id)

    async def turns(self, message: Message) -> Reply:
        """The replies so far, each with a way back to before it."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return await self.choose(message)
        if session.mode is Mode.ASSESSMENT:
            return await self._without_help(session, scenario)
        texts = Texts(session.language)
        back = [
            Button(f"rewind:{turn.number - 1}", texts("button.rewind", turn=turn.number))
            for turn in session.turns[1:]
        ]
        return Reply((TurnList(session),), (*back, cancel(session.language)), session.id)

    async def rewind(self, message: Message, turn: str) -> Reply:
        """Go on from after a turn, in a branch of its own; the practice it comes from stays as it is."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return await self.choose(message)
        if session.mode is Mode.ASSESSMENT:
            return await self._without_help(session, scenario)
        if not turn.isdecimal() or int(turn) >= len(session.turns):
            raise SessionError(f"There is no turn {turn!r} to go back to.")
        branch = await self._parts.store.begin(self._branch(session, int(turn)))
        if not (session.stopped or fold(scenario, session.turns).ended):
            await self._parts.store.stop(session.id)
        last = branch.turns[-1]
        note = Note(Texts(session.language)("rewind.back", turn=last.number + 1))
        return Reply((note, *speeches(scenario, last.utterance)), during(branch), branch.id)

    def _branch(self, session: Session, turn: int) -> Session:
        return replace(
            session,
            id=self._parts.new_id(),
            started=self._parts.now(),
            turns=session.turns[: turn + 1],
            hints=tuple(hint for hint in session.hints if hint[0] <= turn),
            feedback=tuple(reply for reply in session.feedback if reply <= turn),
            objections=(),
            reviews=(),
            assessments=(),
            released=False,
            origin=origin_of(session, turn),
            stopped=False,
        )

    async def stop(self, message: Message) -> Reply:
        """End a practice here; with at least one reply there is a debrief."""
        session, _ = await current(self._parts, message)
        if session is None:
            return await self.choose(message)
        await self._parts.store.stop(session.id)
        if len(session.turns) < 2:
            return Reply((Note(Texts(session.language)("practise.stopped")),), home(session.language))
        return await self._looking_back.debrief(session.id)

    async def _without_help(self, session: Session, scenario: Scenario) -> Reply:
        """In an assessment there are no hints, no feedback and no way back; the debrief when it is over."""
        if session.stopped or fold(scenario, session.turns).ended:
            return await self._looking_back.debrief(session.id)
        return Reply((Note(Texts(session.language)("assessment.alone")),), during(session), session.id)

    # --- coming back ------------------------------------------------------------------------------------

    async def resume(self, message: Message, session_id: str) -> Reply:
        """Go on with a practice at the same turn."""
        session = await own(self._parts.store, message.learner, session_id)
        scenario = self._parts.library.scenario(session.scenario, session.language)
        if session.stopped or fold(scenario, session.turns).ended:
            return await self._looking_back.debrief(session_id)
        last = session.turns[-1]
        note = Note(Texts(session.language)("practise.resumed", turn=last.number, title=scenario.title))
        return Reply((note, *speeches(scenario, last.utterance)), during(session), session.id)


def _tidy(preparation: Preparation) -> Preparation:
    """What was written, as readable as a reply must be."""
    return Preparation(**{name: readable(text) for name, text in asdict(preparation).items()})


def _stood_in(session: Session, turn: Turn) -> tuple[Note, ...]:
    """A quiet word where the script answered because the language model did not."""
    failed = turn.stamp.get("engine", "").startswith(STOOD_IN)
    return (Note(Texts(session.language)("voice.script")),) if failed else ()


def speeches(scenario: Scenario, said: Utterance) -> tuple[Speech, ...]:
    """What was said, a speech for each change of speaker."""
    if not said.parts:
        return (Speech(scenario.persona.name, said.text),)
    return tuple(Speech(scenario.person(part.speaker).name, part.text) for part in said.parts)
