"""Where the APIs are, and who calls them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Connection:
    """The address of the APIs, that of the token server, and the identifier and secret of the subscriber."""

    api: str
    token: str
    client: tuple[str, str] = field(repr=False)
