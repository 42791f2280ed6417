"""Makes questions of what a course says: what a term is, what a list names, which number stands in a gap."""

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from tutor.course.analysis import words
from tutor.course.citations import cite
from tutor.course.cues import LIST_ITEM, idle, is_item
from tutor.course.facts import denied, number_words
from tutor.course.selection import list_bounds
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Chunk
from tutor.domain.quiz import Asks, Question
from tutor.language import Texts, word_list

SHORTEST, LONGEST = 7, 45
"""Words of a sentence that a question is made of."""
FEWEST, MOST = 3, 8
"""Items of a list that can be asked for."""
ITEM = 240
"""Characters of an item of a list; a longer one is a passage and no point."""
CORE = 3
"""Words that make an item by themselves."""
TERM = 6
"""Words of a term at most."""
SOON = 24
"""Characters behind the verb within which a denial turns a definition into none."""
GAP = "_____"

_ARTICLE = re.compile(r"^(?:an?|the|een|de|het)\s+", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”„«»]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_OTHER = re.compile(r"[,;] (?:an?|the|een|de|het)(?: [\w-]+){1,2} (?:is|are|zijn)\b")
"""Where a second definition begins in the same sentence."""
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")


def questions(snapshot: Snapshot, language: str) -> tuple[Question, ...]:
    """All questions that the documents in a language give, in the order of the course, each asked once."""
    if language not in _files():
        return ()
    found: dict[str, Question] = {}
    for row, chunk in enumerate(snapshot.chunks):
        if chunk.language == language:
            for one in _of_row(snapshot, row):
                found.setdefault(one.text.casefold(), one)
    return tuple(found.values())


def _of_row(snapshot: Snapshot, row: int) -> Iterator[Question]:
    chunk, (first, last) = snapshot.chunks[row], snapshot.sentences_of(row)
    spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
    for number in range(len(spans)):
        found = _list(chunk, spans, number) or _meaning(chunk, spans, number) or _number(chunk, spans, number)
        if found:
            yield found


# --- what a list names ---------------------------------------------------------------------------------


def _list(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> Question | None:
    """A question for the items of the list that a sentence opens."""
    opening = chunk.text[slice(*spans[number])]
    if not opening.endswith(":") or is_item(opening) or _QUOTES.search(opening):
        return None
    items = [core(chunk.text, *span) for span in _items(chunk, spans, list_bounds(chunk, spans, number))]
    spoken = sum(chunk.text[start] in '"“„' or ': "' in chunk.text[start:end] for start, end in items)
    if not FEWEST <= len(items) <= MOST or spoken or any(end - start > ITEM for start, end in items):
        return None
    texts = Texts(chunk.language)
    count = texts(f"quiz.number.{len(items)}")
    text = texts("quiz.ask.list", about=_about(chunk), opening=opening.rstrip(":"), count=count)
    return _question(Asks.LIST, text, chunk, items)


def _items(chunk: Chunk, spans: list[tuple[int, int]], bounds: range) -> list[tuple[int, int]]:
    """The items of a list, each with the sentences that belong to it and without its mark."""
    items: list[tuple[int, int]] = []
    for number in bounds:
        start, end = spans[number]
        mark = LIST_ITEM.match(chunk.text[start:end])
        if mark:
            items.append((start + mark.end(), end))
        elif items:
            items[-1] = (items[-1][0], end)
    return items


def core(text: str, start: int, end: int) -> tuple[int, int]:
    """An item without what somebody could say by way of example: ``Ask: "How are you?"``."""
    spoken = re.search(r":? [\"“„]", text[start:end])
    short = start + spoken.start() if spoken else end
    return (start, short) if len(_WORD.findall(text[start:short])) >= CORE else (start, end)


# --- what a term means ---------------------------------------------------------------------------------


def _meaning(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> Question | None:
    """A question for what a sentence says that a term is."""
    start, end = spans[number]
    sentence = chunk.text[start:end]
    if not _askable(sentence, chunk.language):
        return None
    for verb, pattern in _verbs(chunk.language):
        match = pattern.match(sentence)
        if not match or not _is_term(match["term"], chunk):
            continue
        if denied(sentence[match.end() :][:SOON], chunk.language):
            continue
        text = Texts(chunk.language)(f"quiz.ask.{verb}", term=_inside(match["term"], chunk))
        other = _OTHER.search(sentence, match.end())
        return _question(Asks.MEANING, text, chunk, [(start, start + other.start() if other else end)])
    return None


def _askable(sentence: str, language: str) -> bool:
    count = len(_WORD.findall(sentence))
    return SHORTEST <= count <= LONGEST and not (
        is_item(sentence) or idle(sentence) or " | " in sentence or sentence.endswith(":") or "\n" in sentence
    )


def _is_term(term: str, chunk: Chunk) -> bool:
    """Whether a subject names something that is explained: short, and nothing that points elsewhere."""
    found = _WORD.findall(_ARTICLE.sub("", term))
    vague = word_list("vague", chunk.language)
    if not 0 < len(found) <= TERM or _QUOTES.search(term) or any(mark in term for mark in ",:;("):
        return False
    return not _loose(chunk.language).search(_ARTICLE.sub("", term)) and any(
        word.lower() not in vague for word in found
    )


def _inside(term: str, chunk: Chunk) -> str:
    """A term as it stands in the middle of a sentence: without the capital of its first word."""
    first, _, rest = term.partition(" ")
    proper = sum(character.isupper() for character in first) > 1 or (
        not _ARTICLE.match(f"{first} ") and re.search(rf"[\w,] {re.escape(first)}\b", chunk.text)
    )
    return term if proper else f"{first[:1].lower()}{first[1:]} {rest}".strip()


# --- which number stands in a gap ----------------------------------------------------------------------


def _number(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> Question | None:
    """A question for the only number of a sentence that states something in general."""
    start, end = spans[number]
    sentence = chunk.text[start:end]
    if not _askable(sentence, chunk.language) or _QUOTES.search(sentence):
        return None
    around = _paragraph(chunk.text, start, end)
    if _told("stories", chunk.language).search(around) or _dangles(sentence, chunk.language):
        return None
    if sum(map(around[: around.find(sentence)].count, '"“”„')) % 2:  # inside what somebody says
        return None
    found = list(_figures(chunk.language).finditer(sentence))
    if len(found) != 1:
        return None
    gap = found[0].group()
    known = _YEAR.match(gap) or _counts(sentence, found[0].end(), chunk.language)
    if not known or not found[0].start():
        return None
    gapped = sentence[: found[0].start()] + GAP + sentence[found[0].end() :]
    text = Texts(chunk.language)("quiz.ask.gap", about=_about(chunk), sentence=gapped)
    return _question(Asks.GAP, text, chunk, [(start, end)], gap)


def _paragraph(text: str, start: int, end: int) -> str:
    before, after = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    return text[max(before, 0) : after if after >= 0 else len(text)]


def _dangles(sentence: str, language: str) -> bool:
    first = next(iter(words(sentence)), "")
    return first in word_list("dangling", language)


def _counts(sentence: str, end: int, language: str) -> bool:
    """Whether the number that ends there counts something worth knowing, and is no part of a story."""
    named = re.search(r"(?<=[\w,;] )[A-ZÀ-Ý][a-zà-ÿ]+", sentence)
    counted = _told("units", language).match(sentence, end + 1)
    return bool(counted) and not named and not _told("past", language).search(sentence)


# --- common --------------------------------------------------------------------------------------------


def _question(
    asks: Asks, text: str, chunk: Chunk, spans: Sequence[tuple[int, int]], gap: str = ""
) -> Question:
    points = cite((chunk, start, end) for start, end in spans)
    told = "\n".join((asks.value, chunk.document, *(point.quote for point in points)))
    id = hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
    return Question(id, asks, text, points, chunk.language, gap)


def _about(chunk: Chunk) -> str:
    return chunk.place.headings[-1] if chunk.place.headings else chunk.title


@functools.cache
def _files() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (resources.files("tutor") / "words" / "questions.yaml").read_text("utf-8")
    )
    return found


@functools.cache
def _verbs(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    own = _files()[language]
    patterns = []
    for name, verb in own["verbs"].items():
        rest = rf"(?:{own['defining']})\b" if name in ("is", "are") else r"\w"
        patterns.append((name, re.compile(rf"(?P<term>[^.?!]{{2,80}}?) (?:{verb}) (?={rest})")))
    return tuple(patterns)


@functools.cache
def _loose(language: str) -> re.Pattern[str]:
    own = _files()[language]
    return re.compile(rf"\b(?:{own['loose']}|{_counts_of(language)})\b", re.IGNORECASE)


@functools.cache
def _told(name: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_files()[language][name]})\b", re.IGNORECASE)


def _counts_of(language: str) -> str:
    return "|".join(number_words(language))


@functools.cache
def _figures(language: str) -> re.Pattern[str]:
    return re.compile(rf"\d+(?:[.,:]\d+)*|\b(?:{_counts_of(language)})\b", re.IGNORECASE)
