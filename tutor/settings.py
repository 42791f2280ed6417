"""The settings: from the environment (``TUTOR_…``), else from ``tutor.toml``, else these defaults."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tutor.errors import SettingsError

PACKAGE = Path(__file__).parent


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
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "TUTOR_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']} (it says {first['input']!r}).") from None
    if settings.content and not settings.content.is_dir():
        raise SettingsError(f"TUTOR_CONTENT: there is no folder {str(settings.content)!r}.")
    return settings
