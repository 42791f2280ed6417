"""A learner in a browser: what tests do and see, in the learner's words."""

from pathlib import Path
from typing import Any

PATIENCE = 60_000
"""Milliseconds; the first answer waits until the models are loaded."""


class Visitor:
    """One browser window; every request to another host is refused and remembered."""

    def __init__(self, context: Any, url: str, shots: Path) -> None:
        self._context = context
        self._url = url
        self._shots = shots
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._only_here)
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))

    def _only_here(self, route: Any) -> None:
        if route.request.url.startswith(self._url):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()

    def arrive(self) -> None:
        """Come in at the front door and wait for the first page."""
        self.page.goto(self._url)
        self.page.wait_for_selector("#starters button:not([disabled])")

    def start(self, scenario: str) -> None:
        """Go from the first page to the opening of a practice."""
        self.page.locator('#starters button:has(img[src$="practise.svg"])').first.click()
        self.press(f"brief:{scenario}")
        self.press(f"start:{scenario}:normal")
        self.page.wait_for_selector('[data-action="hint"]')

    def press(self, action: str) -> None:
        """Press a button or card."""
        self.page.locator(f'[data-action="{action}"]:not([disabled])').last.click()

    def say(self, text: str) -> None:
        """Type a message and wait until it is answered."""
        before = self.count(".ai-message")
        self.page.locator("#chat-input").click()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "before => document.querySelectorAll('.ai-message').length > before", arg=before
        )
        self.page.wait_for_selector("#stop-button", state="detached")
        self.page.wait_for_timeout(500)  # cards are drawn a moment after their message

    @property
    def talking(self) -> bool:
        """Whether a practice goes on."""
        return self.count('[data-action="stop"]') > 0

    def come_back(self) -> None:
        """Reload the page, and wait until the conversation is there again."""
        self.page.reload()
        self.page.wait_for_selector(".ai-message")
        self.page.wait_for_timeout(1000)

    def count(self, selector: str) -> int:
        """How many of something the page shows."""
        return int(self.page.locator(selector).count())

    def said(self) -> list[str]:
        """All messages of the conversation, in order."""
        shown = '.step[data-step-type="user_message"] pre, .ai-message .message-content'
        return [it.strip() for it in self.page.locator(shown).all_inner_texts()]

    def last(self) -> str:
        """The newest message."""
        return str(self.page.locator(".ai-message").last.inner_text())

    def look(self, name: str) -> None:
        """Keep a picture for people to look at."""
        self._shots.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(600)
        self.page.screenshot(path=self._shots / f"{name}.png")

    def fits(self) -> bool:
        """Whether nothing sticks out to the right."""
        return bool(self.page.evaluate(WITHIN))

    def broken_words(self) -> list[str]:
        """Words in tables that a narrow column cuts in two."""
        return list(self.page.evaluate(BROKEN))

    def leave(self) -> None:
        self._context.close()


WITHIN = """() => [...document.querySelectorAll('.step *, #welcome-screen *, #header *, .tutor-passage *')]
  .every(it => !it.checkVisibility() || it.closest('.js-plotly-plot')
    || it.getBoundingClientRect().right <= document.documentElement.clientWidth + 1)"""

BROKEN = """() => {
  const broken = []
  for (const cell of document.querySelectorAll('.message-content :is(th, td)')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange()
        range.setStart(texts.currentNode, word.index)
        range.setEnd(texts.currentNode, word.index + word[0].length)
        if (range.getClientRects().length > 1) broken.push(word[0])
      }
    }
  }
  return broken
}"""
