"""Names for the controls that Chainlit leaves without one, for those who hear the page."""

from collections.abc import Mapping

from tutor.language import Texts

SELECTORS: Mapping[str, str] = {
    "#sidebar-trigger-button, [data-sidebar=rail]": "web.name.list",
    "#search-chats-button": "web.name.search",
    "#new-chat-button": "web.name.new",
    "#chat-input": "web.name.input",
    "#chat-submit": "web.name.send",
    "#theme-toggle": "web.name.theme",
    'a[href="/language"]': "web.name.language",
    "button:has(> svg.lucide-copy)": "web.name.copy",
    "button:has(> svg.lucide-thumbs-up)": "web.name.helpful",
    "button:has(> svg.lucide-thumbs-down)": "web.name.unhelpful",
    "button:has(> svg.lucide-arrow-down)": "web.name.down",
    "button:has(> svg.lucide-arrow-left), button:has(> svg.lucide-x)": "web.name.close",
    "button:has(> svg.lucide-ellipsis)": "web.name.more",
    '[data-talk="log"]': "web.name.talk",
}
"""Where the controls are in Chainlit's page, and the key of the text that names them."""


def names(language: str) -> dict[str, str]:
    """The name of every control by its CSS selector."""
    texts = Texts(language)
    return {selector: texts(key) for selector, key in SELECTORS.items()}
