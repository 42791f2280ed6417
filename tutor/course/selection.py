"""Chooses the sentences of an answer: those that answer, complete, in the order of the course."""

import re
from collections.abc import Sequence

from tutor.course.evidence import Scored
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Chunk

MOST = 4
"""Sentences of an answer; a list counts as one and comes whole."""
NEAR = 0.62
"""How near to the best sentence's score another must come to be part of the answer."""
LONGEST = 1500
"""Characters of a list that is quoted whole."""

_ITEM = re.compile(r"^(?:[-*•]|\d{1,3}[.)])\s")
_DANGLING = {
    "en": re.compile(r"^(?:this|that|these|those|it|they|he|she|such|however|therefore|thus|but|and|so|also|then|"
                     r"instead|otherwise|here|there|both|the (?:former|latter|second|third))\b", re.IGNORECASE),
    "nl": re.compile(r"^(?:dit|dat|deze|die|hij|zij|ze|het is|daarom|daardoor|daarna|daarmee|daarvoor|hierdoor|echter|toch|"
                     r"maar|en|dus|ook|zo|dan|anders|daarnaast|bovendien|beide)\b", re.IGNORECASE),
    "de": re.compile(r"^(?:dies\w*|das|er|sie|es|daher|dadurch|danach|damit|jedoch|aber|und|also|auch|so|dann|"
                     r"außerdem|zudem|beide)\b", re.IGNORECASE),
}  # fmt: skip

Quote = tuple[Chunk, int, int]


def select(snapshot: Snapshot, question: str, language: str, scored: Sequence[Scored]) -> list[Quote]:
    """The stretches of chunks that answer, in the order of the course."""
    if not scored:
        return []
    best = scored[0]
    chosen = {(best.row, best.number)}
    for one in scored[1:]:
        if len(chosen) >= MOST:
            break
        if one.score >= best.score * NEAR:
            chosen.add((one.row, one.number))
    return _quotes(snapshot, chosen, best)


def _quotes(snapshot: Snapshot, chosen: set[tuple[int, int]], best: Scored) -> list[Quote]:
    quotes: list[Quote] = []
    rows = sorted({row for row, _ in chosen}, key=lambda row: (row != best.row, row))
    for row in rows:
        first, last = snapshot.sentences_of(row)
        spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
        numbers = sorted(number for own, number in chosen if own == row)
        chunk = snapshot.chunks[row]
        quotes += [(chunk, start, end) for start, end in _stretches(chunk, spans, numbers)]
    return quotes


def _stretches(chunk: Chunk, spans: list[tuple[int, int]], numbers: Sequence[int]) -> list[tuple[int, int]]:
    wanted = set(numbers)
    for number in numbers:
        wanted |= set(_list_around(chunk, spans, number))
    if wanted and _dangles(chunk, spans[min(wanted)]) and min(wanted) > 0:
        wanted.add(min(wanted) - 1)
    stretches: list[tuple[int, int]] = []
    previous = -2
    for number in sorted(wanted):
        start, end = spans[number]
        if number == previous + 1:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
        previous = number
    return stretches


def _dangles(chunk: Chunk, span: tuple[int, int]) -> bool:
    pattern = _DANGLING.get(chunk.language)
    return bool(pattern and pattern.match(chunk.text[span[0] : span[1]]))


def _list_around(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> range:
    """The whole list that a sentence opens or stands in, with the line that opens it; empty for none."""
    texts = [chunk.text[start:end] for start, end in spans]
    opens = texts[number].endswith(":") and number + 1 < len(texts) and bool(_ITEM.match(texts[number + 1]))
    if not opens and not _ITEM.match(texts[number]):
        return range(0)
    first = last = number + 1 if opens else number
    while first > 0 and _inside(chunk, spans, first - 1, first):
        first -= 1
    while last + 1 < len(texts) and _inside(chunk, spans, last, last + 1, onward=True):
        last += 1
    if first > 0 and texts[first - 1].endswith(":"):
        first -= 1
    return range(first, last + 1) if spans[last][1] - spans[first][0] <= LONGEST else range(0)


def _inside(
    chunk: Chunk, spans: list[tuple[int, int]], before: int, after: int, *, onward: bool = False
) -> bool:
    gap = chunk.text[spans[before][1] : spans[after][0]]
    if "\n\n" in gap:
        return False
    follows = chunk.text[spans[after][0] : spans[after][1]]
    leads = chunk.text[spans[before][0] : spans[before][1]]
    return (
        bool(_ITEM.match(follows)) if "\n" in gap and onward else "\n" not in gap or bool(_ITEM.match(leads))
    )
