"""Tables for people show names as they are."""

from datetime import UTC, datetime

import pytest

from tutor.cli.screen import show_assignments
from tutor.domain.submission import SubmissionSummary


@pytest.mark.parametrize("name", ["mijn_tekst[1].md", "[red]*draft*.docx"])
def test_a_text_is_listed_with_the_name_of_its_file_letter_by_letter(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handed = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    show_assignments((), [SubmissionSummary("t1", "me", "giving-feedback", "nl", handed, name)], "nl")
    assert f"giving-feedback: 26-11-2026 09:00 · {name}" in capsys.readouterr().out
