"""Text from people and files, made harmless for Markdown: it shows exactly as it was written."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:&$^=\"'@/])")
_LINK = re.compile(r"(?i)(https?|ftp)(?=://)|\b(www)(?=\.)|(\S)(?=@\S)|\b(mailto|xmpp)(?=:)")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_INDENT = re.compile(r"(?m)^[ \t]+(?=\S)")
JOINER = "\u2060"
"""Invisible, and enough to keep a renderer from making a link of an address."""


def escape(text: str) -> str:
    """The text with every character that means something in Markdown or HTML made literal.

    Control characters and marks that turn the direction of the text around it are left out.
    """
    plain = _INDENT.sub("", visible(text))
    unlinked = _LINK.sub(lambda found: found.group() + JOINER, plain)
    return _MARKUP.sub(r"\\\1", unlinked)


def visible(text: str) -> str:
    """The text without control characters and marks that turn the direction of the text around it."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n"))


def quoted(text: str, most: int = 0) -> str:
    """The text as a block quote, cut to ``most`` characters if that is not 0."""
    whole = text.strip()
    short = whole if not most or len(whole) <= most else whole[: most - 1] + "…"
    return "\n".join(f"> {escape(line)}" for line in short.splitlines() or [""])
