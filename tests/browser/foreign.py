"""Another site, on its own origin, whose pages hold Bémo by one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Une mairie</title></head>
<body><main><h1>Une mairie</h1><p><a href="#">Un lien</a></p><div id="bemo"></div></main>{script}</body></html>"""


class ForeignSite:
    """Serves ``script`` in a page. ``localhost`` is another site than ``127.0.0.1``, where Bémo is."""

    def __init__(self) -> None:
        self.script = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(PAGE.format(script=site.script).encode() if self.path == "/" else b"")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def origin(self) -> str:
        """The origin that Bémo must allow."""
        return f"http://localhost:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[ForeignSite]:
        """Serve until the end of the block."""
        thread = Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
