"""Looking back on a practice: scores it once, keeps the score, and puts the debrief together."""

from collections.abc import Callable
from itertools import accumulate

from tutor.assessment.debrief import debrief
from tutor.assessment.judge import Judge
from tutor.authoring.loader import Library
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.session import Party, Session
from tutor.messages import DebriefCard
from tutor.roleplay.analysis import analysed
from tutor.roleplay.packages import utility
from tutor.roleplay.state import after, beginning, fold
from tutor.store.repository import Store


class Debriefing:
    """Makes debriefs of stored practices; judge gives the judge of a language."""

    def __init__(self, library: Library, store: Store, judge: Callable[[str], Judge]) -> None:
        self._library = library
        self._store = store
        self._judge = judge

    def assess(self, session: Session, scenario: Scenario, rubric: Rubric) -> Assessment:
        """Score a session on a rubric."""
        deal = fold(scenario, session.turns).deal
        value = utility(scenario.negotiation, Party.LEARNER, deal) if scenario.negotiation and deal else None
        return self._judge(session.language).assess(session, rubric, value)

    async def card(self, session_id: str) -> DebriefCard:
        """The debrief of a practice with all it refers to; SessionError when there is no such practice."""
        session = await self._store.load(session_id)
        scenario = self._library.scenario(session.scenario, session.language)
        rubric = self._library.rubric(scenario.rubric, session.language)
        states = tuple(accumulate(session.turns, after, initial=beginning(scenario)))[1:]
        assessment = await self._kept(session, scenario, rubric)
        found = debrief(session, scenario, rubric, assessment, states)
        return DebriefCard(session, scenario, rubric, found, analysed(scenario, states[-1]))

    async def _kept(self, session: Session, scenario: Scenario, rubric: Rubric) -> Assessment:
        """The score as it was given; only a newer version of the rubric scores a session again."""
        kept = await self._store.assessment(session.id)
        if kept and (kept.rubric, kept.version) == (rubric.id, rubric.version):
            return kept
        assessment = self.assess(session, scenario, rubric)
        await self._store.save_assessment(assessment)
        return assessment
