"""A Bot API of our own, in a process of its own: answers as Telegram does, fails on demand, writes a journal.

``python -m tests.telegram.fake_api --port 5160 --folder DIR``. Under ``/bot<token>/`` it is the Bot API; under ``/_/``
tests say what people write, what fails, and read the journal. Any token of the right shape but one is a bot.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import threading
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.telegram.bot_api import BotApi, Problem

_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]*)/(?P<rest>.*)")
_HTML_502 = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Handler(BaseHTTPRequestHandler):
    """One request, of a bot or of a test."""

    protocol_version = "HTTP/1.1"
    api: BotApi

    def do_GET(self) -> None:
        """Answer what is asked in the address."""
        self._route({})

    def do_POST(self) -> None:
        """Answer what is asked in the body."""
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        if len(body) < size:  # the bot was killed meanwhile
            self.close_connection = True
            return
        self._route(_parameters(self.headers.get("Content-Type", ""), body))

    def _route(self, parameters: dict[str, Any]) -> None:
        address = urlsplit(self.path)
        parameters = {**dict(parse_qsl(address.query)), **parameters}
        if address.path.startswith("/_/"):
            self._answer(200, self.api.told(address.path[3:], parameters))
        elif not (found := _PATH.fullmatch(address.path)):
            self._answer(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        elif found["file"]:
            content = self.api.content(found["rest"])
            self._send(200 if content is not None else 404, "application/octet-stream", content or b"")
        else:
            self._call(found["token"], found["rest"], parameters)

    def _call(self, token: str, method: str, parameters: dict[str, Any]) -> None:
        try:
            result = self.api.call(token, method, parameters)
        except Problem as problem:
            if problem.kind.startswith("cut"):
                self.close_connection = True
            elif problem.code == 502:
                self._send(502, "text/html", _HTML_502)
            else:
                self._answer(problem.code, problem.as_json())
            return
        self._answer(200, {"ok": True, "result": result})

    def _answer(self, status: int, content: Any) -> None:
        self._send(status, "application/json", json.dumps(content).encode())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # the bot was killed meanwhile
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Write nothing: the journal says all."""


class Server(ThreadingHTTPServer):
    """Serves each connection in a thread; a bot that is killed is no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that was cut."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _parameters(kind: str, body: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        found: dict[str, Any] = json.loads(body or b"{}")
        return found
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parts: dict[str, Any] = {}
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    for part in message.iter_parts():
        content: Any = part.get_payload(decode=True)
        file = part.get_filename()
        name = str(part.get_param("name", header="content-disposition"))
        parts[name] = {"name": file, "content": base64.b64encode(content).decode()} if file else content.decode()
    return parts


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the journal and the files sent are written")
    options = parser.parse_args()
    api = BotApi(options.folder)
    threading.Thread(target=api.deliver, daemon=True).start()
    handler: Callable[..., Handler] = type("Served", (Handler,), {"api": api})
    Server(("127.0.0.1", options.port), handler).serve_forever()


if __name__ == "__main__":
    main()
