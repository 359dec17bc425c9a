"""The routes of the page and of its API. Each one reads the request, asks a module, and writes the answer."""

from __future__ import annotations

import asyncio
import functools
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import turn
from bot.channels.conversations import Choice, Conversation, Conversations
from bot.channels.web import documents, headers, origins, problems, reading, tokens
from bot.channels.web.health import Health, is_ready
from bot.channels.web.limits import Limiter
from bot.channels.web.origins import Caller
from bot.channels.web.pages import read_files
from bot.channels.web.privacy import said
from bot.channels.web.problems import Problem, too_many
from bot.channels.web.starters import suggestions
from bot.channels.web.talk import Talk
from bot.feedback.purging import keep_purging
from bot.guard.address import address_key
from bot.handover import conversing
from bot.handover.delivery.running import outbox
from bot.handover.limits import caller
from bot.rendering.renderer import Renderer
from bot.settings import WebSettings

Handler = Callable[..., Awaitable[HTTPResponse]]

LEVELS = ("bassin", "epci", "departement", "region")
_CODE = re.compile(r"[0-9A-Za-z]{1,12}", re.ASCII)
_OPENAPI = Path(__file__).with_name("openapi.yml")


class Routes:
    """What the routes share: the conversations, the limits, the files and the rendering processes."""

    def __init__(
        self, settings: WebSettings, static: Path, handler: turn.Handler, conversations: Conversations
    ) -> None:
        rates = settings.rates
        self._settings = settings
        self._files = read_files(static, said(settings.contact))
        self._openapi = yaml.safe_load(_OPENAPI.read_text(encoding="utf-8"))
        self._conversations = conversations
        self._talk = Talk(handler, self._conversations, Limiter(rates.messages))
        self._reads = Limiter(rates.reads)
        self._health = Health()
        self._limits = {
            "request": Limiter(rates.requests_per_address),
            "message": Limiter(rates.messages_per_address),
            "read": Limiter(rates.reads_per_address),
            "conversation": Limiter(rates.conversations_per_address),
            "file": Limiter(rates.files_per_address),
            "diagnostic": Limiter(rates.diagnostics_per_address),
        }
        self._purging: asyncio.Task[None] | None = None
        self.files_renderer = Renderer()
        self.diagnostics_renderer = Renderer()
        table: tuple[tuple[str, tuple[str, ...], Handler], ...] = (
            ("/api/conversation", ("POST",), self._api(self.open_conversation)),
            ("/api/conversation", ("GET",), self._api(self.read_conversation)),
            ("/api/conversation", ("DELETE",), self._api(self.forget_conversation)),
            ("/api/messages", ("POST",), self._api(self.post_message)),
            ("/api/handover", ("GET",), self._api(self.known_of_request)),
            ("/api/handover", ("POST",), self._api(self.post_request)),
            ("/api/answers/<answer_id:str>/<name:str>", ("GET",), self._api(self.answer_file)),
            ("/api/diagnostics/<level:str>/<name:str>", ("GET",), self._api(self.diagnostic_pdf)),
            ("/api/suggestions", ("GET",), self._api(self.starters)),
            (origins.EMBED_ALLOWED, ("GET",), self._api(self.embed_allowed)),
            ("/api/openapi.json", ("GET",), self._api(self.openapi)),
            ("/api/<rest:path>", ("GET", "POST", "DELETE"), self._api(self.unknown)),
            ("/health/live", ("GET", "HEAD"), self._open(self.live)),
            ("/health/ready", ("GET", "HEAD"), self._open(self.ready)),
            ("/diagnostic/<level:str>/<code:str>", ("GET",), self._open(self.diagnostic_page)),
            ("/static/<name:path>", ("GET",), self._open(self.static)),
            ("/embed.js", ("GET",), self._open(self.embed)),
            ("/confidentialite", ("GET", "HEAD"), self._open(self.privacy)),
        )
        api = {path for path, _, _ in table if path.startswith("/api/")}
        self.table = (*table, *((path, ("OPTIONS",), self._open(self.preflight)) for path in sorted(api)))

    def configure(self, app: Sanic) -> None:
        """Tell the server how many proxies to believe; none unless configured."""
        if self._settings.proxies:
            app.config.PROXIES_COUNT = self._settings.proxies

    async def start(self, _app: Sanic, _loop: Any) -> None:
        """Start what goes on by itself."""
        self._purging = asyncio.create_task(keep_purging())
        outbox.start()

    async def stop(self, _app: Sanic, _loop: Any) -> None:
        """Stop what was started."""
        if self._purging:
            self._purging.cancel()
        await asyncio.to_thread(outbox.stop)
        self.files_renderer.close()
        self.diagnostics_renderer.close()

    # What surrounds each route

    def _open(self, handler: Handler) -> Handler:
        """Turn what the handler raises into a French answer."""

        @functools.wraps(handler)
        async def wrapped(request: Request, **parts: str) -> HTTPResponse:
            try:
                return await handler(request, **parts)
            except Exception as error:
                return problems.answer_to(request, error)

        return wrapped

    def _api(self, handler: Handler) -> Handler:
        """Count the request, and refuse those that change something for a page of another site."""

        @functools.wraps(handler)
        async def wrapped(request: Request, **parts: str) -> HTTPResponse:
            self._count("request", request)
            if request.method != "GET" and self._caller(request) is Caller.FOREIGN:
                raise Problem(403, problems.FOREIGN)
            if len(request.body) > self._settings.max_body:
                raise Problem(413, problems.TOO_LARGE)
            return await handler(request, **parts)

        return self._open(wrapped)

    async def finish(self, request: Request, answer: HTTPResponse) -> None:
        """Add the headers of every answer. Those of Rasa's own CORS give way: it lets cookies through."""
        for name in [name for name in answer.headers if name.lower().startswith("access-control-")]:
            del answer.headers[name]
        if request.path.startswith("/api/"):
            answer.headers.update(origins.cors_headers(request, self._settings.allowed_origins))
        headers.secure(answer)

    async def preflight(self, _request: Request, **_parts: str) -> HTTPResponse:
        """Answer the question a browser asks before a call from another site; ``finish`` says who may."""
        return response.empty()

    async def unknown(self, _request: Request, **_parts: str) -> HTTPResponse:
        """Refuse an address of the API that does not exist."""
        raise Problem(404, problems.UNKNOWN_ADDRESS)

    # Conversations

    async def open_conversation(self, request: Request) -> HTTPResponse:
        """Open a conversation, or find again the one of the token."""
        given = self._given(request)
        if await self._conversations.find(given) is not None:
            return self._token_answer(request, given, 200)
        self._count("conversation", request)
        token, _ = await self._conversations.open("web")
        return self._token_answer(request, token, 201)

    async def read_conversation(self, request: Request) -> HTTPResponse:
        """Return what was said."""
        conversation = await self._conversation(request)
        self._count("read", request)
        if seconds := self._reads.wait(conversation.key):
            raise too_many(seconds)
        return _messages(await self._conversations.history(conversation.sender))

    async def forget_conversation(self, request: Request) -> HTTPResponse:
        """Forget the conversation at once; the turn that is being played leaves nothing."""
        conversation = await self._conversation(request)
        await conversing.abandon(conversation.sender)
        await self._conversations.forget(conversation.sender)
        answer = response.empty()
        tokens.clear_cookie(answer, request)
        return answer

    async def post_message(self, request: Request) -> HTTPResponse:
        """Play a turn, or give back what the same message brought."""
        conversation = await self._conversation(request)
        body = reading.body(request)
        message_id = reading.message_id(body)
        if (played := await self._conversations.played(conversation.sender, message_id)) is not None:
            return _messages(played)
        said = await self._said(conversation, body)
        if message_id not in conversation.pending:
            self._count("message", request)
        ready = is_ready(_agent(request.app))
        caller.set(_address(request))
        return _messages(await self._talk.say(conversation, message_id, said, ready=ready))

    # A request for a person

    async def known_of_request(self, request: Request) -> HTTPResponse:
        """Return what is known of the request being written, for its form."""
        conversation = await self._conversation(request)
        self._count("read", request)
        return _json({"values": await conversing.known(conversation.sender)})

    async def post_request(self, request: Request) -> HTTPResponse:
        """Submit a request filled in the form; 422 tells what is wrong with each field."""
        conversation = await self._conversation(request)
        values = reading.body(request).get("values")
        if not isinstance(values, dict):
            raise Problem(400, problems.NO_VALUES)
        self._count("message", request)
        caller.set(_address(request))
        brought = await self._talk.fill(conversation, values)
        if isinstance(brought, dict):
            return _json({"error": problems.bad_form(len(brought)), "fields": brought}, 422)
        return _messages(brought)

    async def _said(self, conversation: Conversation, body: Mapping[str, Any]) -> Choice:
        """Return what the user's message shows, the text that says it, and the act of a button."""
        text, button_id = body.get("text"), body.get("button")
        if isinstance(text, str) and button_id is None:
            if len(text) > self._settings.max_length:
                raise Problem(413, problems.TOO_LONG.format(self._settings.max_length))
            return Choice(reading.printable(text), text)
        if isinstance(button_id, str) and text is None:
            if (choice := await self._conversations.choice(conversation.sender, button_id)) is None:
                raise Problem(404, problems.NO_BUTTON)
            return choice
        raise Problem(400, problems.TEXT_OR_BUTTON)

    def _token_answer(self, request: Request, token: str, status: int) -> HTTPResponse:
        answer = _json({"token": token}, status)
        if self._caller(request) is Caller.SAME:
            tokens.set_cookie(answer, token, request)
        return answer

    # Files

    async def answer_file(self, request: Request, answer_id: str, name: str) -> HTTPResponse:
        """Return a file of an answer, to the conversation that holds it."""
        if name not in documents.KINDS:
            raise Problem(404, problems.UNKNOWN_ADDRESS)
        self._count("file", request)  # first: an answer is long to read
        conversation = await self._found(request)
        answer = await self._conversations.answer(conversation.sender, answer_id) if conversation else None
        if answer is None:
            raise Problem(404, problems.NO_ANSWER)
        if self.files_renderer.has(name, answer):
            self._limits["file"].give_back(_address(request))
        content = await documents.rendered(self.files_renderer, name, answer)
        if content is None:
            raise Problem(404, problems.NO_FILE)
        extension = name.rpartition(".")[2]
        kept = response.raw(content, content_type=documents.KINDS[name])
        shown = "inline" if extension == "svg" else "attachment"
        kept.headers["Content-Disposition"] = documents.disposition(shown, documents.file_name(answer, extension))
        headers.image(kept)
        return kept

    async def diagnostic_pdf(self, request: Request, level: str, name: str) -> HTTPResponse:
        """Return the diagnostic of a territory, to print."""
        code, _, extension = name.rpartition(".")
        if extension != "pdf":
            raise Problem(404, problems.UNKNOWN_ADDRESS)
        content = await self._diagnostic(request, "diagnostic.pdf", level, code)
        answer = response.raw(content, content_type="application/pdf")
        answer.headers["Content-Disposition"] = documents.disposition("inline", f"diagnostic-{level}-{code}.pdf")
        answer.headers["Cache-Control"] = "public, max-age=600"
        return answer

    async def diagnostic_page(self, request: Request, level: str, code: str) -> HTTPResponse:
        """Return the diagnostic of a territory as a page."""
        content = await self._diagnostic(request, "diagnostic.html", level, code)
        return self._page(response.raw(content, content_type="text/html; charset=utf-8"))

    async def _diagnostic(self, request: Request, task: str, level: str, code: str) -> bytes:
        if level not in LEVELS or not _CODE.fullmatch(code):
            raise Problem(404, problems.NO_DIAGNOSTIC)
        place = f"{level}:{code}"
        if not self.diagnostics_renderer.has(task, place):
            self._count("diagnostic", request)
        content = await documents.rendered(self.diagnostics_renderer, task, place)
        if content is None:
            raise Problem(404, problems.NO_DIAGNOSTIC)
        return content

    # The page, and what is the same for everyone

    async def index(self, request: Request) -> HTTPResponse:
        """Return the page."""
        answer = self._page(self._file(request, "index.html"))
        headers.secure(answer)
        return answer

    async def privacy(self, request: Request) -> HTTPResponse:
        """Return the page that says what is kept."""
        return self._page(self._file(request, "confidentialite.html"))

    async def static(self, request: Request, name: str) -> HTTPResponse:
        """Return a file of the page."""
        return self._file(request, name)

    async def embed(self, request: Request) -> HTTPResponse:
        """Return the script that puts the page in a page of another site."""
        answer = self._file(request, "embed.js")
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    async def embed_allowed(self, request: Request) -> HTTPResponse:
        """Say whether the page that asks may embed Bémo; a page of this server may."""
        return _json({"allowed": self._caller(request) is not Caller.FOREIGN})

    async def starters(self, _request: Request) -> HTTPResponse:
        """Return what to ask first."""
        return _json(suggestions())

    async def openapi(self, _request: Request) -> HTTPResponse:
        """Return the description of this API."""
        return _json(self._openapi)

    async def live(self, _request: Request) -> HTTPResponse:
        """Say that the server runs."""
        return _json({"status": "ok"})

    async def ready(self, request: Request) -> HTTPResponse:
        """Say whether the assistant can answer, and what is missing."""
        state = await self._health.state(_agent(request.app))
        ready = all(state.values())
        return _json({"status": "ok" if ready else "unavailable", **state}, 200 if ready else 503)

    def _file(self, request: Request, name: str) -> HTTPResponse:
        if (file := self._files.get(name)) is None:
            raise Problem(404, problems.UNKNOWN_ADDRESS)
        return file.answer(request)

    def _page(self, answer: HTTPResponse) -> HTTPResponse:
        headers.page(answer, self._settings.allowed_origins)
        return answer

    # Who asks

    def _caller(self, request: Request) -> Caller:
        return origins.caller(request, self._settings.allowed_origins)

    def _given(self, request: Request) -> str:
        """Return the token of a request; the cookie only counts for a page of this server."""
        return tokens.given(request, cookie_allowed=self._caller(request) is Caller.SAME)

    async def _found(self, request: Request) -> Conversation | None:
        return await self._conversations.find(self._given(request))

    async def _conversation(self, request: Request) -> Conversation:
        conversation = await self._found(request)
        if conversation is None:
            raise Problem(401, problems.NO_CONVERSATION)
        return conversation

    def _count(self, kind: str, request: Request) -> None:
        if seconds := self._limits[kind].wait(_address(request)):
            raise too_many(seconds)


def _address(request: Request) -> str:
    """Return what stands for the client."""
    return address_key(request.remote_addr or request.ip)


def _agent(app: Sanic) -> Any:
    return getattr(app.ctx, "agent", None)


def _json(body: Any, status: int = 200) -> HTTPResponse:
    return response.json(body, status=status, ensure_ascii=False)


def _messages(array: bytes) -> HTTPResponse:
    return response.raw(b'{"messages":' + array + b"}", content_type="application/json")
