"""A browser is answered in the language it asks for, until its learner chooses another."""

import pytest

from tutor.channels.web.tongue import language_of


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("en-GB", "en"),
        ("de,fr;q=0.9,nl;q=0.5,en;q=0.4", "nl"),
        ("en;q=0.4,nl;q=0.5", "nl"),
        ("de-DE", "en"),
        ("", "en"),
        (";;q=,nl;q=x", "en"),
    ],
)
def test_the_browser_says_which_language(accepted: str, language: str) -> None:
    assert language_of({"accept-language": accepted}) == language


def test_the_switch_wins() -> None:
    asked = {"accept-language": "nl-NL", "cookie": "a=b; tutor_language=en"}
    assert language_of(asked) == "en"
    assert language_of(asked | {"cookie": "tutor_language=xx"}) == "nl"


def test_the_settings_decide_for_other_languages() -> None:
    assert language_of({"accept-language": "fr"}, "nl") == "nl"
