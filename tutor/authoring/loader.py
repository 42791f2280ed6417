"""Finds and loads scenarios and rubrics: the user's folder first, then what is shipped."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tutor.authoring.yaml_file import problems, read_yaml
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Scenario
from tutor.errors import TutorError

Model = TypeVar("Model", bound=Frozen)


def load(path: Path, model: type[Model]) -> Model:
    """Load one file as a scenario or rubric; raises its first problem as ContentError."""
    file = read_yaml(path)
    for problem in problems(file, model):
        raise problem
    return model.model_validate(file.data)


class Library:
    """The scenarios and rubrics in some content folders; an earlier folder wins over a later one."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(roots)

    def scenario_files(self) -> tuple[Path, ...]:
        """Every scenario file, ``scenarios/<id>/<language>.yaml``."""
        return tuple(self._files("scenarios"))

    def rubric_files(self) -> tuple[Path, ...]:
        """Every rubric file, ``scenarios/rubrics/<id>/<language>.yaml``."""
        return tuple(self._files("scenarios/rubrics"))

    def _files(self, folder: str) -> Iterator[Path]:
        seen: set[str] = set()
        for root in self._roots:
            for path in sorted((root / folder).glob("*/*.yaml")):
                key = f"{path.parent.name}/{path.name}"
                if path.parent.name != "rubrics" and key not in seen:
                    seen.add(key)
                    yield path

    @cached_property
    def _scenarios(self) -> dict[tuple[str, str], Scenario]:
        loaded = (load(path, Scenario) for path in self.scenario_files())
        return {(scenario.id, scenario.language): scenario for scenario in loaded}

    @cached_property
    def _rubrics(self) -> dict[tuple[str, str], Rubric]:
        loaded = (load(path, Rubric) for path in self.rubric_files())
        return {(rubric.id, rubric.language): rubric for rubric in loaded}

    def scenarios(self, language: str) -> tuple[Scenario, ...]:
        """The scenarios in a language, in the order of their ids."""
        return tuple(it for (_, spoken), it in sorted(self._scenarios.items()) if spoken == language)

    def scenario(self, id: str, language: str) -> Scenario:
        """One scenario; TutorError names the ones there are."""
        if found := self._scenarios.get((id, language)):
            return found
        known = ", ".join(sorted(f"{name} ({spoken})" for name, spoken in self._scenarios)) or "none"
        raise TutorError(f"There is no scenario {id!r} in language {language!r}. There are: {known}.")

    def rubric(self, id: str, language: str) -> Rubric:
        """One rubric; TutorError names the ones there are."""
        if found := self._rubrics.get((id, language)):
            return found
        known = ", ".join(sorted(f"{name} ({spoken})" for name, spoken in self._rubrics)) or "none"
        raise TutorError(f"There is no rubric {id!r} in language {language!r}. There are: {known}.")
