"""What the survey cannot answer: the public service that can, else a polite limit. Nothing is promised for others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.suggestions import STARTERS
from bot.writing.reply import Reply
from knowledge.text import fold

_FILE = Path(__file__).with_name("services.yml")
_ALWAYS, _OUT_OF_SCOPE, _PERSONAL_FILE = "always", "out_of_scope", "personal_file"
_TRUSTED = {
    "dossier_personnel": frozenset({_ALWAYS, _OUT_OF_SCOPE, _PERSONAL_FILE}),
    "hors_sujet": frozenset({_ALWAYS, _OUT_OF_SCOPE}),
}
"""Which ``when`` of a service suffices, by intent; in any other message, only words that mean nothing else."""
_OWN_FILE = (
    "Je n'ai pas accès aux dossiers personnels. Pour une inscription, une allocation ou un rendez-vous : "
    "francetravail.fr ou le 3949 ; pour le RSA, la Caf (caf.fr)."
)
_LIMIT = (
    "Ce n'est pas mon domaine : je réponds sur les métiers qui recrutent et les chiffres de l'emploi par territoire."
)


@dataclass(frozen=True, slots=True)
class Service:
    """Who answers what Bémo does not: the words that call for it (on folded text), and what to say.

    ``when``: ``always``, ``out_of_scope`` or ``personal_file``, for common words (« formation ») are not trusted
    everywhere.
    """

    id: str
    pattern: re.Pattern[str]
    answer: str
    when: str


@lru_cache(maxsize=1)
def services() -> tuple[Service, ...]:
    """Return the services of ``services.yml``, in its order; KeyError or TypeError when it is badly written."""
    return tuple(map(_service, yaml.safe_load(_FILE.read_text(encoding="utf-8"))))


def _service(written: dict[str, Any]) -> Service:
    return Service(
        id=written["id"],
        pattern=re.compile(words_pattern(written["words"])),
        answer=written["answer"],
        when=written["when"],
    )


def words_pattern(words: Sequence[str]) -> str:
    """Return the pattern of any of ``words`` on folded text, where ``*`` stands for the end of a word."""
    spelled = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return rf"\b(?:{spelled})\b"


def service_reply(text: str, intent: str = "") -> Reply | None:
    """Return what to say of the service ``text`` calls for, None when no word of it calls for one."""
    folded, trusted = fold(text), _TRUSTED.get(intent, frozenset({_ALWAYS}))
    found = (each for each in services() if each.when in trusted and each.pattern.search(folded))
    service = next(found, None)
    return _reply(service.answer, service.id) if service else None


def answer(text: str, intent: str) -> Reply:
    """Return the service that suits a message out of the survey's reach, else the limit, said politely."""
    return service_reply(text, intent) or _reply(_OWN_FILE if intent == "dossier_personnel" else _LIMIT, "")


def _reply(sentence: str, service: str) -> Reply:
    return Reply(
        sentence=sentence,
        suggestions=STARTERS,
        facts={"topic": "elsewhere", "service": service, "territories": [], "occupations": []},
    )
