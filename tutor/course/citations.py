"""Quotes with their place, and the check that each is what the document says there."""

from collections.abc import Iterable, Sequence

from tutor.domain.course import Chunk, Citation, Document


def cite(quotes: Iterable[tuple[Chunk, int, int]]) -> tuple[Citation, ...]:
    """Numbered citations of stretches ``chunk.text[start:end]``."""
    return tuple(
        Citation(
            number=number,
            document=chunk.document,
            title=chunk.title,
            place=chunk.place,
            quote=chunk.text[start:end],
            start=chunk.start + start,
            end=chunk.start + end,
            language=chunk.language,
        )
        for number, (chunk, start, end) in enumerate(quotes, 1)
    )


def with_markers(citations: Sequence[Citation]) -> str:
    """The quotes in order, each with its number behind it; quotes of several lines stand on their own."""
    text = ""
    for citation in citations:
        joint = "" if not text else ("\n\n" if "\n" in citation.quote or text.count("\n") else " ")
        text += f"{joint}{citation.quote} [{citation.number}]"
    return text


def verbatim(citation: Citation, document: Document) -> bool:
    """Whether the document says at that place exactly what the citation quotes."""
    return (
        document.path == citation.document and document.text[citation.start : citation.end] == citation.quote
    )
