"""The settings: from the environment (``TUTOR_…``), else from ``tutor.toml``, else these defaults."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as Unparsed

from tutor.domain.calls import Price, Purpose
from tutor.errors import SettingsError

EMBEDDED = "embedded"
"""The name that says: no language model."""

ModelName = Annotated[str, Field(pattern=rf"^$|^{EMBEDDED}$|^[a-z_]+:\S+$")]
PACKAGE = Path(__file__).parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Addresses that only this computer can reach."""
LEAST_TOKEN = 20
"""Characters of the trainers' token, so that nobody guesses it."""


class Settings(BaseSettings):
    """Where things are and which parts are used."""

    model_config = SettingsConfigDict(
        env_prefix="TUTOR_", toml_file="tutor.toml", frozen=True, extra="ignore"
    )

    data: Path = Field(Path(".tutor"), description="The folder with database and index.")
    content: Path | None = Field(None, description="A content folder of your own; see tutor init.")
    embedding_model: str = Field("", description="A sentence-transformers model by name or path.")
    database_url: str = Field("", description="A SQLAlchemy URL; SQLite in the data folder when empty.")
    chroma_url: str = Field("", description="A Chroma server, e.g. http://host:8000; embedded when empty.")
    language: Literal["", "nl", "en"] = Field("", description="The language of terminal and defaults.")
    course: str = Field("leadership", description="The course that learners ask.")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    review_token: SecretStr = Field(SecretStr(""), description="What trainers need for /review.")

    model: ModelName = Field("", description="provider:name of a language model; embedded when empty.")
    voice_model: ModelName = Field("", description="What words the counterpart, where not that model.")
    answer_model: ModelName = Field("", description="What answers questions, where not that model.")
    judge_model: ModelName = Field("", description="What scores, where not that model.")
    recogniser_model: ModelName = Field("", description="What reads replies as well; none when empty.")
    model_url: str = Field("", pattern=r"^$|^https?://", description="The server, when not the provider's.")
    model_key: SecretStr = Field(SecretStr(""), description="The key; else the provider's own variable.")
    model_seconds: float = Field(30.0, gt=0, description="The most that a call may take.")
    model_first_seconds: float = Field(12.0, gt=0, description="The most until a first word.")
    model_next_seconds: float = Field(6.0, gt=0, description="The most from one word to the next.")
    model_retries: int = Field(2, ge=0, le=10, description="How often a failed call is made again.")
    model_at_a_time: int = Field(8, ge=1, description="Calls to one model at the same time.")
    voice_seconds: float = Field(20.0, gt=0, description="The most until the script answers instead.")
    model_prices: dict[str, Price] = Field({}, description="What a million tokens of each model cost.")
    model_tokens_a_day: int = Field(0, ge=0, description="Tokens of one learner in a day; 0 is no limit.")
    model_cost_a_day: float = Field(0.0, ge=0, description="Money of one learner in a day; 0 is no limit.")
    model_traces: Literal["", "langsmith", "opentelemetry"] = Field("", description="Where traces go.")

    @field_validator("review_token")
    @classmethod
    def _long_enough(cls, token: SecretStr) -> SecretStr:
        own = token.get_secret_value()
        if own and (len(own) < LEAST_TOKEN or own != own.strip()):
            raise ValueError(f"It takes {LEAST_TOKEN} characters or more, and none of them blank at an end")
        return token

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite+aiosqlite:///{(self.data / 'tutor.db').absolute()}"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the program, without a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def model_for(self, purpose: Purpose) -> str:
        """The ``provider:name`` of the model for a purpose, "" where the embedded part does it."""
        own = {
            Purpose.VOICE: self.voice_model,
            Purpose.ANSWER: self.answer_model,
            Purpose.JUDGE: self.judge_model,
            Purpose.RECOGNISE: self.recogniser_model or EMBEDDED,
            Purpose.DRAFT: "",
        }
        name = own[purpose] or self.model
        return "" if name == EMBEDDED else name

    @property
    def roots(self) -> tuple[Path, ...]:
        """The content folders, the user's first."""
        return (self.content, shipped()) if self.content else (shipped(),)


def shipped() -> Path:
    """The content that comes with the program: inside the package, or beside it in a checkout."""
    inside = PACKAGE / "content"
    return inside if inside.is_dir() else PACKAGE.parent


def load_settings() -> Settings:
    """Read the settings; SettingsError names the setting, its value and what it may be."""
    try:
        settings = Settings()
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"tutor.toml is not TOML: {error}.") from None
    except Unparsed as error:
        name, cause = str(error).split('"')[1], error.__cause__
        raise SettingsError(f"TUTOR_{name.upper()} is not JSON: {cause}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "TUTOR_" + "_".join(str(part) for part in first["loc"]).upper()
        secret = Settings.model_fields[str(first["loc"][0])].annotation is SecretStr
        says = "" if secret else f" (it says {first['input']!r})"
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}{says}.") from None
    if settings.content and not settings.content.is_dir():
        raise SettingsError(f"TUTOR_CONTENT: there is no folder {str(settings.content)!r}.")
    return settings
