"""Course files as the excerpts that a draft is made from, before any of them is in a course."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.course.chunking import chunks_of
from tutor.course.ingestion import SUFFIXES, read_document
from tutor.domain.course import Document
from tutor.domain.draft import Excerpt
from tutor.errors import TutorError, UnreadableDocument

LETTERS_A_TOKEN = 4
MOST = 40_000
"""Characters of the course that one draft is made from: about 10,000 tokens."""


def documents(paths: Sequence[Path]) -> tuple[Document, ...]:
    """The course files among some files and folders; TutorError names the first that cannot be read."""
    found = []
    for path in paths:
        for file in _files(path):
            try:
                found.append(read_document(file, _course_folder(file) or file.parent, course_of(file)))
            except UnreadableDocument as error:
                raise TutorError(f"{file}: {error}.") from None
    return tuple(found)


def excerpts(of: Sequence[Document], most: int = MOST) -> tuple[tuple[Excerpt, ...], int]:
    """The passages of some documents in order, up to so many characters, and how many are left out."""
    every = [
        Excerpt(document.path, chunk.place.locator, chunk.place.headings, chunk.text)
        for document in of
        for chunk in chunks_of(document, lambda text: len(text) // LETTERS_A_TOKEN)
    ]
    kept, size = [], 0
    for excerpt in every:
        size += len(excerpt.text)
        if size > most:
            break
        kept.append(excerpt)
    return tuple(kept), len(every) - len(kept)


def course_of(file: Path) -> str:
    """The course that a file belongs to, by its folder ``knowledge/<course>``; "" for a file elsewhere."""
    folder = _course_folder(file)
    return folder.name if folder else ""


def _course_folder(file: Path) -> Path | None:
    return next((it for it in file.absolute().parents if it.parent.name == "knowledge"), None)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (it for it in sorted(path.rglob("*")) if it.is_file() and it.suffix.lower() in SUFFIXES)
    else:
        raise TutorError(f"There is no file or folder {str(path)!r} to draft from.")
