"""What a trainer marked in a played conversation: "she would never say that", why, and where it was said."""

import re
from collections.abc import Collection, Iterable

from pydantic import Field

from tutor.domain.frozen import Frozen
from tutor.domain.lines import SLOTS, split_line

FEW = 4
"""With fewer words than this they may be part of something else that is said."""
_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{(?:" + "|".join(sorted(SLOTS)) + r")\}")


class Never(Frozen):
    """Words that a counterpart does not use again, and the decision on which it did."""

    said: str = Field(min_length=1, description="What it said, word for word.")
    because: str = Field(min_length=1, description="Why this person would not say that.")
    speaker: str = Field("", description="Which of two counterparts said it.")
    act: str = Field("", description="What was decided when it said so, e.g. react; for the replay.")
    subject: str = Field("", description="What that was about, e.g. the id of a reaction; for the replay.")
    degree: str = Field("", description="How much of a fact was told, where one was; for the replay.")

    def is_said_by(self, line: str, ids: Collection[str]) -> bool:
        """Whether a line of a scenario says this; its slots stand for any words."""
        return any(_filled(part).fullmatch(_plain(self.said)) for _, part in split_line(line, "", ids))

    def is_in(self, text: str) -> bool:
        """Whether a text holds these words in a row, however they are punctuated.

        A few words ("Okay then.") are forbidden as an answer, not within another one.
        """
        said, other = _plain(self.said), _plain(text)
        return said == other if len(said.split()) < FEW else f" {said} " in f" {other} "


class NeverFile(Frozen):
    """A file of them, ``scenarios/<id>/never/<language>.yaml``."""

    never: tuple[Never, ...]


def forbidden(rules: Iterable[Never], line: str, ids: Collection[str]) -> bool:
    """Whether any of the rules is about a line of a scenario."""
    return any(rule.is_said_by(line, ids) for rule in rules)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _filled(line: str) -> re.Pattern[str]:
    pieces = (re.escape(_plain(piece)) for piece in _SLOT.split(line))
    return re.compile(r"\s*.*\s*".join(pieces))
