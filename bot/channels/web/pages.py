"""The page and its files, read once when the server starts: a request is a look-up, and reaches no other file."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".txt", ".webmanifest"})


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent. The browser keeps it, and asks each time whether it is still the same (``etag``)."""

    content: bytes
    squeezed: bytes
    """The same with gzip, empty where that gains nothing."""
    kind: str
    etag: str

    @classmethod
    def of(cls, content: bytes, suffix: str) -> File:
        """Return the file of this content."""
        squeezed = gzip.compress(content, mtime=0) if suffix in _TEXT else b""
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        return cls(content, squeezed if len(squeezed) < len(content) else b"", _TYPES[suffix], etag)

    def answer(self, request: Request) -> HTTPResponse:
        """Return the file, or 304 when the browser has it."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if self.etag in request.headers.get("if-none-match", ""):
            return response.empty(status=304, headers=headers)
        if self.squeezed and "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return response.raw(self.squeezed, content_type=self.kind, headers=headers)
        return response.raw(self.content, content_type=self.kind, headers=headers)


def read_files(folder: Path = STATIC, said: Mapping[str, str] | None = None) -> Mapping[str, File]:
    """Return the files of a folder by their path inside it; those of a kind a page has no use for are left out.

    ``said``: what takes the place of each mark in a page.
    """
    return {
        path.relative_to(folder).as_posix(): File.of(_filled(path, said or {}), path.suffix)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix in _TYPES
    }


def _filled(path: Path, said: Mapping[str, str]) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".html":
        for mark, words in said.items():
            content = content.replace(mark.encode(), words.encode())
    return content
