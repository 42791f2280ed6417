"""What a model says of one criterion of a written text, and the checks in code before it becomes a score."""

import json
from collections.abc import Sequence
from itertools import groupby

from pydantic import Field

from tutor.assessment.material import NOT_COUNTED
from tutor.assessment.prose import Line, Prose
from tutor.assessment.verdict import Refused, Sample
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import Evidence
from tutor.domain.text_rubric import TextCriterion
from tutor.quoting import find


class QuotedText(Frozen):
    """Words that a model says stand in the text, and in which paragraph."""

    paragraph: int = Field(description="Number of the paragraph.")
    words: str = Field(description="Words of the text, copied letter by letter.")


class TextVerdict(Frozen):
    """What a model says of one criterion of a text."""

    why: str = Field(description="One sentence on what the text does, before the level is chosen.")
    quotes: tuple[QuotedText, ...] = Field(description="Words that show the level.")
    against: tuple[QuotedText, ...] = Field(description="Words that work against it; often none.")
    level: int = Field(description="The level, one of those listed.")
    between: bool = Field(description="Whether a neighbouring level fits as well.")


def shown(prose: Prose) -> str:
    """The paragraphs of a text as lines of JSON, without the sentences that do not count."""
    rows = []
    for number, lines in groupby(prose.lines, key=lambda line: line.paragraph):
        words = (NOT_COUNTED if it.left else prose.text[it.start : it.end] for it in lines)
        rows.append(json.dumps({"paragraph": number, "text": " ".join(words)}, ensure_ascii=False))
    return "\n".join(rows)


def check(verdict: TextVerdict, criterion: TextCriterion, prose: Prose) -> Sample | Refused:
    """The verdict as a sample, or the first thing that is wrong with it."""
    there = [it.level for it in criterion.levels]
    if verdict.level not in there:
        return Refused(f"There is no level {verdict.level}. The levels are {', '.join(map(str, there))}.")
    for it in (*verdict.quotes, *verdict.against):
        if _place(it, prose) is None:
            words = repr(it.words[:200])
            return Refused(f"{words} does not stand in paragraph {it.paragraph}, or does not count.")
    if verdict.level > there[0] and not verdict.quotes:
        return Refused(f"Level {verdict.level} needs a quote.")
    evidence, against = _places(verdict.quotes, prose), _places(verdict.against, prose)
    return Sample(verdict.level, verdict.between, evidence, against, verdict.why)


def _place(quoted: QuotedText, prose: Prose) -> Evidence | None:
    """The quote as evidence, as the text has it; None when it stands nowhere or in what does not count."""
    lines = [line for line in prose.lines if line.paragraph == quoted.paragraph]
    for run in _runs(lines):
        first, last = run[0].start, run[-1].end
        if found := find(quoted.words, prose.text[first:last]):
            start, end = first + found[0], first + found[1]
            return Evidence(quoted.paragraph, prose.text[start:end], start, end)
    return None


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Sentences that count and stand beside each other: no quote goes across one that does not."""
    return [list(run) for left, run in groupby(lines, key=lambda line: bool(line.left)) if not left]


def _places(quotes: Sequence[QuotedText], prose: Prose) -> tuple[Evidence, ...]:
    """The quotes as evidence, each place once, in the order of the text."""
    found = (_place(it, prose) for it in quotes)
    places = {(it.start, it.end): it for it in found if it}
    return tuple(places[place] for place in sorted(places))
