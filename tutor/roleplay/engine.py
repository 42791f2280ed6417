"""One turn of a conversation: recognise, decide, word, guard."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from tutor.domain.hearing import Hear, silent
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act, Decision, Session, Turn, Utterance
from tutor.errors import SessionError
from tutor.roleplay.director import decide
from tutor.roleplay.guard import objections
from tutor.roleplay.recognition.recogniser import Recogniser
from tutor.roleplay.reply import Reply
from tutor.roleplay.second_reader import Read, SecondReader
from tutor.roleplay.state import fold
from tutor.roleplay.understanding import understood
from tutor.roleplay.voice import STOOD_IN, Moment, Spoken, Voice, scripted

LONGEST_REPLY = 4000
"""Characters of a reply that are read; a spoken turn is far shorter, and a paste must not stall the talk."""

KEPT = "\n\t\u200d"
"""Characters that are not printable by themselves but belong to a reply (line breaks, joined emoji)."""


class Engine:
    """Plays turns with a recogniser and a voice; holds nothing of any session.

    reader, where there is one, reads each reply once more. version is that of the program; it is stamped on
    every turn and fixes the recogniser's weights.
    """

    def __init__(
        self, recogniser: Recogniser, voice: Voice, version: str, reader: SecondReader | None = None
    ) -> None:
        self._recogniser = recogniser
        self._reader = reader
        self._voice = voice
        self._version = version

    async def open(self, scenario: Scenario, seed: int, at: datetime) -> Turn:
        """The counterpart's first line, as turn 0."""
        decision = Decision.opening(scenario.phases[0].id)
        spoken = await self._voice.speak(Moment(scenario, fold(scenario, ()), decision, seed), silent)
        return Turn(0, "", (), decision, spoken.utterance, at, self._stamp(scenario, spoken))

    async def play(
        self, scenario: Scenario, session: Session, text: str, at: datetime, hear: Hear = silent
    ) -> Turn:
        """The turn that answers a reply; SessionError when the session has ended.

        hear gets what is said sentence by sentence where the voice takes its time.
        """
        state = fold(scenario, session.turns)
        if state.ended or session.stopped:
            raise SessionError("This conversation has ended. Start it again to go on practising.")
        text = readable(text)
        before = session.turns[-1].utterance.words if session.turns else ""
        read = await self.read(text, before, session.language, learner=session.learner)
        moves = understood(scenario, text, read.moves, state.spoke)
        decision, _ = decide(scenario, state, Reply(text, moves), session.difficulty)
        moment = Moment(scenario, state, decision, session.seed, session.turns, text, session.learner)
        spoken = await self._voice.speak(moment, hear)
        utterance = _checked(moment, spoken.utterance)
        overruled = "model" in spoken.stamp and utterance is not spoken.utterance
        refused = {"engine": f"{STOOD_IN}guard"} if overruled else {}
        stamp = {**self._stamp(scenario, spoken), **refused, **read.stamp}
        return Turn(state.turn + 1, text, moves, decision, utterance, at, stamp)

    async def read(self, text: str, before: str, language: str, *, learner: str = "") -> Read:
        """The moves of a reply to the line `before`, heard by the recogniser and the second reader."""
        heard = await asyncio.to_thread(self._recogniser.recognise, text, before, language)
        return await self._reader.read(text, before, heard, learner) if self._reader else Read(heard, {})

    def _stamp(self, scenario: Scenario, spoken: Spoken) -> Mapping[str, str]:
        return {
            "scenario": f"{scenario.id}@{scenario.version}",
            "program": self._version,
            **spoken.stamp,
        }


def _checked(moment: Moment, said: Utterance) -> Utterance:
    """What was said if the guard lets it pass, else a line of the scenario that it lets pass."""
    scenario, state, decision = moment.scenario, moment.before, moment.decision
    if not objections(scenario, state, decision, said.text, said.parts):
        return said
    safe = scripted(scenario, state, decision, moment.seed)
    if not objections(scenario, state, decision, safe.text, safe.parts):
        return safe
    fallback = Decision(Act.FALL_BACK, "fallback-character", speaker=decision.speaker)
    return scripted(scenario, state, fallback, moment.seed)


def readable(text: str) -> str:
    """The reply without control characters and without what goes past the longest reply."""
    kept = "".join(char for char in text if char.isprintable() or char in KEPT)
    return kept[:LONGEST_REPLY].strip()
