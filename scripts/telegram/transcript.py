"""A conversation as a phone shows it: from the journal of the Bot API to one page, beside its pictures and files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

_TEMPLATE = "transcript.html"
_AFTER_A_BLOCK = re.compile(r"(</(?:pre|blockquote)>)\n{1,2}")
"""Lines that Telegram does not show after what is a block by itself."""
_KINDS = {"sendMessage": "text", "sendPhoto": "photo", "sendDocument": "document"}


def written(journal: Sequence[Mapping[str, Any]], folder: Path) -> str:
    """Return the page; the files of the journal are in ``folder``."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return environment.get_template(_TEMPLATE).render(lines=list(_lines(journal, folder)))


def _lines(journal: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[dict[str, Any]]:
    """Yield scenes, what the person did, and what the bot sent: ``kind``, then what it holds."""
    for line in journal:
        if mark := line.get("mark"):
            kind, _, text = mark.partition(" ")
            yield {"kind": kind, "text": text}
        elif line.get("method") in _KINDS and line["ok"]:
            yield _sent(line, folder)
        elif line.get("method") == "answerCallbackQuery" and line["ok"] and line["params"].get("text"):
            yield {"kind": "toast", "text": line["params"]["text"]}


def _sent(line: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    params = line["params"]
    kind = _KINDS[line["method"]]
    shown = params.get("text") or params.get("caption") or ""
    # What the bot sends is its own HTML, which the Bot API has checked; plain text is not.
    marked = Markup(_AFTER_A_BLOCK.sub(r"\1", shown)) if params.get("parse_mode") == "HTML" else shown  # noqa: S704
    found: dict[str, Any] = {"kind": kind, "html": marked}
    markup = json.loads(params.get("reply_markup") or "{}")
    found["buttons"] = [[key["text"] for key in row] for row in markup.get("inline_keyboard", ())]
    found["share"] = [[key["text"] for key in row] for row in markup.get("keyboard", ())]
    if kind != "text":
        file = params["photo" if kind == "photo" else "document"]
        path = Path(file["path"])
        found["file"] = path.relative_to(folder).as_posix()
        found["name"], found["size"] = file["name"], f"{max(1, round(path.stat().st_size / 1024))} Ko"
    return found
