"""A trainer marks a line that a counterpart would never say, on a desk and on a phone."""

from collections.abc import Callable

import pytest

from tests.web.conftest import Server
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TALK = {
    "en": ["Good morning, thank you for coming.", "What happened, as you see it?"],
    "nl": ["Goedemorgen, fijn dat u er bent.", "Wat is er gebeurd, zoals u het ziet?"],
}
WHY = {"en": "Too soft for somebody this angry.", "nl": "Te zacht voor iemand die zo boos is."}
ASKED = {"en": "Why would this person never say that?", "nl": "Waarom zou deze persoon dat nooit zeggen?"}
MARKED = {"en": "marked", "nl": "gemarkeerd"}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("nl", 390)])
def test_a_line_becomes_a_rule(
    visit: Callable[..., Visitor], server: Server, language: str, width: int
) -> None:
    trainer = visit(language, width)
    trainer.arrive()
    trainer.start("angry-client")
    for text in TALK[language]:
        trainer.say(text)
    trainer.press("stop")
    trainer.page.wait_for_selector(".tutor-finding")
    trainer.look("1-debrief")
    trainer.press("never")
    trainer.page.wait_for_selector('.tutor-turns [data-action="never:1:"]')
    trainer.look("2-lines")
    assert trainer.fits()
    trainer.press("never:1:")
    trainer.page.locator(".ai-message", has_text=ASKED[language]).wait_for()
    trainer.page.wait_for_selector("#stop-button", state="detached")
    trainer.say(WHY[language])
    assert "`" not in trainer.last() and "never/" in trainer.last()
    trainer.look("3-kept")
    rules = server.content / "scenarios" / "angry-client" / "never" / f"{language}.yaml"
    assert WHY[language] in rules.read_text("utf-8")
    trainer.press("never")
    trainer.page.wait_for_selector(f'.tutor-turns .tutor-locator:text-is("{MARKED[language]}")')
    trainer.look("4-marked")
    assert trainer.fits()
    assert trainer.errors == []
