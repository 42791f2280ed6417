"""What a learner types is shown as typed: no character of it becomes markup."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tutor.channels.safe import JOINER, escape, quoted

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LINKS = (  # what the browser's Markdown looks for in text, whatever was escaped
    re.compile(r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", re.I),
    re.compile(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)"),
)
NASTY = [
    "<b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "[x](https://elsewhere.example) ![i](https://elsewhere.example/i.png)",
    "# heading\n## again\n- list\n1. one\n2) two\n> quote\n***\n---\n===",
    "*a* _b_ **c** ~~d~~ `e`\n```\ncode\n```\n    indented",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    ":::tip\nhello\n::: and :smile[x]{y=z}",
    "&lt;b&gt; &amp; &#60;",
    "back\\slash \\* at the end\\",
    "a  \nb\n\n\nc",
]


def shown(markdown: str) -> BeautifulSoup:
    return BeautifulSoup(MARKDOWN.render(markdown), "html.parser")


def plain(text: str) -> list[str]:
    return text.replace(JOINER, "").split()


@pytest.mark.parametrize("text", NASTY)
def test_markup_is_shown_and_not_done(text: str) -> None:
    page = shown(escape(text))
    assert {tag.name for tag in page.find_all()} <= {"p", "br"}
    assert plain(page.get_text()) == plain(text)


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs"])
        | st.just(" ")
    )
)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    page = shown(escape(text))
    assert {tag.name for tag in page.find_all()} <= {"p", "br"}
    assert plain(page.get_text()) == plain(text)


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "www.a.example", "mail@a.example", "HTTP://A.EXAMPLE"]
)
def test_addresses_do_not_become_links(address: str) -> None:
    assert not any(link.search(shown(escape(f"see {address} now")).get_text()) for link in LINKS)


def test_what_cannot_be_seen_is_left_out() -> None:
    assert escape("a\x00b\x07\u202ec\u200b") == "abc"


def test_a_quote_keeps_every_line_and_is_cut_when_long() -> None:
    assert quoted("first\n- second") == "> first\n> \\- second"
    assert len(quoted("x" * 100_000, 600)) < 700 and len(quoted("x" * 4_000)) > 4_000
    assert quoted("") == "> "
