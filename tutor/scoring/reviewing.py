"""What trainers see and decide: only what learners share, and only levels that a rubric has."""

from dataclasses import dataclass, replace

from tutor.domain.history import SessionSummary
from tutor.domain.oversight import Review
from tutor.domain.rubric import Rubric
from tutor.domain.submission import SubmissionSummary
from tutor.domain.text_rubric import TextRubric
from tutor.errors import SessionError, TutorError
from tutor.messages import DebriefCard, GradedCard
from tutor.scoring.debriefing import LEAST_TRIES, Debriefing
from tutor.scoring.grading import Grading
from tutor.store.repository import Store


@dataclass(frozen=True)
class Reviewing:
    """Practices and texts that learners share, and what is decided about their scores."""

    store: Store
    debriefing: Debriefing
    grading: Grading

    async def shared(self) -> tuple[tuple[SessionSummary, ...], tuple[SubmissionSummary, ...]]:
        """All practices and texts that are shared, newest first, but before them where an objection waits."""
        sessions, written = await self.store.released(), await self.store.submissions.released()
        return (
            tuple(sorted(sessions, key=lambda it: not it.waiting)),
            tuple(sorted(written, key=lambda it: not it.waiting)),
        )

    async def card(self, id: str) -> DebriefCard | GradedCard:
        """The debrief of what is shared; SessionError for anything else."""
        texts = self.store.submissions
        written = await texts.has(id)
        kept = await texts.load(id) if written else await self.store.load(id)
        if not kept.released:
            raise SessionError(f"Practice {id} is private: only what its learner shares can be reviewed.")
        return await (self.grading.card(id) if written else self._practice(id))

    async def _practice(self, id: str) -> DebriefCard:
        """A shared practice, without what it says of others that are not shared.

        What to try next goes as well: it is what the learner has not tried yet, in private or not.
        """
        card = await self.debriefing.card(id)
        shared = {it.id for it in await self.store.released()}
        beside = card.comparison if card.comparison and card.comparison.session in shared else None
        tries = tuple(it for it in card.tries if it.session in shared)
        tries = tries if len(tries) >= LEAST_TRIES else ()
        return replace(card, comparison=beside, tries=tries, next=None)

    async def decide(self, id: str, given: Review) -> None:
        """Keep a decision beside the score; TutorError when it is not whole or has no level of the rubric.

        TutorError as well while the practice goes on: it would stand at the score of the whole.
        """
        card = await self.card(id)
        if isinstance(card, DebriefCard) and not card.session.assessments:
            raise TutorError(
                f"Practice {id} goes on yet: there is no score to decide on before it has ended."
            )
        _check(card.rubric, given)
        texts = self.store.submissions
        await (texts.review(id, given) if await texts.has(id) else self.store.review(id, given))


def _check(rubric: Rubric | TextRubric, given: Review) -> None:
    """TutorError where the rubric has no such criterion or level, or where a name or reason is missing."""
    known = {it.id: [step.level for step in it.levels] for it in rubric.criteria}
    if given.criterion not in known:
        raise TutorError(f"{rubric.id} has no criterion {given.criterion!r}; it has {', '.join(known)}.")
    if given.level not in known[given.criterion]:
        levels = ", ".join(map(str, known[given.criterion]))
        raise TutorError(f"{given.criterion} has no level {given.level}; it has {levels}.")
    if not (given.by.strip() and given.reason.strip()):
        raise TutorError("A review needs a name and a reason.")
