"""What may be set of the assistant: environment variables (`Settings`), and credentials.yml (`WebSettings`).

Secrets come from the environment only. ``python -m bot settings`` shows what is in force, without them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConstrainedInt, Field, SecretStr, StrictInt, ValidationError, root_validator, validator

from knowledge.errors import SettingsError
from knowledge.paths import PROJECT, VAR
from knowledge.settings import A_BASE, DatabaseUrl, KnowledgeSettings, is_given, read, refusals, variable

CREDENTIALS = PROJECT / "credentials.yml"
MAX_LENGTH = 4000  # characters; the model never sees a longer message (32,000 of them once took 2.6 s and 1.9 GB)
_PREFIX = "BEMO_"
_WEB_CHANNEL = "bot.channels.web.WebChannel"
_HOST = re.compile(r"[a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\]", re.IGNORECASE | re.ASCII)
_ORIGIN = re.compile(r"https?://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")  # 32 bytes in URL-safe base64
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,100}", re.ASCII)
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)
_YES_OR_NO = "1 (oui) ou 0 (non)"
_POSITIVE = "un nombre entier au-dessus de 0"
_ENVIRONMENT, _FILE, _DEFAULT = "environnement", CREDENTIALS.name, "par défaut"


class Port(ConstrainedInt):
    """A TCP port; 0 is any free one."""

    ge = 0
    le = 65535


class Positive(ConstrainedInt):
    """A whole number above 0."""

    ge = 1


class Security(str, Enum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Settings(KnowledgeSettings):
    """What the environment sets."""

    host: str = Field(
        "127.0.0.1",
        env="HOST",
        description="l'adresse où « make run » écoute",
        wanted="une adresse de cette machine",
    )
    port: Port = Field(
        Port(5005),
        env="PORT",
        description="le port où « make run » écoute",
        wanted="un port, de 0 à 65535",
    )
    actions_url: str = Field(
        "",
        env="ACTIONS_URL",
        description="le point d'entrée d'un serveur d'actions ; sans lui, le serveur les exécute lui-même",
        wanted="une adresse, comme http://127.0.0.1:5055/webhook",
    )
    rest_token: SecretStr = Field(
        SecretStr(""),
        env="BEMO_REST_TOKEN",
        description="ouvre le canal REST aux programmes d'ailleurs qui envoient « Authorization: Bearer … »",
        wanted="un secret",
    )
    feedback_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'feedback.sqlite'}"),
        env="FEEDBACK_URL",
        description="la base des avis et des questions incomprises, sans les noms ni les coordonnées reconnus",
        wanted=A_BASE,
    )
    conversations_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'conversations.sqlite'}"),
        env="CONVERSATIONS_URL",
        description="la base des conversations en cours, oubliées d'elles-mêmes",
        wanted=A_BASE,
    )
    conversation_minutes: Positive = Field(
        Positive(120),
        env="CONVERSATION_MINUTES",
        description="minutes sans message après lesquelles une conversation est oubliée",
        wanted=_POSITIVE,
    )
    max_conversations: Positive = Field(
        Positive(10_000),
        env="MAX_CONVERSATIONS",
        description="conversations gardées à la fois, les plus anciennes oubliées d'abord",
        wanted=_POSITIVE,
    )
    max_megabytes: Positive = Field(
        Positive(256),
        env="MAX_CONVERSATIONS_MB",
        description="Mo de conversations gardées, en tout",
        wanted=_POSITIVE,
    )
    telegram_token: SecretStr = Field(
        SecretStr(""),
        env="TELEGRAM_TOKEN",
        description="le jeton que @BotFather donne : l'assistant répond aussi sur Telegram",
        wanted="un jeton, comme 123456789:ABC…",
    )
    telegram_secret: SecretStr = Field(
        SecretStr(""),
        env="TELEGRAM_SECRET",
        description="ce que Telegram redit à chaque appel : les messages viennent alors par le serveur, non demandés",
        wanted="16 à 256 lettres sans accent, chiffres, tirets ou soulignés",
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        env="TELEGRAM_API_URL",
        description="le serveur de l'API Telegram, s'il en est un autre",
        wanted="une adresse, comme http://127.0.0.1:8081",
    )
    telegram_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'telegram.sqlite'}"),
        env="TELEGRAM_URL",
        description="la base des messages reçus de Telegram, effacés dès qu'ils ont leur réponse",
        wanted=A_BASE,
    )
    desk_idle_minutes: Positive = Field(
        Positive(30),
        env="DESK_IDLE_MINUTES",
        description="minutes sans rien faire après lesquelles un correspondant est déconnecté",
        wanted=_POSITIVE,
    )
    desk_hours: Positive = Field(
        Positive(10),
        env="DESK_HOURS",
        description="heures après lesquelles un correspondant est déconnecté, quoi qu'il fasse",
        wanted=_POSITIVE,
    )
    public_url: str = Field(
        "",
        env="BEMO_PUBLIC_URL",
        description="l'adresse de la page, dite à qui demande un fichier ailleurs que sur elle",
        wanted="une adresse, comme https://bemo.exemple.fr",
    )
    full_rasa: bool = Field(
        False,
        env="BEMO_FULL_RASA",
        description="sert avec Rasa tout entier, TensorFlow compris",
        wanted=_YES_OR_NO,
    )
    handover_url: DatabaseUrl = Field(
        DatabaseUrl(f"sqlite:///{VAR / 'handover.sqlite'}"),
        env="HANDOVER_URL",
        description="la base des demandes laissées au correspondant, chiffrées",
        wanted=A_BASE,
    )
    handover_keys: SecretStr = Field(
        SecretStr(""),
        env="HANDOVER_KEYS",
        description="les clés des demandes, la première pour chiffrer, toutes pour lire ; celles du fichier sinon",
        wanted="une ou plusieurs clés Fernet séparées par des espaces",
    )
    handover_key_file: Path = Field(
        VAR / "handover.key",
        env="HANDOVER_KEY_FILE",
        description="le fichier des clés des demandes, fait au premier démarrage ; à sauvegarder à part de la base",
        wanted="le chemin d'un fichier",
    )
    handover_mails: Path = Field(
        VAR / "outbox",
        env="HANDOVER_MAILS",
        description="le dossier des messages écrits en fichiers .eml, quand rien n'est réglé pour les envoyer",
        wanted="le chemin d'un dossier",
    )
    handover_closed_days: Positive = Field(
        Positive(90),
        env="HANDOVER_CLOSED_DAYS",
        description="jours après lesquels une demande close ou répondue est effacée",
        wanted=_POSITIVE,
    )
    handover_open_days: Positive = Field(
        Positive(365),
        env="HANDOVER_OPEN_DAYS",
        description="jours sans rien de nouveau après lesquels une demande restée ouverte est effacée",
        wanted=_POSITIVE,
    )
    mail_from: str = Field(
        "",
        env="MAIL_FROM",
        description="l'adresse d'où partent les messages aux correspondants et aux demandeurs",
        wanted="une adresse de messagerie, comme bemo@exemple.fr",
    )
    smtp_host: str = Field(
        "",
        env="SMTP_HOST",
        description="le serveur qui envoie les messages",
        wanted="un nom de serveur, et MAIL_FROM donné aussi",
    )
    smtp_port: Port = Field(
        Port(587),
        env="SMTP_PORT",
        description="le port du serveur d'envoi",
        wanted="un port, de 0 à 65535",
    )
    smtp_security: Security = Field(
        Security.STARTTLS,
        env="SMTP_SECURITY",
        description="comment l'envoi est chiffré : starttls, tls (port 465 d'ordinaire), ou none",
        wanted="starttls, tls, ou none pour un serveur de la même machine",
    )
    smtp_user: str = Field(
        "",
        env="SMTP_USER",
        description="le compte sur le serveur d'envoi",
        wanted="un nom de compte",
    )
    smtp_password: SecretStr = Field(
        SecretStr(""),
        env="SMTP_PASSWORD",
        description="le mot de passe de ce compte",
        wanted="un secret",
    )
    zammad_token: SecretStr = Field(
        SecretStr(""),
        env="ZAMMAD_TOKEN",
        description="le jeton d'accès à l'API de Zammad",
        wanted="un secret",
    )
    zammad_group: str = Field(
        "Users",
        env="ZAMMAD_GROUP",
        description="le groupe de Zammad où naissent les tickets",
        wanted="un nom de groupe",
    )
    zammad_url: str = Field(
        "",
        env="ZAMMAD_URL",
        description="l'adresse d'un Zammad qui reçoit les demandes au lieu de la messagerie",
        wanted="une adresse, comme https://assistance.exemple.fr, et ZAMMAD_TOKEN donné aussi",
    )
    chromium: str = Field(
        "",
        env="BEMO_CHROMIUM",
        description="le navigateur des tests de la page ; le premier trouvé sinon",
        wanted="le chemin d'un programme",
    )
    python: str = Field(
        "",
        env="BEMO_PYTHON",
        description="le Python 3.10 de l'installation ; lu avant elle, par scripts/",
        wanted="le chemin d'un programme",
    )
    force_training: bool = Field(
        False,
        env="FORCE",
        description="« make train » réapprend même si rien n'a changé",
        wanted=_YES_OR_NO,
    )

    @property
    def bases(self) -> Iterator[tuple[str, str]]:
        """Each base: what it is, in French, and its address."""
        for name, field in self.__fields__.items():
            value = getattr(self, name)
            if isinstance(value, DatabaseUrl):
                yield str(field.field_info.description), value.get_secret_value()

    @validator("mail_from")
    def _is_mail(cls, value: str) -> str:  # noqa: N805 — a class method for pydantic
        if not _MAIL.fullmatch(value):
            raise ValueError
        return value

    @validator("smtp_host")
    def _has_a_sender(cls, value: str, values: Mapping[str, Any]) -> str:  # noqa: N805 — a class method for pydantic
        if not _HOST.fullmatch(value) or not values.get("mail_from"):
            raise ValueError
        return value

    @validator("zammad_url")
    def _has_a_token(cls, value: str, values: Mapping[str, Any]) -> str:  # noqa: N805 — a class method for pydantic
        token = values.get("zammad_token")
        if not token or not token.get_secret_value():
            raise ValueError
        return value

    @validator("handover_keys")
    def _are_keys(cls, value: SecretStr) -> SecretStr:  # noqa: N805 — a class method for pydantic
        if not all(_KEY.fullmatch(key) for key in value.get_secret_value().split()):
            raise ValueError
        return value

    @validator("telegram_token")
    def _is_token(cls, value: SecretStr) -> SecretStr:  # noqa: N805 — a class method for pydantic
        return _matching(_TOKEN, value)

    @validator("telegram_secret")
    def _is_webhook_secret(cls, value: SecretStr) -> SecretStr:  # noqa: N805 — a class method for pydantic
        return _matching(_WEBHOOK_SECRET, value)

    @validator("public_url", "actions_url", "zammad_url", "telegram_api_url")
    def _is_address(cls, value: str) -> str:  # noqa: N805 — a class method for pydantic
        if not re.fullmatch(r"https?://[^\s<>\"]+", value):
            raise ValueError
        return value


class _Section(BaseModel):
    """A part of credentials.yml: what is left empty keeps its default, an unknown name is refused."""

    class Config:
        """How pydantic reads it."""

        extra = "forbid"
        frozen = True

    @root_validator(pre=True)
    def _without_empty(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 — a class method for pydantic
        return {name: value for name, value in values.items() if value is not None}


def _calls(default: int, of_what: str) -> Any:
    return Field(default, description=f"{of_what}, par minute", wanted=_POSITIVE)


class Rates(_Section):
    """Calls a minute: of one conversation, and of one client address, which a whole agency or school may share."""

    messages: StrictInt = _calls(30, "messages d'une conversation")
    messages_per_address: StrictInt = _calls(300, "messages d'une adresse")
    reads: StrictInt = _calls(30, "lectures de tout l'historique d'une conversation")
    reads_per_address: StrictInt = _calls(120, "lectures d'historiques d'une adresse")
    conversations_per_address: StrictInt = _calls(60, "conversations ouvertes par une adresse")
    files_per_address: StrictInt = _calls(600, "fichiers demandés par une adresse")
    diagnostics_per_address: StrictInt = _calls(30, "diagnostics demandés par une adresse")
    requests_per_address: StrictInt = _calls(1500, "requêtes en tout d'une adresse")

    @validator("*")
    def _is_positive(cls, value: int) -> int:  # noqa: N805 — a class method for pydantic
        return _at_least(1, value)


class WebSettings(_Section):
    """What credentials.yml may say of the web channel."""

    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="les autres sites qui peuvent afficher l'assistant ou appeler son API",
        wanted="une liste d'adresses de sites, comme https://www.exemple.fr",
    )
    max_length: StrictInt = Field(
        default=MAX_LENGTH,
        description="caractères d'un message",
        wanted=f"un nombre entier de 1 à {MAX_LENGTH}",
    )
    max_body: StrictInt = Field(default=16 * 1024, description="octets d'une requête", wanted=_POSITIVE)
    proxies: StrictInt = Field(
        default=0,
        description="mandataires devant le serveur : l'adresse du client se lit alors dans X-Forwarded-For",
        wanted="un nombre entier, 0 s'il n'y en a pas",
    )
    connections_per_address: StrictInt = Field(
        default=100, description="connexions ouvertes à la fois par une adresse, sans mandataire", wanted=_POSITIVE
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(),
        description="les noms sous lesquels le serveur répond, en plus de ceux de cette machine ; tous sans liste",
        wanted="une liste de noms sans port, comme bemo.exemple.fr",
    )
    contact: str = Field(
        default="",
        description="à qui écrire au sujet de ses données, dit sur la page « /confidentialite »",
        wanted="un nom et une adresse, en texte",
    )
    rates: Rates = Field(default=Rates(), description="appels par minute", wanted="une liste de « nom: nombre »")

    @classmethod
    def of(cls, given: Any) -> WebSettings:
        """Return the settings written under the channel in credentials.yml. Raises SettingsError."""
        values = given or {}
        if not isinstance(values, Mapping):
            raise SettingsError(f"credentials.yml : sous {_WEB_CHANNEL}, il faut des lignes « nom: valeur ».")
        try:
            return cls.parse_obj(values)
        except ValidationError as error:
            sentences = (f"credentials.yml : {each}" for each in refusals(error, cls, values))
            raise SettingsError("\n".join(sentences)) from None

    @validator("max_body", "connections_per_address")
    def _is_positive(cls, value: int) -> int:  # noqa: N805 — a class method for pydantic
        return _at_least(1, value)

    @validator("proxies")
    def _is_not_negative(cls, value: int) -> int:  # noqa: N805 — a class method for pydantic
        return _at_least(0, value)

    @validator("max_length")
    def _is_bounded(cls, value: int) -> int:  # noqa: N805 — a class method for pydantic
        if value > MAX_LENGTH:
            raise ValueError
        return _at_least(1, value)

    @validator("allowed_hosts", each_item=True)
    def _is_host(cls, value: str) -> str:  # noqa: N805 — a class method for pydantic
        if not _HOST.fullmatch(value):
            raise ValueError
        return value.lower()

    @validator("allowed_origins", each_item=True)
    def _is_origin(cls, value: str) -> str:  # noqa: N805 — a class method for pydantic
        # It goes into a header: no space, semicolon or wildcard.
        if not _ORIGIN.fullmatch(value):
            raise ValueError
        return value.lower()


def settings() -> Settings:
    """Return what the environment sets, in force now. Raises SettingsError."""
    return read(Settings)


def web_settings(credentials: Path = CREDENTIALS) -> WebSettings:
    """Return what a credentials file says of the web channel. Raises SettingsError."""
    return WebSettings.of(_written(credentials))


def misnamed() -> Iterator[str]:
    """Give a French sentence for each variable that is named as ours are and that nothing reads."""
    known = [variable(field) for field in Settings.__fields__.values()]
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known:
            near = get_close_matches(name, known, 1)
            yield f"La variable {name} n'est lue par rien" + (f" : est-ce {near[0]} ?" if near else ".")


def inherited(**more: str) -> dict[str, str]:
    """Return the environment to give to a program this one starts: its own, and ``more``."""
    return {**os.environ, **more}


def set_default(name: str, value: str) -> None:
    """Set a variable that a library reads, unless it is set."""
    os.environ.setdefault(name, value)


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting: its name, its value as it may be shown, where it comes from, what it does."""

    name: str
    value: str
    origin: str
    description: str


def in_force(credentials: Path = CREDENTIALS) -> list[InForce]:
    """Return every setting, secrets hidden. Raises SettingsError, with all that is wrong."""
    written = _written(credentials)
    return [*_of_environment(settings()), *_of_section(WebSettings.of(written), written or {})]


def _of_environment(found: Settings) -> Iterator[InForce]:
    for name, field in Settings.__fields__.items():
        origin = _ENVIRONMENT if is_given(field) else _DEFAULT
        yield InForce(variable(field), _shown(getattr(found, name)), origin, str(field.field_info.description))


def _of_section(found: _Section, written: Mapping[str, Any], prefix: str = "") -> Iterator[InForce]:
    for name, field in found.__fields__.items():
        value, given = getattr(found, name), written.get(name)
        if isinstance(value, _Section):
            yield from _of_section(value, given or {}, f"{prefix}{name}.")
        else:
            origin = _DEFAULT if given is None else _FILE
            yield InForce(prefix + name, _shown(value), origin, str(field.field_info.description))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return " ".join(value) or "aucun"
    if isinstance(value, SecretStr) and not isinstance(value, DatabaseUrl):
        return "défini, caché" if value.get_secret_value() else "non défini"
    return str(value) or "non défini"


def _written(credentials: Path) -> Any:
    try:
        channels = yaml.safe_load(credentials.read_text("utf-8")) or {}
        return channels.get(_WEB_CHANNEL)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError) as error:
        raise SettingsError(f"{credentials.name} ne peut pas être lu ({error}).") from error


def _matching(shape: re.Pattern[str], value: SecretStr) -> SecretStr:
    if not shape.fullmatch(value.get_secret_value()):
        raise ValueError
    return value


def _at_least(least: int, value: int) -> int:
    if value < least:
        raise ValueError
    return value
