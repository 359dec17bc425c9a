"""What credentials.yml may say of the web channel, checked when the server starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rasa.shared.exceptions import RasaException

from bot.channels.turn import MAX_LENGTH

_ORIGIN = re.compile(r"https?://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


class SettingsError(RasaException):  # type: ignore[misc]
    """A setting of the web channel cannot be; Rasa says so and does not start."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a minute: of one conversation, and of one client address."""

    messages: int = 30
    messages_per_address: int = 120
    reads: int = 30
    """Of the whole history."""
    reads_per_address: int = 120
    conversations_per_address: int = 60
    files_per_address: int = 240
    diagnostics_per_address: int = 30
    requests_per_address: int = 600
    """Of all kinds, those above included."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``allowed_origins``: the other sites whose pages may embed the assistant or call its API."""

    allowed_origins: tuple[str, ...] = ()
    max_length: int = MAX_LENGTH
    max_body: int = 16 * 1024
    max_conversations: int = 10_000
    max_megabytes: int = 128
    """Of history, over all conversations."""
    proxies: int = 0
    """How many reverse proxies stand in front: the client's address is then read from ``X-Forwarded-For``."""
    rates: Rates = field(default_factory=Rates)

    @classmethod
    def of(cls, given: Mapping[str, Any] | None) -> Settings:
        """Return the settings written under the channel in credentials.yml. Raises SettingsError."""
        values = dict(given or {})
        _check_names(values, cls)
        rates = values.pop("rates", None) or {}
        _check_names(rates, Rates)
        origins = tuple(_origin(each) for each in values.pop("allowed_origins", None) or ())
        for name, value in {**values, **rates}.items():
            if not isinstance(value, int) or isinstance(value, bool) or value < (0 if name == "proxies" else 1):
                raise SettingsError(f"credentials.yml: « {name} » of the web channel must be a whole number above 0.")
        if values.get("max_length", 0) > MAX_LENGTH:
            raise SettingsError(f"credentials.yml: « max_length » of the web channel is at most {MAX_LENGTH}.")
        return cls(allowed_origins=origins, rates=Rates(**rates), **values)


def _check_names(values: Any, kind: type) -> None:
    known = {each.name for each in fields(kind)}
    if not isinstance(values, Mapping) or not set(values) <= known:
        raise SettingsError(f"credentials.yml: the web channel knows these settings: {', '.join(sorted(known))}.")


def _origin(value: Any) -> str:
    # It goes into a header: no space, semicolon or wildcard.
    if not isinstance(value, str) or not _ORIGIN.fullmatch(value):
        raise SettingsError(f"credentials.yml: « {value} » is not an origin, such as https://www.exemple.fr.")
    return value.lower()
