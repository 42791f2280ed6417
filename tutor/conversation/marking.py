"""A trainer marks a line of the counterpart as one that this person would never say, and says why."""

from collections.abc import Iterator

from tutor.authoring.never import mark
from tutor.conversation.buttons import cancel, debriefed, home
from tutor.conversation.parts import Parts, current
from tutor.domain.scenario import Scenario
from tutor.domain.session import Session
from tutor.language import Texts
from tutor.messages import Button, Line, LineList, Message, Note, Reply


class Marking:
    """Answers whoever may write in the content folder; everybody else is told what it takes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def choose(self, message: Message) -> Reply:
        """The counterpart's lines, each to be marked."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return _nothing(message)
        texts = Texts(session.language)
        if self._parts.content is None:
            return Reply((Note(texts("never.nowhere", id=session.id)),), (), session.id)
        lines = tuple(_lines(session, scenario))
        label = texts("never.mark")
        buttons = tuple(Button(it.action, f"{label}: {it.turn}") for it in lines if not it.marked)
        return Reply((LineList(lines),), (*buttons, cancel(session.language)), session.id)

    async def mark(self, message: Message, about: str) -> Reply:
        """Keep a rule, given as ``turn:who:why``; without a reason, ask for it."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return _nothing(message)
        turn, who, because = (*about.split(":", 2), "", "")[:3]
        texts, content = Texts(session.language), self._parts.content
        if content is None:
            return Reply((Note(texts("never.nowhere", id=session.id)),), (), session.id)
        if not because.strip():
            out = (cancel(session.language),)
            return Reply((Note(texts("never.why")),), out, session.id, f"never:{turn}:{who}:")
        number = int(turn) if turn.isdecimal() else -1
        check = self._parts.library.reread
        _, path = mark(content, scenario, session, turn=number, because=because, who=who, check=check)
        note = Note(texts("never.kept", file=path.relative_to(content).as_posix()))
        card = await self._parts.debriefing.card(session.id)
        return Reply((note,), debriefed(card, marking=True), session.id)


def _lines(session: Session, scenario: Scenario) -> Iterator[Line]:
    marked = {rule.said for rule in scenario.never}
    for turn in session.turns:
        if not turn.utterance.parts:
            text = turn.utterance.text
            yield Line(turn.number, "", scenario.persona.name, text, text in marked)
        for who in dict.fromkeys(part.speaker for part in turn.utterance.parts):
            text = " ".join(it.text for it in turn.utterance.parts if it.speaker == who)
            yield Line(turn.number, who, scenario.person(who).name, text, text in marked)


def _nothing(message: Message) -> Reply:
    return Reply((Note(Texts(message.language)("practise.unknown")),), home(message.language))
