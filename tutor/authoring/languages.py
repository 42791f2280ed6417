"""Whether a file says the same thing in every language: only the texts may differ."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Severity
from tutor.authoring.yaml_file import Trail, YamlFile

# fmt: off
TEXT_FIELDS = frozenset({
    "asked", "accept", "batna", "better", "bluff", "called", "character", "denial", "document", "goal",
    "good", "heading", "hold", "language", "lines", "manner", "meaning", "name", "never", "offer", "opening",
    "passage", "phrase", "phrase_one", "phrases", "poor", "question", "reject", "role", "samples",
    "situation", "statement", "stay", "summary", "task", "term", "terms", "text", "title", "topic", "truth",
    "against", "unclear", "unknown", "unless", "wordings", "words",
})
# fmt: on
"""Fields that differ between languages; everything else must be the same."""


def lint_languages(one: YamlFile, other: YamlFile) -> tuple[Finding, ...]:
    """Where the second file's structure differs from the first's."""
    return tuple(
        Finding(other.path, other.line(trail), Severity.ERROR, f"{message} than in {one.path.name}.")
        for trail, message in _differences(one.data, other.data, ())
    )


def _differences(one: object, other: object, trail: Trail) -> Iterator[tuple[Trail, str]]:
    where = ".".join(str(part) for part in trail) or "the file"
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if key in TEXT_FIELDS and (key == "samples" or not _structured(one.get(key))):
                continue
            if key not in one or key not in other:
                yield (*trail, key), f"{where}: {key!r} is in one language only, other"
            else:
                yield from _differences(one[key], other[key], (*trail, key))
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield trail, f"{where}: has {len(other)} entries, other"
        for number, (left, right) in enumerate(zip(one, other, strict=False)):
            yield from _differences(left, right, (*trail, number))
    elif one != other:
        yield trail, f"{where}: is {other!r}, other"


def _structured(value: object) -> bool:
    """Whether a field with a text's name holds more than text (negotiation.lines, for one)."""
    return isinstance(value, dict) and bool(value)
