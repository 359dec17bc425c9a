"""Definitions and the institution: the entry that answers a question, dated and sourced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.elsewhere import named as service_named
from bot.answers.elsewhere import referral, service_reply
from bot.mentions import Mentions
from bot.reading.meant import ENTRIES, SERVICES, leads, meant
from bot.writing.blocks import Facts
from bot.writing.french import listed, quoted
from bot.writing.reply import MAX_SUGGESTIONS, Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.institution.model import Entry
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.wording import named

_ON_BASSINS = frozenset({"commune-bassin", "bassin-emploi", "autres-echelles"})
_ON_COMMUNES = "commune-bassin"
_ON_METIERS = "metier-bmo"
Told = Mapping[str, Mapping[str, float]]
_NOTHING: Told = {}
_SURE, _LIKELY, _CLEARLY = 0.4, 0.1, 0.03
"""How likely what a turn means must be, of its kind, to come before what its words find, and after it; and of all."""


def answer(text: str, knowledge: Knowledge, public: str = "", told: Told = _NOTHING, whole: str = "") -> Reply:
    """Return the entry of ``knowledge/institution/entries.yml`` that answers ``text``, or choices among the closest.

    What asks whom to turn to gets the service that answers; ``public``: who asks, "" when it is not known.
    ``told``: what the reader says of the entry it means, which comes first when it is sure, last when it is likely.
    ``whole``: the message of which ``text`` is what asks (« Dev'up, c'est quel organisme ? » names it before).
    """
    if (sure := _meant(told, knowledge, public, least=_SURE, clearly=_SURE)) is not None:
        return sure
    if (service := referral(text, public)) is not None:
        return service
    entry = knowledge.institution.find(text) or (knowledge.institution.find(whole) if whole else None)
    if entry is not None:
        return _entry(entry, knowledge)
    likely = _meant(told, knowledge, public, least=_LIKELY, clearly=_CLEARLY)
    return likely or service_reply(text, role=public) or _choices(text, knowledge)


def _meant(told: Told, knowledge: Knowledge, public: str, *, least: float, clearly: float) -> Reply | None:
    """Return the entry or the service that a turn means, whichever is likelier; None when neither is likely."""
    if leads(told, SERVICES, ENTRIES):
        return service_named(meant(told, SERVICES, least=least, clearly=clearly), public)
    entry = meant(told, ENTRIES, least=least, clearly=clearly)
    return _entry(knowledge.institution.get(entry), knowledge) if entry else None


def _entry(entry: Entry, knowledge: Knowledge) -> Reply:
    return Reply(
        sentence=entry.answer,
        notes=(f"En savoir plus : {entry.link}",) if entry.link else (),
        source=entry.source_line,
        suggestions=tuple(_button(each) for each in knowledge.institution.related(entry)),
        facts=Facts(topic=ReplyTopic.DEFINITION, entry=entry.id),
    )


def with_what_is_named(reply: Reply, mentions: Mentions, knowledge: Knowledge) -> Reply:
    """Return an entry on bassins or métiers with the bassin of the commune named, or the métier of the word named.

    « c'est à part ou dedans ? » is of the one or of the other, as what is named tells.
    """
    if reply.facts.service or reply.facts.entry not in {"", *_ON_BASSINS, _ON_METIERS}:
        return reply
    bassin = _bassin_of(mentions, knowledge) if reply.facts.entry else ""  # a place named asks nothing of bassins
    metier = _metier_of(mentions, knowledge)
    if not (bassin or metier):
        return reply
    named = _entry(knowledge.institution.get(_ON_COMMUNES if bassin else _ON_METIERS), knowledge)
    found = reply if reply.facts.entry in _ON_BASSINS and bassin else named
    return replace(found, sentence=f"{bassin or metier} {found.sentence}")


def _bassin_of(mentions: Mentions, knowledge: Knowledge) -> str:
    """« Saint-Pierre-des-Corps est dans le bassin d'emploi de Tours. », "" when no commune is named."""
    place = mentions.territories[0] if len(mentions.territories) == 1 else ""
    if not place.startswith("commune:") or "|" in place:
        return ""
    commune = knowledge.territories.get(place)
    units = knowledge.territories.survey_area(commune).units
    return f"{commune.name} est dans le {named(units[0])}." if units else ""


def _metier_of(mentions: Mentions, knowledge: Knowledge) -> str:
    """« Le métier « cariste » est compté dans « Conducteurs d'engins… ». », "" when none is named."""
    value = mentions.occupations[0] if mentions.occupations else ""
    codes = Selection.parse(value).fap2021 if value and not value.startswith("ambigu:") else ()
    if not codes:
        return ""
    labels = [quoted(knowledge.occupations.get(f"fap2021:{code}").label) for code in codes]
    word = quoted(mentions.words[0]) if mentions.words else "Ce métier"
    return f"{word} est compté dans {listed(labels)}."


def _choices(text: str, knowledge: Knowledge) -> Reply:
    closest = knowledge.institution.closest(text, MAX_SUGGESTIONS)
    return Reply(
        sentence=(
            "Je n'ai pas de réponse sûre à cette question. Un conseiller France Travail en a une, au 3949 "
            "(particuliers) ou au 3995 (entreprises). Ces sujets s'en approchent :"
        ),
        suggestions=tuple(_button(entry) for entry in closest),
        facts=Facts(topic=ReplyTopic.NOT_UNDERSTOOD),
    )


def _button(entry: Entry) -> Suggestion:
    return Suggestion(entry.title, entry.questions[0])
