"""Written assignments in a conversation: choose one, hand in a text, read how it was graded, object."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tutor.authoring.loader import Library
from tutor.conversation.buttons import assignments_home, graded_buttons, text_cancel, text_objections
from tutor.domain.assignment import Assignment
from tutor.domain.oversight import Objection
from tutor.domain.submission import Handed, Submission
from tutor.errors import SessionError, TutorError
from tutor.language import Texts
from tutor.messages import AssignmentList, Message, Note, Reply, TaskCard
from tutor.scoring.grading import Grading, typed
from tutor.store.repository import Store

WRITTEN = frozenset(
    {
        "assignments",
        "assignment",
        "hand-in",
        "text",
        "text-cancel",
        "text-object",
        "text-release",
        "text-reread",
        "text-withdraw",
    }
)
"""The actions on written assignments."""
LONGEST = 4_000
"""Characters of an objection."""


@dataclass(frozen=True)
class HandingIn:
    """Answers what learners do with written assignments; now is the clock, new_id the source of ids."""

    library: Library
    store: Store
    grading: Grading
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    async def handle(self, message: Message, verb: str, about: str) -> Reply:
        """The reply to an action of WRITTEN."""
        match verb:
            case "assignment":
                return await self.show(message, about)
            case "hand-in":
                return await self.hand_in(message, about)
            case "text":
                return await self._card(await self.own(message.learner, about))
            case "text-object" if ":" in about:
                return await self.object(message, about)
            case "text-object":
                return await self.choose_score(message, about)
            case "text-cancel":
                return await self.cancel(message, about)
            case "text-reread":
                return await self.reread(message, about)
            case "text-release" | "text-withdraw":
                return await self.share(message, about, released=verb == "text-release")
            case _:
                return await self.choose(message)

    async def choose(self, message: Message) -> Reply:
        """The assignments there are, and what was handed in earlier."""
        listed = self.library.assignments(message.language)
        earlier = await self.store.submissions.of(message.learner)
        own = tuple(it for it in earlier if it.language == message.language)
        return Reply((AssignmentList(listed, own),), assignments_home(message.language, listed, own))

    async def show(self, message: Message, id: str) -> Reply:
        """The task of an assignment; what is typed next is handed in."""
        assignment = self.task(id, message.language)
        return Reply((TaskCard(assignment),), (), "", f"hand-in:{id}:")

    def task(self, id: str, language: str) -> Assignment:
        """An assignment; TutorError, in the language, when it is not there, or not any more."""
        for one in self.library.assignments(language):
            if one.id == id:
                return one
        raise TutorError(Texts(language)("hand-in.gone"))

    async def hand_in(self, message: Message, about: str) -> Reply:
        """Grade a typed text, given as ``assignment:text``."""
        id, _, text = about.partition(":")
        made = await self.keep(message.learner, id, message.language, typed(text))
        return await self._card(made)

    async def keep(self, learner: str, id: str, language: str, work: Handed) -> Submission:
        """Grade a text and keep it; TutorError, in the language, when it cannot be graded."""
        assignment = self.task(id, language)
        await self.store.learner(learner, learner, language)
        return await self.grading.hand_in(learner, assignment, work, id=self.new_id(), at=self.now())

    async def choose_score(self, message: Message, id: str) -> Reply:
        """Ask which score the learner sees differently."""
        made = await self.own(message.learner, id)
        card = await self.grading.card(made.id)
        note = Note(Texts(made.language)("object.which"))
        return Reply((note,), text_objections(card))

    async def object(self, message: Message, about: str) -> Reply:
        """Keep an objection, given as ``text:criterion:words``; without words, ask for them."""
        id, _, rest = about.partition(":")
        criterion, _, words = rest.partition(":")
        made = await self.own(message.learner, id)
        texts = Texts(made.language)
        if not words.strip():
            note = Note(texts("text.object.how", title=self._title(made, criterion)))
            return Reply((note,), (text_cancel(made),), "", f"text-object:{id}:{criterion}:")
        await self.store.submissions.object(id, Objection(self.now(), words.strip()[:LONGEST], criterion))
        kept = Note(texts("text.object.kept.shared" if made.released else "text.object.kept"))
        return Reply((kept,), graded_buttons(await self.grading.card(id)))

    def _title(self, made: Submission, criterion: str) -> str:
        """What a criterion is called, or the whole."""
        assignment = self.library.assignment(made.assignment, made.language)
        rubric = self.library.text_rubric(assignment.rubric, made.language)
        titles = {it.id: it.title for it in rubric.criteria}
        return titles.get(criterion) or Texts(made.language)("button.object.whole")

    async def reread(self, message: Message, id: str) -> Reply:
        """Let the language model read what none has read; the debrief when it answered now."""
        made = await self.own(message.learner, id)
        done, texts = await self.grading.reread(id), Texts(made.language)
        if not done:
            return Reply((Note(texts("reread.failed")),), graded_buttons(await self.grading.card(id)))
        again = await self._card(made)
        return replace(again, blocks=(Note(texts("reread.done")), *again.blocks))

    async def cancel(self, message: Message, id: str) -> Reply:
        """Leave a choice: nothing has changed."""
        made = await self.own(message.learner, id)
        note = Note(Texts(made.language)("cancel.done"))
        return Reply((note,), graded_buttons(await self.grading.card(id)))

    async def share(self, message: Message, id: str, *, released: bool) -> Reply:
        """Let the trainer read a text, or no longer."""
        made = await self.own(message.learner, id)
        await self.store.submissions.release(id, released=released)
        note = Note(Texts(made.language)("text.release.done" if released else "text.release.undone"))
        return Reply((note,), graded_buttons(await self.grading.card(id)))

    async def own(self, learner: str, id: str) -> Submission:
        """A text of this learner; SessionError when it is another's."""
        made = await self.store.submissions.load(id)
        if made.learner != learner:
            raise SessionError(f"Text {id} belongs to another learner.")
        return made

    async def _card(self, made: Submission) -> Reply:
        card = await self.grading.card(made.id)
        return Reply((card,), graded_buttons(card))
