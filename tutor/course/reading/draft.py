"""The plain text of a document while a reader writes it, with a block for every stretch."""

import re
import unicodedata
from dataclasses import dataclass, field

from tutor.course.reading.unreadable import unreadable
from tutor.domain.course import Block, BlockKind, Place

_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = {c: None for c in range(32) if c not in (9, 10)} | {
    0x200B: None,
    0xFEFF: None,
    0x00AD: None,
    0x7F: None,
}
_BIDI = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a course file may cost: bytes as it is and unpacked, pages, and characters of text."""

    size: int = 100_000_000
    unpacked: int = 400_000_000
    ratio: int = 200
    pages: int = 5_000
    characters: int = 20_000_000


@dataclass
class Draft:
    """Text written so far; blocks are parted by an empty line, cues by a space."""

    limits: Limits
    title: str = ""
    headings: tuple[str, ...] = ()
    _levels: tuple[int, ...] = ()
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text written so far."""
        return "".join(self._parts)

    def heading(self, text: str, level: int, *, page: int | None = None, slide: int | None = None) -> None:
        """Open a section; headings of the same or a deeper level end."""
        line = " ".join(tidy(text).split())
        if not line:
            return
        kept = [(deep, name) for deep, name in zip(self._levels, self.headings, strict=True) if deep < level]
        self._levels = (*(deep for deep, _ in kept), level)
        self.headings = (*(name for _, name in kept), line)
        self.title = self.title or line
        self.add(BlockKind.HEADING, line, page=page, slide=slide)

    def close(self) -> None:
        """End all open sections."""
        self.headings, self._levels = (), ()

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        page: int | None = None,
        slide: int | None = None,
        seconds: float | None = None,
    ) -> None:
        """Append a block at the current headings; empty text leaves no block."""
        clean = tidy(text)
        if not clean:
            return
        joined = kind is BlockKind.CUE and bool(self.blocks) and self.blocks[-1].kind is BlockKind.CUE
        if self._parts:
            self._write(" " if joined else "\n\n")
        start = self._length
        self._write(clean)
        self.blocks.append(Block(start, self._length, kind, Place(self.headings, page, slide, seconds)))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.limits.characters:
            raise unreadable("characters", most=self.limits.characters)


def tidy(text: str) -> str:
    """Text without control and direction marks, composed, with single spaces inside lines."""
    whole = text.encode(
        "utf-8", "ignore"
    ).decode()  # halves of characters, as some PDF files hold, are no text
    composed = unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_SPACE.sub(" ", line).strip() for line in composed.translate(_CONTROL | _BIDI).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
