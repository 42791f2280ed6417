"""Drafts with their sources: which passage of the course each field rests on, checked word for word; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.authoring.yaml_file import Trail, YamlFile, parse_yaml
from tutor.domain.draft import Excerpt
from tutor.errors import ContentError
from tutor.quoting import find

PROSE = 3
"""Words from which on a text says something that may come from a course."""

_FENCE = re.compile(r"```(?:ya?ml)?[ \t]*\n(.*?)```", re.DOTALL)
_CLAIM = re.compile(r"^\s*#\s*source\s*:?\s*\[?(\d+)\]?[\s:,·–-]*[\"'“‘„«](.+)[\"'”’»]\s*$", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*#")


@dataclass(frozen=True, slots=True)
class Claim:
    """A source that a model named: the number of a passage, from 1, and words of it."""

    passage: int
    quote: str

    def checked(self, excerpts: Sequence[Excerpt]) -> str:
        """The source with the words as the passage has them; "" where it does not have them."""
        if not 1 <= self.passage <= len(excerpts):
            return ""
        there = excerpts[self.passage - 1]
        place = find(self.quote, there.text)
        if place is None:
            return ""
        words = " ".join(there.text[slice(*place)].split())
        where = " · ".join(filter(None, (there.document, there.locator)))
        return f"{where}: “{words}”"


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote: the lines of the YAML without comments, and the sources named above each."""

    lines: tuple[str, ...]
    claims: Mapping[int, tuple[Claim, ...]]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def written(answer: str) -> Written:
    """The YAML in a model's answer, with what it says of its sources taken out."""
    fenced = _FENCE.search(answer)
    lines: list[str] = []
    claims: dict[int, tuple[Claim, ...]] = {}
    waiting: tuple[Claim, ...] = ()
    for line in (fenced.group(1) if fenced else answer).strip("\n").splitlines():
        if found := _CLAIM.match(line):
            waiting = (*waiting, Claim(int(found.group(1)), found.group(2)))
        elif not _COMMENT.match(line):
            if waiting and line.strip():
                claims[len(lines)], waiting = waiting, ()
            lines.append(line.rstrip())
    return Written(tuple(lines), claims)


def citing(draft: Written, excerpts: Sequence[Excerpt]) -> Written:
    """The draft of a quiz, whose questions quote their own sources, with those as what it names."""
    try:
        file = parse_yaml(Path("draft.yaml"), draft.text)
    except ContentError:
        return draft
    asked = file.data.get("questions") if isinstance(file.data, dict) else None
    claims: dict[int, tuple[Claim, ...]] = {}
    for number, question in enumerate(asked if isinstance(asked, list) else ()):
        points = question.get("points") if isinstance(question, dict) else None
        quotes = [it for it in points if isinstance(it, dict)] if isinstance(points, list) else []
        claims[file.line(("questions", number)) - 1] = tuple(_claim(it, excerpts) for it in quotes)
    return Written(draft.lines, claims)


def _claim(point: Mapping[str, Any], excerpts: Sequence[Excerpt]) -> Claim:
    """What a point of a question quotes, with the number of the passage that has it, 0 for none."""
    document, quote = point.get("document"), str(point.get("quote"))
    numbered = enumerate(excerpts, 1)
    there = (at for at, it in numbered if it.document == document and find(quote, it.text))
    return Claim(next(there, 0), quote)


def annotated(draft: Written, excerpts: Sequence[Excerpt]) -> str:
    """The YAML with a comment above each field that says where it comes from, or that it has no source."""
    try:
        file = parse_yaml(Path("draft.yaml"), draft.text)
    except ContentError:
        return draft.text
    sources = {
        line: tuple(filter(None, (it.checked(excerpts) for it in claims)))
        for line, claims in draft.claims.items()
    }
    first, sourced, claimed = _looked_through(file, draft, sources)
    out: list[str] = []
    for at, line in enumerate(draft.lines):
        indent = " " * (len(line) - len(line.lstrip()))
        out += [f"{indent}# source: {source}" for source in sources.get(at, ())]
        if at in first and first[at] not in sourced:
            wrong = " (the passage that was named does not say this)" if first[at] in claimed else ""
            out.append(f"{indent}# no source{wrong}")
        out.append(line)
    return "\n".join(out) + "\n"


def _looked_through(
    file: YamlFile, draft: Written, sources: Mapping[int, Sequence[str]]
) -> tuple[dict[int, Trail], set[Trail], set[Trail]]:
    """The line on which each field begins, the fields that have a source, and those that named one."""
    fields = tuple(_fields(file.data))
    first = {file.line(trail) - 1: trail for trail in reversed(fields)}
    by_line = {line - 1: trail for trail, line in sorted(file.lines.items(), key=lambda it: len(it[0]))}
    around = {at: _around(by_line.get(at, ()), fields) for at in draft.claims}
    return first, {around[at] for at, found in sources.items() if found}, set(around.values())


def _around(trail: Trail, fields: Sequence[Trail]) -> Trail:
    """The innermost field that a value belongs to."""
    return max((it for it in fields if trail[: len(it)] == it), key=len, default=())


def _fields(data: Any) -> Iterator[Trail]:
    """Where something is said: fields at the top, those inside one, and each item of a list of them."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if _items(value):
            yield from _in_list((key,), value)
        elif isinstance(value, dict):
            yield from ((key, inner) for inner, it in value.items() if _says(it))
        elif _says(value):
            yield (key,)


def _in_list(trail: Trail, items: Sequence[Any]) -> Iterator[Trail]:
    for number, item in enumerate(items):
        here = (*trail, number)
        if _says(item):
            yield here
        for key, value in item.items() if isinstance(item, dict) else ():
            if _items(value) and any(_says(it) and "quote" not in it for it in value):
                yield from _in_list((*here, key), value)


def _items(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(it, dict) for it in value)


def _says(value: object) -> bool:
    """Whether there is prose in it."""
    if isinstance(value, str):
        return len(value.split()) >= PROSE
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_says(it) for it in inner)
