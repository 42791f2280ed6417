"""Word and PowerPoint files, opened only after their zip archive has been weighed."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tutor.course.reading.draft import Draft, Limits
from tutor.course.reading.unreadable import unreadable
from tutor.domain.course import BlockKind


def weigh(path: Path, limits: Limits, needed: str) -> None:
    """Refuse an archive that is damaged, unpacks beyond the limits, or lacks the part a format needs."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise unreadable("damaged-archive") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > limits.unpacked or (unpacked > 10_000_000 and unpacked / packed > limits.ratio):
        raise unreadable("bomb")
    if needed not in {entry.filename for entry in entries}:
        raise unreadable("other-kind", suffix=path.suffix)


def read_docx(path: Path, draft: Draft) -> None:
    """Paragraphs, lists and tables in order; headings by their style in any language of Word."""
    import docx
    from docx.table import Table

    weigh(path, draft.limits, "word/document.xml")
    try:
        document = docx.Document(str(path))
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise unreadable("no-word", error=type(error).__name__) from error
    draft.title = (document.core_properties.title or "").strip()
    items: list[str] = []
    number = 0
    for element in document.iter_inner_content():
        mark = "" if isinstance(element, Table) else _list_mark(element)
        if items and not mark:
            draft.add(BlockKind.LIST, "\n".join(items))
            items, number = [], 0
        if isinstance(element, Table):
            draft.add(BlockKind.TABLE, "\n".join(_table(element)))
        elif mark and element.text.strip():
            number += 1
            items.append(f"{number}. {element.text.strip()}" if mark == "1" else f"- {element.text.strip()}")
        else:
            _paragraph(element, draft)
    draft.add(BlockKind.LIST, "\n".join(items))


def _paragraph(element: Any, draft: Draft) -> None:
    level = _heading_level(element)
    if level is None:
        draft.add(BlockKind.PARAGRAPH, element.text)
    elif level == 0 and element.text.strip():
        draft.title = draft.title or element.text.strip()
        draft.heading(element.text, 0)
    else:
        draft.heading(element.text, level)


def _heading_level(element: Any) -> int | None:
    style = element.style
    identity = f"{getattr(style, 'style_id', '')} {getattr(style, 'name', '')}"
    if re.search(r"\b(Title|Titel)\b", identity):
        return 0
    found = re.search(r"(?:Heading|Kop|berschrift|Titre) ?([1-9])", identity)
    if found:
        return int(found.group(1))
    outline = element._p.find(".//{*}outlineLvl")
    return int(next(iter(outline.attrib.values()))) + 1 if outline is not None else None


def _list_mark(element: Any) -> str:
    style = f"{getattr(element.style, 'style_id', '')} {getattr(element.style, 'name', '')}".lower()
    if "number" in style or "nummering" in style:
        return "1"
    if "bullet" in style or "opsom" in style or element._p.find(".//{*}numPr") is not None:
        return "-"
    return ""


def _table(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in row.cells]
        unique = [cell for i, cell in enumerate(cells) if i == 0 or cell != cells[i - 1]]
        if any(unique):
            yield " | ".join(unique)


def read_pptx(path: Path, draft: Draft) -> None:
    """Slides in order: title, texts, tables and the speaker's notes."""
    import pptx
    from pptx.exc import PythonPptxError

    weigh(path, draft.limits, "ppt/presentation.xml")
    try:
        deck = pptx.Presentation(str(path))
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError, PythonPptxError) as error:
        raise unreadable("no-powerpoint", error=type(error).__name__) from error
    if len(deck.slides) > draft.limits.pages:
        raise unreadable("slides", most=draft.limits.pages)
    draft.title = (deck.core_properties.title or "").strip()
    draft.title = "" if draft.title == "PowerPoint Presentation" else draft.title
    for number, slide in enumerate(deck.slides, 1):
        title = slide.shapes.title
        draft.close()
        if title is not None:
            draft.heading(title.text_frame.text, 1, slide=number)
        for shape in slide.shapes:
            if title is None or shape.shape_id != title.shape_id:
                _shape(shape, number, draft)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            draft.add(BlockKind.NOTES, slide.notes_slide.notes_text_frame.text, slide=number)


def _shape(shape: Any, slide: int, draft: Draft) -> None:
    if hasattr(shape, "shapes"):
        for inner in shape.shapes:
            _shape(inner, slide, draft)
    elif getattr(shape, "has_table", False) and shape.has_table:
        draft.add(BlockKind.TABLE, "\n".join(_table(shape.table)), slide=slide)
    elif shape.has_text_frame:
        lines = [paragraph.text.replace("\v", " ").strip() for paragraph in shape.text_frame.paragraphs]
        lines = [line for line in lines if line]
        several = len(lines) > 1
        text = "\n".join(f"- {line}" if several else line for line in lines)
        draft.add(BlockKind.LIST if several else BlockKind.PARAGRAPH, text, slide=slide)
