"""Chooses the sentences of an answer: those that answer, complete, in the order of the course."""

import re
from collections.abc import Sequence

from tutor.course.analysis import words
from tutor.course.cues import idle, is_item
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
LONGEST_SPEECH = 6
"""Sentences of what somebody says that are quoted together."""
_MARKS = re.compile(r"[\"“”„]")

Quote = tuple[Chunk, int, int]
Sentence = tuple[int, int]


def select(
    snapshot: Snapshot, scored: Sequence[Scored], *, whole_lists: bool = False, listing: int | None = None
) -> list[Quote]:
    """The stretches of chunks that answer, the best passage first, each in the order of the course.

    whole_lists says that the question asks for one, so that a list in the best passage is taken; listing is
    the row of another passage whose list is asked for by name.
    """
    if not scored:
        return []
    best = scored[0]
    chosen: set[Sentence] = set()
    for one in scored[:MOST]:
        if one.score >= best.score * (NEAR if one.row == best.row else FAR):
            chosen = _with(chosen, _complete(snapshot, one.row, one.number))
    first, last = snapshot.sentences_of(best.row)
    for number in (best.number + 1, best.number - 1):
        if 0 <= number < last - first and not idle(_text(snapshot, best.row, number)):
            chosen = _with(chosen, _complete(snapshot, best.row, number))
    if whole_lists:
        lists = {best.row, best.row if listing is None else listing}
        chosen |= {(one.row, one.number) for one in scored if one.row in lists and _is_item(snapshot, one)}
    return _quotes(snapshot, chosen, best, whole_lists)


def goes_on(snapshot: Snapshot, scored: Sequence[Scored]) -> bool:
    """Whether the list that the best sentence stands in is longer than what select quotes of it."""
    if not scored:
        return False
    best = scored[0]
    chunk, (first, last) = snapshot.chunks[best.row], snapshot.sentences_of(best.row)
    spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
    around = list_bounds(chunk, spans, best.number)
    if not around:
        return False
    length = spans[around[-1]][1] - spans[around[0]][0]
    return length > LONGEST or (around[-1] == len(spans) - 1 and _next_begins_with_item(snapshot, best.row))


def _next_begins_with_item(snapshot: Snapshot, row: int) -> bool:
    if row + 1 >= len(snapshot.chunks):
        return False
    chunk, after = snapshot.chunks[row], snapshot.chunks[row + 1]
    return after.document == chunk.document and after.place == chunk.place and is_item(after.text)


def complete(snapshot: Snapshot, one: Scored) -> Quote:
    """A sentence, or the list it stands in by name, with what it needs to be understood, as one stretch."""
    numbers = sorted(number for _, number in _complete(snapshot, one.row, one.number))
    first = snapshot.sentences_of(one.row)[0]
    start, end = int(snapshot.spans[first + numbers[0]][0]), int(snapshot.spans[first + numbers[-1]][1])
    return snapshot.chunks[one.row], start, end


def _with(chosen: set[Sentence], more: set[Sentence]) -> set[Sentence]:
    """Both, unless that is more than an answer may have."""
    return chosen | more if not chosen or len(chosen | more) <= MOST else chosen


def _complete(snapshot: Snapshot, row: int, number: int) -> set[Sentence]:
    """A sentence with those before it that it needs to be understood ("This is why …"), and with all that is
    said where somebody speaks in it."""
    chunk, (first, last) = snapshot.chunks[row], snapshot.sentences_of(row)
    spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
    begin, end = said_around(chunk.text, spans, number)
    while begin and end - begin < MOST - 1 and _dangles(chunk, spans[begin]):
        begin -= 1
    return {(row, one) for one in range(begin, end + 1)}


def said_around(text: str, spans: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """The first and last sentence of what is said in a sentence, from one quotation mark to the other.

    The sentence itself where nobody speaks, where a mark has no other in its paragraph, or where the speech
    is longer than an answer.
    """
    first = last = number
    while first and "\n\n" not in text[spans[first - 1][1] : spans[first][0]]:
        first -= 1
    while last + 1 < len(spans) and "\n\n" not in text[spans[last][1] : spans[last + 1][0]]:
        last += 1
    marks = [mark.start() for mark in _MARKS.finditer(text, spans[first][0], spans[last][1])]
    low, high = spans[number]
    begin = end = number
    pairs = zip(marks[::2], marks[1::2], strict=True) if len(marks) % 2 == 0 else ()
    for opened, closed in pairs:
        if opened < high and closed >= low:
            begin = min(begin, next(at for at in range(first, last + 1) if opened < spans[at][1]))
            end = max(end, next(at for at in range(first, last + 1) if closed < spans[at][1]))
    return (begin, end) if end - begin < LONGEST_SPEECH else (number, number)


def _is_item(snapshot: Snapshot, one: Scored) -> bool:
    return is_item(_text(snapshot, one.row, one.number))


def _text(snapshot: Snapshot, row: int, number: int) -> str:
    start, end = snapshot.spans[snapshot.sentences_of(row)[0] + number].tolist()
    return snapshot.chunks[row].text[start:end]


def _quotes(snapshot: Snapshot, chosen: set[tuple[int, int]], best: Scored, whole: bool) -> list[Quote]:
    quotes: list[Quote] = []
    rows = sorted({row for row, _ in chosen}, key=lambda row: (row != best.row, row))
    for row in rows:
        first, last = snapshot.sentences_of(row)
        spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
        numbers = sorted(number for own, number in chosen if own == row)
        chunk = snapshot.chunks[row]
        columns = {_columns(snapshot, row, one) for one in numbers if _is_row(_text(snapshot, row, one))}
        numbers = sorted({*numbers, *(number for own, number in columns if own == row)})
        quotes += [_quote(snapshot, *one) for one in sorted(columns) if one[0] != row]
        quotes += [(chunk, start, end) for start, end in _stretches(chunk, spans, numbers, whole)]
    return list(dict.fromkeys(quotes))


def _quote(snapshot: Snapshot, row: int, number: int) -> Quote:
    start, end = snapshot.spans[snapshot.sentences_of(row)[0] + number].tolist()
    return snapshot.chunks[row], int(start), int(end)


def _columns(snapshot: Snapshot, row: int, number: int) -> Sentence:
    """Where the columns of the table are named that a sentence is a row of: its first row, which stands in
    an earlier passage where the table was too long for one."""
    while True:
        while number and _is_row(_text(snapshot, row, number - 1)):
            number -= 1
        if number or not row or not _continues(snapshot, row):
            return row, number
        first, last = snapshot.sentences_of(row - 1)
        row, number = row - 1, last - first - 1


def _continues(snapshot: Snapshot, row: int) -> bool:
    """Whether the table that a passage begins with begins in the passage before it."""
    before, chunk = snapshot.chunks[row - 1], snapshot.chunks[row]
    first, last = snapshot.sentences_of(row - 1)
    joined = before.document == chunk.document and before.place == chunk.place
    return joined and chunk.start - before.end <= 2 and _is_row(_text(snapshot, row - 1, last - first - 1))


def _stretches(
    chunk: Chunk, spans: list[tuple[int, int]], numbers: Sequence[int], whole: bool
) -> list[tuple[int, int]]:
    wanted = set(numbers)
    for number in numbers:
        wanted |= set(_list_around(chunk, spans, number, whole))
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


def _dangles(chunk: Chunk, span: Sequence[int]) -> bool:
    first = words(chunk.text[span[0] : span[1]])[:1]
    return bool(first) and first[0] in word_list("dangling", chunk.language)


def _list_around(chunk: Chunk, spans: list[tuple[int, int]], number: int, whole: bool) -> range:
    """The whole list that a sentence opens or stands in, with the line that opens it; empty for none."""
    if whole and _is_row(chunk.text[slice(*spans[number])]):
        return _table_bounds(chunk, spans, number)
    found = list_bounds(chunk, spans, number)
    if not found:
        return found
    start, end = spans[found[0]]
    opening = chunk.text[start:end]
    if not whole and not opening.endswith(":") and not opening[:1].isdigit():
        return range(0)  # bullets that nothing opens, as on a slide, stand on their own
    return found if spans[found[-1]][1] - spans[found[0]][0] <= LONGEST else range(0)


def _is_row(sentence: str) -> bool:
    return " | " in sentence


def _table_bounds(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> range:
    first = last = number
    while first > 0 and _is_row(chunk.text[slice(*spans[first - 1])]):
        first -= 1
    while last + 1 < len(spans) and _is_row(chunk.text[slice(*spans[last + 1])]):
        last += 1
    return range(first, last + 1) if spans[last][1] - spans[first][0] <= LONGEST else range(0)


def list_bounds(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> range:
    """The numbers of the sentences of the list that one opens or stands in; empty for none."""
    texts = [chunk.text[start:end] for start, end in spans]
    opens = texts[number].endswith(":") and number + 1 < len(texts) and is_item(texts[number + 1])
    if not opens and not is_item(texts[number]):
        return range(0)
    first = last = number + 1 if opens else number
    while first > 0 and _inside(chunk, spans, first - 1, first):
        first -= 1
    while last + 1 < len(texts) and _inside(chunk, spans, last, last + 1, onward=True):
        last += 1
    first -= first > 0 and texts[first - 1].endswith(":")
    return range(first, last + 1)


def in_list(chunk: Chunk, spans: list[tuple[int, int]], number: int) -> bool:
    """Whether a sentence belongs to an item that begins before it."""
    while number and "\n" not in chunk.text[spans[number - 1][1] : spans[number][0]]:
        number -= 1
        if is_item(chunk.text[slice(*spans[number])]):
            return True
    return False


def _inside(
    chunk: Chunk, spans: list[tuple[int, int]], before: int, after: int, *, onward: bool = False
) -> bool:
    gap = chunk.text[spans[before][1] : spans[after][0]]
    if "\n\n" in gap:
        return False
    follows = chunk.text[spans[after][0] : spans[after][1]]
    leads = chunk.text[spans[before][0] : spans[before][1]]
    return bool(is_item(follows)) if "\n" in gap and onward else "\n" not in gap or bool(is_item(leads))
