"""Calibration: transcripts that people rated, beside what the judge gives."""

from pathlib import Path

import pytest

from tests.conversation.test_conversation import Door
from tests.conversation.test_practice import app as app
from tutor.app import App
from tutor.authoring.loader import Library
from tutor.channels.render import render
from tutor.errors import TutorError
from tutor.language import Texts
from tutor.scoring.calibrating import transcripts
from tutor.settings import shipped

RATED = """\
rubric: feedback-talk
scenario: missed-deadlines
language: {language}
rater: rater-{rater}
opening: {opening}
turns:
  - {{ text: "{one}", utterance: "Hm.", told: hint }}
  - {{ text: "{two}", utterance: "Yes." }}
  - {{ text: "{three}", utterance: "Fine." }}
levels: {{ questions: {level}, listening: 2 }}
"""
GOOD = ("How do you look back on it?", "What kept you from calling?", "What would help you?")
POOR = ("You are late again.", "You never call.", "You should plan better.")


def write(folder: Path, name: str, texts: tuple[str, str, str], level: int, **more: object) -> None:
    slots = {"language": "en", "rater": 1, "opening": "You wanted to see me?", **more}
    one, two, three = texts
    text = RATED.format(one=one, two=two, three=three, level=level, **slots)
    (folder / name).write_text(text, "utf-8")


async def test_the_card_counts_and_compares(app: App, tmp_path: Path) -> None:
    write(tmp_path, "good.yaml", GOOD, 4)
    write(tmp_path, "poor.yaml", POOR, 1, rater=2)
    (card,) = await app.calibrate(tmp_path)
    assert (card.rubric, card.language, card.transcripts, card.raters) == ("feedback-talk", "en", 2, 2)
    assert card.criteria["questions"].n == 2
    assert card.criteria["questions"].near == 1.0
    assert not card.validated
    assert await app.store.card("feedback-talk", "en") == card


async def test_the_debrief_says_that_nobody_validated_the_scores(app: App, tmp_path: Path) -> None:
    write(tmp_path, "good.yaml", GOOD, 4)
    await app.calibrate(tmp_path)
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    await door.say("How are you?")
    (card,) = (await door.press("stop")).blocks
    said = Texts("en")("card.check.one", raters=1, done=1, enough=50)
    assert said in render(card, Texts("en"))
    assert "check of the machinery" in said


async def test_a_folder_without_transcripts_is_named(app: App, tmp_path: Path) -> None:
    with pytest.raises(TutorError, match="no rated transcripts"):
        await app.calibrate(tmp_path)


async def test_a_criterion_that_the_rubric_lacks_is_named(app: App, tmp_path: Path) -> None:
    write(tmp_path, "odd.yaml", GOOD, 4)
    path = tmp_path / "odd.yaml"
    path.write_text(path.read_text("utf-8").replace("questions:", "charm:"), "utf-8")
    with pytest.raises(TutorError, match="charm, but feedback-talk has"):
        await app.calibrate(tmp_path)


async def test_a_level_that_is_none_is_refused_with_its_line(app: App, tmp_path: Path) -> None:
    write(tmp_path, "odd.yaml", GOOD, 9)
    with pytest.raises(TutorError, match=r"odd\.yaml:10"):
        await app.calibrate(tmp_path)


SHIPPED = Path(__file__).parents[2] / "calibration"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_shipped_transcripts_are_ten_a_rubric_and_spread_over_the_levels(language: str) -> None:
    found = [one for one in transcripts(SHIPPED) if one.language == language]
    library = Library((shipped(),))
    for rubric in {one.rubric for one in found}:
        some = [one for one in found if one.rubric == rubric]
        assert len(some) == 10
        for criterion in library.rubric(rubric, language).criteria:
            assert {1, 5} <= {one.levels.get(criterion.id) for one in some}
    assert len(found) == 60


async def test_a_shipped_folder_gives_a_card_of_one_rater(app: App) -> None:
    (card,) = await app.calibrate(SHIPPED / "bad-news" / "nl")
    assert (card.raters, card.transcripts, card.validated) == (1, 10, False)
    assert len(card.criteria) == 6
