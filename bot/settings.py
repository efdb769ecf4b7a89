"""The settings, from the environment (LEERKRING_…) or from leerkring.toml, checked before anything starts."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.content.files import UnreadableError, table_in

TELEGRAM = "https://api.telegram.org"
FILE, DATABASE = "leerkring.toml", "LEERKRING_DATABASE"
PORTS, WEBHOOK_PORTS = 65536, (443, 80, 88, 8443)
AN_EXAMPLE = 'bot_token = "123456:your-token"'
WHERE_THE_TOKEN_IS = f'write bot_token = "…" in {FILE} in this folder (or set LEERKRING_BOT_TOKEN)'


class SettingsError(Exception):
    """Settings that can't be used, with what to do in the message."""


class _OwnFile(TomlConfigSettingsSource):
    """The settings in leerkring.toml."""

    def _read_files(self, *given: Any, **more: Any) -> dict[str, Any]:
        # What is no file would count as none: a folder, as a container makes of a missing mount, or a link to nothing.
        path = Path(FILE)
        if path.is_symlink() and not path.exists():
            raise SettingsError(f"{FILE} is a link to what is not there; remove it, or put the file in its place")
        if path.exists() and not path.is_file():
            raise SettingsError(f"{FILE} is no file; remove it, or put a file in its place")
        return super()._read_files(*given, **more)

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        # Whoever may not read it hears so as of any other file.
        file_path.open().close()
        try:
            return table_in(Path(file_path), AN_EXAMPLE)
        except UnreadableError as error:
            raise SettingsError(f"{FILE} {error}") from None


class Settings(BaseSettings):
    """Everything that can be set. The environment wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix="LEERKRING_",
        toml_file=FILE,
        extra="forbid",
        frozen=True,
        env_ignore_empty=True,
    )

    bot_token: SecretStr | None = Field(None, description="the token that BotFather gave you")
    api_url: str = Field(TELEGRAM, description="another Bot API server, without /bot")
    notices: bool = Field(True, description="whether what concerns one person shows to them alone in a group")
    database: Path = Field(Path("leerkring.db"), description="the SQLite file")
    content: Path | None = Field(None, description="a folder with your own prompts/ and schedules/")
    backup_key: str | None = Field(
        None, description="the public key that backups are encrypted to, from `leerkring key`"
    )
    webhook_url: str | None = Field(None, description="the public https address Telegram posts to")
    webhook_secret: SecretStr | None = Field(None, description="a word only Telegram and you know")
    webhook_listen: str = Field("127.0.0.1:8080", description="where this program listens, behind your web server")

    @field_validator("api_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("database", "content", mode="before")
    @classmethod
    def _is_named(cls, value: object) -> object:
        if isinstance(value, str) and not value.strip():
            raise ValueError("is empty; write a name, or leave it out")
        return value

    @field_validator("database")
    @classmethod
    def _is_no_folder(cls, value: Path) -> Path:
        if not value.name or value.is_dir():
            raise ValueError('is a folder; write the name of a file in it, as in database = "leerkring.db"')
        return value

    @field_validator("bot_token", "backup_key", "webhook_url", "webhook_secret", mode="before")
    @classmethod
    def _none_where_empty(cls, value: object) -> object:
        # As in the environment: a line kept for later says nothing yet.
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("bot_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("is no token of BotFather’s: those are a number, a colon, and letters and digits")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_what_telegram_takes(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("may hold 1 to 256 letters, digits, _ and - only")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def _is_place_to_listen(cls, value: str) -> str:
        found = re.fullmatch(r"(?:[^\s:/]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})", value)
        if not found or not 0 < int(found[1]) < PORTS:
            raise ValueError("is an address and a port, such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("LEERKRING_WEBHOOK_URL needs LEERKRING_WEBHOOK_SECRET as well")
        # A Bot API server of one's own may post to anything.
        if self.webhook_url and self.is_telegram_itself and not _is_public(self.webhook_url):
            raise ValueError(
                "LEERKRING_WEBHOOK_URL must be an https:// address that Telegram can reach, at port 443, 80, 88 or 8443"
            )
        return self

    @property
    def file_with_token(self) -> Path | None:
        """The file in this folder that holds the token, if one does."""
        path = Path(FILE)
        return path if path.is_file() and str(table_in(path, AN_EXAMPLE).get("bot_token", "")).strip() else None

    @property
    def is_telegram_itself(self) -> bool:
        """Whether this talks to Telegram's own servers, where real people are."""
        return "telegram.org" in self.api_url

    def token(self) -> str:
        """Return the token. Raises SettingsError if there is none."""
        if self.bot_token is None:
            raise SettingsError(
                f"There is no token. Ask @BotFather for one and {WHERE_THE_TOKEN_IS},"
                " or try `leerkring demo`, which needs none."
            )
        return self.bot_token.get_secret_value()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Look at explicit values, then the environment, then leerkring.toml in this folder."""
        if any(name.upper() == DATABASE and not value.strip() for name, value in os.environ.items()):
            # What is empty there counts as left out, and another database would be written than was meant.
            raise SettingsError(f"{DATABASE} is empty; write the name of the database's file, or leave it out")
        return init_settings, env_settings, _OwnFile(settings_cls)


def _is_public(url: str) -> bool:
    """Tell whether Telegram may post to an address: over https, at a port of theirs, and not to this machine itself."""
    try:
        parts = urlsplit(url)
        is_there = parts.scheme == "https" and (parts.port or 443) in WEBHOOK_PORTS
    except ValueError:
        return False
    host = (parts.hostname or "").removesuffix(".")
    return is_there and bool(host) and host != "localhost" and not host.startswith("127.") and host != "::1"


def _told(item: ErrorDetails) -> str:
    """Return what is wrong with one setting, and what to do."""
    if item["type"] in ("string_type", "path_type"):
        return f'put it between straight quotes, as in {item["loc"][-1]} = "…"'
    if item["type"].startswith("bool_"):
        return "write true or false, without quotes"
    if item["type"] != "extra_forbidden":
        return item["msg"].removeprefix("Value error, ")
    near = get_close_matches(str(item["loc"][-1]), Settings.model_fields, n=1, cutoff=0.4)
    return "is no setting" + (
        f"; did you mean {near[0]}?" if near else f"; there are {', '.join(Settings.model_fields)}"
    )


def read() -> Settings:
    """Return the settings. Raises SettingsError naming each one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, item['loc'])) or 'settings'}: {_told(item)}" for item in error.errors()]
        raise SettingsError("These settings can't be used:\n  " + "\n  ".join(lines)) from None
