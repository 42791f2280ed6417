"""Grading written assignments: reads what was handed in, grades it once, and keeps it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from weakref import WeakValueDictionary

from tutor.assessment.model_text_judge import ModelTextJudge
from tutor.assessment.overall import overall
from tutor.assessment.prose import Line, Prose, count_words, taken_apart
from tutor.assessment.text_judge import Seen, TextJudge
from tutor.authoring.loader import Library
from tutor.course.comparing import Comparer
from tutor.course.ingestion import decode, read_document
from tutor.course.reading.draft import Limits
from tutor.course.reading.unreadable import told
from tutor.domain.assignment import MOST_WORDS, Assignment, Covered, Found
from tutor.domain.rubric import Assessment, JudgedBy, Score, Unscored
from tutor.domain.submission import Graded, Handed, LeftOut, Submission
from tutor.domain.text_rubric import TextCriterion, TextRubric
from tutor.embeddings.embedder import Embedder
from tutor.errors import TutorError, UnreadableDocument
from tutor.language import Texts, detect
from tutor.messages import GradedCard, TextFinding
from tutor.points.covering import FOUND, PERHAPS, Match, Point, cover
from tutor.scoring.anew import answered, no_model, reread
from tutor.store.repository import Store

PLAIN = (".md", ".markdown", ".txt")
SUFFIXES = (*PLAIN, ".docx", ".pdf")
LIMITS = Limits(size=10_000_000, unpacked=100_000_000, pages=200, characters=300_000)
LANGUAGES = ("nl", "en", "de")
LEAST_WORDS = 20
"""With fewer words than this there is nothing to grade."""


class Grading:
    """Grades texts with the assignments and rubrics of a library.

    reader gives the language model that judges what the program cannot, None where there is none. now is the
    time, and program the version of this program, both kept with each grading.
    """

    def __init__(
        self,
        library: Library,
        store: Store,
        embedder: Embedder,
        reader: Callable[[], ModelTextJudge | None],
        *,
        now: Callable[[], datetime],
        program: str,
    ) -> None:
        self._library = library
        self._store = store
        self._embedder = embedder
        self._reader = reader
        self._now = now
        self._program = program
        self._grading = WeakValueDictionary[str, asyncio.Lock]()
        self._points: dict[tuple[str, str], tuple[Assignment, tuple[Point, ...]]] = {}

    # --- reading ---------------------------------------------------------------------------------------

    def read(self, path: Path, language: str, name: str = "") -> Handed:
        """A file as it was handed in; TutorError, in the language, when it cannot be graded.

        name is what its learner calls it, where that is not its name here. Text and Markdown stay letter for
        letter as they are, so that quotes can be found in the file.
        """
        texts, name = Texts(language), name or path.name
        if path.suffix.lower() not in SUFFIXES:
            kinds = ", ".join(SUFFIXES)
            raise TutorError(texts("hand-in.kind", name=name, kinds=kinds))
        if not path.is_file():
            raise TutorError(texts("hand-in.missing", name=name))
        if not path.read_bytes().strip():
            raise TutorError(texts("hand-in.empty", words=0, least=LEAST_WORDS))
        try:
            document = read_document(path, path.parent, "", LIMITS)
        except UnreadableDocument as error:
            raise TutorError(texts("hand-in.unreadable", name=name, reason=told(error, texts))) from None
        if path.suffix.lower() in PLAIN:
            return typed(decode(path.read_bytes()), name)
        return Handed(document.text, name, document.blocks)

    def check(self, work: Handed, language: str) -> None:
        """TutorError, in the language of the assignment, when a text is too short, too long or in another
        language than it should be."""
        texts = Texts(language)
        if len(work.text) > LIMITS.characters:  # typed text has not been weighed as files are
            raise TutorError(texts("hand-in.characters", most=LIMITS.characters))
        words = count_words(work.text)
        if words < LEAST_WORDS:
            raise TutorError(texts("hand-in.empty", words=words, least=LEAST_WORDS))
        if words > MOST_WORDS:
            raise TutorError(texts("hand-in.long", words=words, most=MOST_WORDS))
        written = detect(work.text, LANGUAGES, language)
        if written != language:
            slots = {"written": texts(f"language.{written}"), "asked": texts(f"language.{language}")}
            raise TutorError(texts("hand-in.language", **slots))

    # --- grading ---------------------------------------------------------------------------------------

    def grade(self, work: Handed, assignment: Assignment, id: str = "text") -> Graded:
        """How the program grades a text; the same text is always graded the same."""
        return self._counted(work, assignment, id)[1]

    async def judged(
        self, work: Handed, assignment: Assignment, *, id: str = "text", learner: str = ""
    ) -> Graded:
        """How a text is graded, with a language model for what the program cannot judge, if there is one."""
        seen, graded = await asyncio.to_thread(self._counted, work, assignment, id)
        reader = self._reader()
        if reader is None:
            return graded
        rubric = self._library.text_rubric(assignment.rubric, assignment.language)
        return replace(graded, assessment=await reader.read(seen, rubric, graded.assessment, learner))

    def _counted(self, work: Handed, assignment: Assignment, id: str) -> tuple[Seen, Graded]:
        rubric = self._library.text_rubric(assignment.rubric, assignment.language)
        said = [it for point in assignment.points for it in (point.statement, *point.wordings)]
        said += [level.text for criterion in rubric.criteria for level in criterion.levels]
        prose = taken_apart(
            work.text, assignment.language, blocks=work.blocks, task=assignment.task, model=said
        )
        covered = self._covered(prose, assignment)
        seen = Seen(prose, assignment, covered)
        scores = TextJudge(Texts(assignment.language)).grade(seen, rubric)
        assessment = Assessment(id, rubric.id, rubric.version, assignment.language, scores)
        left = tuple(LeftOut(it.start, it.end, it.left.value) for it in prose.lines if it.left)
        return seen, Graded(assignment.version, assessment, covered, left, prose.words)

    def _covered(self, prose: Prose, assignment: Assignment) -> tuple[Covered, ...]:
        own = prose.own
        comparer = Comparer(self._embedder, assignment.language, spoken=True)
        sentences = comparer.read([line.plain for line in own], _behind(own))
        joined = [
            number > 0 and own[number - 1].paragraph == line.paragraph for number, line in enumerate(own)
        ]
        matches = cover(self._prepared(assignment, comparer), sentences, joined)
        return tuple(_found(match, own) for match in matches)

    def _prepared(self, assignment: Assignment, comparer: Comparer) -> tuple[Point, ...]:
        key = (assignment.id, assignment.language)
        held = self._points.get(key)
        if held is None or held[0] != assignment:
            points = tuple(
                Point(it.id, comparer.read([it.statement, *it.wordings]), comparer.read(it.against))
                for it in assignment.points
            )
            held = self._points[key] = (assignment, points)
        return held[1]

    # --- keeping ---------------------------------------------------------------------------------------

    async def hand_in(
        self, learner: str, assignment: Assignment, work: Handed, *, id: str, at: datetime
    ) -> Submission:
        """Grade a text and keep it; TutorError when it cannot be graded."""
        self.check(work, assignment.language)
        graded = await self._dated(work, assignment, id, learner)
        made = Submission(id, learner, assignment.id, assignment.language, at, work, (graded,))
        await self._store.submissions.add(made)
        return made

    async def card(self, id: str) -> GradedCard:
        """How a text was graded, with all that it refers to; SessionError when there is no such text."""
        submission = await self._store.submissions.load(id)
        assignment = self._library.assignment(submission.assignment, submission.language)
        rubric = self._library.text_rubric(assignment.rubric, submission.language)
        submission = await self._current(submission, assignment, rubric)
        assessment = submission.graded.assessment
        findings = tuple(_finding(criterion, assessment) for criterion in rubric.criteria)
        unread = self._reader() is not None and bool(_open(assessment))
        return GradedCard(submission, assignment, rubric, findings, overall(rubric, assessment), unread)

    async def score(self, id: str, by: JudgedBy) -> Submission:
        """Grade a text anew as it was handed in; what was given before stays in the record.

        SettingsError where there is no model to ask for, TutorError where it gave no answer at all.
        """
        submission = await self._store.submissions.load(id)
        assignment = self._library.assignment(submission.assignment, submission.language)
        if by is JudgedBy.EMBEDDED:
            graded = await asyncio.to_thread(self.grade, submission.work, assignment, id)
        elif self._reader() is None:
            raise no_model()
        else:
            graded = await self.judged(submission.work, assignment, id=id, learner=submission.learner)
            answered(graded.assessment)
        await self._store.submissions.regrade(id, self._at(graded))
        return await self._store.submissions.load(id)

    async def reread(self, id: str) -> bool:
        """Let the model read what none has read, while all else of the grade stays.

        Whether it answered now; where it did not, nothing is kept.
        """
        submission = await self._store.submissions.load(id)
        assignment = self._library.assignment(submission.assignment, submission.language)
        rubric = self._library.text_rubric(assignment.rubric, submission.language)
        async with self._one_at_a_time(id):
            given = (await self._store.submissions.load(id)).graded
            reader = self._reader()
            if reader is None or not self._made_with(given, assignment, rubric):
                return False
            seen, _ = await asyncio.to_thread(self._counted, submission.work, assignment, id)
            now = await reread(
                given.assessment, lambda so_far: reader.read(seen, rubric, so_far, submission.learner)
            )
            if now.read > given.assessment.read:
                await self._store.submissions.regrade(id, self._at(replace(given, assessment=now)))
            return now.read > given.assessment.read

    async def _current(
        self, submission: Submission, assignment: Assignment, rubric: TextRubric
    ) -> Submission:
        """The grade as it was given last; only another version of the rubric or assignment grades again."""
        if self._made_with(submission.graded, assignment, rubric):
            return submission
        async with self._one_at_a_time(submission.id):
            submission = await self._store.submissions.load(submission.id)
            if self._made_with(submission.graded, assignment, rubric):
                return submission
            anew = await self._dated(submission.work, assignment, submission.id, submission.learner)
            await self._store.submissions.regrade(submission.id, anew)
        return await self._store.submissions.load(submission.id)

    def _one_at_a_time(self, id: str) -> asyncio.Lock:
        """Two windows may ask at once; only one of them is to grade."""
        return self._grading.setdefault(id, asyncio.Lock())

    @staticmethod
    def _made_with(graded: Graded, assignment: Assignment, rubric: TextRubric) -> bool:
        made_with = (graded.assignment, graded.assessment.rubric, graded.assessment.version)
        return made_with == (assignment.version, rubric.id, rubric.version)

    async def _dated(self, work: Handed, assignment: Assignment, id: str, learner: str) -> Graded:
        """How a text is graded, with when and by which version of the program."""
        return self._at(await self.judged(work, assignment, id=id, learner=learner))

    def _at(self, graded: Graded) -> Graded:
        made = graded.assessment
        rubric = self._library.text_rubric(made.rubric, made.language)
        titles = {it.id: it.title for it in rubric.criteria}
        given = replace(made, at=self._now(), program=self._program, titles=titles)
        return replace(graded, assessment=given)


def typed(text: str, name: str = "") -> Handed:
    """Typed text as it is handed in; only line breaks are made alike."""
    return Handed(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), name)


def _open(assessment: Assessment) -> list[Score]:
    """What neither the program nor a model has judged."""
    return [it for it in assessment.scores if it.unscored is Unscored.NEEDS_MODEL]


def _behind(own: Sequence[Line]) -> list[str]:
    """What stands behind each sentence in its paragraph."""
    later = [*own[1:], None][: len(own)]
    return [
        after.plain if after and after.paragraph == line.paragraph else ""
        for line, after in zip(own, later, strict=True)
    ]


def _found(match: Match, own: Sequence[Line]) -> Covered:
    value, denied = match.likeness.value, match.likeness.denied
    sure = 0.0 if denied else value
    found = Found.FOUND if sure >= FOUND else Found.PERHAPS if sure >= PERHAPS else Found.NOT_FOUND
    if match.first < 0 or (found is Found.NOT_FOUND and not denied):
        return Covered(match.point, Found.NOT_FOUND, round(sure, 3))
    start, end = own[match.first].start, own[match.last].end
    return Covered(match.point, found, round(value, 3), start, end, denied)


def _finding(criterion: TextCriterion, assessment: Assessment) -> TextFinding:
    score = assessment.score(criterion.id)
    meaning = next((level.text for level in criterion.levels if level.level == score.level), "")
    return TextFinding(criterion, score, meaning, criterion.better[0])
