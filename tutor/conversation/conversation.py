"""One conversation behind many doors: a channel hands in a Message and renders the Reply."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from tutor.conversation.buttons import answered, home
from tutor.conversation.handing_in import WRITTEN, HandingIn
from tutor.conversation.looking_back import LookingBack
from tutor.conversation.marking import Marking
from tutor.conversation.parts import Parts, current
from tutor.conversation.practice import Practice
from tutor.conversation.quizzing import Quizzing
from tutor.conversation.socratic import Socratic, Teacher
from tutor.course.analysis import words
from tutor.course.paths import wish
from tutor.domain.course import Answer, Asked
from tutor.domain.hearing import Hear, silent
from tutor.errors import SessionError, TutorError
from tutor.language import SPOKEN, Texts, word_list
from tutor.messages import Activity, AnswerCard, Message, Note, Reply
from tutor.store.repository import Store

Taught = Callable[[Message, str, str], Awaitable[Reply]]
"""Answers a message with the course and what the verb is about."""


class Conversation:
    """Answers messages of any learner in any channel; course is the one that is asked by default."""

    def __init__(
        self,
        tutor: Teacher,
        quizzing: Quizzing,
        practice: Practice,
        looking_back: LookingBack,
        handing_in: HandingIn,
        parts: Parts,
        *,
        course: str,
    ) -> None:
        self._tutor = tutor
        self._quizzing = quizzing
        self._socratic = Socratic(tutor)
        self._practice = practice
        self._looking_back = looking_back
        self._handing_in = handing_in
        self._marking = Marking(parts)
        self._parts = parts
        self._course = course

    async def handle(self, message: Message, hear: Hear = silent) -> Reply:
        """The reply to a message; what goes wrong on purpose becomes a note that says what to do.

        hear gets the sentences of the reply's first block as they come, where it takes a while to make.
        """
        texts = Texts(message.language)
        try:
            return await self._handle(message, hear)
        except SessionError:
            return Reply((Note(texts("practise.unknown")),), home(message.language))
        except TutorError as error:
            return Reply((Note(texts("error.trouble", reason=error)),), home(message.language))

    async def _handle(self, message: Message, hear: Hear) -> Reply:
        verb, named_one, about = message.action.partition(":")
        does, then = self._practice, self._looking_back
        alone = {
            "practise": does.choose,
            "hint": does.hint,
            "feedback": does.feedback,
            "turns": does.turns,
            "stop": does.stop,
            "cancel": then.cancel,
            "reread": then.reread,
            "object": then.choose_score,
            "release": then.release,
            "withdraw": then.withdraw,
            "never": self._marking.choose,
        }
        named = {
            "brief": does.brief,
            "ways": does.ways,
            "prepare": does.prepare,
            "start": does.start,
            "rewind": does.rewind,
            "resume": does.resume,
            "debrief": then.show,
            "object": then.object,
            "contest": then.contest,
            "never": self._marking.mark,
        }
        if verb in WRITTEN:
            return await self._handing_in.handle(message, verb, about)
        if taught := self._taught(verb):
            return await taught(message, self._course, about)
        if verb == "ask":
            return await self.ask(message, about, hear=hear)
        if verb in alone and not named_one:
            return await alone[verb](message)
        if verb in named:
            return await named[verb](message, about)
        if message.activity is Activity.ASK:
            if wanted := wish(message.text):
                return await self._handle(replace(message, action=wanted), hear)
            return await self.ask(message, message.text, hear=hear)
        return await does.say(message, hear)

    def _taught(self, verb: str) -> Taught | None:
        """What answers a verb of quizzes and of thinking first."""
        asks, thinks = self._quizzing, self._socratic
        taught: dict[str, Taught] = {
            "quiz": asks.begin,
            "graded": asks.grade,
            "reveal": asks.reveal,
            "leave": asks.leave,
            "progress": asks.progress,
            "socratic": thinks.begin,
            "attempt": thinks.attempt,
            "tell": thinks.tell,
        }
        return taught.get(verb)

    async def ask(self, message: Message, question: str, *, hear: Hear = silent) -> Reply:
        """Answer a question from the course; one it does not cover is logged as a gap."""
        if not question.strip() or _courteous(question):
            return Reply((Note(Texts(message.language)("ask.empty")),))
        course = await self._course_of(message)
        asked = Asked(question, message.language, message.history, message.learner)
        answer = await self._tutor.answer(course, asked, hear)
        await log_gap(self._parts.store, course, answer)
        beside = await self._looking_back.beside(message) if message.session else answered(answer)
        return Reply((AnswerCard(answer),), beside, message.session)

    async def _course_of(self, message: Message) -> str:
        """The course of the practice that the question comes from, else the one that learners ask."""
        _, scenario = await current(self._parts, message) if message.session else (None, None)
        return scenario.course if scenario else self._course


def _courteous(question: str) -> bool:
    """Whether nothing is asked ("ok, thanks"); a trainer need not read it as a question without an answer."""
    said = words(question)
    return bool(said) and all(any(it in word_list("courtesy", one) for one in SPOKEN) for it in said)


async def log_gap(store: Store, course: str, answer: Answer) -> None:
    """Note a question that the course does not answer, with the section that came nearest; none in need."""
    if answer.declined and not answer.pointer and answer.question.strip():
        near = answer.nearest
        nearest = f"{near.document} · {near.place.locator}" if near else ""
        await store.add_gap(course, answer.question, answer.language, nearest)
