"""The form of a request: what is wrong with each of its fields, and the draft it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.answers.handover import ASKERS, phone_shown, place
from bot.handover import steps
from bot.handover.drafts import Draft
from bot.reading import handing_over as reading
from bot.reading.contact_details import place_in, read

_LONGEST = {
    "subject": 200,
    "name": 100,
    "organisation": 200,
    "territory": 100,
    "email": 254,
    "phone": 40,
    "message": 4000,
}
_ASKED = {
    "subject": "Dites en quelques mots ce que vous demandez.",
    "asker": "Choisissez qui vous êtes.",
    "name": "Donnez votre nom.",
    "consent": "Sans votre accord, la demande ne peut pas être envoyée.",
}
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TOO_LONG = "C'est trop long : {} caractères au plus."
_BAD_EMAIL = "Cette adresse n'est pas complète ou contient une faute."
_MEANT = "Est-ce {} ? Corrigez l'adresse, ou envoyez de nouveau pour la garder."
_BAD_PHONE = "Ce numéro n'est pas valable : vérifiez ses chiffres."
_NO_WAY = "Donnez un e-mail ou un téléphone, pour qu'on puisse vous répondre."
_NO_PLACE = "Ce lieu n'est pas connu. Donnez une commune ou un département, ou rien."


@dataclass(frozen=True, slots=True)
class Filled:
    """The draft that a form makes, and what is wrong with its fields, by name."""

    draft: Draft = field(repr=False)
    errors: dict[str, str] = field(default_factory=dict)


def filled(draft: Draft, values: Mapping[str, Any]) -> Filled:
    """Return what the values of a form make of a draft. What is no text is read as nothing."""
    given = {name: " ".join(_text(values, name).split()) for name in _LONGEST if name != "message"}
    given["message"] = _text(values, "message").strip()
    asker = next((who for who, title in ASKERS.items() if title == _text(values, "asker")), "")
    errors = {name: _TOO_LONG.format(most) for name, most in _LONGEST.items() if len(given[name]) > most}
    for name in ("subject", "name"):
        if not given[name]:
            errors[name] = _ASKED[name]
    if not asker:
        errors["asker"] = _ASKED["asker"]
    email, phone = _reached(values, given, errors)
    place_ref = place_in(given["territory"]) if given["territory"] else ""
    if given["territory"] and not place_ref:
        errors["territory"] = _NO_PLACE
    if given["territory"] == place(draft.territory):
        place_ref = draft.territory
    if values.get("consent") is not True:
        errors["consent"] = _ASKED["consent"]
    insisted = "insisted" in draft.skipped
    done = draft.but(
        subject=given["subject"],
        asker=asker,
        name=given["name"],
        organisation=given["organisation"],
        email=email,
        phone=phone,
        territory=place_ref,
        message=given["message"],
        elsewhere="" if insisted or errors else reading.better_elsewhere(f"{given['subject']} {given['message']}"),
        suggested="",
        changing="",
        aside="",
        skipped=(*draft.skipped, steps.ORGANISATION, steps.TERRITORY, steps.MESSAGE),
    )
    return Filled(done, errors)


def _reached(values: Mapping[str, Any], given: Mapping[str, str], errors: dict[str, str]) -> tuple[str, str]:
    """Return the e-mail and the phone; the slip of a domain is told once (``keeps`` holds the e-mail told of)."""
    email = read(given["email"], "contact") if given["email"] else None
    phone = read(given["phone"], "contact").phone if given["phone"] else ""
    if email is not None and not email.email:
        errors["email"] = _BAD_EMAIL
    elif email is not None and email.suggested and _text(values, "keeps") != given["email"]:
        errors["email"] = _MEANT.format(email.suggested)
    if given["phone"] and not phone:
        errors["phone"] = _BAD_PHONE
    if not given["email"] and not given["phone"]:
        errors["email"] = _NO_WAY
    return (email.email if email is not None else ""), phone


def shown_values(draft: Draft) -> dict[str, str]:
    """Return the values of a draft as the form shows them."""
    return {
        "subject": draft.subject,
        "asker": ASKERS.get(draft.asker, ""),
        "name": draft.name,
        "organisation": draft.organisation,
        "email": draft.email,
        "phone": phone_shown(draft.phone),
        "territory": place(draft.territory),
        "message": draft.message,
    }


def _text(values: Mapping[str, Any], name: str) -> str:
    """Return a text without what no one types: control characters, and surrogates, which no encoder takes."""
    found = values.get(name)
    return _UNTYPED.sub("", found) if isinstance(found, str) else ""
