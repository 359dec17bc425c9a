"""Sending a document: made in a process of its own, under a readable name."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.channels.web import problems
from bot.channels.web.problems import Problem
from bot.rendering.renderer import BusyError, Renderer

KINDS = {
    "table.csv": "text/csv; charset=utf-8",
    "table.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "chart.png": "image/png",
    "chart.svg": "image/svg+xml",
}
"""The files of an answer, and the type of each."""


async def rendered(renderer: Renderer, task: str, subject: Any) -> bytes | None:
    """Return the document, None when there is none. Raises Problem when too many are waiting, RenderError."""
    try:
        return await renderer.render(task, subject)
    except BusyError:
        raise Problem(503, problems.BUSY, retry_after=5) from None


def file_name(subject: Mapping[str, Any], extension: str) -> str:
    """Return a readable name for a file of an answer."""
    name: str = importlib.import_module("bot.exports").file_name(subject["table"]["title"], extension)
    return name


def disposition(kind: str, name: str) -> str:
    """Return the header that names a file: in ASCII for old clients, and as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .()-]", "_", plain)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
