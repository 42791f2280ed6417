"""The passage that a citation, or a pointer to a section, opens: the quote with the text around it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tutor.channels.render import within
from tutor.course.index import Shelf
from tutor.domain.course import Citation, Document, Place

AROUND = 360
"""How many characters of a document are shown on either side of a quote, cut between words."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage to read: document is its file, where the place in it; quote is what was cited, if any."""

    number: str
    document: str
    title: str
    where: str
    before: str
    quote: str
    after: str


async def cited(citation: Citation, shelf: Shelf) -> Opened:
    """A citation with the text around it, as it stands in the document."""
    document = await _quoted(citation, shelf)
    text = document.text if document else citation.quote
    start, end = (citation.start, citation.end) if document else (0, len(text))
    return Opened(
        number=str(citation.number),
        document=citation.document,
        title=citation.title,
        where=within(citation.title, citation.place),
        before=_before(text, start),
        quote=text[start:end],
        after=_after(text, end),
    )


async def section(
    document: str, holds: Callable[[Place], bool], shelf: Shelf, course: str = ""
) -> Opened | None:
    """A part of a document of a course (or of any), given by its places; None when it is there no longer."""
    for name in [course] if course else await shelf.courses():
        chunks = [it for it in await shelf.chunks(name) if it.document == document and holds(it.place)]
        found = await shelf.document(name, document) if chunks else None
        if found:
            text = found.text[min(it.start for it in chunks) : max(it.end for it in chunks)]
            where = within(found.title, chunks[0].place)
            return Opened("§", document, found.title, where, before=text, quote="", after="")
    return None


async def _quoted(citation: Citation, shelf: Shelf) -> Document | None:
    """The document that a citation quotes; None when it has changed or gone since."""
    for course in await shelf.courses():
        found = await shelf.document(course, citation.document)
        if found and found.text[citation.start : citation.end] == citation.quote:
            return found
    return None


def _before(text: str, start: int) -> str:
    if start <= AROUND:
        return text[:start]
    return "…" + re.sub(r"^\S*\s", "", text[start - AROUND : start], count=1)


def _after(text: str, end: int) -> str:
    if len(text) - end <= AROUND:
        return text[end:]
    return re.sub(r"\s\S*$", "", text[end : end + AROUND], count=1) + "…"
