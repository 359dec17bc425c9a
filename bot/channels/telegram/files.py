"""Pictures and files for a chat, made in a process of its own. One that is late or fails costs no one the answer."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator, Sequence
from html import escape
from typing import Any

from bot.channels.telegram import sentences
from bot.channels.telegram.exchange import Brought
from bot.channels.telegram.outgoing import File, Outgoing, Text
from bot.channels.telegram.talk import Talk
from bot.rendering.renderer import BusyError, RenderError
from bot.writing.blocks import Chart, Files
from bot.writing.french import typeset
from bot.writing.reply_topics import ReplyTopic
from knowledge.territories.reference import territories
from knowledge.territories.wording import de_

logger = logging.getLogger(__name__)

PICTURE_SECONDS = 8.0
"""How long an answer waits for its picture."""
TASKS = {"csv": "table.csv", "xlsx": "table.xlsx", "png": "chart.png"}


async def picture(brought: Brought, talk: Talk, sender: str) -> bytes:
    """Return the picture of a reply, b"" where it has none or it could not be made in time."""
    if brought.message.first(Chart) is None:
        return b""
    subject = await talk.conversations.answer(sender, brought.answer_id)
    if subject is None:
        return b""
    try:
        return await asyncio.wait_for(talk.renderer.render("chart.phone.png", subject), PICTURE_SECONDS) or b""
    except (BusyError, RenderError, asyncio.TimeoutError) as error:
        logger.warning("A picture is left out: %s", type(error).__name__)
        return b""


async def asked_for(brought: Brought, talk: Talk, sender: str) -> AsyncIterator[Outgoing]:
    """Yield the files that a reply was asked for: those named, the document of a diagnostic."""
    files = brought.message.first(Files)
    if files is None:
        return
    formats = [each for each in files.asked if each in TASKS]
    async for outgoing in of_answer(brought.answer_id, formats, talk, sender):
        yield outgoing
    if "pdf" in files.asked or brought.message.facts.topic is ReplyTopic.DIAGNOSTIC:
        for file in files.files:
            if file.task == "diagnostic.pdf" and file.subject:
                yield await diagnostic(file.subject, talk)


async def of_answer(answer_id: str, formats: Sequence[str], talk: Talk, sender: str) -> AsyncIterator[Outgoing]:
    """Yield the files of an answer, or why there are none."""
    if not formats:
        return
    subject = await talk.conversations.answer(sender, answer_id)
    if subject is None:
        yield Text(_escaped(sentences.FILES_GONE))
        return
    for each in formats:
        name = await asyncio.to_thread(_name, subject["table"]["title"], each)
        yield await _made(TASKS[each], subject, name, str(subject.get("source") or ""), talk)


async def diagnostic(place: str, talk: Talk) -> Outgoing:
    """Return the diagnostic of a place to print, or that it could not be made."""
    territory = territories().get(place)
    name = await asyncio.to_thread(_name, f"Diagnostic {territory.name}", "pdf")
    return await _made("diagnostic.pdf", place, name, f"Diagnostic {de_(territory)}.", talk)


async def _made(task: str, subject: Any, name: str, caption: str, talk: Talk) -> Outgoing:
    try:
        content = await talk.renderer.render(task, subject)
    except (BusyError, RenderError) as error:
        logger.error("A file could not be made: %s", error)
        content = None
    return (
        File(content, name, f"<i>{escape(caption, quote=False)}</i>")
        if content
        else Text(_escaped(sentences.FILES_FAILED))
    )


def _escaped(sentence: str) -> str:
    return escape(typeset(sentence), quote=False)


def _name(title: str, extension: str) -> str:
    named: str = importlib.import_module("bot.exports").file_name(title, extension)  # heavy: XlsxWriter
    return named
