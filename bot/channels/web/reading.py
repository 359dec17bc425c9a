"""Reading the body of a message: nothing in it is trusted."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from sanic.request import Request

from bot.channels.web import problems
from bot.channels.web.problems import Problem


def body(request: Request) -> Mapping[str, Any]:
    """Return the JSON object of a request. Raises Problem."""
    try:
        read = json.loads(request.body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Problem(400, problems.NOT_JSON)
    return read


def message_id(body: Mapping[str, Any]) -> str:
    """Return the UUID that the caller chose, a fresh one when there is none. Raises Problem."""
    given = body.get("id")
    if given is None:
        return str(uuid.uuid4())
    try:
        if isinstance(given, str) and len(given) == 36:
            return str(uuid.UUID(given))
    except ValueError:
        pass
    raise Problem(400, problems.BAD_ID)


def printable(text: str) -> str:
    """Return the text without what no encoder accepts."""
    return text.encode(errors="ignore").decode()
