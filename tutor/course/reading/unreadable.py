"""Why a file cannot be read, in English for logs and programs and in the language of whoever gave it."""

from tutor.errors import UnreadableDocument
from tutor.language import Texts


def unreadable(reason: str, **slots: object) -> UnreadableDocument:
    """The error for a reason: a key of the texts, without ``unreadable.``; slots are what stands in it."""
    return UnreadableDocument(_said(reason, slots, Texts("en")), reason, slots)


def told(error: UnreadableDocument, texts: Texts) -> str:
    """The reason in the language of some texts."""
    return _said(error.reason, error.slots, texts)


def _said(reason: str, slots: dict[str, object], texts: Texts) -> str:
    written = {name: _number(it, texts) if isinstance(it, int) else it for name, it in slots.items()}
    kind = {"kind": texts(f"unreadable.kind.{slots['kind']}")} if "kind" in slots else {}
    return texts(f"unreadable.{reason}", **written | kind)


def _number(number: int, texts: Texts) -> str:
    """A number with its thousands apart, as the language parts them."""
    return f"{number:,}".replace(",", texts("unreadable.thousands"))
