"""Rasa with its trained model, in this process, for those tests that need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.conversations import Conversations
from bot.channels.turn import Handler
from tests.channels.telegram.engine import Person, rasa_handler
from tests.channels.web.stand_ins import NoRenderer


class Rasa:
    """Rasa, and people who talk with it; ``heard``: the texts it read."""

    def __init__(self, folder: Path) -> None:
        self.kept = Conversations(f"sqlite:///{folder / 'conversations.sqlite'}")
        self.heard: list[str] = []
        self._handler: Handler = rasa_handler(self.kept)
        self._chats = 0

    def person(self, **where: Any) -> Person:
        """Return somebody who never wrote."""
        self._chats += 1
        renderer: Any = NoRenderer()
        return Person(self._handle, self.kept, renderer=renderer, **{"chat": self._chats, **where})

    async def _handle(self, message: UserMessage) -> Any:
        self.heard.append(message.text)
        return await self._handler(message)


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    """Rasa with its model, and bases of its own."""
    folder = tmp_path_factory.mktemp("telegram")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TELEGRAM_URL", "HANDOVER_URL"):
            patch.setenv(name, f"sqlite:///{folder / name}.sqlite")
        patch.setenv("HANDOVER_MAILS", str(folder / "outbox"))
        patch.setenv("HANDOVER_KEY_FILE", str(folder / "handover.key"))
        made = Rasa(folder)
        yield made
        made.kept.close()
