"""The territory of a person: named after /territoire, chosen among several, or that of a shared position."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from bot.button import act_of
from bot.channels.telegram import sentences
from bot.channels.telegram.chat import Chat, Replies, choice_of, says
from bot.channels.telegram.exchange import PLACE
from bot.channels.telegram.homes import homes
from bot.channels.telegram.outgoing import Outgoing
from bot.question import Question, Topic
from bot.reading.said_place import places_said
from bot.writing.blocks import Choice
from bot.writing.french import capitalised
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import territories
from knowledge.territories.wording import de_, in_, named, the_

TERRITORY, DIAGNOSTIC = "territoire", "diagnostic"
"""What the next message may tell: the commands that wait for a place."""
_MOST_CHOICES = 6


async def territory(chat: Chat, said: str) -> AsyncIterator[Outgoing]:
    """Keep the territory that is said, or ask which one it is."""
    refs = await _said(said) if said else ()
    if not refs:
        answered = ask_territory(chat)
    elif len(refs) > 1:
        options = [choice_of(told_place(territories().get(ref)), {PLACE: ref}) for ref in refs[:_MOST_CHOICES]]
        answered = chat.say(sentences.WHICH_OF_THEM, options)
    else:
        answered = settled(chat, refs[0], sentences.KEPT)
    async for outgoing in answered:
        yield outgoing


def ask_territory(chat: Chat) -> AsyncIterator[Outgoing]:
    """Ask for the territory of the person, by its name or by a position."""
    if chat.is_group:
        return chat.say(sentences.WHICH_TERRITORY_GROUP)
    return chat.say(sentences.WHICH_TERRITORY, awaits=TERRITORY, share="position")


def settled(chat: Chat, ref: str, sentence: str, name: str = "") -> AsyncIterator[Outgoing]:
    """Keep a territory, say so, and tell its key figures."""
    place = territories().get(ref)

    async def produce() -> Replies:
        await chat.settle(ref)
        figures = await chat.ask(Question(Topic.TOTALS, (ref,)), f"chiffres clés {in_(place)}")
        return [says(sentence.format(place=told_place(place))), *figures]

    return chat.answer(produce, name=name)


async def position(chat: Chat, latitude: float, longitude: float) -> AsyncIterator[Outgoing]:
    """Keep the commune nearest to a position, and not the position."""
    commune = await asyncio.to_thread(territories().nearest_commune, latitude, longitude)
    if commune is None:
        answered = chat.say(sentences.NOWHERE)
    else:
        answered = settled(chat, commune.ref, sentences.KEPT_FROM_POSITION)
    async for outgoing in answered:
        yield outgoing


async def diagnostic(chat: Chat, said: str) -> AsyncIterator[Outgoing]:
    """Send the diagnostic of the place that is said, or ask which one, the person's own offered first."""
    refs = await _said(said) if said else ()

    async def produce() -> Replies:
        return await chat.ask(
            Question(Topic.DIAGNOSTIC, ("|".join(refs),)), f"diagnostic {de_(territories().get(refs[0]))}"
        )

    if refs:
        answered = chat.answer(produce)
    else:
        answered = chat.say(sentences.WHICH_DIAGNOSTIC, await _offered(chat), awaits=DIAGNOSTIC)
    async for outgoing in answered:
        yield outgoing


async def awaited(chat: Chat, awaits: str, said: str) -> AsyncIterator[Outgoing] | None:
    """Return the answer to a message that tells the place a command waits for, None where it tells none.

    A sentence is a question, which the person went on to: a place alone is an answer.
    """
    if awaits not in (TERRITORY, DIAGNOSTIC) or not await _said(said):
        return None
    return territory(chat, said) if awaits == TERRITORY else diagnostic(chat, said)


async def _offered(chat: Chat) -> Sequence[Choice]:
    own = await homes().find(chat.sender)
    known = territories()
    places = [known.get(own)] if own in known else []
    region = known.home
    return [_diagnostic_of(place) for place in dict.fromkeys((*places, region))]


def _diagnostic_of(place: Territory) -> Choice:
    title = capitalised(sentences.DIAGNOSTIC_OF.format(of_place=de_(place)))
    return choice_of(title, act_of(Question(Topic.DIAGNOSTIC, (place.ref,))))


async def _said(text: str) -> tuple[str, ...]:
    """Return the one place a text names, several refs where the name is that of several; none where it names more."""
    found = await asyncio.to_thread(places_said, text)
    return found[0] if len(found) == 1 else ()


def told_place(place: Territory) -> str:
    """« Vineuil (Loir-et-Cher, bassin d'emploi de Blois) », « le bassin d'emploi de Blois »."""
    known = territories()
    if place.level is not Level.COMMUNE:
        return the_(place)
    bassin = known.bassin_of(place)
    around = [parent.name for parent in known.parents(place) if parent.level is Level.DEPARTEMENT]
    return f"{place.name} ({', '.join([*around, *([named(bassin)] if bassin else [])])})"
