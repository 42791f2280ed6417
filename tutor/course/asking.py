"""What a learner is asked back before the course answers: a question, and clues that leave them thinking."""

import re
from collections.abc import Mapping
from dataclasses import replace

from tutor.course.analysis import words
from tutor.course.cues import LIST_ITEM, Kind, fits, idle, kinds
from tutor.course.questions import core
from tutor.domain.course import Answer, Citation
from tutor.language import Texts, sentences, stopwords

MOST = 8
"""Points of an answer that a learner is asked for."""
SHORTEST = 3
"""Words that a sentence must have to be a point."""
GAPS = 2
"""Words that are taken out of a sentence to make a clue of it."""
BEGINNING = 4
"""Words of a sentence that a first clue gives away."""
GAP = "_____"
_ORDER = (Kind.REASON, Kind.EXAMPLE, Kind.COMPARISON, Kind.DEFINITION, Kind.HOW)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def points(answer: Answer) -> tuple[Citation, ...]:
    """What an answer says, one sentence or item of a list each.

    Only the passage that answers best counts, of that the items of a list where it holds one, and else the
    sentences that look like the kind of answer asked for.
    """
    first = next(iter(answer.citations), None)
    same = [
        it for it in answer.citations if first and (it.document, it.place) == (first.document, first.place)
    ]
    found = [point for citation in same for point in _split(citation)]
    if items := [point for point, item in found if item]:
        return tuple(items[:MOST])
    wanted = kinds(answer.question)
    fitting = [point for point, _ in found if fits(point.quote, wanted)]
    return tuple((fitting or [point for point, _ in found])[:MOST])


def _split(citation: Citation) -> list[tuple[Citation, bool]]:
    found = []
    for start, end in sentences(citation.quote, citation.language):
        sentence = citation.quote[start:end]
        if sentence.endswith(":") or idle(sentence) or len(words(sentence)) < SHORTEST:
            continue
        mark = LIST_ITEM.match(sentence)
        begin, close = core(citation.quote, start + (mark.end() if mark else 0), end)
        quote = citation.quote[begin:close]
        point = replace(citation, quote=quote, start=citation.start + begin, end=citation.start + close)
        found.append((point, mark is not None))
    return found


def asks_back(answer: Answer) -> str:
    """A question that makes a learner think about theirs, by the kind of answer that it asks for."""
    asked, texts = kinds(answer.question), Texts(answer.language)
    told = points(answer)
    if len(told) > GAPS and any(LIST_ITEM.match(line) for line in _lines(answer)):
        return texts("socratic.ask.list", count=len(told))
    kind = next((it for it in _ORDER if it in asked), None)
    return texts(f"socratic.ask.{kind.value if kind else 'other'}")


def _lines(answer: Answer) -> list[str]:
    return [line for citation in answer.citations[:1] for line in citation.quote.splitlines()]


def clue(point: Citation, tries: int, asked: str, vocabulary: Mapping[str, int]) -> str:
    """Help with a missing point: first how it begins, later the sentence with its rarest words taken out."""
    if tries < GAPS:
        begun = list(_WORD.finditer(point.quote))[:BEGINNING]
        return f"{point.quote[: begun[-1].end()]} …" if begun else ""
    return gapped(point, frozenset(words(asked)), vocabulary)


def gapped(point: Citation, kept: frozenset[str], vocabulary: Mapping[str, int]) -> str:
    """A sentence without its rarest words; those in kept stay."""
    stop = stopwords(point.language)
    found = [it for it in _WORD.finditer(point.quote) if _carries(it.group(), stop, kept)]
    rare = sorted(found, key=lambda it: (vocabulary.get(words(it.group())[0], 0), -len(it.group())))[:GAPS]
    text = point.quote
    for match in sorted(rare, key=lambda it: -it.start()):
        text = text[: match.start()] + GAP + text[match.end() :]
    return text


def _carries(word: str, stop: frozenset[str], kept: frozenset[str]) -> bool:
    folded = words(word)
    return bool(folded) and len(word) > SHORTEST and folded[0] not in stop and folded[0] not in kept
