"""JSON Lines on standard input and output: one object in, one object out, an error on its own line."""

import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import typer
from pydantic import ValidationError

from tutor.domain.frozen import Frozen
from tutor.errors import TutorError

Line = TypeVar("Line", bound=Frozen)
LONGEST_LINE = 5_000_000
"""Characters; a longer line is answered with an error instead of being parsed."""


def emit(value: dict[str, Any]) -> None:
    """Write one object as a line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def serve(model: type[Line], answer: Callable[[Line], Awaitable[dict[str, Any]]]) -> None:
    """Answer every line of standard input; exits with 1 when any of them was an error."""
    failed = False
    for text in _lines():
        try:
            emit(await answer(_parse(model, text)))
        except TutorError as error:
            failed = True
            emit({**_id(text), "error": str(error)})
    if failed:
        raise typer.Exit(1)


def _lines() -> Iterator[str]:
    stream = sys.stdin.buffer
    for raw in stream:
        if text := raw.decode("utf-8", "replace").strip("\ufeff \t\r\n"):
            yield text


def _parse(model: type[Line], text: str) -> Line:
    if len(text) > LONGEST_LINE:
        raise TutorError(f"The line is longer than {LONGEST_LINE} characters.")
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TutorError(f"{where + ': ' if where else ''}{first['msg']}") from None


def _id(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {"id": value["id"]} if isinstance(value, dict) and "id" in value else {}
