"""The embedded grader: gives a written text the levels whose measures hold, and quotes the text for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tutor.assessment import structure
from tutor.assessment.prose import Line, Prose
from tutor.domain.assignment import Assignment, Covered, Found
from tutor.domain.rubric import Evidence, Score, Unscored
from tutor.domain.text_rubric import (
    Covers,
    Examples,
    Has,
    Length,
    Part,
    TextCriterion,
    TextLevel,
    TextMeasure,
    TextRubric,
    Uses,
)
from tutor.language import Texts

MOST_QUOTES = 4
SURE = 0.7
"""How often the list of points is right on texts by another hand, where it is not in doubt."""


@dataclass(frozen=True)
class Seen:
    """Everything that a text is graded on: the text taken apart, its points, and what can be seen of it."""

    prose: Prose
    assignment: Assignment
    covered: tuple[Covered, ...]

    @cached_property
    def parts(self) -> dict[Part, tuple[Line, ...]]:
        return structure.parts(self.prose)

    @cached_property
    def examples(self) -> tuple[tuple[Line, ...], ...]:
        return structure.examples(self.prose)

    @cached_property
    def terms(self) -> dict[str, Line]:
        return structure.used(self.prose, self.assignment.terms)

    @cached_property
    def share(self) -> float:
        """The share of the model points that is there, by weight."""
        weights = {point.id: point.weight for point in self.assignment.points}
        return sum(weights[it.point] * it.share for it in self.covered) / sum(weights.values())


class TextJudge:
    """Grades texts in one language; the same text gets the same levels."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def grade(self, seen: Seen, rubric: TextRubric) -> tuple[Score, ...]:
        """A score for each criterion: a level with quotes, or the reason why there is none."""
        return tuple(self._score(seen, criterion) for criterion in rubric.criteria)

    def _score(self, seen: Seen, criterion: TextCriterion) -> Score:
        if reason := _unscored(seen, criterion):
            said = self._texts(f"text.unscored.{reason.value}")
            return Score(criterion.id, None, reason, 0.0, (), (), said)
        level = highest(seen, criterion)
        asked = {type(measure) for step in criterion.levels for measure in step.when}
        kinds = [kind for kind in (Covers, Has, Examples, Uses, Length) if kind in asked]
        lines = [line for kind in kinds for line in _shown(seen, kind)]
        quotes = _quotes(seen.prose, lines)
        if level.level > criterion.levels[0].level and not quotes:
            reason = Unscored.NO_EVIDENCE
            said = self._texts(f"unscored.{reason.value}")
            return Score(criterion.id, None, reason, 0.0, (), (), said)
        why = " ".join((*(self._why(seen, kind) for kind in kinds), *self._range(seen, criterion)))
        return Score(criterion.id, level.level, None, _sure(seen, kinds), quotes, (), why)

    def _range(self, seen: Seen, criterion: TextCriterion) -> Iterator[str]:
        """Between which levels the points that are perhaps there leave it open, where they do."""
        low, high = (
            highest(_settled(seen, as_if), criterion).level for as_if in (Found.NOT_FOUND, Found.FOUND)
        )
        if low < high:
            yield self._texts("text.why.range", low=low, high=high)

    def _why(self, seen: Seen, kind: type[TextMeasure]) -> str:
        texts, prose = self._texts, seen.prose
        if kind is Covers:
            return coverage(seen, texts)
        if kind is Has:
            there = [texts(f"text.part.{part.value}") for part in Part if part in seen.parts]
            return texts("text.why.has", parts=", ".join(there)) if there else texts("text.why.has-none")
        if kind is Examples:
            sizes = [len(passage) for passage in seen.examples]
            return texts("text.why.examples", count=len(sizes), longest=max(sizes, default=0))
        if kind is Uses:
            terms = ", ".join(seen.terms) or "–"
            return texts("text.why.uses", count=len(seen.terms), all=len(seen.assignment.terms), terms=terms)
        slots = {"shortest": seen.assignment.shortest, "longest": seen.assignment.longest}
        return texts("text.why.length", words=prose.words, **slots)


def coverage(seen: Seen, texts: Texts) -> str:
    """How many of the model points were found, in words."""
    counts = {found: sum(it.found is found for it in seen.covered) for found in Found}
    slots = {"found": counts[Found.FOUND], "perhaps": counts[Found.PERHAPS], "all": len(seen.covered)}
    return texts("text.why.covers", **slots)


def _unscored(seen: Seen, criterion: TextCriterion) -> Unscored | None:
    if criterion.judged == "person":
        return Unscored.NEEDS_MODEL
    asks = [measure for level in criterion.levels for measure in level.when]
    without = not seen.assignment.terms and any(isinstance(it, Uses) for it in asks)
    return Unscored.NO_OPPORTUNITY if without else None


def highest(seen: Seen, criterion: TextCriterion) -> TextLevel:
    """The highest level whose measures all hold; the lowest has none and always holds."""
    held = [level for level in criterion.levels if all(met(measure, seen) for measure in level.when)]
    return max(held, key=lambda level: level.level)


def met(measure: TextMeasure, seen: Seen) -> bool:
    """Whether what a level asks for is there."""
    match measure:
        case Covers(covers=share):
            return seen.share >= share - 1e-9
        case Has(has=wanted, min=least):
            there = sum(part in seen.parts for part in wanted)
            return there >= (len(wanted) if least is None else least)
        case Examples(examples=count, sentences=least):
            return sum(len(passage) >= least for passage in seen.examples) >= count
        case Uses(uses=share):
            return len(seen.terms) >= share * len(seen.assignment.terms) - 1e-9
        case Length(low=low, high=high):
            words, assignment = seen.prose.words, seen.assignment
            return low * assignment.shortest <= words <= high * assignment.longest


def _shown(seen: Seen, kind: type[TextMeasure]) -> list[Line]:
    """The sentences that show what a kind of measure looks at, the most telling first."""
    own = seen.prose.own
    if kind is Covers:
        best = sorted(
            (it for it in seen.covered if it.found is not Found.NOT_FOUND), key=lambda it: -it.likeness
        )
        return [line for it in best for line in own if it.start <= line.start < it.end]
    if kind is Has:
        first = [lines[0] for lines in seen.parts.values()]
        return sorted(set(first), key=lambda line: line.start)
    if kind is Examples:
        longest = sorted(seen.examples, key=lambda passage: -len(passage))
        return [line for passage in longest for line in passage[:2]]
    if kind is Uses:
        return list(dict.fromkeys(seen.terms.values()))
    return [own[0], own[-1]] if own else []


def _quotes(prose: Prose, lines: Sequence[Line]) -> tuple[Evidence, ...]:
    """The first of some sentences as quotes, in the order of the text."""
    chosen = sorted(set(list(dict.fromkeys(lines))[:MOST_QUOTES]), key=lambda line: line.start)
    return tuple(
        Evidence(line.paragraph, prose.text[line.start : line.end], line.start, line.end)
        for line in chosen
        if prose.text[line.start : line.end].strip()
    )


def _settled(seen: Seen, as_if: Found) -> Seen:
    """The text as if every point that is perhaps there was, or was not."""
    covered = (replace(it, found=as_if) if it.found is Found.PERHAPS else it for it in seen.covered)
    return replace(seen, covered=tuple(covered))


def _sure(seen: Seen, kinds: Sequence[type[TextMeasure]]) -> float:
    """How sure the level is (0–1): 1 for what is counted, less for points, least for one perhaps there."""
    if Covers not in kinds or not seen.covered:
        return 1.0
    told = sum(it.found is not Found.PERHAPS for it in seen.covered)
    return round(SURE * told / len(seen.covered), 3)
