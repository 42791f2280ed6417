"""Looking back on a practice: scores it once, keeps the score, and puts the debrief together."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import accumulate
from weakref import WeakValueDictionary

from tutor.assessment.comparison import Comparison, Tried, Try, compare, tried
from tutor.assessment.debrief import Debrief, debrief
from tutor.assessment.judge import Judge
from tutor.assessment.model_judge import ModelJudge
from tutor.authoring.loader import Library
from tutor.domain.rubric import Assessment, JudgedBy, Rubric
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Mode, Party, Session
from tutor.errors import AssessmentGoesOn
from tutor.messages import DebriefCard
from tutor.roleplay.bargaining.analysis import analysed
from tutor.roleplay.bargaining.packages import utility
from tutor.roleplay.state import after, beginning, fold
from tutor.scoring.anew import answered, no_model, reread
from tutor.store.repository import Store

LEAST_TRIES, MOST_TRIES = 3, 4
"""How many tries make a row of them, as two stand side by side already; and how many fit on a phone."""
LEVELS = ("new-manager", "manager", "senior-manager", "executive")


def _distance(from_: Scenario, to: Scenario) -> tuple[bool, int, str]:
    steps = abs(LEVELS.index(to.level) - LEVELS.index(from_.level))
    return to.rubric != from_.rubric, steps, to.id


def deal_value(session: Session, scenario: Scenario) -> float | None:
    """What the deal that was reached is worth to the learner (0–1); None without one."""
    deal = fold(scenario, session.turns).deal
    return utility(scenario.negotiation, Party.LEARNER, deal) if scenario.negotiation and deal else None


def _over(session: Session, scenario: Scenario) -> bool:
    """Whether a practice is over; AssessmentGoesOn for an assessment that is not."""
    over = session.stopped or fold(scenario, session.turns).ended
    if not over and session.mode is Mode.ASSESSMENT:
        raise AssessmentGoesOn(
            f"Practice {session.id} is an assessment that goes on: look back when it is over."
        )
    return over


def _so_far(found: Debrief) -> Debrief:
    """A debrief without what the counterpart has not told."""
    return replace(found, story=(), hidden=tuple(it for it in found.hidden if it.degree is Degree.WHOLE))


class Debriefing:
    """Makes debriefs of stored practices.

    judge gives the embedded judge of a language, reader the judge with a language model, if one is set up;
    now is the time, and program the version of this program, both kept with each score.
    """

    def __init__(
        self,
        library: Library,
        store: Store,
        judge: Callable[[str], Judge],
        reader: Callable[[], ModelJudge | None],
        *,
        now: Callable[[], datetime],
        program: str,
    ) -> None:
        self._library = library
        self._store = store
        self._judge = judge
        self._reader = reader
        self._now = now
        self._program = program
        self._scoring = WeakValueDictionary[str, asyncio.Lock]()

    @property
    def takes_time(self) -> bool:
        """Whether a language model scores, which takes many seconds."""
        return self._reader() is not None

    async def assess(
        self, session: Session, scenario: Scenario, rubric: Rubric, by: JudgedBy | None = None
    ) -> Assessment:
        """Score a session on a rubric, with the model where one is set up unless another judge is asked for.

        SettingsError when the model is asked for and there is none.
        """
        value = deal_value(session, scenario)
        counted = self._judge(session.language).assess(session, rubric, value)
        if by is JudgedBy.EMBEDDED:
            return counted
        if reader := self._reader():
            return await reader.read(session, rubric, counted, value)
        if by is JudgedBy.MODEL:
            raise no_model()
        return counted

    async def score(self, session_id: str, by: JudgedBy | None = None, rubric_id: str = "") -> Assessment:
        """The score of a stored practice: the one that was given, unless a judge is named or it goes on yet.

        AssessmentGoesOn for an assessment that is not over; to be told the score of another practice half-way
        is help, and counts as feedback.

        Naming a judge scores a practice that is over anew; what was given before stays in the record. A score
        on another rubric than the scenario's is given only, and not kept; TutorError, and nothing is kept,
        where the model was asked for and gave no answer at all.
        """
        session = await self._store.load(session_id)
        scenario = self._library.scenario(session.scenario, session.language)
        rubric = self._library.rubric(rubric_id or scenario.rubric, session.language)
        over = _over(session, scenario)
        await self._note(session, over)
        if rubric_id:
            return await self.assess(session, scenario, rubric, by)
        if over and by is None:
            return await self._kept(session, scenario, rubric)
        assessment = await self.assess(session, scenario, rubric, by)
        if by is JudgedBy.MODEL:
            answered(assessment)
        if over:
            await self._keep(assessment, rubric)
        return assessment

    async def reread(self, session_id: str) -> bool:
        """Let the model read what it gave no answer on, while all else of the score stays.

        Whether it answered now; where it did not, nothing is kept.
        """
        session = await self._store.load(session_id)
        scenario = self._library.scenario(session.scenario, session.language)
        rubric = self._library.rubric(scenario.rubric, session.language)
        async with self._one_at_a_time(session_id):
            given, reader = await self._store.assessment(session_id), self._reader()
            if reader is None or given is None or given.version != rubric.version:
                return False
            value = deal_value(session, scenario)
            now = await reread(
                given, lambda so_far: reader.read(session, rubric, so_far, value, only=so_far.unread)
            )
            if now.read > given.read:
                await self._keep(now, rubric)
            return now.read > given.read

    async def read(self, session_id: str) -> DebriefCard:
        """The debrief as its learner reads it, by whichever way; errors as of card.

        What is read half-way helps as feedback does, and counts as feedback on the last reply.
        """
        session = await self._store.load(session_id)
        scenario = self._library.scenario(session.scenario, session.language)
        await self._note(session, _over(session, scenario))
        return await self.card(session_id)

    async def _note(self, session: Session, over: bool) -> None:
        """Remember that a learner was told how it goes, in a practice that goes on and has a reply."""
        if not over and len(session.turns) > 1:
            await self._store.add_feedback(session.id, session.turns[-1].number)

    async def card(self, session_id: str) -> DebriefCard:
        """The debrief of a practice with all it refers to.

        While it goes on nothing is kept of it, and what can be earned yet is left out. SessionError when
        there is no such practice, AssessmentGoesOn for an assessment that is not over.
        """
        session = await self._store.load(session_id)
        scenario = self._library.scenario(session.scenario, session.language)
        rubric = self._library.rubric(scenario.rubric, session.language)
        states = tuple(accumulate(session.turns, after, initial=beginning(scenario)))[1:]
        over = _over(session, scenario)
        assessment = await (self._kept if over else self.assess)(session, scenario, rubric)
        session = await self._store.load(session_id)  # with the score, if it was only given now
        found = debrief(session, scenario, rubric, assessment, states)
        found = found if over else _so_far(found)
        now = Try(session, states[-1], assessment)
        return DebriefCard(
            session,
            scenario,
            rubric,
            found,
            analysed(scenario, states[-1]),
            await self._beside(now, scenario, rubric),
            await self._next(session, scenario),
            await self._store.card(rubric.id, session.language, assessment.reader),
            unread=over and bool(assessment.unread) and self.takes_time,
            tries=await self._tries(session, rubric) if over else (),
        )

    async def _tries(self, now: Session, rubric: Rubric) -> tuple[Tried, ...]:
        """This try behind those before it with a score on the same criteria; none where those are too few."""
        found: list[Tried] = []
        for one in await self._store.sessions(now.learner):
            same = (one.scenario, one.language) == (now.scenario, now.language)
            if not same or one.started > now.started or len(found) == MOST_TRIES:
                continue
            given = await self._store.assessment(one.id)
            if given and (given.rubric, given.version) == (rubric.id, rubric.version):
                found.append(tried(one, rubric, given))
        return tuple(reversed(found)) if len(found) >= LEAST_TRIES else ()

    async def _next(self, session: Session, scenario: Scenario) -> Scenario | None:
        """A scenario that the learner has not tried: one on the same rubric first, then the nearest level."""
        tried = {it.scenario for it in await self._store.sessions(session.learner) if it.turns}
        left = [it for it in self._library.scenarios(session.language) if it.id not in tried | {scenario.id}]
        return min(left, key=lambda it: _distance(scenario, it), default=None)

    async def _beside(self, now: Try, scenario: Scenario, rubric: Rubric) -> Comparison | None:
        """A comparison with the practice that this one branched from, else with the try before it."""
        session = now.session
        earlier = session.origin.session if session.origin else await self._before(session)
        own = {it.id for it in await self._store.sessions(session.learner)}
        if earlier not in own:  # there was none, or its learner has deleted it
            return None
        other = await self._store.load(earlier)
        assessment = await self._kept(other, scenario, rubric)
        return compare(rubric, Try(other, fold(scenario, other.turns), assessment), now)

    async def _before(self, session: Session) -> str:
        """The id of the learner's newest earlier try of the scenario in its language; empty without one."""
        for one in await self._store.sessions(session.learner):
            same = (one.scenario, one.language) == (session.scenario, session.language)
            if same and one.turns and not one.open and one.started < session.started:
                return one.id
        return ""

    async def _kept(self, session: Session, scenario: Scenario, rubric: Rubric) -> Assessment:
        """The score as it was given last; only another version of the rubric scores a session again."""
        async with self._one_at_a_time(session.id):
            kept = await self._store.assessment(session.id)
            if kept and (kept.rubric, kept.version) == (rubric.id, rubric.version):
                return kept
            assessment = await self.assess(session, scenario, rubric)
            await self._keep(assessment, rubric)
            return assessment

    def _one_at_a_time(self, id: str) -> asyncio.Lock:
        """Two windows may ask at once; only one of them is to score."""
        return self._scoring.setdefault(id, asyncio.Lock())

    async def _keep(self, assessment: Assessment, rubric: Rubric) -> None:
        titles = {it.id: it.title for it in rubric.criteria}
        given = replace(assessment, at=self._now(), program=self._program, titles=titles)
        await self._store.save_assessment(given)
