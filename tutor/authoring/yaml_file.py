"""YAML files with the line of every value, read by the rules of YAML 1.2 (``on`` and ``no`` are words)."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.constructor import SafeConstructor

from tutor.errors import ContentError

Trail = tuple[str | int, ...]
LARGEST = 2_000_000
"""Bytes; a content file larger than this is a mistake."""


@dataclass(frozen=True)
class YamlFile:
    """A parsed file; lines maps the trail to a value (``("facts", 0, "id")``) to its line, from 1."""

    path: Path
    data: Any
    lines: Mapping[Trail, int]

    def line(self, trail: Trail) -> int:
        """The line of a value, or of the nearest value around it."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return self.lines.get(trail, 1)


class _Rules(SafeConstructor):
    """Takes only ``true`` and ``false`` as booleans and refuses a key that stands twice."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    } | {first: [("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"))] for first in "tf"}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Careful(_Rules, yaml.SafeLoader):
    """Reads text in Python, and says best what is wrong with it."""


class _Fast(_Rules, yaml.CSafeLoader):
    """Reads text in C, ten times as fast; only for what is not nested deeply, where C would crash."""


DEEPEST = 200
"""Levels that may be nested in C; content has about ten."""
_LEAD = re.compile(r"(?m)^[ \t?:-]+")
_BRACKET = re.compile(r"[\[\]{}]")


def _shallow(text: str) -> bool:
    """Whether neither indentation nor brackets can nest deeply; brackets in words count too."""
    if max((len(lead) for lead in _LEAD.findall(text)), default=0) > DEEPEST:
        return False
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest <= DEEPEST


def read_yaml(path: Path) -> YamlFile:
    """Read a content file; ContentError with its line when it is not YAML."""
    try:
        if path.stat().st_size > LARGEST:
            raise ContentError(path, 1, "The file is larger than 2 MB.", "Split it or check what is in it.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContentError(path, 1, "The file is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        raise ContentError(path, 1, f"The file cannot be read ({error.strerror}).") from None
    return parse_yaml(path, text)


def parse_yaml(path: Path, text: str) -> YamlFile:
    """Parse the text of a content file; path is for messages."""
    try:
        try:
            return _parsed(path, _Fast(text) if _shallow(text) else _Careful(text))
        except (yaml.YAMLError, ValueError, RecursionError):
            return _parsed(path, _Careful(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        advice = _TABS if r"\t" in str(error.problem) else _ADVICE
        raise ContentError(path, line, f"This is not YAML: {error.problem}.", advice) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(path, 1, f"This is not YAML: {error}.", _ADVICE) from None


def _parsed(path: Path, loader: _Careful | _Fast) -> YamlFile:
    lines: dict[Trail, int] = {}
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
        if node is not None:
            _note_lines(node, (), lines)
    finally:
        loader.dispose()
    return YamlFile(path, data, lines)


_ADVICE = 'Check the indentation, and put text that contains ": " or begins with a quote between quotes.'
_TABS = "Check the indentation: there is a tab in it. Write spaces instead, which look the same."


def _note_lines(node: yaml.Node, trail: Trail, lines: dict[Trail, int]) -> None:
    lines.setdefault(trail, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*trail, key.value)] = key.start_mark.line + 1
            _note_lines(value, (*trail, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _note_lines(value, (*trail, number), lines)


def problems(file: YamlFile, model: type[BaseModel]) -> tuple[ContentError, ...]:
    """Everything that keeps the file from being a model of this kind, each with its line."""
    try:
        model.model_validate(file.data)
    except ValidationError as error:
        return tuple(_problem(file, detail) for detail in _closest(error.errors(include_url=False)))
    return ()


def _closest(details: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """The problems, and where one of several models may stand, those of the one that fits best.

    A misspelt field of a rubric's measure would otherwise be a problem of every other kind of measure too.
    """
    tried: dict[Trail, Counter[str]] = {}
    for detail in details:
        for place, member in _unions(detail["loc"]):
            tried.setdefault(place, Counter())[member] += detail["type"] in {"missing", "extra_forbidden"}
    best = {place: min(members, key=lambda it: members[it]) for place, members in tried.items()}
    for detail in details:
        if all(best[place] == member for place, member in _unions(detail["loc"])):
            yield detail


def _unions(trail: Trail) -> Iterator[tuple[Trail, str]]:
    """Where in a trail a model was tried, with its name; names of fields begin in lower case."""
    for number, part in enumerate(trail):
        if isinstance(part, str) and part[:1].isupper():
            yield trail[:number], part


def _problem(file: YamlFile, detail: Mapping[str, Any]) -> ContentError:
    trail = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part[:1].isupper()))
    where = ".".join(str(part) for part in trail) or "the file"
    shown = "" if detail["type"] == "missing" else f" (it says {_short(detail.get('input'))})"
    said = re.sub(r"<\w+\.\w+: ('[^']*')>", r"\1", detail["msg"])  # <Degree.HINT: 'hint'>
    return ContentError(file.path, file.line(trail), f"{where}: {said}{shown}.", _mend(detail))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _mend(detail: Mapping[str, Any]) -> str:
    match detail["type"]:
        case "missing":
            return "Add this field."
        case "extra_forbidden":
            return "Remove it or check its spelling; docs/authoring.md lists the fields."
        case "enum" | "literal_error":
            return "Use one of the values named."
        case "string_pattern_mismatch":
            return _written(detail["ctx"]["pattern"])
        case "int_parsing" | "int_type" | "int_from_float":
            return "Write a whole number in digits, such as 14."
        case "float_parsing" | "float_type":
            return "Write a number in digits, such as 0.4."
        case _ if detail.get("input") is None:
            return "Nothing stands behind the colon: write it there, or remove the field."
        case _:
            return ""


def _written(pattern: str) -> str:
    """What a pattern of an id or a language asks, for who does not read patterns."""
    if "{2}" in pattern:
        return "Write two lower-case letters, such as en or nl."
    return "Use lower-case letters, digits and hyphens only, such as first-talk." if "a-z" in pattern else ""
