"""The commands of the menu: what each does, and the words that may follow it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.channels.telegram import files, handover, places, sentences
from bot.channels.telegram.chat import Chat, Replies, choice_of, says
from bot.channels.telegram.exchange import read
from bot.channels.telegram.homes import homes
from bot.channels.telegram.outgoing import Outgoing
from bot.writing.blocks import Files
from knowledge.territories.reference import territories

MENU: tuple[tuple[str, str], ...] = (
    ("start", "Commencer"),
    ("aide", "Ce que je sais faire"),
    ("territoire", "Choisir votre territoire"),
    ("offres", "Trouver des offres d'emploi"),
    ("contact", "Parler à quelqu'un"),
    ("diagnostic", "Le diagnostic d'un territoire, en PDF"),
    ("exporter", "Les fichiers de la dernière réponse"),
    ("effacer", "Effacer notre conversation"),
)
"""The commands as Telegram shows them: each with what it does, in a few words."""

_STARTS: Mapping[str, str] = {"emploi": sentences.ROLES[0], "recruter": sentences.ROLES[1], "elu": sentences.ROLES[2]}
"""What a link ``t.me/<bot>?start=…`` may say of who follows it."""
_FORMATS: Mapping[str, str] = {"csv": "csv", "excel": "xlsx", "xlsx": "xlsx", "image": "png", "png": "png"}

Command = Callable[[Chat, str], AsyncIterator[Outgoing]]


def answer(chat: Chat, command: str, words: str) -> AsyncIterator[Outgoing]:
    """Return what a command brings; one that is not known is said not to be."""
    known = _COMMANDS.get(command.lower())
    if known is None:
        return chat.say(sentences.UNKNOWN_COMMAND.format(command=f"/{command}"))
    return known(chat, words)


def is_known(command: str) -> bool:
    """Return whether it is one of ours."""
    return command.lower() in _COMMANDS


async def _start(chat: Chat, words: str) -> AsyncIterator[Outgoing]:
    """Greet; a link may say for whom (``emploi``) or for which place (``commune-41018``)."""
    ref = words.replace("-", ":", 1)
    own = ref if ref in territories() else ""
    if own:
        answered = places.settled(chat, own, sentences.KEPT)
    elif words == "contact":
        answered = handover.start(chat)
    elif words in _STARTS:
        answered = _asked(chat, _STARTS[words])
    else:
        answered = _welcome(chat, await homes().find(chat.sender))
    async for outgoing in answered:
        yield outgoing


def _welcome(chat: Chat, own: str) -> AsyncIterator[Outgoing]:
    options = [choice_of(role) for role in sentences.ROLES]
    if own not in territories():
        return chat.say(sentences.WELCOME, options)
    place = places.told_place(territories().get(own))
    return chat.say(f"{sentences.WELCOME}\n{sentences.WELCOME_BACK.format(place=place)}", options)


def _help(chat: Chat, words: str) -> AsyncIterator[Outgoing]:
    """Say what can be asked, then the commands; words after it are a question."""

    async def produce() -> Replies:
        lines = "\n".join(f"/{name} : {what[0].lower()}{what[1:]}" for name, what in MENU[1:])
        return [*await chat.read("aide", {"intent": "aide"}), says(sentences.COMMANDS.format(lines=lines))]

    return _asked(chat, words) if words else chat.answer(produce)


def _offers(chat: Chat, words: str) -> AsyncIterator[Outgoing]:
    """Answer on job offers: those of the words, else those of the trade and the place spoken of."""
    return _asked(chat, f"offres d'emploi {words}".strip())


def _contact(chat: Chat, words: str) -> AsyncIterator[Outgoing]:
    """Begin a request to the correspondent, in private only: it asks for one's name and number."""
    return handover.start(chat, words)


async def _export(chat: Chat, words: str) -> AsyncIterator[Outgoing]:
    """Send the files of the last answer, those of the formats named; other words are a question."""
    wanted = [_FORMATS[each] for each in words.lower().split() if each in _FORMATS]
    _, brought = read(await chat.talk.conversations.history(chat.sender))
    last = next((each for each in reversed(brought) if each.message.document is not None), None)
    if last is None or len(wanted) < len(words.split()):
        async for outgoing in _asked(chat, f"exporter {words}".strip()):
            yield outgoing
        return
    held, document = last.message.first(Files), last.message.document
    tasks = {file.task for file in held.files} if held else set()
    formats = wanted or [name for name, task in files.TASKS.items() if task in tasks]
    async for outgoing in chat.say(sentences.FILES_OF.format(title=document.table.title if document else "")):
        yield outgoing
    async for outgoing in files.of_answer(last.answer_id, formats, chat.talk, chat.sender):
        yield outgoing


async def _erase(chat: Chat, _words: str) -> AsyncIterator[Outgoing]:
    """Erase the conversation and the territory at once, then say so."""
    await handover.forget(chat)
    await homes().erase(chat.sender)
    await chat.talk.conversations.forget(chat.sender)
    async for outgoing in chat.say(sentences.ERASED):
        yield outgoing


def _asked(chat: Chat, sentence: str) -> AsyncIterator[Outgoing]:
    async def produce() -> Replies:
        return await chat.read(sentence)

    return chat.answer(produce)


_COMMANDS: Mapping[str, Command] = {
    "start": _start,
    "aide": _help,
    "help": _help,
    "territoire": places.territory,
    "offres": _offers,
    "contact": _contact,
    "diagnostic": places.diagnostic,
    "exporter": _export,
    "effacer": _erase,
}
