"""Drafts of scenarios, rubrics and quizzes from course files, for a trainer to check."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tutor.authoring.checks import check
from tutor.authoring.lint import Finding, Severity
from tutor.authoring.loader import Library, load
from tutor.authoring.sources import Written, annotated, citing, written
from tutor.authoring.yaml_file import Trail, YamlFile, read_yaml
from tutor.domain.calls import Call, Prompt, Purpose, Role
from tutor.domain.course_quiz import CourseQuiz
from tutor.domain.draft import Excerpt, Kind
from tutor.domain.move import Move
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Scenario
from tutor.errors import ContentError, SettingsError, TutorError
from tutor.language import Texts
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited
from tutor.quoting import find

LONGEST = 8_000
"""Tokens of a draft."""
SECONDS = 300.0
"""For writing it once."""
LANGUAGES = {"nl": "Dutch", "en": "English"}
MODELS: dict[Kind, type[Scenario] | type[Rubric] | type[CourseQuiz]] = {
    Kind.SCENARIO: Scenario,
    Kind.RUBRIC: Rubric,
    Kind.COURSE_QUIZ: CourseQuiz,
}
PLACES = {
    Kind.SCENARIO: ("{id}", "scenarios/{id}"),
    Kind.RUBRIC: ("rubrics/{id}", "scenarios/rubrics/{id}"),
    Kind.COURSE_QUIZ: ("quizzes/{course}", "quizzes/{course}"),
}
"""Where a draft stands in the folder for drafts, and where in the content folder once it is right."""

NO_MODEL = (
    "Drafting needs a language model. Name one with TUTOR_MODEL (for one on this computer e.g. "
    "TUTOR_MODEL=ollama:llama3.1) or with model in tutor.toml; tutor model check asks whether it answers."
)
HEADING = """\
# yaml-language-server: $schema={up}schema/{kind}.json
# DRAFT. {made} from {files}.
# Nobody has checked it, and the program does not read this folder. What stands behind "source" is in the
# course, word for word; "no source" is made up. When all of it is right, remove these lines and move the
# folder {here} from the drafts to {there}.
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What to draft: its kind, id and language, the course and excerpts of it, and the folder for drafts.

    quiz is one that the program made itself (tutor.course.quiz_draft), for where there is no language model.
    """

    kind: Kind
    id: str
    language: str
    course: str
    excerpts: tuple[Excerpt, ...]
    folder: Path
    quiz: str = ""

    @property
    def place(self) -> str:
        """The folder of the draft, within that for drafts."""
        return PLACES[self.kind][0].format(id=self.id, course=self.course)

    @property
    def goal(self) -> str:
        """Where it belongs once it is right, within the content folder."""
        return PLACES[self.kind][1].format(id=self.id, course=self.course)

    @property
    def path(self) -> Path:
        """The file of the draft."""
        return self.folder / self.place / f"{self.language}.yaml"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it was written to a file, and what lint says of it; loads says whether it is read at all."""

    path: Path
    findings: tuple[Finding, ...]
    loads: bool

    @property
    def errors(self) -> int:
        """How many findings keep it from being used as it is."""
        return sum(it.severity is Severity.ERROR for it in self.findings)

    @property
    def amiss(self) -> tuple[bool, int]:
        """How far it is from use, to compare two: what cannot be read hides all else that is wrong."""
        return not self.loads, self.errors


class Drafting:
    """Writes drafts with a language model, if one is set up; now is the clock."""

    def __init__(
        self, model: LanguageModel | None, prompts: Prompts, library: Library, now: Callable[[], datetime]
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._library = library
        self._now = now

    @property
    def modelled(self) -> bool:
        """Whether there is a language model to write with."""
        return self._model is not None

    async def draft(self, order: Order) -> Drafted:
        """A draft as a file; what lint finds is given back to the model once, and then stays with the file.

        TutorError when there is such a draft already, SettingsError when there is no model for it,
        ModelFailed when it does not answer.
        """
        _check_free(order.path)
        if self._model is None and order.quiz:
            return self._keep(order, written(order.quiz))
        answer = await self._ask(order)
        first = self._keep(order, written(answer))
        if not first.findings:
            return first
        mend = "Lint says:\n" + "\n".join(_shown(it) for it in first.findings)
        said: list[tuple[Role, str]] = [
            ("assistant", answer),
            ("user", f"{mend}\nWrite all of it again, mended."),
        ]
        second = self._keep(order, written(await self._ask(order, said)))
        return second if second.amiss <= first.amiss else self._keep(order, written(answer))

    # --- asking ----------------------------------------------------------------------------------------

    async def _ask(self, order: Order, said: Sequence[tuple[Role, str]] = ()) -> str:
        if self._model is None:
            raise SettingsError(NO_MODEL)
        call = Call(Purpose.DRAFT, self._prompt(order, said), longest=LONGEST, seconds=SECONDS)
        async with aclosing(self._model.stream(call)) as pieces:  # so that no wait is as long as the whole
            return "".join([piece async for piece in pieces])

    def _prompt(self, order: Order, said: Sequence[tuple[Role, str]]) -> Prompt:
        slots: dict[str, object] = {
            "code": order.language,
            "language": LANGUAGES[order.language],
            "course": order.course,
            "passages": "\n\n".join(_numbered(it, at) for at, it in enumerate(order.excerpts, 1)),
        }
        if order.kind is not Kind.COURSE_QUIZ:
            slots["id"] = order.id
            slots["moves"] = "; ".join(f"{it.value} ({Texts('en')(f'move.{it.value}')})" for it in Move)
        if order.kind is Kind.SCENARIO:
            slots["rubrics"] = ", ".join(self._rubrics(order.language))
        return self._prompts.render(_name(order.kind), said, **slots)

    def _rubrics(self, language: str) -> tuple[str, ...]:
        return tuple(it.parent.name for it in self._library.rubric_files() if it.stem == language)

    # --- keeping ---------------------------------------------------------------------------------------

    def _keep(self, order: Order, draft: Written) -> Drafted:
        """The draft on disk, under a heading that says what it is and what is wrong with it."""
        if order.kind is Kind.COURSE_QUIZ:
            draft = citing(draft, order.excerpts)
        body, path = annotated(draft, order.excerpts), order.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        findings = (*check([path]).findings, *self._amiss(order))
        listed = "".join(f"#   {line}\n" for it in findings for line in _shown(it).splitlines())
        heading = self._heading(order) + (f"# Lint says:\n{listed}" if findings else "") + "\n"
        path.write_text(heading + body, encoding="utf-8")
        moved = heading.count("\n")
        return Drafted(
            path, tuple(replace(it, line=it.line + moved) for it in findings), _loads(path, order.kind)
        )

    def _heading(self, order: Order) -> str:
        day = f"{self._now():%Y-%m-%d}"
        made = f"Made by the program itself of the course's own sentences ({day})"
        if self._model:
            prompt = self._prompts.template(_name(order.kind))
            made = (
                f"A language model wrote it ({self._model.name}, prompt {prompt.name} {prompt.hash}, {day})"
            )
        return HEADING.format(
            up="../" * (order.place.count("/") + 2),
            kind=order.kind.value,
            made=made,
            files=", ".join(dict.fromkeys(it.document for it in order.excerpts)),
            here=order.place,
            there=order.goal,
        )

    def _amiss(self, order: Order) -> Iterator[Finding]:
        """What lint cannot see from the draft alone: other content that it names and that is not there."""
        try:
            file = read_yaml(order.path)
        except ContentError:
            return
        data: Any = file.data if isinstance(file.data, dict) else {}
        there = self._rubrics(order.language)
        if (
            order.kind is Kind.SCENARIO
            and isinstance(data.get("rubric"), str)
            and data["rubric"] not in there
        ):
            names = ", ".join(there)
            yield _error(file, ("rubric",), f"There is no rubric {data['rubric']!r}. There are: {names}.")
        if order.kind is Kind.RUBRIC:
            yield from _passages(file, data, order.excerpts)
        if order.kind is Kind.COURSE_QUIZ:
            yield from _points(file, data, order.excerpts)


def _passages(file: YamlFile, data: Any, excerpts: Sequence[Excerpt]) -> Iterator[Finding]:
    known = {(it.document, heading) for it in excerpts for heading in it.headings}
    criteria = data.get("criteria")
    for number, criterion in enumerate(criteria if isinstance(criteria, list) else ()):
        passage = criterion.get("passage") if isinstance(criterion, dict) else None
        if isinstance(passage, dict) and (passage.get("document"), passage.get("heading")) not in known:
            where: Trail = ("criteria", number, "passage")
            yield _error(file, where, "passage: no file that was read has this document and heading.")


def _points(file: YamlFile, data: Any, excerpts: Sequence[Excerpt]) -> Iterator[Finding]:
    try:
        quiz = CourseQuiz.model_validate(data)
    except ValidationError:
        return  # lint says why
    for number, question in enumerate(quiz.questions):
        for at, point in enumerate(question.points):
            if not any(it.document == point.document and find(point.quote, it.text) for it in excerpts):
                where: Trail = ("questions", number, "points", at, "quote")
                yield _error(file, where, f"{point.document} does not say this, letter by letter.")


def _error(file: YamlFile, trail: Trail, message: str) -> Finding:
    return Finding(file.path, file.line(trail), Severity.ERROR, message)


def _loads(path: Path, kind: Kind) -> bool:
    try:
        load(path, MODELS[kind])
    except ContentError:
        return False
    return True


def _check_free(path: Path) -> None:
    if path.exists():
        raise TutorError(f"There is a draft {path} already. Remove it, or choose another --id or --out.")


def _shown(finding: Finding) -> str:
    """A finding with the line that it is about, as lines move when comments are added."""
    lines = finding.path.read_text("utf-8").splitlines()
    line = lines[finding.line - 1].strip() if finding.line <= len(lines) else ""
    return f"{finding.severity}, at `{line}`: {finding.message}"


def _numbered(excerpt: Excerpt, number: int) -> str:
    about = f"Passage {number}, document: {excerpt.document}, heading: {' › '.join(excerpt.headings) or '-'}"
    return f"{about}\n{delimited('passage', excerpt.text)}"


def _name(kind: Kind) -> str:
    return f"draft-{kind.value}"
