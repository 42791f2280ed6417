"""What trainers see and decide: only what learners share, and only levels that a rubric has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.domain.history import SessionSummary
from tutor.domain.oversight import LEVELS, NO_LEVEL, Objection, Review, bygone
from tutor.domain.rubric import Rubric
from tutor.domain.submission import SubmissionSummary
from tutor.domain.text_rubric import TextRubric
from tutor.errors import SessionError, TutorError
from tutor.language import Texts
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

    async def decide(self, id: str, given: Review, texts: Texts) -> None:
        """Keep a decision beside the score; TutorError, in the language of some texts, when it is not whole.

        It is kept with the score that there is now; where the rubric has not its criterion any more, with the
        one that was objected to. TutorError as well while the practice goes on: it would stand at the score
        of the whole.
        """
        card = await self.card(id)
        if isinstance(card, DebriefCard) and not card.session.assessments:
            raise TutorError(texts("review.early"))
        made = card.session if isinstance(card, DebriefCard) else card.submission
        if problems := _problems(card.rubric, made.objections, given, texts):
            raise TutorError(" ".join(problems))
        old = bygone(made.objections, [it.id for it in card.rubric.criteria]).get(given.criterion)
        given = replace(given, score=old.score) if old else given
        written = self.store.submissions
        await (written.review(id, given) if await written.has(id) else self.store.review(id, given))


def _problems(
    rubric: Rubric | TextRubric, objections: Sequence[Objection], given: Review, texts: Texts
) -> list[str]:
    """What is wrong with a decision: its criterion or level, or that a name or reason is missing."""
    known = {it.id: {NO_LEVEL, *(step.level for step in it.levels)} for it in rubric.criteria}
    known |= {id: {NO_LEVEL, *LEVELS} for id in bygone(objections, known)}
    if any(not it.criterion for it in objections):
        known[""] = {NO_LEVEL}
    if given.criterion not in known:
        names = ", ".join(filter(None, known))
        return [texts("review.no-criterion", criterion=given.criterion, known=names)]
    found = []
    if given.level not in known[given.criterion]:
        levels = ", ".join(str(it) for it in sorted(known[given.criterion]) if it)
        found.append(texts("review.no-level", levels=levels) if levels else texts("review.words-only"))
    if not given.reason.strip():
        found.append(texts("review.no-reason"))
    if not given.by.strip():
        found.append(texts("review.no-name"))
    return found
