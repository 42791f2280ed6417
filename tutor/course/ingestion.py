"""Course files into documents: what changed is read again, what is gone is removed, what is bad is named."""

import codecs
import functools
import hashlib
import logging
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tutor.course.chunking import chunks_of
from tutor.course.index import Index, Progress, Shelf, quiet
from tutor.course.reading.draft import Draft, Limits
from tutor.course.reading.markup import read_html, read_markdown, read_text
from tutor.course.reading.office import read_docx, read_pptx
from tutor.course.reading.pdf import read_pdf
from tutor.course.reading.transcript import read_transcript
from tutor.course.reading.unreadable import unreadable
from tutor.domain.course import Document, IngestReport, Skipped
from tutor.errors import UnreadableDocument
from tutor.language import detect

_log = logging.getLogger(__name__)

LANGUAGES = ("nl", "en", "de", "fr", "es", "it", "pt")
_TEXTS: dict[str, Callable[[str, Draft], None]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".vtt": read_transcript,
    ".srt": read_transcript,
}
_FILES: dict[str, Callable[[Path, Draft], None]] = {".pdf": read_pdf, ".docx": read_docx, ".pptx": read_pptx}
SUFFIXES = frozenset(_TEXTS) | frozenset(_FILES)
_SIGNATURES = {
    b"%PDF-": ".pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "old-office",
    b"\x7fELF": "program",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"\x1f\x8b": "gzip",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest and the folder that its document path is relative to."""

    file: Path
    root: Path

    @property
    def path(self) -> str:
        return self.file.relative_to(self.root).as_posix()


def read_document(path: Path, root: Path, course: str, limits: Limits | None = None) -> Document:
    """The plain text of a course file with its blocks.

    Raises UnreadableDocument with a reason that a trainer understands.
    """
    chosen = limits or Limits()
    source = Source(path, root)
    _check(source, chosen)
    return _parse(source, course, path.read_bytes(), chosen)


def _parse(source: Source, course: str, content: bytes, limits: Limits) -> Document:
    draft = Draft(limits)
    suffix = source.file.suffix.lower()
    _check_signature(content, suffix)
    try:
        if suffix in _FILES:
            _FILES[suffix](source.file, draft)
        else:
            _TEXTS[suffix](decode(content), draft)
    except (UnreadableDocument, OSError):
        raise
    except Exception as error:  # libraries stumble in many ways over what others wrote
        _log.warning("%s stopped the reading of a course file", type(error).__name__)
        raise unreadable("damaged", error=type(error).__name__) from error
    text = draft.text
    if not any(character.isalnum() for character in text):
        raise unreadable("no-text")
    return Document(
        course=course,
        path=source.path,
        title=draft.title or source.file.stem.replace("-", " ").replace("_", " ").strip().capitalize(),
        language=_language(source, text),
        digest=hashlib.sha256(content).hexdigest(),
        text=text,
        blocks=tuple(draft.blocks),
    )


def _check(source: Source, limits: Limits) -> None:
    try:
        inside = source.file.resolve().is_relative_to(source.root.resolve())
        source.path.encode()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise unreadable("link-nowhere") from error
    except UnicodeEncodeError as error:
        raise unreadable("name") from error
    if not inside:
        raise unreadable("link-outside")
    if source.file.suffix.lower() not in SUFFIXES:
        known, suffix = ", ".join(sorted(SUFFIXES)), source.file.suffix
        raise unreadable("unknown-kind" if suffix else "no-kind", suffix=suffix, known=known)
    try:
        size = source.file.stat().st_size
    except OSError as error:
        raise unreadable("closed", error=error.strerror) from error
    if not source.file.is_file():
        raise unreadable("no-file")
    if size == 0:
        raise unreadable("empty")
    if size > limits.size:
        raise unreadable("size", size=math.ceil(size / 1e6), most=round(limits.size / 1e6))


def _check_signature(content: bytes, suffix: str) -> None:
    found = next((kind for mark, kind in _SIGNATURES.items() if content.startswith(mark)), "")
    fits = found == suffix or (found == "zip" and suffix in (".docx", ".pptx"))
    if found and not fits:
        raise unreadable("this-kind", suffix=suffix, kind=found.lstrip("."))
    if suffix == ".pdf" and not found and b"%PDF-" not in content[:1024]:
        raise unreadable("other-kind", suffix=suffix)


def decode(content: bytes) -> str:
    """Bytes as text: by their byte order mark, else UTF-8, else the old Western European encoding."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    try:
        text = content.decode(_without_mark(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if text.count("\x00") > len(text) // 100:
        raise unreadable("not-text")
    return text


def _without_mark(content: bytes) -> str:
    """UTF-16 shows itself by a zero in every other byte; all else is tried as UTF-8."""
    start = content[:2000]
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros) and start.count(0) < 0.6 * len(start):
            return name
    return "utf-8"


def _language(source: Source, text: str) -> str:
    folders = [part.lower() for part in source.file.relative_to(source.root).parts[:-1]]
    marked = [part for part in folders if part in LANGUAGES]
    start = next((i for i, c in enumerate(text) if c.isalpha()), 0)
    return marked[-1] if marked else detect(text[start : start + 4000], LANGUAGES)


async def ingest(
    paths: Sequence[Path],
    course: str,
    shelf: Shelf,
    index: Index,
    progress: Progress = quiet,
    limits: Limits | None = None,
) -> IngestReport:
    """Bring a course up to date with its files; may be stopped and started again at any point.

    A document is on the shelf as a whole or not at all, and the index is brought in line with the shelf at
    the end, so a second run does only what the first one left.
    """
    known = await shelf.digests(course)
    sources: dict[str, Source] = {}
    skipped: list[Skipped] = []
    for source in _sources(paths):
        if sources.setdefault(source.path, source).file != source.file:
            skipped.append(
                Skipped(source.path, f"{sources[source.path].file} has the same path in the course")
            )
    unchanged, taken = 0, set[str]()
    for number, (path, source) in enumerate(sources.items(), 1):
        outcome = await _take(source, course, shelf, index, known.get(path), limits or Limits())
        unchanged += outcome == "unchanged"
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            taken.add(path)
        progress("read", number, len(sources))
    unread = {skip.path for skip in skipped} - taken
    gone = [path for path in known if path not in sources or path in unread]
    for path in gone:
        await shelf.remove(course, path)
    chunks = await index.sync(course, shelf, progress)
    kept = len(await shelf.digests(course))
    return IngestReport(course, kept, chunks, tuple(skipped), unchanged, len(gone))


async def _take(
    source: Source, course: str, shelf: Shelf, index: Index, known: str | None, limits: Limits
) -> Skipped | Literal["unchanged", "taken"]:
    try:
        _check(source, limits)
        content = source.file.read_bytes()
        if hashlib.sha256(content).hexdigest() == known:
            return "unchanged"
        document = _parse(source, course, content, limits)
    except UnreadableDocument as error:
        return Skipped(source.path, str(error))
    except OSError as error:
        return Skipped(source.path, str(unreadable("closed", error=error.strerror)))
    index.warm()
    count = functools.partial(index.count_tokens, language=document.language)
    await shelf.put(document, chunks_of(document, count, index.max_tokens))
    return "taken"


def _sources(paths: Sequence[Path]) -> Iterator[Source]:
    for path in paths:
        if path.is_dir():
            files = (file for file in sorted(path.rglob("*")) if file.is_file() or file.is_symlink())
            yield from (
                Source(file, path)
                for file in files
                if not _ignored(file.relative_to(path)) and not file.is_dir()
            )
        else:
            yield Source(path, path.parent)


def _ignored(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__")) for part in path.parts)
