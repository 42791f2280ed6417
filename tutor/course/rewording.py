"""An answer put otherwise in the course's own words: its shortest form, its simplest sentence, an example."""

import re
from collections.abc import Sequence

from tutor.course.cues import Kind, fits, idle, is_item
from tutor.course.evidence import Scored
from tutor.course.manners import Manner
from tutor.course.selection import Quote, complete, in_list
from tutor.course.snapshot import Snapshot

NEAR = 0.85
"""How near to the best sentence's score another must come to stand for the answer."""
LENGTH = 0.12
"""What each word of a sentence counts beside the mean length of its words, in letters: longer is harder."""
STORY = 4
"""Sentences of an example at most."""
_SPEECH = re.compile(r"(?::|,) [\"“„]\w")
_MARKS = re.compile(r"[\"“”„]")
_WORD = re.compile(r"[^\W\d_]+")


def otherwise(
    snapshot: Snapshot, scored: Sequence[Scored], wanted: Manner, *, asked: frozenset[Kind], told: str
) -> list[Quote]:
    """The sentence of the found ones that answers in a manner; empty where the course has none.

    asked is the kind of answer that the question wants; told is what was answered before: an example that
    stands in it is no other one.
    """
    if wanted is Manner.EXAMPLE:
        one = _example(snapshot, scored, told)
        return [_story(snapshot, one)] if one else []
    telling = [one for one in scored if _tells(snapshot, one)] or list(scored)
    near = [one for one in telling if one.score >= telling[0].score * NEAR]
    near = [one for one in near if fits(_text(snapshot, one), asked)] or near
    one = near[0] if wanted is Manner.SHORT else _simplest(snapshot, near)
    return [complete(snapshot, one)]


def _tells(snapshot: Snapshot, one: Scored) -> bool:
    """Whether a sentence says something by itself: no question, announcement, or part of a list."""
    sentence, chunk, (first, last) = (
        _text(snapshot, one),
        snapshot.chunks[one.row],
        snapshot.sentences_of(one.row),
    )
    spans = [(int(start), int(end)) for start, end in snapshot.spans[first:last]]
    listed = is_item(sentence) or in_list(chunk, spans, one.number)
    return not (idle(sentence) or sentence.endswith(":") or listed)


def _simplest(snapshot: Snapshot, near: Sequence[Scored]) -> Scored:
    return min(near, key=lambda one: (difficulty(_text(snapshot, one)), -one.score))


def _example(snapshot: Snapshot, scored: Sequence[Scored], told: str) -> Scored | None:
    """A sentence of the best section that gives an example, and was not told before."""
    place, wanted = _section(snapshot, scored[0]), frozenset({Kind.EXAMPLE})
    for one in scored:
        text = _text(snapshot, one)
        gives = fits(text, wanted) or _SPEECH.search(text)
        if gives and _section(snapshot, one) == place and text not in told and not is_item(text):
            return one
    return None


def _story(snapshot: Snapshot, one: Scored) -> Quote:
    """An example with the sentences in which it goes on: to the end of what is said, or of the paragraph."""
    chunk, start, end = complete(snapshot, one)
    first, last = snapshot.sentences_of(one.row)
    for number in range(one.number + 1, min(last - first, one.number + STORY)):
        begin, stop = snapshot.spans[first + number].tolist()
        speaking = len(_MARKS.findall(chunk.text[start:end])) % 2 == 1
        if "\n\n" in chunk.text[end:begin] or (not speaking and _MARKS.search(chunk.text[start:end])):
            break
        end = int(stop)
    return chunk, start, end


def difficulty(sentence: str) -> float:
    """How hard a sentence is to read: the mean length of its words and how many they are (as LIX weighs)."""
    found = _WORD.findall(sentence)
    return sum(map(len, found)) / max(1, len(found)) + LENGTH * len(found)


def _section(snapshot: Snapshot, one: Scored) -> tuple[str, tuple[str, ...]]:
    chunk = snapshot.chunks[one.row]
    return chunk.document, chunk.place.headings


def _text(snapshot: Snapshot, one: Scored) -> str:
    return snapshot.chunks[one.row].text[one.start : one.end]
