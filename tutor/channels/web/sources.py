"""Passages of the course as Chainlit shows them: a list to open; after shell.settle."""

from collections.abc import Sequence
from dataclasses import asdict

from chainlit.element import CustomElement

from tutor.channels.passages import Opened
from tutor.language import Texts


def sources(opened: Sequence[Opened], title: str, texts: Texts) -> CustomElement:
    """Passages under a title, each to be opened."""
    words = {"title": title, "open": texts("web.passage.open")}
    return CustomElement(name="Sources", props={"sources": [asdict(it) for it in opened], **words})
