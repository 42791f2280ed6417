"""Practising at a keyboard: what is typed is said, a number with a slash presses, leaving loses nothing."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tutor.app import App
from tutor.assessment.debrief import Point, TurningPoint
from tutor.channels.render_curve import render_curve
from tutor.channels.terminal import practise
from tutor.domain.scenario import Difficulty
from tutor.language import Texts
from tutor.settings import Settings

Type = Callable[..., None]


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=tmp_path))
    yield app
    await app.close()


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types these lines and then leaves, as Ctrl-D does."""

    def typed(*lines: str) -> None:
        left: Iterator[str] = iter(lines)

        def key_in(_prompt: object = "") -> str:
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", key_in)

    return typed


async def test_a_bare_number_in_a_talk_is_said_and_presses_nothing(app: App, typing: Type) -> None:
    typing("How do you see the report?", "2")
    await practise(app, "missed-deadlines", "en", Difficulty.NORMAL)
    (kept,) = await app.store.sessions("local")
    assert (kept.turns, kept.stopped) == (2, False)


async def test_a_number_with_a_slash_presses(
    app: App, typing: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("/1", "/2")
    await practise(app, "missed-deadlines", "nl", Difficulty.NORMAL)
    shown = capsys.readouterr().out
    assert "Hint:" in shown
    assert Texts("nl")("practise.stopped")[:40] in shown


async def test_enter_alone_and_a_wrong_number_say_what_to_do(
    app: App, typing: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("", "/99")
    await practise(app, "missed-deadlines", "en", Difficulty.NORMAL)
    shown = capsys.readouterr().out
    assert Texts("en")("practise.empty") in shown
    assert Texts("en")("terminal.choose") in shown
    assert Texts("en")("terminal.kept") in shown


async def test_an_earlier_practice_is_in_the_list_and_goes_on(
    app: App, typing: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("Hello Noor.")
    await practise(app, "missed-deadlines", "en", Difficulty.NORMAL)
    last = len(app.library.scenarios("en")) + 1
    typing(f"/{last}", "How do you see the report?")
    await practise(app, "", "en", Difficulty.NORMAL)
    assert "You are back in" in capsys.readouterr().out
    (kept,) = await app.store.sessions("local")
    assert kept.turns == 2


async def test_the_debrief_has_the_curve_with_its_turning_point(
    app: App, typing: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("You never listen, this is your fault!", "It sounds as if you have a lot on your plate.", "/4")
    await practise(app, "missed-deadlines", "en", Difficulty.NORMAL)
    shown = capsys.readouterr().out
    assert Texts("en")("debrief.curve") in shown
    assert "Trust" in shown and "Tension" in shown and "Openness" in shown


def test_a_curve_of_blocks_marks_the_reply_at_which_it_turned() -> None:
    curve = [Point(0, 0.4, 0.3, 0.0), Point(1, 0.5, 0.3, 0.5), Point(2, 1.0, 0.0, 0.9)]
    trust, _, openness, mark = render_curve(curve, TurningPoint(2, True, "So?", "Yes."), Texts("en"))
    assert trust.endswith("▄▄▅▅██  40% → 100%")
    assert openness.startswith("Openness  ▁▁")
    assert mark.index("▲") == trust.index("█")
    assert "reply 2" in mark


def test_there_is_no_curve_of_one_point() -> None:
    assert render_curve([Point(0, 0.4, 0.3, 0.2)], None, Texts("en")) == []
