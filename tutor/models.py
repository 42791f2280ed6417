"""Which language model serves which purpose; each is made from the settings at first use."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pydantic import SecretStr

from tutor.domain.calls import Call, Purpose
from tutor.errors import SettingsError
from tutor.llm.accounts import Budget, Ledger
from tutor.llm.building import chat_model, switch_traces
from tutor.llm.chat import Chat
from tutor.llm.line import Line, World
from tutor.llm.model import LanguageModel, Model, Patience
from tutor.llm.structured import Shaping
from tutor.prompts import Prompts
from tutor.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Build(Protocol):
    """Makes a chat model from its name (tutor.llm.building.chat_model)."""

    def __call__(self, name: str, *, url: str, key: SecretStr, seconds: float) -> "BaseChatModel": ...


class Models:
    """The models of the settings; purposes with the same model share it, and its line to the provider."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        prompts: Prompts,
        *,
        world: World,
        now: Callable[[], datetime],
        build: Build = chat_model,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._prompts = prompts
        self._world = world
        self._now = now
        self._build = build
        self._made: dict[str, Model] = {}

    def model(self, purpose: Purpose) -> LanguageModel | None:
        """The model for a purpose, None where the embedded part does it.

        SettingsError when it cannot be made. Making one imports LangChain, which takes a second or two.
        """
        name = self._settings.model_for(purpose)
        if name and name not in self._made:
            self._made[name] = self._make(name)
        return self._made.get(name)

    def make_all(self) -> None:
        """Make every model that is set, so that what is wrong with one is said at the start."""
        for purpose in Purpose:
            self.model(purpose)

    def server(self, name: str) -> str:
        """The address that is set for a model, "" for the provider's own."""
        return self._settings.model_url if name and _same_provider(name, self._settings.model) else ""

    def check_call(self) -> Call:
        """A call that costs next to nothing and says nothing of anybody, to see that a model answers."""
        return Call(Purpose.ANSWER, self._prompts.render("check"), longest=50)

    def _make(self, name: str) -> Model:
        settings = self._settings
        if settings.model_cost_a_day and name not in settings.model_prices:
            raise SettingsError(
                f"TUTOR_MODEL_COST_A_DAY needs a price for {name} in model_prices of tutor.toml, or what is "
                "spent on it would count as nothing."
            )
        switch_traces(settings.model_traces)
        ours = _same_provider(name, settings.model)
        chat = self._build(
            name,
            url=self.server(name),
            key=settings.model_key if ours else SecretStr(""),
            seconds=settings.model_seconds,
        )
        return Model(
            Chat(chat, name),
            Line(self._world, at_a_time=settings.model_at_a_time, retries=settings.model_retries),
            self._ledger,
            self._shaping(),
            now=self._now,
            patience=Patience(
                settings.model_seconds, settings.model_first_seconds, settings.model_next_seconds
            ),
            budget=Budget(settings.model_tokens_a_day, settings.model_cost_a_day),
            price=settings.model_prices.get(name),
        )

    def _shaping(self) -> Shaping:
        template = self._prompts.template("json")
        return Shaping(template.system, template.parts[-1][1])


def _same_provider(name: str, main: str) -> bool:
    """Whether the address and the key that are set are meant for this model: those of the main one's kin."""
    return not main or name.partition(":")[0] == main.partition(":")[0]
