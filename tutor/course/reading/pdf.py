"""PDF files: text page by page, headings by their size, running heads and feet left out."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.course.reading.draft import Draft
from tutor.course.reading.markup import joined
from tutor.course.reading.unreadable import unreadable
from tutor.domain.course import BlockKind

_MARKED = re.compile(r"^\s*(?:[-*•–·]|\d{1,3}[.)])\s+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    text: str
    size: float
    gap: float


def read_pdf(path: Path, draft: Draft) -> None:
    """All pages of a PDF that has text; encrypted and scanned files are refused with the reason."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise unreadable("encrypted")
        if len(reader.pages) > draft.limits.pages:
            raise unreadable("pages", most=draft.limits.pages)
        title = str(reader.metadata.title or "") if reader.metadata else ""
        lines = [line for number, page in enumerate(reader.pages, 1) for line in _lines(page, number, draft)]
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise unreadable("no-pdf", error=type(error).__name__) from error
    if sum(len(line.text) for line in lines) < 20:
        raise unreadable("pictures")
    draft.title = title.strip()
    _write(_without_running(lines, pages), draft)


def _lines(page: Any, number: int, draft: Draft) -> list[_Line]:
    pieces: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text:
            height = tm[5] * (cm[3] or 1) + cm[5]
            pieces.append((round(height, 1), abs(size * (tm[3] or 1) * (cm[3] or 1)) or size, text))

    page.extract_text(visitor_text=visit)
    budget = draft.limits.characters
    if sum(len(text) for *_, text in pieces) > budget:
        raise unreadable("page-characters", most=budget)
    return _assemble(pieces, number)


def _assemble(pieces: list[tuple[float, float, str]], page: int) -> list[_Line]:
    lines: list[_Line] = []
    current, sizes, last, height = "", Counter[float](), None, 0.0
    for y, size, text in [*pieces, (0.0, 0.0, "\n")]:
        for part in re.split(r"(\n)", text):
            if part != "\n":
                height = y if part.strip() else height
                sizes[round(size, 1)] += len(part.strip())
                current += part
            elif current.strip():
                gap = abs(last - height) if last is not None else 0.0
                lines.append(_Line(page, " ".join(current.split()), sizes.most_common(1)[0][0], gap))
                current, sizes, last = "", Counter(), height
    return lines


def _without_running(lines: list[_Line], pages: int) -> list[_Line]:
    if pages < 3:
        return lines
    edges: Counter[str] = Counter()
    by_page: dict[int, list[_Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for own in by_page.values():
        edges.update({_DIGITS.sub("#", line.text) for line in (*own[:2], *own[-2:])})
    running = {text for text, count in edges.items() if count >= max(3, pages * 0.5)}
    kept = []
    for own in by_page.values():
        for i, line in enumerate(own):
            edge = i < 2 or i >= len(own) - 2
            if not (edge and _DIGITS.sub("#", line.text) in running):
                kept.append(line)
    return kept


def _write(lines: list[_Line], draft: Draft) -> None:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    body = weights.most_common(1)[0][0]
    levels = {
        size: i + 1 for i, size in enumerate(sorted({s for s in weights if s > body * 1.12}, reverse=True))
    }
    gaps = sorted(line.gap for line in lines if line.size == body and line.gap > 0)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    paragraph: list[_Line] = []
    for i, line in enumerate(lines):
        if line.size in levels and len(line.text) < 150:
            _paragraph(paragraph, draft)
            previous = lines[i - 1] if i else None
            if (
                previous
                and previous.size == line.size
                and previous.page == line.page
                and line.gap < line.size * 1.6
            ):
                continue
            draft.heading(_whole_heading(lines, i), levels[line.size], page=line.page)
            continue
        if paragraph and _parts(paragraph[-1], line, usual):
            _paragraph(paragraph, draft)
        paragraph.append(line)
    _paragraph(paragraph, draft)


def _whole_heading(lines: list[_Line], at: int) -> str:
    parts = [lines[at].text]
    for line in lines[at + 1 :]:
        if line.size != lines[at].size or line.page != lines[at].page or line.gap >= line.size * 1.6:
            break
        parts.append(line.text)
    return " ".join(parts)


def _parts(before: _Line, line: _Line, usual: float) -> bool:
    if before.page != line.page:
        return True  # a block has one page, so that a quote can name it
    return bool(usual) and line.gap > usual * 1.35


def _paragraph(lines: list[_Line], draft: Draft) -> None:
    if not lines:
        return
    text = re.sub(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])", "", "\n".join(line.text for line in lines))
    rows = list(joined(text.split("\n")))
    marked = sum(1 for row in rows if _MARKED.match(row))
    kind = BlockKind.LIST if marked and marked * 2 >= len(rows) else BlockKind.PARAGRAPH
    draft.add(kind, "\n".join(rows), page=lines[0].page)
    lines.clear()
