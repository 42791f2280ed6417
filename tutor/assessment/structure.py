"""What can be seen of how a text is built, with the sentences that show it (tutor/words/prose.yaml); pure."""

import functools
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

import yaml

from tutor.assessment.prose import Line, Prose, count_words
from tutor.domain.assignment import Term
from tutor.domain.condition import mentions
from tutor.domain.text_rubric import Part
from tutor.language import SPOKEN

PARAGRAPHS, PARAGRAPH_WORDS = 3, 15
"""How many paragraphs of how many words make a text of several paragraphs."""
LINKS, LINK_KINDS = 4, 2
"""How many sentences with linking words, of how many kinds, make links."""
SECTIONS = 2
EXAMPLE_WORDS = 5
"""The least words of a sentence that tells of something that happened."""


def parts(prose: Prose) -> dict[Part, tuple[Line, ...]]:
    """The parts that a text has, each with what shows it."""
    found = {
        Part.INTRODUCTION: _introduction(prose),
        Part.CONCLUSION: _conclusion(prose),
        Part.PARAGRAPHS: _paragraphs(prose),
        Part.SECTIONS: prose.headings if len(prose.headings) >= SECTIONS else (),
        Part.LINKS: _links(prose),
    }
    return {part: lines for part, lines in found.items() if lines}


def _introduction(prose: Prose) -> tuple[Line, ...]:
    own = prose.own
    first = [line for line in own if line.paragraph == own[0].paragraph] if own else []
    alone = len({line.paragraph for line in own}) < 2
    if not first or alone:
        return ()
    opens = [line for line in first if _patterns(prose.language)["opens"].search(line.plain.lower())]
    headed = _headed(prose, "opening", own[0])
    return tuple(opens[:1] or (first[:1] if headed else ()))


def _conclusion(prose: Prose) -> tuple[Line, ...]:
    own = prose.own
    last = [line for line in own if line.paragraph == own[-1].paragraph] if own else []
    if not last or len({line.paragraph for line in own}) < 2:
        return ()
    closes = [line for line in last if _patterns(prose.language)["closes"].search(line.plain.lower())]
    headed = _headed(prose, "closing", last[0])
    return tuple(closes[:1] or (last[:1] if headed else ()))


def _headed(prose: Prose, kind: str, line: Line) -> bool:
    """Whether the heading right above a sentence is one of a kind."""
    above = [it for it in prose.headings if it.start < line.start]
    return bool(above) and _patterns(prose.language)[kind].search(above[-1].plain.lower()) is not None


def _paragraphs(prose: Prose) -> tuple[Line, ...]:
    """The first sentence of each paragraph; nothing if there are few, or one is longer than the others."""
    sizes: dict[int, int] = {}
    firsts: dict[int, Line] = {}
    for line in prose.own:
        sizes[line.paragraph] = sizes.get(line.paragraph, 0) + count_words(line.plain)
        firsts.setdefault(line.paragraph, line)
    whole = [number for number, size in sizes.items() if size >= PARAGRAPH_WORDS]
    balanced = bool(whole) and max(sizes.values()) <= 0.6 * sum(sizes.values())
    return tuple(firsts[number] for number in whole) if len(whole) >= PARAGRAPHS and balanced else ()


def _links(prose: Prose) -> tuple[Line, ...]:
    kinds, lines = set[str](), list[Line]()
    for line in prose.own:
        text = line.plain.lower()
        here = {name for name, marks in _link_kinds(prose.language).items() if marks.search(text)}
        if here:
            lines.append(line)
            kinds |= here
    return tuple(lines) if len(lines) >= LINKS and len(kinds) >= LINK_KINDS else ()


def examples(prose: Prose) -> tuple[tuple[Line, ...], ...]:
    """The passages that tell of something that happened to the writer: a sentence that does and what follows
    it in its paragraph, each sentence in one passage at most."""
    found: list[list[Line]] = []
    for line in prose.own:
        if found and found[-1][-1].paragraph == line.paragraph:
            found[-1].append(line)
        elif _tells(line, prose.language):
            found.append([line])
    return tuple(tuple(passage) for passage in found)


def _tells(line: Line, language: str) -> bool:
    text, marks = line.plain.lower(), _patterns(language)
    happened = marks["time"].search(text) or marks["example"].search(text)
    return bool(happened and marks["first"].search(text)) and count_words(text) >= EXAMPLE_WORDS


def used(prose: Prose, terms: Sequence[Term]) -> dict[str, Line]:
    """The terms that stand in sentences, each with the first of these."""
    lines = [line for line in prose.own if count_words(line.plain) >= EXAMPLE_WORDS]
    found: dict[str, Line] = {}
    for term in terms:
        forms = term.words or (term.term,)
        line = next((line for line in lines if mentions(line.plain, forms)), None)
        if line:
            found[term.term] = line
    return found


@functools.cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {kind: _any(marks) for kind, marks in _listed(language).items() if isinstance(marks, list)}


@functools.cache
def _link_kinds(language: str) -> dict[str, re.Pattern[str]]:
    return {kind: _any(marks) for kind, marks in _listed(language)["links"].items()}


@functools.cache
def _listed(language: str) -> dict[str, Any]:
    text = (resources.files("tutor") / "words" / "prose.yaml").read_text("utf-8")
    listed: dict[str, Any] = yaml.safe_load(text)
    return dict(listed[language if language in SPOKEN else "en"])


def _any(marks: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(marks)})\b")
