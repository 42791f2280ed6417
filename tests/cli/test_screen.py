"""Tables for people show names as they are."""

from datetime import UTC, datetime

import pytest

from tutor.cli.screen import show_assignments, show_gaps, show_texts
from tutor.domain.course import Gap
from tutor.domain.submission import SubmissionSummary


@pytest.mark.parametrize("name", ["mijn_tekst[1].md", "[red]*draft*.docx"])
def test_a_text_is_listed_with_the_name_of_its_file_letter_by_letter(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handed = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    show_assignments((), [SubmissionSummary("t1", "me", "giving-feedback", "nl", handed, name)], "nl")
    assert f"giving-feedback: 26-11-2026 09:00 · {name}" in capsys.readouterr().out


def test_nothing_that_a_person_typed_gives_orders_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A text with an escape sequence could paint over what a trainer reads of it, or name the window."""
    handed = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    name = "mine\x1b[2J\x1b]0;gone\x07.md"
    text = SubmissionSummary("t1", "me", "giving-feedback", "nl", handed, name)
    show_texts([text])
    show_assignments((), [text], "nl")
    show_gaps([Gap("leadership", "Why \x1b[8mhidden?", "en", 1)])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown and "hidden?" in shown
