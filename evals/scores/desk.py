"""What plays, hears and scores conversations for the figures: one recogniser that remembers, one library."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.scores.meant import meant, sentences
from tutor.app import judge, playtest_of
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library, load
from tutor.domain.record import PlainSession, RatedTranscript
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Session
from tutor.playtest.playtest import Playtest
from tutor.roleplay.recognition.encoder import MoveEncoder, Remembering
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser
from tutor.roleplay.transcript import heard, session_of
from tutor.scoring.calibrating import transcripts
from tutor.scoring.debriefing import deal_value
from tutor.settings import shipped

LANGUAGES = ("en", "nl")
RATED = Path(__file__).parent.parent.parent / "calibration"
PARALLEL = Path(__file__).parent / "parallel"
"""More conversations of each rubric, all in both languages, that nobody rated.

Errors on numbers 11 to 20 showed what kinds of exemplars were missing; 21 to 60 were written blind.
"""
BLIND = 21
"""The first number of those that were written without a look at what the recogniser does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table: what was measured, what came out, what it should be; met is None without a bar."""

    what: str
    value: str
    bar: str
    met: bool | None


class Desk:
    """Plays and hears conversations, and scores them."""

    def __init__(self) -> None:
        self.library = Library((shipped(),))
        self.hears = EmbeddedRecogniser(Remembering(MoveEncoder()))
        self._playtest = cache(self._playtest_of)
        self._known = cache(lambda *place: sentences(self._playtest(*place).repertoire))

    def _playtest_of(self, scenario: str, language: str) -> Playtest:
        return playtest_of(self.library, self.hears, scenario, language)

    def scenario(self, session: Session | PlainSession) -> Scenario:
        """The scenario that a conversation is about."""
        return self.library.scenario(session.scenario, session.language)

    def rubric(self, session: Session | PlainSession) -> Rubric:
        """The rubric that a conversation is scored on."""
        return self.library.rubric(self.scenario(session).rubric, session.language)

    def play(self, scenario: Scenario, kind: LearnerType, seed: int) -> Session:
        """One conversation of a scripted learner."""
        played = self._playtest(scenario.id, scenario.language)
        return played.play(kind, seed, Difficulty.NORMAL)[0]

    def meant(self, session: Session) -> Session:
        """The conversation of a scripted learner with the moves that it meant, whatever was heard."""
        return meant(session, self._known(session.scenario, session.language))

    def hear(self, plain: PlainSession) -> Session:
        """A transcript as a session, its moves found."""
        scenario = self.scenario(plain)
        return session_of(heard(plain, scenario, self.hears), scenario)

    def assess(self, session: Session) -> Assessment:
        """The scores of a conversation."""
        value = deal_value(session, self.scenario(session))
        return judge(session.language).assess(session, self.rubric(session), value)

    def levels(self, session: Session) -> dict[str, int]:
        """The levels that were given, by criterion."""
        return levels(self.assess(session))


def levels(assessment: Assessment) -> dict[str, int]:
    """The levels that were given, by criterion."""
    return {it.criterion: it.level for it in assessment.scores if it.level is not None}


def parallel() -> Iterator[tuple[int, PlainSession]]:
    """The transcripts in both languages that nobody rated, with their numbers, the same in both."""
    for path in sorted(PARALLEL.rglob("*.yaml")):
        yield int(path.stem), load(path, PlainSession)


def rated() -> tuple[RatedTranscript, ...]:
    """The rated transcripts that ship."""
    return transcripts(RATED)
