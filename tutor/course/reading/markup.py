"""Markdown, HTML and plain text."""

import re
from collections.abc import Iterator

from tutor.course.reading.draft import Draft
from tutor.domain.course import BlockKind

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def read_markdown(source: str, draft: Draft) -> None:
    """CommonMark with tables, as the text a reader sees; front matter gives the title."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(source)
    if front:
        title = _TITLE.search(front.group(1))
        draft.title = title.group(1) if title else draft.title
        source = source[front.end() :]
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(source)
    for token in tokens:
        if token.type == "list_item_open":  # quotes show the marks as they stand in the file
            token.attrSet("data-mark", f"{token.info}{token.markup}")
    read_html(parser.renderer.render(tokens, parser.options, {}), draft)


_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "svg",
    "iframe",
    "object",
    "form",
    "button",
    "head",
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "html",
        "main",
        "p",
        "section",
        "summary",
        "[document]",
        "ul",
        "ol",
        "li",
        "table",
        "pre",
    )
) | frozenset(_HEADINGS)


def read_html(source: str, draft: Draft) -> None:
    """The visible text of a page; scripts, styles, hidden parts and navigation are left out."""
    from bs4 import BeautifulSoup
    from bs4.element import Comment

    soup = BeautifulSoup(source, "lxml")
    if soup.title and soup.title.string and not soup.find("h1"):
        draft.title = draft.title or " ".join(soup.title.string.split())
    for element in [*soup.find_all(_DROPPED), *soup.find_all(_hidden)]:
        element.extract()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    _walk(soup, draft)


def _hidden(element: object) -> bool:
    attributes: dict[str, object] = getattr(element, "attrs", None) or {}
    style = str(attributes.get("style", "")).replace(" ", "").lower()
    invisible = "display:none" in style or "visibility:hidden" in style
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or invisible


def _walk(element: object, draft: Draft) -> None:
    from bs4.element import NavigableString, Tag

    loose: list[str] = []
    for child in list(getattr(element, "children", ())):
        if isinstance(child, Tag) and child.name in _BLOCKS:
            _flush(loose, draft)
            _block(child, draft)
        elif isinstance(child, Tag) and child.find(list(_BLOCKS)):
            _flush(loose, draft)
            _walk(child, draft)
        elif isinstance(child, Tag):
            loose.append("\n" if child.name == "br" else _inline(child))
        elif isinstance(child, NavigableString):
            loose.append(re.sub(r"\s+", " ", str(child)))
    _flush(loose, draft)


def _flush(loose: list[str], draft: Draft) -> None:
    draft.add(BlockKind.PARAGRAPH, "".join(loose))
    loose.clear()


def _block(tag: object, draft: Draft) -> None:
    name = str(getattr(tag, "name", ""))
    if name in _HEADINGS:
        draft.heading(_inline(tag), _HEADINGS[name])
    elif name in ("ul", "ol"):
        draft.add(BlockKind.LIST, "\n".join(_items(tag, 0)))
    elif name == "table":
        draft.add(BlockKind.TABLE, "\n".join(_rows(tag)))
    elif name == "pre":
        draft.add(BlockKind.CODE, str(getattr(tag, "text", "")))
    else:
        _walk(tag, draft)


def _inline(tag: object) -> str:
    from bs4.element import NavigableString, Tag

    parts = []
    for child in getattr(tag, "children", ()):
        if isinstance(child, Tag):
            parts.append("\n" if child.name == "br" else _inline(child))
        elif isinstance(child, NavigableString):
            parts.append(re.sub(r"\s+", " ", str(child)))
    return "".join(parts)


def _items(tag: object, depth: int) -> Iterator[str]:
    from bs4.element import Tag

    start = str(getattr(tag, "attrs", {}).get("start", "1"))
    number = int(start) - 1 if start.isdecimal() and len(start) < 10 else 0
    for item in getattr(tag, "children", ()):
        if not isinstance(item, Tag) or item.name != "li":
            continue
        number += 1
        mark = str(item.get("data-mark", ""))
        if not _MARK.fullmatch(mark):
            mark = f"{number}." if getattr(tag, "name", "") == "ol" else "-"
        nested = [child for child in item.find_all(["ul", "ol"]) if child.find_parent("li") is item]
        inner = [line for child in nested for line in _items(child, depth + 1)]
        for child in nested:
            child.extract()
        yield f"{mark} {' '.join(_inline(item).split())}"
        yield from inner


_MARK = re.compile(r"[-*+]|\d{1,9}[.)]")


def _rows(tag: object) -> Iterator[str]:
    for row in getattr(tag, "find_all", lambda _: [])("tr"):
        cells = [" ".join(_inline(cell).split()) for cell in row.find_all(["th", "td"])]
        if any(cells):
            yield " | ".join(cells)


_LINE_HEADING = re.compile(r"^(?=.{2,80}$)(?![-*•\d])[^.!?;:,]*[^.!?;:,\s]$")
_MARKED = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")


def read_text(source: str, draft: Draft) -> None:
    """Plain text: empty lines part paragraphs, underlined or lone short lines are headings."""
    blocks = [block for block in re.split(r"\n\s*\n", source.replace("\r\n", "\n")) if block.strip()]
    for number, block in enumerate(blocks):
        lines = [line.strip() for line in block.strip().split("\n")]
        underlined = len(lines) > 1 and re.fullmatch(r"[=\-~]{3,}", lines[1])
        lone = len(lines) == 1 and _LINE_HEADING.match(lines[0]) and number + 1 < len(blocks)
        if underlined or lone:
            draft.heading(lines[0], 1 if underlined and lines[1][0] == "=" else 2)
            lines = lines[2:] if underlined else []
        _text_block(lines, draft)


def _text_block(lines: list[str], draft: Draft) -> None:
    listed = [line for line in lines if _MARKED.match(line)]
    if listed and len(listed) * 2 >= len(lines):
        draft.add(BlockKind.LIST, "\n".join(joined(lines)))
    else:
        draft.add(BlockKind.PARAGRAPH, "\n".join(joined(lines)))


def joined(lines: list[str]) -> Iterator[str]:
    """Lines with those that only wrap a sentence put together again; marked lines stay on their own."""
    current = ""
    for line in lines:
        if current and not _MARKED.match(line):
            current = f"{current} {line}" if line else current
        else:
            if current:
                yield current
            current = line
    if current:
        yield current
