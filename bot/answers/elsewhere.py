"""What the survey cannot answer: the public service that can, else a polite limit. Nothing is promised for others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from bot.answers.suggestions import STARTERS
from bot.button import CONTACT, SOMEONE
from bot.reading.speaker import ELECTED, EMPLOYER, JOB_SEEKER
from bot.writing.blocks import Facts, Handover
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.text import fold

_FILE = Path(__file__).with_name("services.yml")
_BY_MEANING = Path(__file__).with_name("services_by_meaning.yml")
_ANYWHERE, _ALWAYS, _ASKED, _OUT_OF_SCOPE, _PERSONAL_FILE = (
    "anywhere",
    "always",
    "asked",
    "out_of_scope",
    "personal_file",
)
_PLAIN = frozenset({_ANYWHERE, _ALWAYS})
_REFERRED = frozenset({_ASKED})
_GRAVE = frozenset({_ANYWHERE})
_FOR_EMPLOYERS = "-salarie"
"""How the name of a service ends when it is another's like, for who hires."""
_TRUSTED = {
    "dossier_personnel": _PLAIN | {_ASKED, _OUT_OF_SCOPE, _PERSONAL_FILE},
    "hors_sujet": _PLAIN | {_ASKED, _OUT_OF_SCOPE},
}
"""Which ``when`` of a service suffices, by intent; in any other message, only words that mean nothing else, or a
sentence that asks whom to turn to (``referral``)."""
_ASKS = re.compile(
    r"\b(?:(?:a|vers|chez|aupres de|par|avec|pour) (?:qui|ki|quel\w*)"
    r"|quel\w* (?:service|organisme|administration|demarche|papier|formalite|interlocuteur|aide|prime|site)\w*"
    r"|(?:qui|ki) (?:est ce|c est|dois|doit|faut|puis|peu?t|peux|pourrait|pourra|je|contact\w*|appel\w*|joindre|me"
    r"|paye?|paie|finance|organise|s occupe|s en|gere|donne|delivre|aide|renseigne|voir|demander|sait|fait|l |le |les )"
    r"|ou (?:est ce|dois|faut|on|je|puis|peut|[a-z]+er|s|m|l|c|ki|qui)|(?:faut|va|aller|passe|trouve|est) ou"
    r"|comment|cmt|coment|commen|par ou|fait quoi|(?:est|sont) (?:il|elle)s?|demarches?|formalites?|aides?|primes?"
    r"|droits?|financ\w*|paye\w*|paie|pris\w* en charge|obligatoires?|faut|peu[tx]|puis je|pouvons|exist\w+|y ?a t il"
    r"|y ?a|contacts?|parle\w*|adress\w+|renseign\w+|interviewer|apec|sinon|possible|(?:c est|chez) (?:vous|toi))\b"
)
"""The words of who asks whom to turn to, how to proceed, who pays, or what is allowed."""
_WHO = re.compile(
    r"\b(?:comment (?:faire|on fait|je fais|ca se passe|proceder)|(?:a|vers) qui"
    r"|qui (?:demander|contacter|appeler|peut|pourrait)|my prends?|m y prends?|y prendre|par ou|demarches?"
    r"|ou (?:s adresser|m adresser|demander))\b"
)
"""The words of who asks whom to turn to, or how to proceed, of what was just named."""
_OF_FIGURES = re.compile(
    r"\b(?:quel\w* (?:sont les |est le )?(?:metier|secteur|bassin|departement)\w*"
    r"|(?:projets|postes|offres) (?:de|a|dans|en)|recrute(?:nt)?|embauchent|(?:qui|ca) embauche|compte[es]*|chiffres"
    r"|donnees|statistiques|du (?:boulot|travail|taf|besoin|monde)|combien (?:de|d|cherche\w*|recrute\w*|gagne\w*))\b"
)
"""The words of a question on figures, in which a service named is only told."""
_SENTENCE = re.compile(r"[^.!?;:\n…()]+(\s?\?)?")
_OTHER_RIGHTS = (
    "Mes chiffres n'y répondent pas, et je n'ai accès à aucun dossier. Vos droits et démarches : service-public.fr ; "
    "le droit du travail : code.travail.gouv.fr ; un emploi, une formation, une allocation : francetravail.fr ou 3949."
)
_LIMIT = (
    "Ce n'est pas mon domaine : je réponds sur les métiers qui recrutent et les chiffres de l'emploi par territoire."
)


@dataclass(frozen=True, slots=True)
class Service:
    """Who answers what Bémo does not: the words that call for it (on folded text), and what to say.

    ``when``: ``anywhere``, ``always``, ``asked``, ``out_of_scope`` or ``personal_file``, for common words
    (« formation ») are not trusted everywhere. ``beside``: words that must stand in the same sentence. ``role``: who
    it is for, "" for anyone. ``first``: its words come before what the question seems to mean.
    """

    id: str
    pattern: re.Pattern[str]
    answer: str
    when: str
    beside: re.Pattern[str] | None = None
    role: str = ""
    first: bool = False

    def is_called(self, said: Sequence[str]) -> bool:
        """Return whether what is said, folded, calls for the service."""
        return any(self.pattern.search(each) and (self.beside is None or self.beside.search(each)) for each in said)


@lru_cache(maxsize=1)
def services() -> tuple[Service, ...]:
    """Return the services of ``services.yml``, in its order; KeyError or TypeError when it is badly written."""
    return tuple(map(_service, yaml.safe_load(_FILE.read_text(encoding="utf-8"))))


@dataclass(frozen=True, slots=True)
class Meant:
    """Who answers what no sure word calls for: the questions it is learned from, and what to say."""

    id: str
    questions: tuple[str, ...]
    answer: str
    employer: str = ""
    """The service of ``services.yml`` that answers who hires, "" when this one does."""


@lru_cache(maxsize=1)
def services_by_meaning() -> dict[str, Meant]:
    """Return the services of ``services_by_meaning.yml`` by name; KeyError when it is badly written."""
    written = yaml.safe_load(_BY_MEANING.read_text(encoding="utf-8"))
    return {each["id"]: Meant(**{**each, "questions": tuple(each["questions"])}) for each in written}


def _service(written: dict[str, Any]) -> Service:
    return Service(
        id=written["id"],
        pattern=re.compile(words_pattern(written["words"])),
        answer=written["answer"],
        when=written["when"],
        beside=re.compile(words_pattern(written["beside"])) if "beside" in written else None,
        role=written.get("for", ""),
        first=bool(written.get("first")),
    )


def words_pattern(words: Sequence[str]) -> str:
    """Return the pattern of any of ``words`` on folded text, where ``*`` stands for the end of a word."""
    spelled = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return rf"\b(?:{spelled})\b"


def service_reply(text: str, intent: str = "", role: str = "", *, asking: str = "") -> Reply | None:
    """Return what to say of the service ``text`` calls for, None when no word of it calls for one.

    ``asking``: the part of it that asks, all of it when it is not known: elsewhere, a word calls for none unless it is
    grave. ``role``: who asks, "" when it is not known.
    """
    service = _service_of(text, asking or text, _TRUSTED.get(intent, _PLAIN), role)
    return _reply(service.answer, service.id) if service else None


def urgent(text: str, role: str = "") -> Reply | None:
    """Return what to say of what is grave wherever it is told, « rien à manger », None of anything else."""
    service = _service_of(text, text, _GRAVE, role)
    return _reply(service.answer, service.id) if service else None


def referral(text: str, role: str = "") -> Reply | None:
    """Return the service of a message that asks whom to turn to or how to proceed, None when it does not."""
    service = _service_of(text, text, _REFERRED, role)
    return _reply(service.answer, service.id) if service else None


def is_referral(text: str) -> bool:
    """Return whether a message asks whom to turn to, or how to proceed, for what a service answers."""
    return referral(text) is not None


def named(name: str, role: str = "") -> Reply | None:
    """Return what to say of the service of this name, of its like for who hires when ``role`` does; None for "".

    ``name``: of ``services_by_meaning.yml``, or of ``services.yml``.
    """
    by_meaning = services_by_meaning().get(name)
    if by_meaning is not None and not (role == EMPLOYER and by_meaning.employer):
        return _reply(by_meaning.answer, name)
    name = by_meaning.employer if by_meaning is not None else name
    alike = [each for each in services() if each.id in {name, f"{name}{_FOR_EMPLOYERS}"}]
    suited = sorted(alike, key=lambda each: (each.role not in {role, ""}, each.role != role))
    return _reply(suited[0].answer, suited[0].id) if suited else None


def answer(text: str, intent: str, role: str = "", *, asking: str = "", meant: str = "") -> Reply:
    """Return the service that suits a message out of the survey's reach, else the limit, said politely.

    ``meant``: the name of the service its meaning leads to, "" when none is likely; what is grave comes first.
    """
    service = _service_of(text, asking or text, _TRUSTED.get(intent, _PLAIN), role)
    called = _reply(service.answer, service.id) if service else None
    sure = urgent(text, role) or (called if service and service.first else None)
    return (
        sure or named(meant, role) or called or _reply(_OTHER_RIGHTS if intent == "dossier_personnel" else _LIMIT, "")
    )


_BY_PUBLIC = {
    JOB_SEEKER: "Un conseiller France Travail vous répond au 3949 ; les agences et votre espace sont sur "
    "francetravail.fr. Avant 26 ans, la mission locale vous reçoit aussi (unml.info).",
    EMPLOYER: "Un conseiller entreprise de France Travail vous répond au 3995 ; les offres se déposent sur "
    "francetravail.fr, où sont aussi les agences.",
    ELECTED: "Une collectivité s'adresse à la direction régionale de France Travail (en Centre-Val de "
    "Loire, à son correspondant régional) ; les agences sont sur francetravail.fr.",
    "": "Un conseiller de France Travail répond aux entreprises au 3995, aux particuliers au 3949 ; les agences, leurs "
    "adresses et leurs horaires sont sur francetravail.fr. Une collectivité s'adresse à la direction régionale de "
    "France Travail (en Centre-Val de Loire, à son correspondant régional).",
}
"""Whom to speak to, by who asks."""


TO_SOMEONE = Suggestion(SOMEONE, "Je veux parler à quelqu'un", act=CONTACT)
"""The button by which a person is asked for."""


def contact(public: str) -> Reply:
    """Return whom to speak to; ``public``: who asks, "" when it is not known."""
    return Reply(_BY_PUBLIC[public], suggestions=(TO_SOMEONE,), facts=Facts(topic=ReplyTopic.CONTACT))


def someone(public: str, opening: Handover) -> Reply:
    """Return the reply that opens a request for a person; its sentence is for channels that cannot write one."""
    return Reply(_BY_PUBLIC[public], facts=Facts(topic=ReplyTopic.HANDOVER), blocks=(opening,))


def _service_of(text: str, asking: str, trusted: frozenset[str], role: str) -> Service | None:
    """Return the first service called that suits who asks, else the first called."""
    said = {_ANYWHERE: [fold(text)], _ASKED: _asking(text) if trusted == _REFERRED else [fold(asking)]}
    otherwise = None
    for each in services():
        if each.when in trusted and each.is_called(said.get(each.when, [fold(asking)])):
            if each.role in {"", role}:
                return each
            otherwise = otherwise or each
    return otherwise


def asked_sentences(text: str) -> list[str]:
    """Return the sentences of a message, folded: those that end with a question mark, all of them when none does."""
    found = _sentences(text)
    return [said for said, asks in found if asks] or [said for said, _ in found]


def _sentences(text: str) -> list[tuple[str, bool]]:
    return [(fold(match[0]), bool(match[1])) for match in _SENTENCE.finditer(text)]


def _asking(text: str) -> list[str]:
    """Return the sentences that ask whom to turn to, or how to proceed, and for no figure.

    « Un apprenti, alors. Je m'y prends comment ? » names in the sentence before what it asks of.
    """
    every = [said for said, _ in _sentences(text)]
    pairs = [f"{one} {two}" for one, two in pairwise(every) if _WHO.search(two)]
    return [said for said in (*asked_sentences(text), *pairs) if _ASKS.search(said) and not _OF_FIGURES.search(said)]


def _reply(sentence: str, service: str) -> Reply:
    return Reply(
        sentence=sentence,
        suggestions=STARTERS,
        facts=Facts(topic=ReplyTopic.ELSEWHERE, service=service),
    )
