"""Marks an answer point by point: which sentence of it comes near to what the course says, and how near."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.course.analysis import words
from tutor.course.facts import denied, numbers
from tutor.course.likeness import Alike, Likeness, pieces
from tutor.course.query import Query
from tutor.domain.course import Citation
from tutor.domain.quiz import Asks, Grade, Mark, Met, Question
from tutor.language import stopwords, word_list

MET, WORDED = 0.9, 0.3
"""What words and meaning must add up to for a point that is met, and what the words must be of that."""
NEAR = 0.45
"""What they must add up to for a point that is met in part."""
ALONE = 0.55
"""How near the meaning must come where not one word does."""
LABEL = 4
"""Words of a label at most: ``Situation: you name when …`` is met by its label alone."""
CLAUSE = 3
"""Words with a meaning that a main clause has to have."""
LONGEST = 4000
"""Characters of an answer that are read."""

_LABEL = re.compile(r"^([^:.,\"“]{2,40}?)(?::| (?:is|are|means?|zijn|betekent) )\s*(?=\S+ \S+)")
_CLAUSE = re.compile(r"[,;:] ")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the answer, as it is compared."""

    text: str
    read: Query


class Grader:
    """Marks answers on one course."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def grade(self, question: Question, said: str, language: str) -> Grade:
        """An answer beside the points of its question; language is that of the answer."""
        if question.asks is Asks.GAP:
            return Grade((Met(question.points[0], _filled(question.gap, said), said.strip()),))
        labelled = question.asks is Asks.LIST
        return self.cover(question.points, said, language, asked=question.text, labelled=labelled)

    def cover(
        self, points: Sequence[Citation], said: str, language: str, *, asked: str = "", labelled: bool = False
    ) -> Grade:
        """A text beside points of the course; words that stand in the question count for neither.

        labelled says that the points are items of a list, which naming is enough for.
        """
        besides = frozenset(words(asked)) - frozenset(words(" ".join(map(_label, points))))
        split = pieces(said[:LONGEST], language)
        parts = [_Piece(text, self._likeness.read(text, language)) for text in split]
        return Grade(tuple(self._met(point, parts, besides, labelled=labelled) for point in points))

    def _met(
        self, point: Citation, parts: Sequence[_Piece], besides: frozenset[str], *, labelled: bool
    ) -> Met:
        label = _content(_label(point), point.language) if labelled else frozenset()
        best, mark, nearest = -1.0, Mark.NO, ""
        for part in parts:
            if label and label <= frozenset(words(part.text)):
                return Met(point, Mark.YES, part.text)
            for told in _wordings(point):
                alike = self._likeness.alike(part.read, self._likeness.read(told, point.language), besides)
                if alike.words + alike.meaning > best:
                    best, nearest = alike.words + alike.meaning, part.text
                    mark = _mark(alike, contradicts=_contradicts(part.text, part.read.language, told, point))
        return Met(point, mark, nearest if mark is not Mark.NO else "")


def _mark(alike: Alike, *, contradicts: bool) -> Mark:
    near = alike.words + alike.meaning
    if near >= MET and alike.words >= WORDED and not contradicts:
        return Mark.YES
    touches = alike.words > 0 or alike.meaning >= ALONE
    return Mark.PARTLY if near >= NEAR and touches else Mark.NO


def _contradicts(said: str, language: str, told: str, point: Citation) -> bool:
    """Whether one denies and the other does not, or both name numbers and those differ."""
    if denied(said, language) != denied(told, point.language):
        return True
    own, other = numbers(said), numbers(told)
    return bool(own and other and not own & other)


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
