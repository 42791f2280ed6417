"""Two tries side by side: what went up, what went down, and what cannot be compared."""

from dataclasses import replace

import pytest

from tests.scenes import play, reply, small
from tutor.assessment.comparison import Fork, Try, compare
from tutor.assessment.overall import overall
from tutor.channels.page import as_html
from tutor.channels.render_coaching import render_comparison
from tutor.domain.move import Move
from tutor.domain.rubric import Assessment, Rubric, Score, Unscored
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Origin, Session, State
from tutor.language import Texts

NAMES = ("opening", "listening")
CRITERION = {
    "moves": ["ask-open"],
    "levels": [{"level": 1, "text": "a"}, {"level": 5, "text": "b"}],
    "better": ["x"],
    "passage": {"document": "d", "heading": "h"},
    "question": "q",
}
RUBRIC = Rubric.model_validate(
    {
        "id": "r", "version": 1, "language": "en", "title": "t", "summary": "s",
        "criteria": [{"id": name, "title": name.title(), **CRITERION} for name in NAMES],
    }
)  # fmt: skip


def tried(session: Session, levels: tuple[int | None, int | None], **state: object) -> Try:
    scores = tuple(
        Score(criterion, level, None if level else Unscored.TOO_SHORT, 1.0, (), (), "")
        for criterion, level in zip(NAMES, levels, strict=True)
    )
    return Try(session, State(**state), Assessment(session.id, "r", 1, "en", scores))  # type: ignore[arg-type]


def test_levels_gauges_and_endings_are_set_side_by_side() -> None:
    first, _ = play(small(), reply("Hi.", Move.GREET), reply("You are late again.", Move.BLAME))
    second, _ = play(small(), reply("Hi.", Move.GREET), reply("How is it going?", Move.ASK_OPEN))
    second = replace(second, id="t", origin=Origin(first.id, 1))
    before = tried(first, (2, None), trust=0.3, tension=0.6, turn=9, outcome=EndingKind.WALK_OUT)
    now = tried(second, (4, 3), trust=0.8, tension=0.2, turn=12, outcome=EndingKind.AGREEMENT)
    found = compare(RUBRIC, before, now)
    assert (found.outcome_before, found.outcome_now) == (EndingKind.WALK_OUT, EndingKind.AGREEMENT)
    assert (found.change.trust, found.change.tension) == (0.5, -0.4)
    assert [step.change for step in found.steps] == [2, 0]
    assert found.fork == Fork(2, "You are late again.", "How is it going?")


def test_a_try_that_is_no_branch_has_no_fork() -> None:
    session, _ = play(small(), reply("Hi.", Move.GREET))
    assert compare(RUBRIC, tried(session, (1, 1)), tried(replace(session, id="t"), (1, 1))).fork is None


def test_two_tries_are_shown_as_a_table_with_words_for_higher_and_lower() -> None:
    first, _ = play(small(), reply("Hi.", Move.GREET), reply("You are late | again.", Move.BLAME))
    second, _ = play(small(), reply("Hi.", Move.GREET), reply("How is it going?", Move.ASK_OPEN))
    second = replace(second, id="t", origin=Origin(first.id, 1))
    shown = render_comparison(compare(RUBRIC, tried(first, (2, None)), tried(second, (4, 3))), Texts("en"))
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {4}
    assert "| Opening | level 2 | level 4 (higher) |" in rows
    assert "| Listening | no level | level 3 |" in rows
    page = as_html(shown)
    assert page.count("<tr>") == len(rows) - 1
    assert "You are late | again." in page


@pytest.mark.parametrize(
    ("levels", "shown"), [((5, 5), (4.4, 5)), ((1, None), (1, 1.6)), ((2, 4), (2.4, 3.6))]
)
def test_the_whole_is_a_range_even_where_every_move_was_clear(
    levels: tuple[int | None, int | None], shown: tuple[float, float]
) -> None:
    session, _ = play(small(), reply("Hi.", Move.GREET))
    found = overall(RUBRIC, tried(session, levels).assessment)
    assert found is not None
    assert (found.low, found.high) == shown


def test_without_a_level_there_is_no_overall_picture() -> None:
    session, _ = play(small(), reply("Hi.", Move.GREET))
    assert overall(RUBRIC, tried(session, (None, None)).assessment) is None
