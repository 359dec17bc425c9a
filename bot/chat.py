"""The assistant in the terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import httpx

from bot.servers import QUESTIONS, Servers

_GREETING = "Bémo, l’assistant des chiffres de l’emploi. Posez votre question ; Ctrl-D pour quitter.\n"
_UNREACHABLE = "Le serveur ne répond plus : voyez var/log/rasa.log."
_PROMPT = "Vous › "
_NAME = "Bémo › "


def chat(servers: Servers) -> int:
    """Talk with running servers until the end of the input; return the exit code."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 — gives input() its history and its editing keys
    _show(f"{_GREETING}\n  Par exemple : {QUESTIONS[1]}\n")
    buttons: list[dict[str, str]] = []
    for line in _lines():
        try:
            messages = servers.ask(_chosen(line, buttons), sender="terminal")
        except httpx.HTTPError:
            _show(_UNREACHABLE)
            return 1
        buttons = [button for message in messages for button in message.get("buttons", [])]
        _show(render(messages))
    _show("\nAu revoir !")
    return 0


def render(messages: list[dict[str, Any]]) -> str:
    """Return what the terminal shows for a reply: its sentences, then its buttons, numbered."""
    said = [f"{_NAME}{message['text']}" for message in messages if message.get("text")]
    images = [f"{_NAME}{message['image']}" for message in messages if message.get("image")]
    titles = [button["title"] for message in messages for button in message.get("buttons", [])]
    choices = [f"   {number}. {title}" for number, title in enumerate(titles, 1)]
    return "\n".join([*said, *images, *choices]) + "\n"


def _show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _lines() -> Iterator[str]:
    while True:
        try:
            line = input(_PROMPT).strip()
        except EOFError:
            return
        if line:
            yield line


def _chosen(line: str, buttons: list[dict[str, str]]) -> str:
    """Return the text to send: the button's when the person typed the number of one."""
    if line.isdigit() and 1 <= int(line) <= len(buttons):
        button = buttons[int(line) - 1]
        return button.get("payload") or button["title"]
    return line
