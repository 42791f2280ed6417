"""What trainers see and decide: only what learners share, and only levels that a rubric has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.domain.history import SessionSummary
from tutor.domain.oversight import LEVELS, NO_LEVEL, Objection, Review, bygone
from tutor.domain.session import Session
from tutor.domain.submission import Submission, SubmissionSummary
from tutor.errors import ContentError, SessionError, TutorError
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
        written = isinstance(await self.record(id), Submission)
        return await (self.grading.card(id) if written else self._practice(id))

    async def record(self, id: str) -> Session | Submission:
        """What is shared as it is kept, whatever became of its content; SessionError for anything else."""
        texts = self.store.submissions
        kept = await texts.load(id) if await texts.has(id) else await self.store.load(id)
        if not kept.released:
            raise SessionError(f"Practice {id} is private: only what its learner shares can be reviewed.")
        return kept

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
        made, levels = await self._decidable(id, texts)
        if problems := _problems(levels, made.objections, given, texts):
            raise TutorError(" ".join(problems))
        old = bygone(made.objections, levels).get(given.criterion)
        given = replace(given, score=old.score) if old else given
        keep = self.store.submissions.review if isinstance(made, Submission) else self.store.review
        await keep(id, given)

    async def _decidable(self, id: str, texts: Texts) -> tuple[Session | Submission, Mapping[str, set[int]]]:
        """What is shared, and the levels of each criterion; none where its content is gone."""
        try:
            card = await self.card(id)
        except (SessionError, ContentError):
            raise
        except TutorError:
            return await self.record(id), {}
        levels = {it.id: {step.level for step in it.levels} for it in card.rubric.criteria}
        if isinstance(card, GradedCard):
            return card.submission, levels
        if not card.session.assessments:
            raise TutorError(texts("review.early"))
        return card.session, levels


def _problems(
    levels: Mapping[str, set[int]], objections: Sequence[Objection], given: Review, texts: Texts
) -> list[str]:
    """What is wrong with a decision: its criterion or level, or that a name or reason is missing."""
    known = {id: {NO_LEVEL, *those} for id, those in levels.items()}
    known |= {id: {NO_LEVEL, *LEVELS} for id in bygone(objections, known)}
    if any(not it.criterion for it in objections):
        known[""] = {NO_LEVEL}
    if given.criterion not in known:
        names = ", ".join(filter(None, known))
        return [texts("review.no-criterion", criterion=given.criterion, known=names)]
    found = []
    if given.level not in known[given.criterion]:
        shown = ", ".join(str(it) for it in sorted(known[given.criterion]) if it)
        found.append(texts("review.no-level", levels=shown) if shown else texts("review.words-only"))
    if not given.reason.strip():
        found.append(texts("review.no-reason"))
    if not given.by.strip():
        found.append(texts("review.no-name"))
    return found
