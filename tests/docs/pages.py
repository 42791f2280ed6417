"""README and docs as the tests read them: fenced blocks, tables, links and anchors."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Fence:
    """A fenced block: the page it is on, the words behind the three ticks, and what is in it."""

    page: Path
    info: str
    body: str


def fences(page: Path, info: str | None = None) -> tuple[Fence, ...]:
    """The fenced blocks of a page; with info only those marked with exactly these words."""
    found = _FENCE.findall(page.read_text("utf-8"))
    return tuple(Fence(page, mark.strip(), body) for mark, body in found if info in (None, mark.strip()))


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> tuple[str, ...]:
    """Where the links of a page lead."""
    return tuple(_LINK.findall(prose(page)))


def anchors(page: Path) -> frozenset[str]:
    """The anchors of a page's headings, as a code host makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)


def rows(page: Path, *header: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table with this header, as cells without space around them."""
    lines = page.read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if _cells(line) == header)
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append(_cells(line))
    return tuple(table)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def first_scenario() -> str:
    """The scenario that the page for trainers builds up step by step."""
    return "".join(fence.body for fence in fences(ROOT / "docs" / "authoring.md", "yaml first-scenario"))
