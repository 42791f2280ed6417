"""Which model serves which purpose, as the settings say."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tutor.app import App, now
from tutor.domain.calls import Call, Prompt, Purpose
from tutor.errors import Failure, SettingsError
from tutor.language import Texts
from tutor.settings import Settings, load_settings
from tutor.testing.models import ScriptedModel


def settings(tmp_path: Path, **given: Any) -> Settings:
    return Settings(data=tmp_path, **given)


def test_without_a_setting_everything_is_embedded(tmp_path: Path) -> None:
    assert {settings(tmp_path).model_for(purpose) for purpose in Purpose} == {""}


def test_each_purpose_can_have_a_model_of_its_own_or_none(tmp_path: Path) -> None:
    chosen = settings(tmp_path, model="openai:a", judge_model="anthropic:b", answer_model="embedded")
    names = {purpose: chosen.model_for(purpose) for purpose in Purpose}
    assert names == {
        Purpose.VOICE: "openai:a",
        Purpose.ANSWER: "",
        Purpose.JUDGE: "anthropic:b",
        Purpose.RECOGNISE: "",
        Purpose.DRAFT: "openai:a",
    }


async def test_the_app_makes_each_model_once_with_the_address_and_key_meant_for_it(tmp_path: Path) -> None:
    asked: dict[str, tuple[str, str]] = {}

    def build(name: str, *, url: str, key: SecretStr, seconds: float) -> ScriptedModel:
        assert name not in asked
        asked[name] = url, key.get_secret_value()
        return ScriptedModel(answer=lambda _: "Hello.")

    chosen = settings(
        tmp_path, model="openai:a", judge_model="anthropic:b", model_url="http://here", model_key="sk-1"
    )
    opened = await App.open(chosen)
    app = App(chosen, opened.store, build)
    try:
        app.models.make_all()
        assert asked == {"openai:a": ("http://here", "sk-1"), "anthropic:b": ("", "")}
        model = app.model(Purpose.VOICE)
        assert model is not None and model is app.model(Purpose.ANSWER)
        assert app.model(Purpose.RECOGNISE) is None
        await model.write(Call(Purpose.VOICE, Prompt("p", "h", "", (("user", "Hi"),)), learner="ann"))
        (cost,) = await app.store.costs(now().replace(year=2000))
        assert (cost.model, cost.purpose, cost.calls, cost.failed) == ("openai:a", Purpose.VOICE, 1, 0)
    finally:
        await app.close()


async def test_a_budget_of_money_needs_a_price(tmp_path: Path) -> None:
    chosen = settings(tmp_path, model="openai:a", model_cost_a_day=1.0)
    app = await App.open(chosen)
    with pytest.raises(SettingsError, match="needs a price for openai:a"):
        app.model(Purpose.VOICE)
    await app.close()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TUTOR_MODEL", "gpt", "TUTOR_MODEL: String should match pattern"),
        ("TUTOR_MODEL_URL", "localhost", "TUTOR_MODEL_URL: String should match pattern"),
        ("TUTOR_MODEL_SECONDS", "0", "TUTOR_MODEL_SECONDS: Input should be greater than 0"),
        (
            "TUTOR_MODEL_PRICES",
            '{"openai:a": {"input": -1, "output": 2}}',
            "TUTOR_MODEL_PRICES_OPENAI:A_INPUT",
        ),
        ("TUTOR_MODEL_TRACES", "yes", "TUTOR_MODEL_TRACES: Input should be"),
        ("TUTOR_MODEL_PRICES", "cheap", "TUTOR_MODEL_PRICES is not JSON"),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=message):
        load_settings()


def test_prices_are_a_table_of_the_settings_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tutor.toml").write_text(
        'model = "openai:a"\n[model_prices."openai:a"]\ninput = 0.5\noutput = 1.5\n', "utf-8"
    )
    price = load_settings().model_prices["openai:a"]
    assert (price.input, price.output, price.cached) == (0.5, 1.5, None)


def test_a_key_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "sk-1" not in repr(settings(tmp_path, model_key="sk-1"))
    (tmp_path / "tutor.toml").write_text("model_key = 12345\n", "utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert "12345" not in str(raised.value)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_failure_can_be_said(language: str) -> None:
    said = {Texts(language)(f"model.failed.{failure}") for failure in Failure}
    assert len(said) == len(Failure)
