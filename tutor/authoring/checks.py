"""Lint over folders: finds the files, checks each, and checks them against each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.authoring.languages import lint_languages
from tutor.authoring.lint import Finding, Severity, lint_scenario, listed
from tutor.authoring.lint_assignment import lint_assignment, lint_text_rubric
from tutor.authoring.lint_lines import lint_lines
from tutor.authoring.lint_opportunity import lint_opportunity
from tutor.authoring.lint_people import lint_people
from tutor.authoring.lint_pointers import lint_pointers
from tutor.authoring.lint_quiz import lint_quiz
from tutor.authoring.lint_reach import lint_reach
from tutor.authoring.lint_rubric import lint_rubric, lint_use
from tutor.authoring.loader import rubric_model
from tutor.authoring.yaml_file import Trail, YamlFile, problems, read_yaml
from tutor.domain.assignment import Assignment
from tutor.domain.course_quiz import CourseQuiz
from tutor.domain.never import NeverFile
from tutor.domain.pointer import Pointers
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.text_rubric import TextRubric
from tutor.errors import ContentError

COURSE_SUFFIXES = {".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx", ".pptx", ".vtt", ".srt"}
LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What lint looked at and found."""

    files: int
    findings: tuple[Finding, ...]


def check(paths: Sequence[Path]) -> Checked:
    """Check files and folders; a folder may be a content folder or one of its parts."""
    files, findings = 0, list[Finding]()
    loaded: dict[Path, YamlFile] = {}
    for path in paths:
        if not path.exists():
            findings.append(_error(path, "There is no such file or folder."))
        for file in _content(path):
            files += 1
            findings += _check_yaml(file, loaded) if file.suffix == ".yaml" else _check_course(file)
    findings += _across(loaded)
    return Checked(files, tuple(sorted(set(findings), key=lambda it: (str(it.path), it.line, it.message))))


def _error(path: Path, message: str, line: int = 1) -> Finding:
    return Finding(path, line, Severity.ERROR, message)


def _content(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    parts = [
        path / part
        for part in ("scenarios", "assignments", "quizzes", "knowledge", "pointers")
        if (path / part).is_dir()
    ]
    for folder in parts or [path]:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.startswith(".") and _belongs(file, folder):
                yield file


def _belongs(file: Path, folder: Path) -> bool:
    return file.suffix in {".yaml", ".yml"} or "knowledge" in {folder.name, *(it.name for it in file.parents)}


# --- scenarios, rubrics, assignments and pointers -----------------------------------------------------


def _check_yaml(path: Path, loaded: dict[Path, YamlFile]) -> Iterable[Finding]:
    try:
        file = read_yaml(path)
    except ContentError as error:
        return [_finding(error)]
    model = _model(path, file.data)
    if found := problems(file, model):
        return [_finding(problem) for problem in found]
    if model is NeverFile:  # marked in one language, not in the other
        return ()
    loaded[path] = file
    if model is Pointers:
        return lint_pointers(file, Pointers.model_validate(file.data))
    if model is Rubric:
        return lint_rubric(file, Rubric.model_validate(file.data))
    if model is TextRubric:
        return lint_text_rubric(file, TextRubric.model_validate(file.data))
    if model is Assignment:
        return lint_assignment(file, Assignment.model_validate(file.data))
    if model is CourseQuiz:
        return lint_quiz(file, CourseQuiz.model_validate(file.data))
    scenario = Scenario.model_validate(file.data)
    parts = (lint_scenario, lint_people, lint_reach, lint_lines)
    return [finding for part in parts for finding in part(file, scenario)]


Model = (
    type[NeverFile]
    | type[Scenario]
    | type[Rubric]
    | type[TextRubric]
    | type[Assignment]
    | type[CourseQuiz]
    | type[Pointers]
)


def _model(path: Path, data: Any) -> Model:
    """What a file holds, by where it lies; a rubric says itself of which kind it is."""
    if path.parent.parent.name == "rubrics":
        return rubric_model(data)
    if path.parent.parent.name == "assignments":
        return Assignment
    if path.parent.name == "never":
        return NeverFile
    if path.parent.parent.name == "quizzes":
        return CourseQuiz
    pointers = path.parent.name == "pointers" and path.parent.parent.name != "scenarios"
    return Pointers if pointers else Scenario


def _finding(error: ContentError) -> Finding:
    return _error(error.path, f"{error.message} {error.mend}".strip(), error.line)


def _across(loaded: dict[Path, YamlFile]) -> Iterator[Finding]:
    by_folder: dict[Path, list[YamlFile]] = {}
    for path, file in loaded.items():
        by_folder.setdefault(path.parent, []).append(file)
    for files in by_folder.values():
        for other in files[1:]:
            if _model(other.path, other.data) is CourseQuiz:
                continue  # a course need not say the same in each language, so its quizzes need not either
            yield from lint_languages(files[0], other)
    for path, file in loaded.items():
        model = _model(path, file.data)
        if model in (Rubric, TextRubric):
            yield from _passages(path.parents[3], file, "criteria")
        if model is Rubric:
            played = _played_with(path, file, loaded)
            yield from lint_use(file, played)
            yield from lint_opportunity(file, played)
        if model is Assignment:
            yield from _passages(path.parents[2], file, "points")
            yield from _graded_on(path, file)
        if model is Scenario:
            yield from _rubric_there(path, file)
            yield from _reactions_there(path, file, loaded)


def _played_with(path: Path, rubric: YamlFile, loaded: dict[Path, YamlFile]) -> list[Any]:
    """The scenarios in the same language and content folder that are scored on a rubric."""
    return [
        file.data
        for other, file in loaded.items()
        if _model(other, file.data) is Scenario
        and other.parent.parent == path.parents[2]
        and other.name == path.name
        and file.data["rubric"] == rubric.data["id"]
    ]


def _rubric_there(path: Path, file: YamlFile) -> Iterator[Finding]:
    rubric = path.parent.parent / "rubrics" / file.data["rubric"] / path.name
    if path.parent.parent.name == "scenarios" and not rubric.is_file():
        yield _error(path, _no_rubric(file.data["rubric"], rubric), file.line(("rubric",)))


def _no_rubric(name: str, rubric: Path) -> str:
    there = listed(it.parent.name for it in rubric.parents[1].glob(f"*/{rubric.name}"))
    return f"rubric {name!r} has no file {rubric}. Write it, or name one that is there: {there}."


def _reactions_there(path: Path, file: YamlFile, loaded: Mapping[Path, YamlFile]) -> Iterator[Finding]:
    """Reactions and endings that a rubric counts and a scenario scored on it does not have."""
    rubric = path.parent.parent / "rubrics" / file.data["rubric"] / path.name
    if rubric not in loaded:
        return
    there = {it["id"] for group in ("reactions", "endings") for it in file.data[group]}
    for criterion in Rubric.model_validate(loaded[rubric].data).criteria:
        for name in sorted(criterion.drawn - there):
            message = f"rubric {file.data['rubric']!r} counts reaction {name!r} ({criterion.id}). Write it."
            yield _error(path, message, file.line(("rubric",)))


def _graded_on(path: Path, file: YamlFile) -> Iterator[Finding]:
    """An assignment's rubric that is not there or is one for conversations."""
    name = file.data.get("rubric", "written-assignment")
    rubric = path.parents[2] / "scenarios" / "rubrics" / name / path.name
    if not (path.parents[2] / "scenarios").is_dir():
        return
    if not rubric.is_file():
        yield _error(path, _no_rubric(name, rubric), file.line(("rubric",)))
    elif rubric_model(read_yaml(rubric).data) is Rubric:
        line = file.line(("rubric",))
        yield _error(path, f"rubric {name!r} is for conversations. Name one that is `about: text`.", line)


def _passages(root: Path, file: YamlFile, group: str) -> Iterator[Finding]:
    """Passages that are not in the course; the headings of text files only can be checked here."""
    course, path = root / "knowledge" / file.data.get("course", "leadership"), file.path
    if not course.is_dir():
        return
    for number, criterion in enumerate(file.data[group]):
        if not (passage := criterion.get("passage")):
            continue
        trail: Trail = (group, number, "passage")
        line = file.line(trail)
        if said := _no_passage(course, passage["document"], passage["heading"]):
            yield _error(path, f"passage: {said}", line)


def _no_passage(course: Path, name: str, heading: str) -> str:
    """What is wrong with a passage, and which there are; empty when it is there."""
    document = course / name
    if not document.is_file():
        files = (it for it in course.rglob("*") if it.is_file() and not it.name.startswith((".", "~$", "__")))
        there = listed(it.relative_to(course).as_posix() for it in files)
        return f"there is no course file {name!r}. There are: {there}."
    if document.suffix != ".md" or heading in (headings := _headings(document)):
        return ""
    return f"{document.name} has no heading {heading!r}. It has: {' · '.join(headings) or 'none'}."


def _headings(document: Path) -> list[str]:
    lines = document.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.lstrip("#").strip() for line in lines if line.startswith("#")]


# --- courses -------------------------------------------------------------------------------------------


def _check_course(path: Path) -> Iterator[Finding]:
    """What can be seen without reading the document; ``tutor ingest`` names the rest."""
    size = path.stat().st_size
    if path.suffix.lower() not in COURSE_SUFFIXES:
        kinds = ", ".join(sorted(COURSE_SUFFIXES))
        yield _error(path, f"{path.suffix or 'a file without an extension'} is no course file. Use {kinds}.")
    elif size == 0:
        yield _error(path, "The file is empty. Write something in it, or remove it.")
    elif size > LARGEST:
        yield _error(
            path, f"The file is {size // 1_000_000} MB; the limit is {LARGEST // 1_000_000} MB. Split it."
        )
