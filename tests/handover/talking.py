"""Plays conversations of hand-over as a channel does: the turn, the trained model, real actions, a real base."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

from bot.channels import turn
from bot.channels.conversations import Conversations, new_id, playing
from bot.channels.web.messages import exchange_of
from bot.handover import conversing, steps
from bot.handover.base import Base
from bot.handover.drafts import Draft, Drafts
from bot.handover.request import Request
from bot.handover.sealing import Seal
from bot.handover.store import Requests
from bot.local_actions import LocalActions
from bot.tracker_store import ConversationTrackers
from bot.training import MODEL
from bot.writing.blocks import Message
from tests.conversations.dialogue import plain

FILE = Path(__file__).with_name("conversations.yml")
UNSEEN = Path(__file__).with_name("unseen.yml")
Turn = Mapping[str, Any]
_APART = 20 * 24 * 3600.0
"""Seconds between two conversations: several of them are of the same person."""


def conversations(path: Path = FILE) -> list[dict[str, Any]]:
    """Return the conversations of a file."""
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@dataclass
class Assistant:
    """The assistant of one folder: its bases are files there, and ``restart`` lets go of all that is in memory."""

    folder: Path
    patch: pytest.MonkeyPatch
    now: float = field(default_factory=time.time)
    sent: list[Request] = field(default_factory=list)
    requests: Requests | None = None

    def __post_init__(self) -> None:
        """Open it for the first time."""
        self.kept = Conversations(f"sqlite:///{self.folder / 'conversations.sqlite'}", clock=lambda: self.now)
        self.agent = Agent.load(
            str(MODEL), action_endpoint=LocalActions(), tracker_store=ConversationTrackers(None, kept=self.kept)
        )
        self.restart()

    def restart(self) -> None:
        """Close the base of requests, and open it again."""
        if self.requests is not None:
            self.requests.base.close()
        base = Base(f"sqlite:///{self.folder / 'handover.sqlite'}", Seal(self.folder / "handover.key"))
        opened = _Watched(base, clock=lambda: self.now)
        opened.sent = self.sent
        self.requests = opened
        self.drafts = Drafts(base, lambda: self.now)
        self.patch.setattr(conversing, "requests", lambda: opened)

    async def open(self) -> Talk:
        """Return a new conversation."""
        self.now += _APART  # of the limits of the one before
        token, conversation = await self.kept.open("web")
        return Talk(self, conversation, token)

    def close(self) -> None:
        """Let everything go."""
        assert self.requests is not None
        self.requests.base.close()
        self.kept.close()


class _Watched(Requests):
    sent: list[Request]

    def submit(self, left: Request, *, address: str = "") -> Any:
        self.sent.append(left)
        return super().submit(left, address=address)


@contextmanager
def assistant(folder: Path) -> Iterator[Assistant]:
    """Give an assistant whose files are in ``folder``."""
    with pytest.MonkeyPatch.context() as patch:
        found = Assistant(folder, patch)
        yield found
        found.close()


@dataclass
class Talk:
    """One conversation with it."""

    assistant: Assistant
    conversation: Any
    token: str
    last: list[Message] = field(default_factory=list)
    number: int = 0

    @property
    def draft(self) -> Draft | None:
        """The draft of its request."""
        return self.assistant.drafts.read(self.conversation.sender)

    async def say(self, text: str, act: Mapping[str, Any] | None = None) -> list[Message]:
        """Play a message as the page's channel does, and keep what it brings."""
        self.number += 1
        sender, message_id = self.conversation.sender, f"{self.number:036d}"
        with playing(sender) as played:
            handler = self.assistant.agent.handle_message
            self.last = await turn.reply(handler, text, conversation=sender, channel="web", act=act)
        exchange = exchange_of(message_id, text, self.last, lambda: new_id(self.conversation), played.said)
        await self.assistant.kept.keep(self.conversation, message_id, exchange, played.dialogue)
        return self.last

    async def press(self, title: str) -> list[Message]:
        """Press the button, of those just shown, whose title holds ``title``."""
        options = [each for message in self.last for each in message.choices]
        found = [each for each in options if plain(title) in plain(each.title)]
        if not found:
            raise LookupError(f"no button « {title} » among {[each.title for each in options]}")
        return await self.say(found[0].says, found[0].act)

    async def play(self, said: Turn) -> list[str]:
        """Play one turn of the file, and return its faults."""
        if said.get("hours"):
            self.assistant.now += 3600.0 * said["hours"]
        if said.get("restart"):
            self.assistant.restart()
        before = len(self.assistant.sent)
        try:
            self.last = await self._played(said)
        except LookupError as error:
            return [str(error)]
        return faults_of(said, self.last, self.draft, self.assistant.sent[before:])

    async def _played(self, said: Turn) -> list[Message]:
        sender = self.conversation.sender
        if "press" in said:
            return await self.press(said["press"])
        if "phone" in said:
            return await conversing.offer_contact(sender, said["phone"], said["name"])
        if "form" in said:
            brought = await conversing.fill(sender, "web", said["form"])
            if isinstance(brought, dict):
                raise LookupError(f"the form was refused: {brought}")
            return brought
        return await self.say(said["you"])


def faults_of(said: Turn, messages: list[Message], draft: Draft | None, sent: list[Request]) -> list[str]:
    """Return how what happened departs from what a turn of the file says."""
    text = plain(" ".join(message.sentence for message in messages))
    step = steps.awaited(draft) if draft is not None else ""
    faults = []
    if "step" in said and step not in said["step"].split("|"):
        faults.append(f"awaits {step!r}, not {said['step']!r}")
    faults += [f"« {each} » is missing" for each in said.get("says", ()) if not _holds(text, each)]
    faults += [f"« {each} » is there" for each in said.get("says_not", ()) if _holds(text, each)]
    held = draft or Draft()
    for name, value in said.get("draft", {}).items():
        if getattr(held, name) != value:
            faults.append(f"{name} is {getattr(held, name)!r}, not {value!r}")
    if "filed" in said:
        faults += [] if sent else ["nothing was submitted"]
        for name, value in said["filed"].items() if sent else ():
            if str(getattr(sent[-1], name).value if name == "asker" else getattr(sent[-1], name)) != value:
                faults.append(f"submitted {name} is {getattr(sent[-1], name)!r}, not {value!r}")
    if said.get("none") and sent:
        faults.append("something was submitted")
    return faults


def _holds(text: str, wanted: str) -> bool:
    return any(plain(each) in text for each in str(wanted).split("|"))


def faults(conversation: Mapping[str, Any], with_assistant: Assistant) -> list[str]:
    """Play a whole conversation; return its faults, each with the turn and what was replied."""

    async def played() -> list[str]:
        talk = await with_assistant.open()
        found = []
        for number, said in enumerate(conversation["turns"], 1):
            for fault in await talk.play(said):
                shown = " / ".join(message.sentence.replace("\n", " ") for message in talk.last)[:300]
                heard = said.get("you") or said.get("press") or "…"
                found.append(f"turn {number} « {heard} »: {fault}\n      replied: {shown}")
        return found

    return asyncio.get_event_loop().run_until_complete(played())
