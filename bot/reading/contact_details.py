"""Who writes and how to reach them, read out of a message: name, organisation, e-mail, phone, who they are, where.

``reaching`` reads e-mails and phones. Nothing here is kept or logged; ``masked`` gives what others may read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.privacy.patterns import scrubbed
from bot.reading.reaching import Span, emails, mended, phones
from bot.reading.speaker import ELECTED, EMPLOYER
from knowledge.text import fold

PARTNER = "partner"
Wanted = Literal["", "name", "organisation", "contact", "asker", "territory"]
"""What was just asked: a bare answer is read as that."""

STAND_INS = {"email": "[e-mail]", "phone": "[téléphone]", "name": "[nom]"}
_LONGEST_NAME, _LONGEST_ORGANISATION = 60, 120
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Details:
    """What was read; "" for what was not said.

    ``email`` is normalised, ``phone`` E.164, ``territory`` a ref, ``asker`` a role or ``partner``. ``suggested``: the
    e-mail with the one slip of its domain set right. ``wrong_email`` and ``wrong_phone``: as typed, when not valid.
    """

    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    asker: str = ""
    territory: str = ""
    suggested: str = field(default="", repr=False)
    wrong_email: str = field(default="", repr=False)
    wrong_phone: str = field(default="", repr=False)
    spans: tuple[tuple[str, int, int], ...] = ()
    """Where a person is named or reached in the text: (``email``, ``phone`` or ``name``, start, end)."""

    @property
    def is_empty(self) -> bool:
        """True when nothing at all was read."""
        return self == Details()

    @property
    def reaches(self) -> bool:
        """True when it says how to reach someone."""
        return bool(self.email or self.phone)


_WORDS: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("contact_words.yml").read_text(encoding="utf-8"))


def _any(*lists: str) -> str:
    return "|".join(word for name in lists for word in _WORDS[name])


_WORD = r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*"
_NAME = rf"{_WORD}(?:[ ]+{_WORD}){{0,4}}"
_CIVILITY = r"(?:mme|mlle|mr|m\.|monsieur|madame|mademoiselle)\.?"
_SAID_NAME = re.compile(
    rf"(?:\bj(?:e|')?[ ]?m[ ’']?ap+el+e\b|\bmon (?:pr[ée]nom et mon )?nom (?:est|c['’]est)|\b(?:pr[ée]nom et )?nom[ ]?:"
    rf"|\bmoi,? c(?:['’]est|(?= ))|\b(?:je suis|ici|c['’]est|de la part de)[ ]+(?={_CIVILITY})|\b(?={_CIVILITY}[ ]))"
    rf"[ ]*:?[ ]*(?:{_CIVILITY}[ ]+)?(?P<name>{_NAME})",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"\b(?:cordialement|cdt|bien à vous|salutations|respectueusement)[\s,.!:-]+(?P<name>{_NAME})\W*$", re.IGNORECASE
)
_LEADS = re.compile(rf"^(?:\W*\b(?:{_any('leads')})\b[ ,:]*)+", re.IGNORECASE)
_ENDS = re.compile(rf"(?<!\W)(?:\W+(?:{_any('ends')}))+\W*$", re.IGNORECASE)
_STOPS = re.compile(rf"(?<![ ])[ ]+(?:{_any('goes_on', 'name_goes_on')})\b.*$", re.IGNORECASE)
_NO_NAME, _PARTICLES = frozenset(_WORDS["not_names"].split()), frozenset(_WORDS["particles"].split())
_GOES_ON = rf"(?=\s*(?:[,;:!?\n]|\.(?:\s|$)|$|\s(?:{_any('goes_on')})\b|\sj['’]))"
_ORGANISATION = re.compile(
    rf"\b(?P<head>{_any('public_bodies', 'partners', 'firms')})\b(?P<tail>[ ’'\-][^,;:!?\n]*?)?{_GOES_ON}",
    re.IGNORECASE,
)
_OF_THE_MAYOR = re.compile(
    r"\b(?:adjointe?s? (?:au|à la|du|de la) )?maires?(?:[ ]?-?adjointe?)?"
    rf" (?P<of>(?:de |d['’]|du |des |à |au )[^,;:!?.\n]{{2,60}}?)(?:{_GOES_ON}|(?=\sau\b))",
    re.IGNORECASE,
)
_CHEZ = re.compile(
    r"\b(?:chez|travaille (?:pour|à)|(?:drh|rh|directeur|directrice|dirigeante?|g[ée]rante?|patronn?e?) d[eu])[ ]+"
    r"(?!moi|nous|vous|qui|quel|france travail|mon|ma|la|l['’]|cette|ce)"
    rf"(?P<name>[^,;:!?.\n]{{2,60}}?)(?:{_GOES_ON}|(?=\s(?:à|au)\b))",
    re.IGNORECASE,
)
_PUBLIC_BODY = re.compile(rf"(?:{_any('public_bodies')})\b", re.IGNORECASE)
_PARTNER = re.compile(rf"(?:{_any('partners')})\b", re.IGNORECASE)
_ASKERS = {asker: re.compile(rf"\b(?:{'|'.join(words)})\b") for asker, words in _WORDS["askers"].items()}
_TITLE = re.compile(r"(?:l[ae] |l['’])[a-zà-ÿ]")
"""« Monsieur le président » names nobody; « Monsieur Le Goff » does."""
_OF_A_SENTENCE = frozenset({"je", "j", "tu", "vous", "votre", "vos", "est", "c", "pas", "ai", "veux", "pff", "suis"})
_OF_NO_ONE = frozenset({"les", "des", "cette", "quelles", "quelle", "dans", "ces", "aux", "un", "une", "d"})
_MAY_BE_A_PLACE = re.compile(r"\bmoi,? c\b", re.IGNORECASE)
"""« Moi c'est Pithiviers » tells where one lives."""
_APART = re.compile(r"[,;\n/|]+| [–—-] |\.(?=\s|$)")


def read(text: str, wanted: Wanted = "") -> Details:
    """Return what ``text`` says of who writes it; ``wanted``: what was just asked of them."""
    email, found_emails, wrong_email = emails(text)
    phone, found_phones, wrong_phone = phones(text, bare=wanted == "contact")
    left = _blanked(text, (*found_emails, *found_phones))
    organisation = _organisation(left)
    name, where = _name(left, wanted, others=bool(email or phone or organisation))
    if wanted == "name" and where and not organisation:
        organisation = _beside(left, where)
    if wanted == "organisation" and not organisation and not (email or phone or name):
        organisation = _bare_organisation(left)
    spans = [("email", *each) for each in found_emails] + [("phone", *each) for each in found_phones]
    place = organisation or (left if wanted == "territory" or phone or email else "")
    return Details(
        email=email,
        phone=phone,
        name=name,
        organisation=organisation,
        asker=_asker_of_organisation(organisation) or asker_of(_without(left, where)),
        territory=_territory(place, left),
        suggested=mended(email),
        wrong_email="" if email else wrong_email,
        wrong_phone="" if phone or email else wrong_phone,
        spans=tuple(sorted([*spans, *([("name", *where)] if where else [])], key=lambda each: each[1])),
    )


def masked(text: str, details: Details) -> str:
    """Return ``text`` with what names or reaches a person replaced by what kind of thing it is.

    What was not read but looks personal (a phone number of no operator, an address) is replaced too.
    """
    for kind, start, end in reversed(details.spans):
        text = text[:start] + STAND_INS[kind] + text[end:]
    return scrubbed(text)


def asker_of(text: str) -> str:
    """Return who the words say is asking, "" when they do not."""
    folded = fold(text)
    return next((asker for asker, pattern in _ASKERS.items() if pattern.search(folded)), "")


def says_nothing(text: str) -> bool:
    """Return whether no word of a text tells anything: « euh », « attendez », « je ne sais pas »."""
    return _NO_NAME.issuperset(fold(text).split())


def is_name(text: str) -> bool:
    """Return whether a text may be the name of a person: a few words, none of which says something else."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME or not re.fullmatch(_NAME, text):
        return False
    if _TITLE.match(text):
        return False
    folded = fold(text).split()
    return not _NO_NAME.intersection(folded) and any(len(each) > 1 and each not in _PARTICLES for each in folded)


def _name(left: str, wanted: Wanted, *, others: bool) -> tuple[str, Span | None]:
    """Return the name said as such, or else the part of the message that is nothing but a name."""
    for pattern in (_SAID_NAME, _SIGNED):
        for match in pattern.finditer(left):
            start = match.start("name")
            name = _STOPS.sub("", match["name"]).strip()
            here = wanted != "name" and _MAY_BE_A_PLACE.search(match.group()) and place_in(name)
            if name and is_name(name) and not here:
                return name, (start, start + len(name))
    if wanted not in {"name", ""} and not others:
        return "", None
    position = 0
    for part in (*_APART.split(left), ""):
        start = left.find(part, position)
        position = start + len(part)
        bare = _ENDS.sub("", part)
        lead = _LEADS.match(bare)
        name = _STOPS.sub("", bare[lead.end() if lead else 0 :].strip()).strip(" .:!-")
        if name and is_name(name) and (wanted == "name" or (others and _looks_named(name))):
            at = left.find(name, start)
            return name, (at, at + len(name))
    return "", None


def _looks_named(name: str) -> bool:
    """Two words or more, that begin as names do or that a sentence seldom holds."""
    words = [word for word in name.split() if fold(word) not in _PARTICLES]
    return len(words) > 1 and all(word[0].isupper() for word in words) and not _ORGANISATION.search(name)


def _organisation(left: str) -> str:
    if mayor := _OF_THE_MAYOR.search(left):
        return f"mairie {mayor['of'].strip()}"
    for match in _ORGANISATION.finditer(left):
        found = (match["head"] + (match["tail"] or "")).strip()
        alone = not (match["tail"] or "").strip() and fold(match["head"]) not in {
            "cci",
            "cma",
            "intermarche",
            "leclerc",
        }
        if not alone and not _is_common(left, match):
            return _without_place(found)[:_LONGEST_ORGANISATION]
    if works := _CHEZ.search(left):
        return works["name"].strip()[:_LONGEST_ORGANISATION]
    return ""


def _without_place(organisation: str) -> str:
    """« resto le lys a blois » is at Blois; the mairie of a town keeps its name."""
    found = re.match(r"(?P<name>.{3,}?) [àa] (?P<place>.+)$", organisation)
    return found["name"] if found and place_in(found["place"]) else organisation


def _is_common(left: str, match: re.Match[str]) -> bool:
    """« dans la commune », « les entreprises du secteur » speak of no organisation of one's own."""
    before = fold(left[: match.start()]).split()[-1:]
    return bool(_OF_NO_ONE.intersection(before))


def _beside(left: str, where: Span) -> str:
    """Return the part of an answer that stands after the name and is no place: « Ida Blum, Blum Industrie, … »."""
    parts = [part.strip() for part in _APART.split(left[where[1] :])]
    named = [part for part in parts if 2 < len(part) <= _LONGEST_NAME and "?" not in part and not _LEADS.match(part)]
    first = next((part for part in named if not _NO_NAME.intersection(fold(part).split())), "")
    return "" if asker_of(first) or place_in(first) else first


def _bare_organisation(left: str) -> str:
    bare = _ENDS.sub("", left)
    lead = _LEADS.match(bare)
    found = bare[lead.end() if lead else 0 :].strip(" .,:!")
    found = re.sub(r"^(?:l[ae]s? |l['’])", "", found)  # « la Duralex », but « La Poste »
    is_one = "?" not in found and 1 < len(found) <= _LONGEST_ORGANISATION
    return found if is_one and not _OF_A_SENTENCE.intersection(fold(found).split()) else ""


def _asker_of_organisation(organisation: str) -> str:
    if _PUBLIC_BODY.match(organisation):
        return ELECTED
    if _PARTNER.match(organisation):
        return PARTNER
    return EMPLOYER if _ORGANISATION.match(organisation) else ""


def place_in(text: str) -> str:
    """Return the ref of the first place that a text names, the likeliest where several bear its name; "" for none."""
    from knowledge.territories.linking import link  # noqa: PLC0415 — a second to load, and most messages need none

    found = link(text)
    return found[0].refs[0] if found else ""


def _territory(place: str, left: str) -> str:
    """Return the one place named, the organisation's first; « Toits du Berry » says no place: it is one's name."""
    found = (place_in(each) for each in dict.fromkeys((place, left if place else "")) if each)
    return next((ref for ref in found if ref and ref.partition(":")[0] != "group"), "")


def _blanked(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` with a comma and spaces for each span, so that places stay the same."""
    for start, end in spans:
        text = text[:start] + "," + " " * (end - start - 1) + text[end:]
    return text


def _without(left: str, where: Span | None) -> str:
    return left if where is None else left[: where[0]] + left[where[1] :]
