"""The one place that builds objects: settings in, working parts out."""

import asyncio
import os
import random
import secrets
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tutor.assessment.judge import Judge
from tutor.assessment.model_judge import ModelJudge
from tutor.assessment.model_text_judge import ModelTextJudge
from tutor.authoring.drafting import Drafting
from tutor.authoring.loader import Library
from tutor.authoring.yaml_file import read_yaml
from tutor.conversation.conversation import Conversation
from tutor.conversation.handing_in import HandingIn
from tutor.conversation.looking_back import LookingBack
from tutor.conversation.parts import Parts
from tutor.conversation.practice import Practice
from tutor.conversation.quizzing import Quizzing
from tutor.domain.calibration import Card
from tutor.domain.calls import Purpose
from tutor.domain.course import Asked, IngestReport
from tutor.domain.record import PlainSession, RatedTranscript
from tutor.domain.rubric import Assessment, JudgedBy, Rubric
from tutor.domain.session import Session
from tutor.embeddings.embedder import PACKAGED, Embedder
from tutor.embeddings.multilingual import multilingual
from tutor.errors import CourseError, SettingsError
from tutor.language import Texts
from tutor.llm.building import chat_model
from tutor.llm.line import World
from tutor.llm.model import LanguageModel
from tutor.models import Build, Models
from tutor.playtest.playtest import Playtest
from tutor.prompts import Prompts
from tutor.roleplay.engine import Engine
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.model_voice import ModelVoice
from tutor.roleplay.recognition.encoder import MoveEncoder
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser, Recogniser, reliability
from tutor.roleplay.recognition.spelling import dictionary
from tutor.roleplay.second_reader import ModelReader
from tutor.roleplay.transcript import heard, session_of
from tutor.roleplay.voice import ScriptedVoice, Voice
from tutor.scoring.calibrating import calibrate, transcripts
from tutor.scoring.debriefing import Debriefing
from tutor.scoring.grading import Grading
from tutor.scoring.reviewing import Reviewing
from tutor.settings import LOOPBACK, PACKAGE, Settings
from tutor.store.repository import Store
from tutor.teaching import Teaching

if TYPE_CHECKING:
    from tutor.course.index import Progress


class App:
    """The product on one data folder; parts are built when they are first used."""

    def __init__(self, settings: Settings, store: Store, build: Build = chat_model) -> None:
        self.settings = settings
        self.store = store
        self._build = build

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """Open the data folder and bring its database up to date; SettingsError when it cannot be used."""
        _make(settings.data)
        return cls(settings, await Store.open(settings.database))

    async def close(self) -> None:
        """Close the database."""
        await self.store.close()

    @cached_property
    def library(self) -> Library:
        return Library(self.settings.roots)

    @cached_property
    def prompts(self) -> Prompts:
        return Prompts(self.settings.roots)

    @cached_property
    def models(self) -> Models:
        world = World(time.monotonic, asyncio.sleep, random.random)
        return Models(self.settings, self.store, self.prompts, world=world, now=now, build=self._build)

    def model(self, purpose: Purpose) -> LanguageModel | None:
        """The language model for a purpose, None where the embedded part does it."""
        return self.models.model(purpose)

    @cached_property
    def embedder(self) -> Embedder:
        return Embedder(self.settings.embedding_model or PACKAGED)

    @cached_property
    def teaching(self) -> Teaching:
        """What teaches the courses on the shelf."""
        folder, url = self.settings.data / "index", self.settings.chroma_url
        return Teaching(
            self.store.shelf, self.embedder, self.library, self.prompts, self.model, folder=folder, chroma=url
        )

    @cached_property
    def recogniser(self) -> Recogniser:
        return EmbeddedRecogniser(self._move_encoder)

    @cached_property
    def _move_encoder(self) -> MoveEncoder:
        # What was tuned is the packaged model, whatever searches the course.
        return MoveEncoder(self._packaged)

    @cached_property
    def _packaged(self) -> Embedder:
        return self.embedder if self.embedder.name == PACKAGED else Embedder(PACKAGED)

    @cached_property
    def engine(self) -> Engine:
        model = self.model(Purpose.RECOGNISE)
        reader = ModelReader(model, self.prompts) if model else None
        return Engine(self.recogniser, self.voice, version("conversation-tutor"), reader)

    @cached_property
    def voice(self) -> Voice:
        """What words the counterpart: the model for that, or the script."""
        model = self.model(Purpose.VOICE)
        if model is None:
            return ScriptedVoice()
        watch = Watch(self.library.in_other_languages, self._packaged)
        return ModelVoice(model, self.prompts, watch, seconds=self.settings.voice_seconds)

    @cached_property
    def debriefing(self) -> Debriefing:
        return Debriefing(
            self.library, self.store, judge, self._reader, now=now, program=version("conversation-tutor")
        )

    @property
    def drafting(self) -> Drafting:
        """What drafts content, for all but quizzes with a language model only."""
        return Drafting(self.model(Purpose.DRAFT), self.prompts, self.library, now)

    def _reader(self) -> ModelJudge | None:
        model = self.model(Purpose.JUDGE)
        return ModelJudge(model, self.prompts) if model else None

    def _text_reader(self) -> ModelTextJudge | None:
        model = self.model(Purpose.JUDGE)
        return ModelTextJudge(model, self.prompts) if model else None

    @cached_property
    def grading(self) -> Grading:
        embedder = self._packaged  # the weights of what compares are for that model
        program = version("conversation-tutor")
        return Grading(self.library, self.store, embedder, self._text_reader, now=now, program=program)

    @cached_property
    def reviewing(self) -> Reviewing:
        """What trainers see and decide."""
        return Reviewing(self.store, self.debriefing, self.grading)

    @cached_property
    def handing_in(self) -> HandingIn:
        return HandingIn(self.library, self.store, self.grading, now, _new_id)

    @cached_property
    def conversation(self) -> Conversation:
        parts = Parts(
            engine=self.engine,
            library=self.library,
            store=self.store,
            debriefing=self.debriefing,
            now=now,
            new_id=_new_id,
            content=_to_write_in(self.settings),
        )
        looking_back = LookingBack(parts)
        practice, quizzing = (
            Practice(parts, looking_back),
            Quizzing(self.teaching, parts, lambda: secrets.randbelow(10_000)),
        )
        course = self.settings.course
        return Conversation(
            self.teaching, quizzing, practice, looking_back, self.handing_in, parts, course=course
        )

    def session_of(self, plain: PlainSession) -> Session:
        """A transcript that was not played here, as a session."""
        scenario = self.library.scenario(plain.scenario, plain.language)
        return session_of(heard(plain, scenario, self.recogniser), scenario)

    async def assess(self, plain: PlainSession, rubric: Rubric, by: JudgedBy | None = None) -> Assessment:
        """Score a transcript that was not played here."""
        scenario = self.library.scenario(plain.scenario, plain.language)
        session = self.session_of(plain)
        return await self.debriefing.assess(session, scenario, rubric, by)

    async def calibrate(self, folder: Path, by: JudgedBy = JudgedBy.EMBEDDED) -> tuple[Card, ...]:
        """Compare a judge with the people who rated the transcripts in a folder, and keep the cards."""

        def rubric_of(one: RatedTranscript) -> Rubric:
            return self.library.rubric(one.rubric, one.language)

        async def assess(one: RatedTranscript) -> Assessment:
            return await self.assess(one, rubric_of(one), by)

        rated, program = transcripts(folder), version("conversation-tutor")
        cards = [it async for it in calibrate(rated, assess, rubric_of, made=now(), program=program)]
        for card in cards:
            await self.store.save_card(card)
        return tuple(cards)

    async def prepare(self, progress: "Progress") -> tuple[IngestReport, ...]:
        """Bring every course in the content folders up to date, and load what a first question needs."""
        reports = []
        for folder in course_folders(self.settings.roots):
            reports.append(await self.teaching.ingest([folder], folder.name, progress))
        await asyncio.to_thread(self.models.make_all)
        await asyncio.to_thread(self.recogniser.recognise, "ok", "", "en")
        return tuple(reports)

    async def warm(self) -> None:
        """Load what the first question and the first reply need, and what makes all later ones quicker."""
        with suppress(CourseError):  # a course without documents is told to the one who asks
            await self.teaching.look(self.settings.course, Asked("feedback", self.settings.language or "en"))
        for embedder in {self.embedder, self._packaged}:
            await asyncio.to_thread(embedder.prepare)
        await asyncio.to_thread(self._move_encoder.prepare)
        await asyncio.to_thread(multilingual, ["ok"])
        for language in ("en", "nl"):
            await asyncio.to_thread(dictionary, language)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what learners type is for this user only
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise SettingsError(
            f"TUTOR_DATA: {str(folder)!r} is not a folder that this program can write in. Name another one."
        )


def _to_write_in(settings: Settings) -> Path | None:
    """The content folder that whoever uses this program may write in.

    There is no login: where others can reach the address, that is nobody.
    """
    content = settings.content
    may = content and settings.host in LOOPBACK and os.access(content, os.W_OK | os.X_OK)
    return content if may else None


def course_folders(roots: Sequence[Path]) -> tuple[Path, ...]:
    """The folder of each course, ``knowledge/<course>``; an earlier content folder wins."""
    found: dict[str, Path] = {}
    for root in roots:
        for folder in sorted((root / "knowledge").glob("*/")):
            found.setdefault(folder.name, folder)
    return tuple(found.values())


def playtest_of(library: Library, recogniser: Recogniser, id: str, language: str) -> Playtest:
    """A bench on which scripted learners play a scenario."""
    scenario = library.scenario(id, language)
    rubric = library.rubric(scenario.rubric, language)
    bank = read_yaml(PACKAGE / "authoring" / "learners" / f"{language}.yaml").data
    return Playtest(scenario, rubric, recogniser, judge(language), bank)


def judge(language: str) -> Judge:
    """The embedded judge for sessions in a language."""
    return Judge(Texts(language), reliability(language))


def _new_id() -> str:
    return uuid.uuid4().hex


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
