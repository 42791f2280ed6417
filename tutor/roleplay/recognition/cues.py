"""Cue phrases and word lists per language, read from data files, and where they occur in a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from tutor.domain.move import Move

NEGATION_REACH = 3
"""Words before a cue in which a negation turns it."""


class CueFile(BaseModel):
    """A cue file: phrases per move, phrases that prove one, whole utterances, word lists, chat spelling.

    Phrases are separated by semicolons. In a phrase `*` stands for the rest of a word, `_` for one word,
    `...` for up to four words, `(a|b)` for a choice, `(a)?` for what may be missing, `^` and `$` for the
    begin and the end of the sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: Mapping[Move, str]
    certain: Mapping[Move, str]
    whole: Mapping[Move, str]
    words: Mapping[str, str]
    spelled_out: Mapping[str, str]


_OPENING = ("question", "aux", "verb", "tell")
"""The word lists of what opens a question or a request."""


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The compiled cues of one language; there is one for each.

    vocabulary holds every word that stands in any of them, opening those that open a question or a request.
    """

    phrases: Mapping[Move, re.Pattern[str]]
    certain: Mapping[Move, re.Pattern[str]]
    whole: Mapping[Move, re.Pattern[str]]
    words: Mapping[str, re.Pattern[str]]
    spelled_out: Mapping[str, str]
    vocabulary: frozenset[str]
    opening: frozenset[str]

    def hits(self, words: Sequence[str]) -> Mapping[Move, tuple[int, int]]:
        """Per move how often a cue occurs straight and how often under a negation."""
        line = " ".join(words)
        found: dict[Move, tuple[int, int]] = {}
        for move, pattern in self.phrases.items():
            straight = turned = 0
            for match in pattern.finditer(line):
                if self._negated(line[: match.start()]):
                    turned += 1
                else:
                    straight += 1
            if straight or turned:
                found[move] = (straight, turned)
        return found

    def proven(self, words: Sequence[str]) -> tuple[Move, ...]:
        """The moves of which a phrase is proof wherever it stands, unless under a negation."""
        line = " ".join(words)
        found = {move: pattern.search(line) for move, pattern in self.certain.items()}
        return tuple(move for move, it in found.items() if it and not self._negated(line[: it.start()]))

    def _negated(self, left: str) -> bool:
        near = " ".join(left.split()[-NEGATION_REACH:])
        return bool(near) and self.words["negation"].search(near) is not None

    def said_whole(self, words: Sequence[str]) -> Move | None:
        """The move that these words are when nothing else is said ("ok" → accept)."""
        line = " ".join(w for w in words if w not in {"!", "…", "☺"})
        for move, pattern in self.whole.items():
            if pattern.fullmatch(line):
                return move
        return None

    def count(self, kind: str, words: Sequence[str]) -> int:
        """How many words of the list `kind` occur."""
        return len(self.words[kind].findall(" ".join(words)))


@cache
def cues(language: str) -> Cues:
    """The cues of a language ("nl", "en"); FileNotFoundError when there is no cue file for it."""
    text = files("tutor.roleplay.recognition").joinpath(f"cues-{language}.yaml").read_text("utf-8")
    parsed = CueFile.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    return Cues(
        phrases={move: _either(some) for move, some in parsed.phrases.items()},
        certain={move: _either(some) for move, some in parsed.certain.items()},
        whole={move: _either(some) for move, some in parsed.whole.items()},
        words={kind: _either(some) for kind, some in parsed.words.items()},
        spelled_out=parsed.spelled_out,
        vocabulary=frozenset(re.findall(r"[^\W\d_]+", text.casefold())),
        opening=frozenset(";".join(parsed.words[kind] for kind in _OPENING).split(";")),
    )


def _either(phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(phrase.strip()) for phrase in phrases.split(";") if phrase.strip()))


def _pattern(phrase: str) -> str:
    start, end = phrase.startswith("^"), phrase.endswith("$")
    body = re.escape(phrase.removeprefix("^").removesuffix("$").strip())
    for written, meant in _SIGNS:
        body = re.sub(written, meant, body)
    return ("^" if start else r"(?<!\S)") + body + (r"$" if end else r"(?!\S)")


_SIGNS = (
    (r"\\\(", "(?:"),
    (r"\\\)", ")"),
    (r"\\\|", "|"),
    (r"\)\\\*", ")*"),
    (r"\)\\\?", ")?"),
    (r"\)\\\+", ")+"),
    (r"\\ \\\.\\\.\\\.\\ ", r"(?:\\ \\S+){0,4}?\\ "),
    (r"\\ \\\.\\\.\\\.$", ""),
    (r"\\\*", r"\\S*"),
    (r"\\ \\\?(?=\(\?:)", r"\\ ?"),
    (r"\\ (\(\?:[^()]*\))\?(?=\\ |$)", r"(?:\\ \1)?"),
    (r"(?<![^\s:|])_(?![^\\|()])", r"\\S+"),
)
"""How the signs of a phrase, once escaped, read as a regular expression."""
