"""What may be set from outside, as typed values: how it is read and refused, and the part that concerns the figures.

This module and ``bot.settings``, which adds what the assistant needs, are the only ones that read the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, BaseSettings, Field, SecretStr, ValidationError, root_validator, validator
from pydantic.fields import ModelField
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.errors import SettingsError
from knowledge.paths import PROJECT, VAR

A_BASE = "l'adresse d'une base SQLite (sqlite:///chemin) ou PostgreSQL (postgresql://…)"
_AN_ADDRESS = "une adresse en https, ou de cette machine (http://127.0.0.1…)"
_SAFE_ADDRESS = re.compile(r"(?:https://|http://(?:127\.0\.0\.1|localhost)[:/])[^\s<>\"]+")  # secrets go there
_UNKNOWN = "value_error.extra"

_Some = TypeVar("_Some", bound="Variables")


class DatabaseUrl(SecretStr):
    """The SQLAlchemy address of a SQLite or PostgreSQL base, shown without its password."""

    @classmethod
    def validate(cls, value: Any) -> DatabaseUrl:
        """Return ``value`` as an address. Raises ValueError."""
        address = value.get_secret_value() if isinstance(value, SecretStr) else value
        try:
            known = make_url(address).get_backend_name() in ("sqlite", "postgresql")
        except (ArgumentError, ValueError, AttributeError):
            known = False
        if not known:
            raise ValueError
        return cls(address)

    def __str__(self) -> str:
        """Return the address with its password hidden."""
        shown: str = make_url(self.get_secret_value()).render_as_string(hide_password=True)
        return shown

    def __repr__(self) -> str:
        """Return what a log or a trace may show."""
        return f"DatabaseUrl('{self}')"


class Variables(BaseSettings):
    """Settings that each come from one environment variable (``env``). An empty variable is one that is not set.

    Of each field, ``description`` says in French what it does, and ``wanted`` what it may be.
    """

    class Config:
        """How pydantic reads them."""

        allow_mutation = False
        case_sensitive = True
        validate_all = False  # a default is known to be right

    @root_validator(pre=True)
    def _without_empty(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 — a class method for pydantic
        return {name: value for name, value in values.items() if value != ""}


class KnowledgeSettings(Variables):
    """Where the figures are."""

    database_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'bemo.sqlite'}"),
        env="DATABASE_URL",
        description="la base de chiffres",
        wanted=A_BASE,
    )
    raw_files: Path = Field(
        PROJECT.parent / "shared" / "data",
        env="BMO_DIR",
        description="les fichiers bruts publiés, pour « embed » et les tests qui recalculent",
        wanted="le chemin d'un dossier",
    )
    contacts_file: Path = Field(
        PROJECT / "knowledge" / "contacts" / "contacts.yml",
        env="CONTACTS_FILE",
        description="l'annuaire de qui reçoit les demandes laissées à Bémo",
        wanted="le chemin d'un fichier YAML",
    )
    france_travail_client_id: SecretStr = Field(
        SecretStr(""),
        env="FRANCE_TRAVAIL_CLIENT_ID",
        description="l'identifiant de votre application sur francetravail.io, pour les offres et chiffres en direct",
        wanted="un identifiant",
    )
    france_travail_client_secret: SecretStr = Field(
        SecretStr(""),
        env="FRANCE_TRAVAIL_CLIENT_SECRET",
        description="la clé secrète de cette application",
        wanted="un secret",
    )
    france_travail_api: str = Field(
        "https://api.francetravail.io/partenaire",
        env="FRANCE_TRAVAIL_API",
        description="l'adresse des API de France Travail ; celle de « make demo » pour essayer",
        wanted=_AN_ADDRESS,
    )
    france_travail_token: str = Field(
        "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=/partenaire",
        env="FRANCE_TRAVAIL_TOKEN",
        description="l'adresse qui donne les jetons de ces API",
        wanted=_AN_ADDRESS,
    )
    market_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'market.sqlite'}"),
        env="MARKET_URL",
        description="la base des dernières réponses de ces API, sans aucune coordonnée",
        wanted=A_BASE,
    )

    @validator("france_travail_api", "france_travail_token")
    def _is_safe_address(cls, value: str) -> str:  # noqa: N805 — a class method for pydantic
        if not _SAFE_ADDRESS.fullmatch(value):
            raise ValueError
        return value


def read(kind: type[_Some]) -> _Some:
    """Return the settings in force, the same object as long as the environment is the same. Raises SettingsError."""
    found: _Some = _read(kind, tuple(os.environ.get(variable(field)) for field in kind.__fields__.values()))
    return found


@lru_cache(maxsize=8)
def _read(kind: type[_Some], _values: tuple[str | None, ...]) -> _Some:
    try:
        return kind()
    except ValidationError as error:
        given = {name: os.environ.get(variable(field), "") for name, field in kind.__fields__.items()}
        raise SettingsError("\n".join(refusals(error, kind, given))) from None


def variable(field: ModelField) -> str:
    """Return the name of the environment variable that sets this field."""
    return str(field.field_info.extra["env"])


def is_given(field: ModelField) -> bool:
    """Say whether the environment sets this field."""
    return bool(os.environ.get(variable(field)))


def refusals(error: ValidationError, kind: type[BaseModel], given: Mapping[str, Any]) -> Iterator[str]:
    """Give one French sentence for each value of ``given`` that ``kind`` refused; a secret is never repeated."""
    for each in error.errors():
        path = [step for step in each["loc"] if isinstance(step, str)]
        if each["type"] == _UNKNOWN:
            yield f"« {'.'.join(path)} » n'est pas un réglage connu ({', '.join(_names(kind, path[:-1]))})."
            continue
        field = _field(kind, path)
        name = field.field_info.extra.get("env") or ".".join(path)
        wanted = field.field_info.extra["wanted"]
        if issubclass(field.type_, SecretStr):
            yield f"« {name} » ne convient pas : il faut {wanted}."
        else:
            yield f"« {name} » vaut « {_value(given, path)} » : il faut {wanted}."


def _field(kind: type[BaseModel], path: Sequence[str]) -> ModelField:
    field = kind.__fields__[path[0]]
    return _field(field.type_, path[1:]) if path[1:] else field


def _names(kind: type[BaseModel], path: Sequence[str]) -> list[str]:
    return list(_field(kind, path).type_.__fields__ if path else kind.__fields__)


def _value(given: Any, path: Sequence[str]) -> Any:
    for step in path:
        given = given.get(step) if isinstance(given, Mapping) else given
    return given


def database_url() -> str:
    """Return the SQLAlchemy URL of the base: ``DATABASE_URL``, else a SQLite file under ``var/``."""
    return read(KnowledgeSettings).database_url.get_secret_value()


def contacts_file() -> Path:
    """Return the directory of who receives what is handed over: ``CONTACTS_FILE``, else the one shipped."""
    return read(KnowledgeSettings).contacts_file


def raw_data() -> Path | None:
    """Return the folder of the raw published files (``BMO_DIR``, else ``../shared/data``), None if absent."""
    folder = read(KnowledgeSettings).raw_files
    return folder if (folder / "bmo").is_dir() else None
