"""What is noted of a turn, for whoever watches over the reading: never its text, its sender, nor what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Signs:
    """The act chosen and the runner-up, how much likelier the first is (0 to 1), the part of the words asked that is
    explained (0 to 1), and how many requests the message holds.
    """

    act: str
    runner_up: str = ""
    margin: float = 1.0
    coverage: float = 1.0
    parts: int = 1

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> Signs:
        """Return the signs of a message that was read; of several requests, the act of the first one."""
        acts = dict((message.get("told") or {}).get("act") or {})
        (act, likely), (second, less) = [*acts.items(), ("", 0.0), ("", 0.0)][:2]
        return cls(
            act=act or str((message.get("intent") or {}).get("name") or ""),
            runner_up=second,
            margin=round(likely - less, 2) if act else 1.0,
            coverage=float(message.get("coverage", 1.0)),
            parts=len(message.get("parts") or ()) or 1,
        )

    @property
    def line(self) -> str:
        """The signs on one line, as ``name=value``."""
        return " ".join(f"{name}={value}" for name, value in asdict(self).items())
