"""Prompts: what language models are told, from ``prompts/<name>.md`` in the content folders.

A file begins with a heading between two lines ``---`` that says who reads it and what it must never contain.
What follows up to the first line ``[user]`` is the system part. A line ``[user]`` or ``[assistant]`` begins a
message, and ``[said]`` stands where the messages so far of a conversation go. ``$slots`` are filled in once:
what goes into them is not read for slots again.
"""

import hashlib
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from tutor.domain.calls import Prompt, Role
from tutor.domain.frozen import Frozen
from tutor.errors import ContentError, TutorError

_HEADING = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_MARK = re.compile(r"^\[(user|assistant|said)\]$", re.MULTILINE)
_ROLES: dict[str, Role] = {"user": "user", "assistant": "assistant"}


class Heading(Frozen):
    """Who reads a prompt, and what it must never contain."""

    reads: str
    never: str


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with its slots still open; parts are what follows each mark (user, assistant, said)."""

    name: str
    hash: str
    heading: Heading
    system: str
    parts: tuple[tuple[str, str], ...]

    @property
    def slots(self) -> frozenset[str]:
        """The names of the slots."""
        texts = (self.system, *(text for _, text in self.parts))
        return frozenset(name for text in texts for name in string.Template(text).get_identifiers())

    def fill(self, said: Sequence[tuple[Role, str]], slots: dict[str, object]) -> Prompt:
        """The prompt with all slots filled in; TutorError names those that are missing or unknown."""
        if wrong := self.slots.symmetric_difference(slots):
            raise TutorError(f"Prompt {self.name!r}: the slots do not fit: {', '.join(sorted(wrong))}.")

        def filled(text: str) -> str:
            return string.Template(text).substitute(slots)

        messages: list[tuple[Role, str]] = []
        for mark, text in self.parts:
            messages.extend(said if mark == "said" else [(_ROLES[mark], filled(text))])
        return Prompt(self.name, self.hash, filled(self.system), tuple(messages))


class Prompts:
    """The prompts in some content folders; an earlier folder wins over a later one."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._folders = tuple(root / "prompts" for root in roots)

    def names(self) -> tuple[str, ...]:
        """The names of all prompts, in order."""
        files = {path.stem for folder in self._folders for path in folder.glob("*.md")}
        return tuple(sorted(files - {"README"}))

    def template(self, name: str) -> Template:
        """A prompt as its file has it; TutorError when there is none, ContentError when it is wrong."""
        for folder in self._folders:
            if (path := folder / f"{name}.md").is_file():
                return parse(path, path.read_text("utf-8"))
        raise TutorError(f"There is no prompt {name!r}. There are: {', '.join(self.names()) or 'none'}.")

    def render(self, name: str, said: Sequence[tuple[Role, str]] = (), /, **slots: object) -> Prompt:
        """A prompt with its slots filled in and, where it has room for them, the messages said so far."""
        return self.template(name).fill(said, slots)


@cache
def parse(path: Path, text: str) -> Template:
    """Read the text of a prompt file; ContentError says what is wrong with it."""
    found = _HEADING.match(text)
    if not found:
        raise ContentError(path, 1, "There is no heading.", "Begin with --- reads: … never: … ---")
    try:
        heading = Heading.model_validate(yaml.safe_load(found.group(1)))
    except (ValidationError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise ContentError(path, 1, f"The heading is wrong: {reason}.", "It has reads and never.") from error
    system, *rest = _MARK.split(text[found.end() :])
    parts = tuple((mark, body.strip()) for mark, body in zip(rest[::2], rest[1::2], strict=True))
    if not any(mark == "user" for mark, _ in parts):
        raise ContentError(path, 1, "There is no message.", "A line [user] begins one.")
    _check_slots(path, text)
    hash = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Template(path.stem, hash, heading, system.strip(), parts)


def _check_slots(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if not string.Template(line).is_valid():
            raise ContentError(path, number, "A $ begins no slot.", "Write $$ for a dollar sign.")


def delimited(tag: str, text: str) -> str:
    """Text of somebody's between ``<tag>`` and ``</tag>``, which it cannot leave: it is data, not a task."""
    inside = re.sub(rf"<(?=\s*/?\s*{re.escape(tag)}\b)", "‹", text, flags=re.IGNORECASE)
    return f"<{tag}>\n{inside}\n</{tag}>"
