"""From what Rasa sends back to the messages of the API."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.channels.conversations import Choice, Exchange
from bot.channels.web.files import files_of
from bot.rendering.subject import subject_of

logger = logging.getLogger(__name__)

_SHOWN = ("topic", "title", "sentence", "notes", "source", "table")


def exchange_of(
    message_id: str, said: str, replies: Sequence[Mapping[str, Any]], new_id: Callable[[], str]
) -> Exchange:
    """Return what to show and keep of a turn: the user's message as ``said``, then each reply.

    ``new_id`` gives an identifier to each reply, button and answer.
    """
    exchange = Exchange([_message(message_id, "user", said)])
    for reply in _joined(replies):
        _add(exchange, reply, new_id)
    return exchange


def _joined(replies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Put together what Rasa cuts in pieces: a paragraph of a text, its buttons, its structured side."""
    joined: list[dict[str, Any]] = []
    for piece in replies:
        last = joined[-1] if joined else None
        if "custom" in piece and last is not None and "custom" not in last:
            last["custom"] = piece["custom"]
        elif piece.get("text") and not piece.get("buttons") and last and not {"custom", "buttons"} & last.keys():
            last["text"] = f"{last['text']}\n\n{piece['text']}"
        elif piece.get("text"):
            joined.append({key: piece[key] for key in ("text", "buttons") if piece.get(key)})
    return joined


def _add(exchange: Exchange, reply: Mapping[str, Any], new_id: Callable[[], str]) -> None:
    message = _message(new_id(), "bot", str(reply["text"]))
    for button in reply.get("buttons") or ():
        button_id = new_id()
        exchange.choices[button_id] = Choice(str(button["title"]), str(button.get("payload") or button["title"]))
        message["buttons"].append({"id": button_id, "title": str(button["title"])})
    answer = (reply.get("custom") or {}).get("answer") or {}
    if answer.get("table"):
        answer_id = new_id()
        exchange.answers[answer_id] = subject_of(answer)
        message["answer"] = _shown(answer_id, answer)
    exchange.messages.append(message)


def _message(message_id: str, author: str, text: str) -> dict[str, Any]:
    at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return {"id": message_id, "from": author, "at": at, "text": text, "answer": None, "buttons": []}


def _shown(answer_id: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    folder = f"/api/answers/{answer_id}"
    alt = chart_alt(answer)
    files = files_of(answer_id, answer, has_chart=alt is not None)
    chart = {"svg": f"{folder}/chart.svg", "png": f"{folder}/chart.png", "alt": alt} if alt is not None else None
    return {"id": answer_id, **{name: answer.get(name) for name in _SHOWN}, "chart": chart, "files": files}


def chart_alt(answer: Mapping[str, Any]) -> str | None:
    """Return what the chart of an answer says, None when it has none. A chart that fails costs no one the answer."""
    try:
        from bot.charts import chart_of  # noqa: PLC0415 — may be left out of an installation

        chart = chart_of(answer)
    except Exception:
        logger.exception("An answer on « %s » could not be charted.", answer.get("topic"))
        return None
    return str(chart.alt) if chart is not None else None
