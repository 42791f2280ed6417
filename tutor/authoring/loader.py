"""Finds and loads scenarios, rubrics, assignments, quizzes, pointers: the user's folder first, then ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from tutor.authoring.yaml_file import problems, read_yaml
from tutor.domain.assignment import Assignment
from tutor.domain.course_quiz import CourseQuiz
from tutor.domain.frozen import Frozen
from tutor.domain.never import NeverFile
from tutor.domain.pointer import Pointers
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.text_rubric import TextRubric
from tutor.errors import ContentError, TutorError

Model = TypeVar("Model", bound=Frozen)
Found = TypeVar("Found")


def load(path: Path, model: type[Model]) -> Model:
    """Load one file as what it holds; raises its first problem as ContentError."""
    file = read_yaml(path)
    for problem in problems(file, model):
        raise problem
    return model.model_validate(file.data)


class Library:
    """The content in some folders; an earlier folder wins over a later one."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(roots)

    def scenario_files(self) -> tuple[Path, ...]:
        """Every scenario file, ``scenarios/<id>/<language>.yaml``."""
        return tuple(self._files("scenarios"))

    def rubric_files(self) -> tuple[Path, ...]:
        """Every rubric file, ``scenarios/rubrics/<id>/<language>.yaml``."""
        return tuple(self._files("scenarios/rubrics"))

    def assignment_files(self) -> tuple[Path, ...]:
        """Every assignment file, ``assignments/<id>/<language>.yaml``."""
        return tuple(self._files("assignments"))

    def quiz_files(self) -> tuple[Path, ...]:
        """Every quiz file, ``quizzes/<course>/<language>.yaml``."""
        return tuple(self._files("quizzes"))

    def _files(self, folder: str) -> Iterator[Path]:
        seen: set[str] = set()
        for root in self._roots:
            for path in sorted((root / folder).glob("*/*.yaml")):
                key = f"{path.parent.name}/{path.name}"
                if path.parent.name != "rubrics" and key not in seen:
                    seen.add(key)
                    yield path

    @cached_property
    def _scenarios(self) -> "_Shelf[Scenario | ContentError]":
        """The scenarios, each read when first wanted: they are the longest files, and a talk needs one."""
        files = {_name(path): path for path in self.scenario_files()}
        return _Shelf(files, lambda path: self._ruled(_loaded(path, Scenario)))

    def _ruled(self, scenario: Scenario | ContentError) -> Scenario | ContentError:
        """A scenario with what trainers marked as never to be said, from all folders."""
        if not isinstance(scenario, Scenario):
            return scenario
        where = Path("scenarios") / scenario.id / "never" / f"{scenario.language}.yaml"
        found = [_loaded(root / where, NeverFile) for root in self._roots if (root / where).is_file()]
        for file in found:
            if isinstance(file, ContentError):
                return file
        rules = tuple(rule for file in found if isinstance(file, NeverFile) for rule in file.never)
        return scenario.model_copy(update={"never": (*scenario.never, *rules)}) if rules else scenario

    @cached_property
    def _quizzes(self) -> dict[tuple[str, str], CourseQuiz | ContentError]:
        return {_name(path): _loaded(path, CourseQuiz) for path in self.quiz_files()}

    @cached_property
    def _rubrics(self) -> dict[tuple[str, str], Rubric | ContentError]:
        return {path: found for path, found in self._all_rubrics.items() if not isinstance(found, TextRubric)}

    @cached_property
    def _text_rubrics(self) -> dict[tuple[str, str], TextRubric | ContentError]:
        return {path: found for path, found in self._all_rubrics.items() if not isinstance(found, Rubric)}

    @cached_property
    def _all_rubrics(self) -> dict[tuple[str, str], Rubric | TextRubric | ContentError]:
        return {_name(path): _rubric(path) for path in self.rubric_files()}

    @cached_property
    def _assignments(self) -> dict[tuple[str, str], Assignment | ContentError]:
        return {_name(path): _loaded(path, Assignment) for path in self.assignment_files()}

    @cached_property
    def _pointers(self) -> tuple[Pointers | ContentError, ...]:
        """Every pointer file, ``pointers/<language>.yaml``."""
        files = (path for root in self._roots for path in sorted((root / "pointers").glob("*.yaml")))
        return tuple(_loaded(path, Pointers) for path in files)

    @cached_property
    def pointers(self) -> tuple[Pointers, ...]:
        """The pointers in each language; for a broken file those of a later folder stand in."""
        found: dict[str, Pointers] = {}
        for file in self._pointers:
            if isinstance(file, Pointers):
                found.setdefault(file.language, file)
        return tuple(found.values())

    @property
    def broken(self) -> tuple[ContentError, ...]:
        """The files that cannot be used, each with its first problem; the others can."""
        content = (self._scenarios, self._all_rubrics, self._assignments, self._quizzes)
        every = (*(it for found in content for it in found.values()), *self._pointers)
        return tuple(it for it in every if isinstance(it, ContentError))

    def quizzes(self, course: str) -> tuple[CourseQuiz, ...]:
        """The quizzes on a course, one a language; broken files are left out."""
        return tuple(
            it for it in self._quizzes.values() if isinstance(it, CourseQuiz) and it.course == course
        )

    def scenarios(self, language: str) -> tuple[Scenario, ...]:
        """The scenarios in a language, in the order of their ids."""
        found = (self._scenarios[key] for key in sorted(self._scenarios) if key[1] == language)
        return tuple(it for it in found if isinstance(it, Scenario))

    def scenario(self, id: str, language: str) -> Scenario:
        """One scenario; ContentError when its file is broken, else TutorError names the ones there are."""
        return _only(self._scenarios, "scenario", id, language)

    def reread(self, scenario: Scenario) -> None:
        """Read the file of a scenario again, after something was written beside it.

        ContentError where it cannot be used now, TutorError where it is gone; what was read before then
        stays what is played.
        """
        key = (scenario.id, scenario.language)
        path = next((it for it in self.scenario_files() if _name(it) == key), None)
        if path is None:
            raise TutorError(f"The file of scenario {scenario.id!r} ({scenario.language}) is gone.")
        found = self._ruled(_loaded(path, Scenario))
        if isinstance(found, ContentError):
            raise found
        self._scenarios.replace(key, found)

    def in_other_languages(self, scenario: Scenario) -> tuple[Scenario, ...]:
        """The same scenario in the other languages that it is written in."""
        same = (self._scenarios[key] for key in sorted(self._scenarios) if key[0] == scenario.id)
        return tuple(it for it in same if isinstance(it, Scenario) and it.language != scenario.language)

    def rubric(self, id: str, language: str) -> Rubric:
        """One rubric; ContentError when its file is broken, else TutorError names the ones there are."""
        return _only(self._rubrics, "rubric", id, language)

    def text_rubric(self, id: str, language: str) -> TextRubric:
        """One rubric for written texts; raises as rubric does."""
        return _only(self._text_rubrics, "rubric for texts", id, language)

    def assignments(self, language: str) -> tuple[Assignment, ...]:
        """The assignments in a language, in the order of their ids."""
        found = (self._assignments[key] for key in sorted(self._assignments) if key[1] == language)
        return tuple(it for it in found if isinstance(it, Assignment))

    def assignment(self, id: str, language: str) -> Assignment:
        """One assignment; ContentError when its file is broken, else TutorError names the ones there are."""
        return _only(self._assignments, "assignment", id, language)


class _Shelf(Mapping[tuple[str, str], Found]):
    """Files by name and language, each read at its first use and again only when told to."""

    def __init__(self, files: Mapping[tuple[str, str], Path], read: Callable[[Path], Found]) -> None:
        self._files, self._read, self._known = files, read, dict[tuple[str, str], Found]()

    def __getitem__(self, key: tuple[str, str]) -> Found:
        if key not in self._known:
            self._known[key] = self._read(self._files[key])
        return self._known[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def replace(self, key: tuple[str, str], found: Found) -> None:
        """What is played from now on."""
        self._known[key] = found


def _name(path: Path) -> tuple[str, str]:
    return path.parent.name, path.stem


def _loaded(path: Path, model: type[Model]) -> Model | ContentError:
    """The file as a model, or what is wrong with it: one broken file must not take the others with it."""
    try:
        return load(path, model)
    except ContentError as error:
        return error


def rubric_model(data: Any) -> type[Rubric] | type[TextRubric]:
    """What kind of rubric a parsed file is: one for conversations, or one ``about: text``."""
    return TextRubric if isinstance(data, dict) and data.get("about") == "text" else Rubric


def _rubric(path: Path) -> Rubric | TextRubric | ContentError:
    try:
        return load(path, rubric_model(read_yaml(path).data))
    except ContentError as error:
        return error


def _only(found: Mapping[tuple[str, str], Model | ContentError], kind: str, id: str, language: str) -> Model:
    if (id, language) not in found:
        known = ", ".join(sorted(f"{name} ({spoken})" for name, spoken in found)) or "none"
        where = f" in language {language!r}" if any(id == name for name, _ in found) else ""
        raise TutorError(f"There is no {kind} {id!r}{where}. There are: {known}.")
    one = found[id, language]
    if isinstance(one, ContentError):
        raise one
    return one
