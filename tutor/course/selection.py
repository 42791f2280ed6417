"""Chooses the sentences of an answer: those that answer, complete, in the order of the course."""

import re
from collections.abc import Sequence

from tutor.course.analysis import words
from tutor.course.evidence import Scored
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Chunk
from tutor.language import word_list

MOST = 4
"""Sentences of an answer; a list counts as one and comes whole."""
NEAR, FAR = 0.55, 0.72
"""How near to the best sentence's score another must come, in the same passage and in another one."""
LONGEST = 1500
"""Characters of a list that is quoted whole."""

_ITEM = re.compile(r"^(?:[-*•]|\d{1,3}[.)])\s")
Quote = tuple[Chunk, int, int]


def select(snapshot: Snapshot, scored: Sequence[Scored], *, whole_lists: bool = False) -> list[Quote]:
    """The stretches of chunks that answer, the best passage first, each in the order of the course.

    whole_lists says that the question asks for one, so that a list in the best passage is taken.
    """
    if not scored:
        return []
    best = scored[0]
    chosen = {
        (one.row, one.number)
        for one in scored[:MOST]
        if one.score >= best.score * (NEAR if one.row == best.row else FAR)
    }
    first, last = snapshot.sentences_of(best.row)
    for number in (best.number + 1, best.number - 1):
        if len(chosen) < MOST and 0 <= number < last - first:
            chosen.add((best.row, number))
    if whole_lists:
        chosen |= {(one.row, one.number) for one in scored if one.row == best.row and _is_item(snapshot, one)}
    return _quotes(snapshot, chosen, best, whole_lists)


def _is_item(snapshot: Snapshot, one: Scored) -> bool:
    return bool(_ITEM.match(snapshot.chunks[one.row].text[one.start : one.end]))


def _quotes(snapshot: Snapshot, chosen: set[tuple[int, int]], best: Scored, whole: bool) -> list[Quote]:
    quotes: list[Quote] = []
    rows = sorted({row for row, _ in chosen}, key=lambda row: (row != best.row, row))
    for row in rows:
        first, last = snapshot.sentences_of(row)
        spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
        numbers = sorted(number for own, number in chosen if own == row)
        chunk = snapshot.chunks[row]
        quotes += [(chunk, start, end) for start, end in _stretches(chunk, spans, numbers, whole)]
    return quotes


def _stretches(
    chunk: Chunk, spans: list[tuple[int, int]], numbers: Sequence[int], whole: bool
) -> list[tuple[int, int]]:
    wanted = set(numbers)
    for number in numbers:
        wanted |= set(_list_around(chunk, spans, number, whole))
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
    first = words(chunk.text[span[0] : span[1]])[:1]
    return bool(first) and first[0] in word_list("dangling", chunk.language)


def _list_around(chunk: Chunk, spans: list[tuple[int, int]], number: int, whole: bool) -> range:
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
    opened = first > 0 and texts[first - 1].endswith(":")
    if not whole and not opened and not texts[first][:1].isdigit():
        return range(0)  # bullets that nothing opens, as on a slide, stand on their own
    first -= opened
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
