"""Documents into passages: whole sections, lists and tables where they fit, never inside a sentence."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tutor.domain.course import Block, BlockKind, Chunk, Document, Place
from tutor.language import sentences

TARGET = 180
"""Tokens that a passage is filled up to; a list or table may go on to what the model reads."""
LONGEST_LIST = 1.6
"""How much longer than what the model reads a list or table may be and stay whole; words find its end."""
MARGIN = 12
"""Tokens kept free for the marks and joints around a passage."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    tokens: int
    place: Place
    whole: bool


def header(title: str, place: Place) -> str:
    """The heading path that is indexed in front of a passage's text."""
    path = [title, *(heading for heading in place.headings if heading != title)]
    return " › ".join(part for part in path if part)


def indexed(chunk: Chunk) -> str:
    """What is searched for a passage: its heading path and its text."""
    return f"{header(chunk.title, chunk.place)}\n{chunk.text}"


def chunks_of(document: Document, count: Callable[[str], int], limit: int = 256) -> tuple[Chunk, ...]:
    """The passages of a document in order, each an exact slice of its text.

    count gives the tokens of a text in the embedding model, limit the most that the model reads.
    """
    groups = (
        group for section in _sections(document.blocks) for group in _pack(document, section, count, limit)
    )
    seen: dict[str, int] = {}
    return tuple(_chunk(document, start, end, place, seen) for start, end, place in groups)


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    section: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING or (section and block.place.slide != section[-1].place.slide):
            if any(one.kind is not BlockKind.HEADING for one in section):
                yield section
            section = []
        if block.kind is not BlockKind.HEADING:
            section.append(block)
    if section:
        yield section


def _pack(
    document: Document, section: list[Block], count: Callable[[str], int], limit: int
) -> Iterator[tuple[int, int, Place]]:
    head = count(header(document.title, section[0].place))
    room = max(40, limit - head - MARGIN)
    target = min(TARGET, room)
    group: list[_Piece] = []
    for piece in (piece for block in section for piece in _pieces(document, block, count, target, room)):
        used = sum(one.tokens for one in group)
        fits = used + piece.tokens <= (room if piece.whole and used < target / 2 else target)
        opened = bool(group) and piece.whole and document.text[group[-1].end - 1] == ":"
        turned = bool(group) and piece.place.page != group[-1].place.page
        if opened and not fits and len(group) > 1:
            opening = group.pop()
            yield group[0].start, group[-1].end, group[0].place
            group = [opening]
        elif group and not opened and (not fits or turned):
            yield group[0].start, group[-1].end, group[0].place
            group = []
        group.append(piece)
    if group:
        yield group[0].start, group[-1].end, group[0].place


def _pieces(
    document: Document, block: Block, count: Callable[[str], int], target: int, room: int
) -> Iterator[_Piece]:
    text = document.text[block.start : block.end]
    tokens = count(text)
    kept = block.kind in (BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE)
    if tokens <= (LONGEST_LIST * room if kept else target):
        yield _Piece(block.start, block.end, tokens, block.place, kept)
        return
    for start, end in sentences(text, document.language):
        for first, last in _cut(text, start, end, count, room):
            size = count(text[first:last])
            yield _Piece(block.start + first, block.start + last, size, block.place, False)


def _cut(
    text: str, start: int, end: int, count: Callable[[str], int], room: int
) -> Iterator[tuple[int, int]]:
    if end - start <= room or count(text[start:end]) <= room:  # a token has at least one character
        yield start, end
        return
    step = room * 3
    while start < end:
        stop = min(end, start + step)
        space = text.rfind(" ", start + step // 2, stop) if stop < end else -1
        stop = space if space > start else stop
        yield start, stop
        start = stop + 1 if space > start else stop


def _chunk(document: Document, start: int, end: int, place: Place, seen: dict[str, int]) -> Chunk:
    text = document.text[start:end]
    key = "\x1f".join((document.course, document.path, document.title, *place.headings, text))
    seen[key] = seen.get(key, 0) + 1
    identity = hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:24]
    return Chunk(
        identity, document.course, document.path, document.title, document.language, text, start, end, place
    )
