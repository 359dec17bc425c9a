"""The REST channel: same address and same shapes as Rasa's own, without what an open port would let anyone do.

``POST /webhooks/rest/webhook`` with ``{"sender": "…", "message": "…"}`` returns a JSON list of messages.
Differences with ``rasa.core.channels.rest``: the text is never a command, its length is capped, the caller chooses
neither the input channel nor the metadata, a conversation belongs to this channel alone, and a failed turn is
answered in French. The routes exist for the programs of this machine only (see ``bot.channels.local``); all others
need ``BEMO_REST_TOKEN``, sent as ``Authorization: Bearer <token>`` (where a token is set, it is always asked for).
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterator
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import sentences, turn
from bot.channels.local import is_local
from bot.channels.rendering.plain import buttons_of, text_of
from bot.settings import settings
from bot.writing.blocks import REPLY, Message
from bot.writing.reply_topics import ReplyTopic

MAX_BODY = 64 * 1024  # bytes
_SENDER = re.compile(r"[\w-]{1,64}", re.ASCII)


class BadRequest(ValueError):  # noqa: N818 — reads as what it is
    """A request that cannot be read; its message is the French sentence for the caller."""


class RestChannel(InputChannel):  # type: ignore[misc]
    """Input channel served under ``/webhooks/rest/``; named in credentials.yml by its class path."""

    @classmethod
    def name(cls) -> str:
        """Return ``rest``: the folder of the address, and the input channel written on each message."""
        return "rest"

    def blueprint(self, on_new_message: turn.Handler) -> Blueprint:
        """Return the two routes: ``GET /`` (200 once a model is loaded, else 503) and ``POST /webhook``."""

        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request, on_new_message)

        routes = Blueprint("bemo_rest")
        routes.on_request(_refusal)
        routes.add_route(_health, "/", methods=["GET"])
        routes.add_route(receive, "/webhook", methods=["POST"])
        return routes

    async def _receive(self, request: Request, handler: turn.Handler) -> HTTPResponse:
        try:
            sender, text = _read(request)
        except BadRequest as problem:
            return _error(str(problem), 400)
        # The prefix keeps the caller out of the conversations of every other channel.
        replies = await turn.reply(
            handler, text, conversation=f"rest-{sender}", channel=self.name(), ready=_ready(request)
        )
        messages = [{"recipient_id": sender, **each} for reply in replies for each in _written(reply)]
        if request.args.get("stream", "").lower() == "true":
            lines = "".join(json.dumps(message) + "\n" for message in messages)
            return response.text(lines, content_type="text/event-stream")
        return response.json(messages)


def _written(reply: Message) -> Iterator[dict[str, Any]]:
    """Yield a reply as Rasa's own channel cuts it: its text with its buttons, else by paragraphs; then its blocks."""
    text, buttons = text_of(reply), buttons_of(reply)
    if buttons:
        yield {"text": text, "buttons": buttons}
    else:
        yield from ({"text": paragraph} for paragraph in text.strip().split("\n\n"))
    if reply.facts.topic is not ReplyTopic.SMALL_TALK:
        yield {"custom": {REPLY: reply.as_json()}}


async def _health(request: Request) -> HTTPResponse:
    ready = _ready(request)
    return response.json({"status": "ok" if ready else "no model"}, status=200 if ready else 503)


async def _refusal(request: Request) -> HTTPResponse | None:
    """Return the answer to a request that must not be served, None for the others."""
    token = settings().rest_token.get_secret_value()
    if token:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), f"Bearer {token}".encode()):
            return _error(sentences.UNAUTHORISED, 401)
    elif not is_local(request):
        return _error(sentences.NOT_FOUND, 404)
    if len(request.body) > MAX_BODY:
        return _error(sentences.TOO_LARGE, 413)
    return None


def _read(request: Request) -> tuple[str, str]:
    """Return the sender (a random one when none is given) and the text of a request, or raise BadRequest."""
    try:
        body = request.json
    except InvalidUsage:
        body = None
    if not isinstance(body, dict):
        raise BadRequest(sentences.NOT_JSON)
    sender = body.get("sender")
    if sender is None:
        sender = turn.new_conversation()
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise BadRequest(sentences.BAD_SENDER)
    text = body.get("message")
    if text is None:
        text = ""
    if not isinstance(text, str):
        raise BadRequest(sentences.BAD_MESSAGE)
    return sender, text


def _ready(request: Request) -> bool:
    agent = getattr(request.app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())


def _error(sentence: str, status: int) -> HTTPResponse:
    return response.json({"error": sentence}, status=status, ensure_ascii=False)
