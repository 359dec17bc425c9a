"""``make demo-telegram``: plays a conversation through a Bot API of our own, and writes what a phone would show."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from bot.servers import Servers
from bot.training import build_knowledge, ensure_model
from knowledge.paths import VAR
from scripts import chromium
from scripts.telegram.scenes import SCENES, Deed
from scripts.telegram.transcript import written
from tests.telegram.telegram import SHOWN, TOKEN, Telegram, keys_of, located, message, pressed, telegram_server

FOLDER = VAR / "telegram-demo"
CHAT = 412_037
_WAITING = text("SELECT count(done), count(*) FROM telegram_update")


def main() -> None:
    """Play every scene, write the page, its pictures and files, and say where it is."""
    build_knowledge()
    model = ensure_model(lambda _: None)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="bemo-telegram-") as kept, telegram_server(FOLDER) as telegram:
        servers = Servers(model, logs=Path(kept), telegram="polling")
        service = servers.services[0]
        service.environment = {**service.environment, **_environment(telegram, Path(kept))}
        with servers:
            play(telegram, f"sqlite:///{kept}/telegram_url.sqlite")
        page = FOLDER / "transcription.html"
        page.write_text(written(telegram.journal(), FOLDER), encoding="utf-8")
    print(f"The conversation: {page}")
    if picture := _photographed(page):
        print(f"As a picture:     {picture}")


def _environment(telegram: Telegram, kept: Path) -> dict[str, str]:
    """Return what makes a server talk with this Telegram, and keep nothing elsewhere."""
    names = ("TELEGRAM_URL", "CONVERSATIONS_URL", "FEEDBACK_URL", "HANDOVER_URL")
    bases = {name: f"sqlite:///{kept / name.lower()}.sqlite" for name in names}
    keys = {"HANDOVER_KEY_FILE": str(kept / "handover.key"), "HANDOVER_MAILS": str(kept / "mails")}
    return {**bases, **keys, "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "TELEGRAM_SECRET": ""}


def play(telegram: Telegram, inbox: str) -> None:
    """Have the person do everything of the scenes, each once the one before has its answer."""
    engine = create_engine(inbox, future=True)
    said = 0
    for scene in SCENES:
        telegram.mark(f"scene {scene.title}")
        for deed in scene.deeds:
            update = _update(telegram, deed)
            telegram.mark(f"person {_told(deed)}")
            telegram.says(update)
            said += 1
            telegram.until(partial(_is_answered, engine, said), f"the answer to « {_told(deed)} »")
    engine.dispose()


def _is_answered(engine: Any, number: int) -> bool:
    with engine.connect() as connection:
        done, known = connection.execute(_WAITING).one()
    return bool(done == known == number)


def _update(telegram: Telegram, deed: Deed) -> dict[str, Any]:
    kinds: Mapping[str, Callable[[], dict[str, Any]]] = {
        "says": lambda: message(CHAT, deed.what),
        "presses": lambda: _press(telegram, deed.what),
        "is at": lambda: located(CHAT, *map(float, deed.what.split())),
        "sends": lambda: message(CHAT, "", **deed.holds),
    }
    return kinds[deed.kind]()


def _told(deed: Deed) -> str:
    return {"says": deed.what, "presses": f"▸ {deed.what}", "is at": "(partage sa position)", "sends": deed.what}[
        deed.kind
    ]


def _press(telegram: Telegram, title: str) -> dict[str, Any]:
    """Return the press of the last button of this title. Raises LookupError when no message has it."""
    for line in reversed(telegram.calls(*SHOWN, chat=CHAT)):
        for key in keys_of(line):
            if key["text"].startswith(title):
                return pressed(CHAT, line, key["callback_data"])
    raise LookupError(f"no button « {title} »")


def _photographed(page: Path) -> Path | None:
    """Return a picture of the whole page, None without any Chromium."""
    browser = chromium.find()
    if browser is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — of the tests: the page is written without it

    picture = page.with_suffix(".png")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        shown = opened.new_page(viewport={"width": 460, "height": 900}, device_scale_factor=2)
        shown.goto(page.as_uri())
        shown.screenshot(path=picture, full_page=True)
        opened.close()
    return picture


if __name__ == "__main__":
    try:
        main()
    except (subprocess.SubprocessError, LookupError) as error:
        sys.exit(f"error: {error}")
