"""Answers as JSON: the schema for a provider that takes one, the words for one that does not, one repair."""

import json
import re
from dataclasses import dataclass, replace
from string import Template
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tutor.domain.calls import Prompt

T = TypeVar("T", bound=BaseModel)
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Shaping:
    """What is said around JSON: a sentence with a slot $schema, and one with a slot $problem."""

    asking: str
    repairing: str

    def schema(self, shape: type[BaseModel]) -> dict[str, Any]:
        """The JSON Schema of a shape, as providers take it: named, and closed to other fields."""
        schema = shape.model_json_schema()
        schema.setdefault("title", shape.__name__)
        return schema

    def ask(self, prompt: Prompt, schema: dict[str, Any]) -> Prompt:
        """A prompt that asks for JSON in words."""
        text = Template(self.asking).substitute(schema=json.dumps(schema, ensure_ascii=False))
        return replace(prompt, system=f"{prompt.system}\n\n{text}".strip())

    def repair(self, prompt: Prompt, written: str, problem: str) -> Prompt:
        """A prompt that shows a model what it wrote and why that does not fit."""
        asked = Template(self.repairing).substitute(problem=problem)
        return replace(prompt, messages=(*prompt.messages, ("assistant", written), ("user", asked)))


def parse(text: str, shape: type[T]) -> T | str:
    """The JSON in a text as a shape, or why it does not fit, without the values that do not."""
    try:
        return shape.model_validate_json(_json(text))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return "\n".join(
            f"{'.'.join(map(str, it['loc'])) or 'the answer'}: {it['msg']}" for it in found[:MOST_PROBLEMS]
        )


def _json(text: str) -> str:
    """The part of a text that is JSON: within a fence, or from the first brace to the last."""
    fenced = _FENCE.search(text)
    inside = fenced.group(1) if fenced else text
    start, end = inside.find("{"), inside.rfind("}")
    return inside[start : end + 1] if 0 <= start < end else inside
