"""JSON Schemas of content files, for completion and checks in an editor."""

import json
from collections.abc import Mapping

from tutor.domain.assignment import Assignment
from tutor.domain.course_quiz import CourseQuiz
from tutor.domain.frozen import Frozen
from tutor.domain.never import NeverFile
from tutor.domain.pointer import Pointers
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.text_rubric import TextRubric

MODELS: Mapping[str, type[Frozen]] = {
    "scenario.json": Scenario,
    "rubric.json": Rubric,
    "text-rubric.json": TextRubric,
    "assignment.json": Assignment,
    "course-quiz.json": CourseQuiz,
    "pointers.json": Pointers,
    "never.json": NeverFile,
}


def schemas() -> dict[str, str]:
    """The text of each schema by file name."""
    return {name: _text(model) for name, model in MODELS.items()}


def _text(model: type[Frozen]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
