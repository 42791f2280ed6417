"""What a learner does after a practice: read the debrief, object to a score, share it with the trainer."""

from dataclasses import replace

from tutor.conversation.buttons import cancel, debriefed, during, home, objections
from tutor.conversation.parts import Parts, current, own
from tutor.domain.oversight import Objection
from tutor.domain.session import Session
from tutor.errors import AssessmentGoesOn
from tutor.language import Texts
from tutor.messages import Button, DebriefCard, Message, Note, Reply
from tutor.roleplay.engine import readable
from tutor.roleplay.state import fold


class LookingBack:
    """Answers what learners type and press when a practice is over."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def debrief(self, session_id: str) -> Reply:
        """The debrief of a practice, with what can be done next."""
        card = await self._parts.debriefing.read(session_id)
        return Reply((card,), self._next(card), session_id)

    async def show(self, message: Message, session_id: str) -> Reply:
        """The debrief of one of the learner's own practices."""
        session = await own(self._parts.store, message.learner, session_id)
        try:
            return await self.debrief(session_id)
        except AssessmentGoesOn:
            return Reply((Note(Texts(session.language)("assessment.alone")),), during(session), session.id)

    async def choose_score(self, message: Message) -> Reply:
        """Ask which score the learner sees differently."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return _nothing(message)
        rubric = self._parts.library.rubric(scenario.rubric, session.language)
        note = Note(Texts(session.language)("object.which"))
        return Reply((note,), objections(rubric, session.language), session.id)

    async def object(self, message: Message, about: str) -> Reply:
        """Keep an objection to a score of the practice at hand, given as ``criterion:words``."""
        session, _ = await current(self._parts, message)
        return await self.contest(message, f"{session.id}:{about}") if session else _nothing(message)

    async def contest(self, message: Message, about: str) -> Reply:
        """Keep an objection, given as ``practice:criterion:words``; without words, ask for them."""
        id, criterion, words = (*about.split(":", 2), "", "")[:3]
        session = await own(self._parts.store, message.learner, id)
        texts, here = Texts(session.language), message.session or id  # another practice may go on
        if not words.strip():
            note = Note(texts("object.how", title=self._title(session, criterion)))
            return Reply((note,), (cancel(session.language),), here, f"contest:{id}:{criterion}:")
        said = Objection(self._parts.now(), readable(words), criterion)
        await self._parts.store.object(id, said)
        kept = Note(texts("object.kept.shared" if session.released else "object.kept"))
        return Reply((kept,), await self._here(replace(message, session=here)), here)

    def _title(self, session: Session, criterion: str) -> str:
        """What a criterion is called, or the whole."""
        scenario = self._parts.library.scenario(session.scenario, session.language)
        rubric = self._parts.library.rubric(scenario.rubric, session.language)
        titles = {it.id: it.title for it in rubric.criteria}
        return titles.get(criterion) or Texts(session.language)("button.object.whole")

    async def reread(self, message: Message) -> Reply:
        """Let the language model read what it gave no answer on; the debrief when it answered now."""
        session, _ = await current(self._parts, message)
        if session is None:
            return _nothing(message)
        done, texts = await self._parts.debriefing.reread(session.id), Texts(session.language)
        if not done:
            return Reply((Note(texts("reread.failed")),), await self.beside(message), session.id)
        again = await self.debrief(session.id)
        return replace(again, blocks=(Note(texts("reread.done")), *again.blocks))

    async def cancel(self, message: Message) -> Reply:
        """Leave a choice: nothing has changed, and what can be done stands there again."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return _nothing(message)
        note = Note(Texts(session.language)("cancel.done"))
        return Reply((note,), await self._here(message), session.id)

    async def _here(self, message: Message) -> tuple[Button, ...]:
        """What can be done where the learner is: in a practice that goes on, or after it."""
        session, _ = await current(self._parts, message)
        return await self.beside(message) or (during(session) if session else ())

    async def beside(self, message: Message) -> tuple[Button, ...]:
        """What can be done next with the practice that a message comes from; nothing while it goes on."""
        session, scenario = await current(self._parts, message)
        if session is None or scenario is None:
            return ()
        over = session.stopped or fold(scenario, session.turns).ended
        return self._next(await self._parts.debriefing.card(session.id)) if over else ()

    def _next(self, card: DebriefCard) -> tuple[Button, ...]:
        return debriefed(card, marking=self._parts.content is not None)

    def after_end(self, session: Session, text: str) -> Reply:
        """What is typed after the end may be an objection; it is kept only when the learner says so."""
        texts = Texts(session.language)
        keep = (Button(f"object::{text}", texts("button.keep")),) if text.strip() else ()
        return Reply((Note(texts("practise.ended")),), (*keep, *home(session.language)), session.id)

    async def release(self, message: Message) -> Reply:
        """Let the trainer read the practice."""
        return await self._share(message, released=True)

    async def withdraw(self, message: Message) -> Reply:
        """Make the practice private again."""
        return await self._share(message, released=False)

    async def _share(self, message: Message, *, released: bool) -> Reply:
        session, _ = await current(self._parts, message)
        if session is None:
            return _nothing(message)
        await self._parts.store.release(session.id, released=released)
        texts = Texts(session.language)
        note = Note(texts("release.done" if released else "release.undone"))
        return Reply((note,), await self.beside(message), session.id)


def _nothing(message: Message) -> Reply:
    return Reply((Note(Texts(message.language)("practise.unknown")),), home(message.language))
