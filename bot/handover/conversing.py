"""A request for a person, written by conversation: each message goes through here before Rasa sees it.

``take`` plays what is for the hand-over and returns None for the rest; ``after`` opens a request where Rasa's answer
says that a person is wanted, or says again what was awaited. Nothing of what people tell of themselves goes further.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from bot.answers import handover as say
from bot.button import HANDOVER
from bot.handover import steps
from bot.handover.answering import Answers
from bot.handover.drafts import Draft
from bot.handover.filling import shown_values
from bot.handover.request import Asker, HandoverError
from bot.handover.store import requests
from bot.handover.writing import WEB
from bot.reading import handing_over as reading
from bot.reading.contact_details import Details, asker_of, masked, place_in, read
from bot.writing.blocks import Handover, Message

_T = TypeVar("_T")
_LATE = 2 * 3600.0
"""Seconds after which a request that was left unfinished is said to be."""


async def take(
    conversation: str, channel: str, text: str, act: Mapping[str, Any] | None = None
) -> list[Message] | None:
    """Return what is said to a message that is for the hand-over; None when it is not, and nothing was changed then.

    ``act``: what the button that says ``text`` does, if it is one.
    """
    if act is not None and HANDOVER not in act:
        return None
    return await asyncio.to_thread(_Talk(conversation, channel).take, text, act)


async def after(conversation: str, channel: str, text: str, details: Details, messages: list[Message]) -> list[Message]:
    """Return the replies of Rasa to ``text`` with a request opened where one of them wants it, or the one that waits.

    ``details``: what was read in ``text`` and was masked for Rasa.
    """
    return await asyncio.to_thread(_Talk(conversation, channel).after, text, details, messages)


async def pending(conversation: str, channel: str) -> Message | None:
    """Return what is awaited of a request being written, None when there is none."""
    return await asyncio.to_thread(_Talk(conversation, channel).pending)


async def start(conversation: str, channel: str, opening: Handover | None = None) -> list[Message]:
    """Open a request, or go on with the one being written."""
    talk = _Talk(conversation, channel)
    return await asyncio.to_thread(_told, talk.open, opening or Handover(), "", Details())


async def offer_contact(conversation: str, phone: str, name: str, channel: str = "telegram") -> list[Message]:
    """Take the phone and the name that a person shared by their channel."""
    return await asyncio.to_thread(_told, _Talk(conversation, channel).offered, phone, name)


async def abandon(conversation: str) -> None:
    """Forget the request being written, if there is one; a failure is logged."""
    with contextlib.suppress(HandoverError):
        await asyncio.to_thread(_Talk(conversation, "").forget)


async def fill(conversation: str, channel: str, values: Mapping[str, Any]) -> list[Message] | dict[str, str]:
    """Submit a request filled in the form; return what is said, or what is wrong with each field."""
    return await asyncio.to_thread(_told, _Talk(conversation, channel).fill, values)


async def known(conversation: str) -> dict[str, str] | None:
    """Return the values to show in the form, None when no request is being written."""
    found = await asyncio.to_thread(_Talk(conversation, WEB).draft)
    return shown_values(found) if found is not None and found.writing else None


def _told(work: Callable[..., _T], *given: Any) -> _T | list[Message]:
    """Return what the work does; what could not be kept or read is said."""
    try:
        return work(*given)
    except HandoverError as error:
        return [say.failed(str(error))]


class _Talk(Answers):
    """One turn of one conversation. Synchronous: it runs in a thread."""

    def __init__(self, conversation: str, channel: str) -> None:
        super().__init__(conversation, channel, requests())

    def take(self, text: str, act: Mapping[str, Any] | None) -> list[Message] | None:
        try:
            draft = self.draft()
            if act is not None:
                return self.acted(draft, act[HANDOVER])
            return self.of_rights(draft, text) or (self.answered(draft, text) if draft is not None else None)
        except HandoverError as error:
            return [say.failed(str(error))]

    def after(self, text: str, details: Details, messages: list[Message]) -> list[Message]:
        found = next((each for each in messages if each.first(Handover) is not None), None)
        try:
            if found is None:
                again = self.pending()
                return [*messages, again] if again is not None else messages
            opened = self.open(found.first(Handover) or Handover(), text, details)
        except HandoverError as error:
            opened = [say.failed(str(error))]
        return [each for message in messages for each in (opened if message is found else [message])]

    def pending(self) -> Message | None:
        draft = self.draft()
        if draft is None:
            return None
        late = draft.writing and self._drafts.now() - draft.at > _LATE
        return say.again(self._keep(draft), web=self._web, late=late)

    def open(self, opening: Handover, text: str, details: Details) -> list[Message]:
        """Open a request with what is known, or go on with the one being written."""
        draft = self.draft()
        if draft is not None and draft.writing:
            return self._again(steps.with_details(draft, details).but(aside=""))
        new = _new(opening, text, details)
        return [say.opening(self._keep(new), web=self._web)]

    def offered(self, phone: str, name: str) -> list[Message]:
        draft = self.draft() or Draft()
        number = read(phone if phone.startswith("+") else f"+{phone}", "contact").phone
        if not number:
            return self._wrong(draft, "phone")
        given = Details(phone=number, name="" if draft.name else name.strip())
        return self._step(steps.with_details(draft, given).but(changing=""))


def _new(opening: Handover, text: str, details: Details) -> Draft:
    about = reading.about(text)
    if about and (again := read(about)).spans:  # « … au sujet des soudeurs, 06 12… »
        about = about[: again.spans[0][1]].strip(" ,;:")
    place = details.territory or (place_in(text) if text else "") or opening.territory
    elsewhere = reading.better_elsewhere(text)
    asker = details.asker or asker_of(text) or opening.asker
    if elsewhere:
        asker = asker or (Asker.EMPLOYER.value if elsewhere == "offer" else Asker.JOB_SEEKER.value)
    draft = Draft(
        subject=steps.short_subject(about or opening.subject),
        message=about,
        asker=asker,
        territory=place,
        context=opening.context,
        proposed=not about and bool(opening.subject),
        elsewhere=elsewhere,
    )
    return steps.with_details(draft, replace(details, asker="", territory=place if details.organisation else ""))


def kept_of(text: str) -> str:
    """Return what is kept, in the conversation, of a message that was for the hand-over: an order, never an answer."""
    return masked(text, read(text)) if reading.wish(text) is not None else say.HIDDEN
