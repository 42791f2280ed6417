"""A trainer who plays a practice marks a line of the counterpart, and it becomes a rule at once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversation.test_conversation import Door
from tests.conversation.test_looking_back import actions, ended
from tutor.app import App
from tutor.channels.render import render
from tutor.language import Texts
from tutor.messages import LineList, Note, Speech
from tutor.roleplay.never import broken
from tutor.settings import Settings, shipped


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    (tmp_path / "mine").mkdir()
    app = await App.open(Settings(data=tmp_path / "data", content=tmp_path / "mine"))
    yield app
    await app.close()


async def listed(door: Door) -> LineList:
    (block,) = (await door.press("never")).blocks
    assert isinstance(block, LineList)
    return block


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_marked_line_is_a_rule_from_then_on(app: App, tmp_path: Path, language: str) -> None:
    door, texts = await ended(app, language), Texts(language)
    lines = (await listed(door)).lines
    assert [it.turn for it in lines] == [0, 1, 2, 3]
    why = await door.press(lines[2].action)
    assert why.expects == "never:2::"
    because = "Noor praat niet zo." if language == "nl" else "Noor does not talk like that."
    kept = await door.press(f"{why.expects}{because}")
    assert "never/" in render(kept.blocks[0], texts) and "never" in actions(kept)
    (rule,) = app.library.scenario("missed-deadlines", language).never
    assert (rule.said, rule.because) == (lines[2].text, because)
    file = tmp_path / "mine" / "scenarios" / "missed-deadlines" / "never" / f"{language}.yaml"
    assert "So it was a lot" not in file.read_text("utf-8")  # nothing of the learner's
    again = await listed(door)
    assert [it.turn for it in again.lines if it.marked] == [2]
    assert f"({texts('never.marked')})" in render(again, texts)
    assert broken(app.library.scenario("missed-deadlines", language)) == ()  # what playtest replays


async def test_of_two_each_has_lines_of_their_own(app: App) -> None:
    door = Door(app)
    await door.press("start:two-colleagues:normal")
    await door.say("Good that you are both here. What do you want to have said today?")
    assert "never" in actions(await door.press("stop"))
    block = await listed(door)
    said = next(it for it in block.lines if it.who)
    await door.press(f"{said.action}:Too polished.")
    (rule,) = app.library.scenario("two-colleagues", "en").never
    assert (rule.said, rule.speaker) == (said.text, said.who)


async def test_it_takes_a_folder_that_one_may_write_in_at_this_computer(app: App, tmp_path: Path) -> None:
    mine = app.settings
    for settings in (replace_in(mine, content=None), replace_in(mine, host="0.0.0.0")):
        other = await App.open(settings)
        door = await ended(other)
        assert "never" not in actions(await door.press(f"debrief:{door.session}"))
        for action in ("never", "never:1::Because."):
            (note,) = (await door.press(action)).blocks
            assert isinstance(note, Note) and "TUTOR_CONTENT" in note.text
        await other.close()
    assert list((tmp_path / "mine").iterdir()) == []


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_scenario_that_cannot_be_read_at_that_moment_is_not_marked_and_goes_on(
    app: App, tmp_path: Path, language: str
) -> None:
    """The rule was kept and the learner told of trouble; and the scenario was gone until the next start."""
    (own := tmp_path / "mine" / "scenarios" / "missed-deadlines").mkdir(parents=True)
    shutil.copy(shipped() / "scenarios" / "missed-deadlines" / f"{language}.yaml", own)
    whole = (own / f"{language}.yaml").read_text("utf-8")
    app = await App.open(app.settings)
    door, texts = await ended(app, language), Texts(language)
    await door.press("never:1::Because.")
    rules = own / "never" / f"{language}.yaml"
    before = rules.read_text("utf-8")
    (own / f"{language}.yaml").write_text(whole.replace("persona:", "persona"), "utf-8")
    (note,) = (await door.press("never:2::Because.")).blocks
    assert isinstance(note, Note) and f"{language}.yaml:" in note.text
    assert rules.read_text("utf-8") == before
    assert isinstance((await door.press("start:missed-deadlines:normal")).blocks[0], Speech)
    (own / f"{language}.yaml").write_text(whole, "utf-8")
    door = await ended(app, language)
    kept = await door.press("never:2::Because.")
    assert texts("never.kept", file=rules.relative_to(tmp_path / "mine").as_posix()) in render(
        kept.blocks[0], texts
    )
    await app.close()


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_thinks_better_of_it_marks_nothing(app: App, tmp_path: Path, language: str) -> None:
    door = await ended(app, language)
    debriefed = await door.press(f"debrief:{door.session}")
    for choice in ("never", "never:2:"):
        assert "cancel" in actions(await door.press(choice))
        left = await door.press("cancel")
        assert (left.buttons, left.expects) == (debriefed.buttons, "")
    assert list((tmp_path / "mine").iterdir()) == []


def replace_in(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


async def test_what_cannot_be_marked_is_said(app: App) -> None:
    door = await ended(app)
    for action, said in (("never:99::No.", "no turn 99"), ("never:x::No.", "no turn -1")):
        (note,) = (await door.press(action)).blocks
        assert isinstance(note, Note) and said in note.text
    assert app.library.scenario("missed-deadlines", "en").never == ()
