"""A mail server in a process of its own, that does what it is told with each message: ``python -m … PORT FOLDER``.

What it does is a word of the file ``mode`` in its folder, read at each message: accept, delay (SECONDS), greylist (once
for each recipient), reject, cut (after accepting), drop, or storm: any of them, at random. What it accepts is on the
disk, as one file, before it says so.
"""

from __future__ import annotations

import asyncio
import os
import random
import ssl
import sys
import uuid
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SECONDS = 1.5
ACCOUNT = (b"bemo", b"mot de passe \xc3\xa9trange")
_STORM = ("accept", "accept", "accept", "delay", "greylist", "cut", "drop")


class Handler:
    """Does with each message what the file ``mode`` says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_RCPT(  # noqa: N802 — the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        mode = self._mode()
        if mode == "reject":
            return f"550 5.1.1 <{address}> unknown"
        seen = self._folder / f"seen-{address}"
        if mode == "greylist" and not seen.exists():
            seen.touch()
            return f"451 4.7.1 <{address}> greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        mode = self._mode()
        if mode == "drop":
            _cut(server)
            return "451 dropped"
        if mode == "delay":
            await asyncio.sleep(SECONDS)
        if mode == "refuse-data":
            return "554 5.7.1 no"
        self._keep(bytes(envelope.original_content or b""))
        if mode == "cut":
            _cut(server)
        return "250 OK"

    def _mode(self) -> str:
        mode = (self._folder / "mode").read_text()
        return random.choice(_STORM) if mode == "storm" else mode

    def _keep(self, content: bytes) -> None:
        name = uuid.uuid4().hex
        with (self._folder / f".{name}").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        (self._folder / f".{name}").rename(self._folder / f"{name}.eml")


def _cut(server: SMTP) -> None:
    cast(asyncio.Transport, server.transport).abort()


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == ACCOUNT
    return AuthResult(success=right, handled=right)


async def serve(port: int, folder: Path, security: str, certificate: str) -> None:
    """Serve until killed."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    def protocol() -> SMTP:
        more: dict[str, Any] = {"authenticator": _login, "auth_required": True} if security != "none" else {}
        if security == "starttls":
            more |= {"tls_context": context, "require_starttls": True}
        if security == "tls":
            more |= {"auth_require_tls": False}  # it does not see that the connection is encrypted already
        return SMTP(Handler(folder), enable_SMTPUTF8=True, hostname="localhost", **more)

    loop = asyncio.get_running_loop()
    secured = context if security == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", port, ssl=secured, reuse_port=True)
    (folder / "ready").touch()
    await server.serve_forever()


if __name__ == "__main__":
    _port, _folder, _security, _certificate = (*sys.argv[1:], "none", "")[:4]
    asyncio.run(serve(int(_port), Path(_folder), _security, _certificate))
