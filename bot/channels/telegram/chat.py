"""One update in its conversation: its turn is played once, kept with what it brought, and told the same again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from bot.button import act_of
from bot.channels import turn
from bot.channels.conversations import Choice, Conversation, Dialogue, new_id, playing
from bot.channels.rendering.telegram import Beside, outgoings
from bot.channels.telegram import exchange, files, sentences
from bot.channels.telegram.exchange import Brought, Head
from bot.channels.telegram.homes import homes
from bot.channels.telegram.outgoing import Outgoing, Share, Text
from bot.channels.telegram.personal import CHANNEL, is_of_a_request, told_again, wants_number
from bot.channels.telegram.talk import Talk, message_id_of
from bot.handover import conversing
from bot.question import Question, Topic
from bot.writing.blocks import Choice as Option
from bot.writing.blocks import Message
from bot.writing.french import typeset
from bot.writing.links import told
from knowledge.territories.reference import territories

_SHARES: Mapping[str, Share] = {
    "position": Share(sentences.SHARE_POSITION, "position"),
    "contact": Share(sentences.SHARE_CONTACT, "contact"),
}
_QUESTION = "question"
"""The slot of the question frame."""

Replies = Sequence[Message]


def says(sentence: str, options: Sequence[Option] = ()) -> Message:
    """Return a sentence of our own as a reply, with its typography, its links and its buttons."""
    return told(typeset(sentence), tuple(options))


@dataclass(frozen=True, slots=True)
class Chat:
    """The conversation an update is of. ``reply_to``: the message to answer, in a group."""

    talk: Talk
    update: int
    sender: str
    message: int = 0
    reply_to: int = 0
    is_group: bool = False

    async def last(self) -> tuple[Head | None, list[Brought]]:
        """Return what the last update brought. Raises SQLAlchemyError."""
        return exchange.read(await self.talk.conversations.last(self.sender))

    async def read(self, text: str, act: Mapping[str, Any] | None = None) -> list[Message]:
        """Play a turn in Rasa, and return what it says."""
        return await turn.reply(
            self.talk.handler,
            text,
            conversation=self.sender,
            channel=CHANNEL,
            ready=self.talk.ready(),
            act=act,
        )

    async def ask(self, question: Question, sentence: str) -> list[Message]:
        """Play the turn of a question, which none of its words is read for."""
        return await self.read(sentence, act_of(question))

    async def answer(
        self,
        produce: Callable[[], Awaitable[Replies]],
        *,
        name: str = "",
        read: str = "",
        awaits: str = "",
        share: Literal["", "position", "contact"] = "",
    ) -> AsyncIterator[Outgoing]:
        """Yield what the update brings: ``produce`` is called once, whatever dies meanwhile.

        ``name``: that of the turn where it is not the update's. Raises SQLAlchemyError.
        """
        conversations = self.talk.conversations
        name = name or message_id_of(self.update)
        kept = await conversations.played(self.sender, name)
        if kept is None:
            conversation = await self.opened()
            with playing(self.sender) as played:
                replies = await self._in_its_place(await produce())
            shared = "" if self.is_group else share or await wants_number(self.sender, replies)
            head = Head(self.update, self.message, self.mark(read), awaits, shared)
            found = exchange.exchange_of(head, replies, lambda: new_id(conversation))
            kept = await conversations.keep(conversation, name, found, played.dialogue)
        head_kept, brought = exchange.read(kept)
        if head_kept is None or head_kept.update != self.update:
            return  # the turn of another update: a button pressed twice
        told = [await told_again(self.sender, each.message) if each.masked else each.message for each in brought]
        whole = [replace(each, message=message) for each, message in zip(brought, told, strict=True)]
        async for outgoing in self._sent(head_kept, whole):
            yield outgoing

    async def _in_its_place(self, replies: Replies) -> Replies:
        """Return the replies; in a group, where to leave a request instead of what it asks of a person."""
        if not self.is_group or not is_of_a_request(replies):
            return replies
        await conversing.abandon(self.sender)
        return [says(sentences.CONTACT_IN_PRIVATE.format(name=self.talk.bot_name))]

    def mark(self, text: str) -> str:
        """Return a hash of a text that only the bot can make, "" for none: an edit that changes no word is known by it.

        Nothing else of what a person wrote is kept here.
        """
        written = text.encode(errors="ignore")
        return hmac.new(self.talk.secret.encode(), written, hashlib.sha256).hexdigest()[:32] if text else ""

    async def say(self, sentence: str, options: Sequence[Option] = (), **head: Any) -> AsyncIterator[Outgoing]:
        """Yield a sentence of our own, kept as an answer is."""

        async def produce() -> Replies:
            return [says(sentence, options)]

        async for outgoing in self.answer(produce, **head):
            yield outgoing

    async def opened(self) -> Conversation:
        """Return the conversation; one that begins knows the territory of the person. Raises SQLAlchemyError."""
        conversation = await self.talk.conversations.named(self.sender)
        if not conversation.turns and (ref := await homes().find(self.sender)) and ref in territories():
            await self._set_home(conversation, ref)
        return conversation

    async def settle(self, ref: str) -> None:
        """Have the conversation, and those to come, be about a territory. Raises SQLAlchemyError."""
        await homes().keep(self.sender, ref)
        await self._set_home(await self.talk.conversations.named(self.sender), ref)

    async def _set_home(self, conversation: Conversation, ref: str) -> None:
        conversations = self.talk.conversations
        known = await conversations.dialogue(self.sender)
        slots = dict(known.slots) if known else {}
        # Nothing was answered of it yet: with rows skipped, no question is the same as this one, nor asked again.
        place = Question(Topic.TOTALS, (ref,), home=(ref,), skip=1).as_dict()
        before = slots[_QUESTION] if isinstance(slots.get(_QUESTION), dict) else place
        slots[_QUESTION] = {**before, "territories": [ref], "home": [ref]}
        found = exchange.exchange_of(Head(self.update), [], lambda: new_id(conversation))
        dialogue = Dialogue(slots, [], conversation.turns)
        await conversations.keep(conversation, f"home-{self.update}", found, dialogue)

    async def _sent(self, head: Head, brought: Sequence[Brought]) -> AsyncIterator[Outgoing]:
        shares = (_SHARES[head.share],) if head.share else ()
        for number, each in enumerate(brought, start=1):
            beside = Beside(each.keys, each.stays, await files.picture(each, self.talk, self.sender))
            found = list(outgoings(each.message, beside))
            if number == 1 and self.reply_to:
                found = _replying(found, self.reply_to)
            if number == len(brought) and shares:
                found.append(Text(escape(typeset(sentences.SHARE[head.share]), quote=False), share=shares))
            for outgoing in found:
                yield outgoing
            async for file in files.asked_for(each, self.talk, self.sender):
                yield file


def _replying(found: list[Outgoing], message: int) -> list[Outgoing]:
    """Return what is sent with its first text, beneath a picture if there is one, as the answer to a message."""
    first = next((each for each in found if isinstance(each, Text)), None)
    return [replace(first, reply_to=message) if first is not None and each is first else each for each in found]


def choice_of(title: str, act: Mapping[str, Any] | None = None) -> Option:
    """Return a button that says its title."""
    return Option(title=title, says=title, act=dict(act) if act else None)


def acted(choice: Choice, name: str) -> str:
    """Return what a button of Telegram's own carries under ``name``, "" for any other button."""
    return str((choice.act or {}).get(name) or "")
