"""Checks of pointers that a schema cannot make; pure, every finding with its line and mend."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located, twice
from tutor.authoring.yaml_file import YamlFile
from tutor.domain.pointer import Pointers


def lint_pointers(yaml: YamlFile, pointers: Pointers) -> tuple[Finding, ...]:
    """Everything wrong with the pointers in one language."""
    file = Located(yaml)
    return (
        *_name_fits(file, pointers),
        *twice(file, "topics", [topic.id for topic in pointers.topics]),
        *_phrases(file, pointers),
    )


def _name_fits(file: Located, pointers: Pointers) -> Iterator[Finding]:
    if file.yaml.path.stem != pointers.language:
        yield file.error(
            ("language",),
            f"language is {pointers.language!r} but the file is {file.yaml.path.name}. Make them the same.",
        )


def _phrases(file: Located, pointers: Pointers) -> Iterator[Finding]:
    """A phrase that an earlier topic has too, as only the first topic counts."""
    seen: dict[str, str] = {}
    for number, topic in enumerate(pointers.topics):
        for place, phrase in enumerate(topic.phrases):
            if phrase.lower() in seen:
                yield file.warning(
                    ("topics", number, "phrases", place),
                    f"{phrase!r} stands under {seen[phrase.lower()]!r} already. Leave one.",
                )
            seen.setdefault(phrase.lower(), topic.id)
