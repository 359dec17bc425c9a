"""An evening on Telegram: what people write, in which order, and how what they got is held against a quiet evening."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from tests.telegram.telegram import SHOWN, Telegram, message

CONVERSATIONS: tuple[tuple[str, ...], ...] = (
    (
        "bonjour",
        "quels métiers recrutent le plus à Tours ?",
        "et à Blois ?",
        "la suite",
        "est-ce dur de trouver des couvreurs à Tours ?",
        "et en 2023 ?",
        "combien de projets dans le Loiret en 2025 ?",
        "et dans le Cher ?",
        "c'est quoi le BMO ?",
        "merci",
    ),
    (
        "salut",
        "combien de demandeurs d'emploi à Orléans ?",
        "et à Chartres ?",
        "cmb de taf ds le batiment a orlean",
        "quels métiers recrutent à Montigny ?",
        "est-ce difficile de recruter des infirmiers à Bourges ?",
        "et des aides-soignants ?",
        "comment évoluent les projets dans l'Indre depuis 2022 ?",
        "qui contacter pour mon CV ?",
        "au revoir",
    ),
    (
        "aide",
        "le 41 et le 37 ensemble, combien de projets ?",
        "points forts, points faibles de Vendôme",
        "quels métiers y recrutent ?",
        "lesquels sont difficiles ?",
        "combien gagne un maçon ?",
        "quels métiers sont proches ?",
        "il fait beau",
        "combien de projets saisonniers à Saumur ?",
        "merci bien",
    ),
    (
        "je cherche un emploi",
        "je voudrais être cuisinier à Amboise",
        "c'est payé combien ?",
        "et serveur ?",
        "où y a-t-il le plus de projets pour les serveurs ?",
        "compare Tours et Orléans",
        "quelle part de projets difficiles à Dreux ?",
        "et à Pithiviers ?",
        "pouce en haut",
        "bonne soirée",
    ),
)

LAST = "???"
"""What ends each conversation: its answer is like no other."""
_ANSWER_TO_LAST = "rien reçu"

Shown = str
"""What is compared of a message sent: the first line of its text or caption. A picture that is late is bars in text."""


def updates(chats: Sequence[int], order: random.Random) -> Iterator[dict[str, Any]]:
    """Yield what each chat writes, each in its order, all mixed."""
    left = {chat: list(conversation_of(chat)) for chat in chats}
    while left:
        chat = order.choice(sorted(left))
        yield message(chat, left[chat].pop(0))
        if not left[chat]:
            del left[chat]


def conversation_of(chat: int) -> tuple[str, ...]:
    """Return what is written in a chat."""
    return (*CONVERSATIONS[chat % len(CONVERSATIONS)], LAST)


def ended(telegram: Telegram, chats: Sequence[int]) -> bool:
    """Say whether the last message of each chat has its answer."""
    return all(_ANSWER_TO_LAST in (telegram.sent(chat) or [""])[-1] for chat in chats)


def shown(telegram: Telegram, chat: int) -> list[tuple[Shown, int]]:
    """Return what a chat shows, in order, each with the number of the life it was sent in.

    A life begins with getMe: what the one before it sent just before it was killed is all in the journal by then.
    """
    found: list[tuple[Shown, int]] = []
    life = 0
    for line in telegram.journal():
        if line.get("method") == "getMe":
            life += 1
        elif line.get("method") in SHOWN and line["ok"] and line["params"].get("chat_id") == str(chat):
            params = line["params"]
            found.append(((params.get("text") or params.get("caption") or "").partition("\n")[0], life))
    return found


def repeated(found: Sequence[tuple[Shown, int]], wanted: Sequence[Shown]) -> int:
    """Return how many messages came twice; AssertionError where anything else differs from the quiet evening.

    The one case allowed: the last message sent to the chat before a kill, once more just after it, since Telegram took
    it and the process died before it knew.
    """
    twice = at = first = 0
    for number, (what, life) in enumerate(found):
        if not number or what != found[number - 1][0]:
            first = life  # that of the first of those that are alike
        if at < len(wanted) and what == wanted[at]:
            at += 1
        else:
            assert number, f"the first message is {what}, not {wanted[0]}"
            assert what == found[number - 1][0], f"message {number} is {what} where {wanted[at : at + 1]} was awaited"
            assert life > first, f"message {number} came twice without any kill: {what}"
            twice += 1
    assert at == len(wanted), f"{len(wanted) - at} messages are missing, from {wanted[at]}"
    return twice
