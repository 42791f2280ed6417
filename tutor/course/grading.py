"""Marks an answer point by point: which sentence of it comes near to what the course says, and how near."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.course.analysis import words
from tutor.course.comparing import Comparer
from tutor.course.facts import numbers
from tutor.domain.course import Citation
from tutor.domain.quiz import Asks, Grade, Mark, Met, Question
from tutor.embeddings.embedder import Embedder
from tutor.language import sentences, stopwords, word_list
from tutor.points.covering import Likeness, Point, Sentence, likeness, rarities

SAID, TOUCHED = 0.75, 0.08
"""From which likeness on an answer says a point, and a part of it."""
LABEL = 4
"""Words of a label at most: ``Situation: you name when …`` is met by its label alone."""
CLAUSE = 3
"""Words with a meaning that a main clause has to have."""
LONGEST = 4000
"""Characters of an answer that are read."""

_LABEL = re.compile(r"^([^:.,\"“]{2,40}?)(?::| (?:is|are|means?|zijn|betekent) )\s*(?=\S+ \S+)")
_CLAUSE = re.compile(r"[,;:] ")
_JOINTS = re.compile(r"[,;:\n•]+|\s[-–—]\s|^\s*\(?\d{1,2}[.)]\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the answer, as it is compared."""

    text: str
    read: Sentence


class Grader:
    """Marks answers to questions on a course."""

    def __init__(self, embedder: Embedder) -> None:
        self._comparer = functools.cache(functools.partial(Comparer, embedder))

    def grade(self, question: Question, said: str, language: str) -> Grade:
        """An answer beside the points of its question; language is that of the answer."""
        if question.asks is Asks.GAP:
            mark = _filled(question.gap, said)
            return Grade((Met(question.points[0], mark, "" if mark is Mark.NO else said.strip()),))
        labelled = question.asks is Asks.LIST
        return self.cover(question.points, said, language, asked=question.text, labelled=labelled)

    def cover(
        self, points: Sequence[Citation], said: str, language: str, *, asked: str = "", labelled: bool = False
    ) -> Grade:
        """A text beside points of the course; words that stand in the question count for neither.

        labelled says that the points are items of a list, which naming is enough for.
        """
        besides = self._keys(asked, points)
        split = pieces(said[:LONGEST], language)
        read = self._comparer(language).read(split)
        cut = ((text, _without(it, besides)) for text, it in zip(split, read, strict=True))
        parts = [_Part(text, it) for text, it in cut if it.words or labelled]
        wordings = [self._wordings(point, besides) for point in points]
        weights = rarities(wordings)
        return Grade(
            tuple(
                _met(point, own, parts, weights, labelled=labelled)
                for point, own in zip(points, wordings, strict=True)
            )
        )

    def opposes(self, point: Citation, said: str, language: str) -> bool:
        """Whether the words that come near a point deny it, or name another number."""
        told = Point(point.quote, self._comparer(point.language).read([point.quote]))
        weights = rarities([told])
        read = self._comparer(language).read([said]) if said else ()
        denied = any(likeness(told, it, weights).denied for it in read)
        return denied or _differs(said, point.quote)

    def _wordings(self, point: Citation, besides: frozenset[str]) -> Point:
        read = self._comparer(point.language).read(list(_wordings(point)))
        return Point(point.quote, tuple(_without(it, besides) for it in read))

    def _keys(self, asked: str, points: Sequence[Citation]) -> frozenset[str]:
        read = self._comparer(points[0].language).read([asked]) if asked and points else ()
        return frozenset(key for one in read for word in one.words for key in word.keys)


def pieces(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text and the parts of them that a comma or a list mark sets apart."""
    found: dict[str, None] = {}
    for start, end in sentences(text, language):
        whole = text[start:end]
        for part in (whole, *_JOINTS.split(whole)):
            if re.search(r"\w", part):
                found.setdefault(part.strip())
    return tuple(found)


def _met(
    point: Citation,
    wordings: Point,
    parts: Sequence[_Part],
    weights: Mapping[str, float],
    *,
    labelled: bool,
) -> Met:
    label = _content(_label(point), point.language) if labelled else frozenset()
    best, mark, nearest = -1.0, Mark.NO, ""
    for part in parts:
        if label and label <= frozenset(words(part.text)):
            return Met(point, Mark.YES, part.text)
        alike = likeness(wordings, part.read, weights)
        if alike.value > best:
            best, nearest, mark = alike.value, part.text, _mark(alike, part.text, point.quote)
    return Met(point, mark, nearest if mark is not Mark.NO else "")


def _mark(alike: Likeness, said: str, told: str) -> Mark:
    """What says the opposite, or another number, is never more than partly right."""
    if alike.value >= SAID and not alike.denied and not _differs(said, told):
        return Mark.YES
    return Mark.PARTLY if alike.value >= TOUCHED else Mark.NO


def _differs(said: str, told: str) -> bool:
    """Whether both name numbers, and not one in common."""
    own, other = numbers(said), numbers(told)
    return bool(own and other and not own & other)


def _without(sentence: Sentence, besides: frozenset[str]) -> Sentence:
    return replace(sentence, words=tuple(word for word in sentence.words if not word.keys & besides))


def _wordings(point: Citation) -> Iterator[str]:
    """A point, what it says behind its name, and of that the main clause where it says enough by itself."""
    named = _LABEL.match(point.quote)
    told = point.quote[named.end() :] if named else point.quote
    yield from dict.fromkeys((point.quote, told))
    for joint in _CLAUSE.finditer(told):
        clause = told[: joint.start()]
        if len(_content(clause, point.language)) >= CLAUSE:
            yield clause
            return


def _label(point: Citation) -> str:
    """What an item is called before it is explained; empty for an item without a name."""
    found = _LABEL.match(point.quote)
    return found[1] if found and len(words(found[1])) <= LABEL else ""


def _content(text: str, language: str) -> frozenset[str]:
    """The words that make a label: neither function words nor what tells to name it."""
    found = frozenset(words(text))
    return found - stopwords(language) - word_list("imperative", language) or found


def _filled(gap: str, said: str) -> Mark:
    """Whether an answer names what stands in the gap, and nothing beside it that could stand there."""
    wanted, named = numbers(gap), numbers(said)
    if not wanted & named:
        return Mark.NO
    return Mark.YES if named == wanted else Mark.PARTLY
