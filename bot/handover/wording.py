"""How the hand-over's values are written in French."""

from __future__ import annotations

from bot.handover.case import Step
from bot.handover.request import Asker, Status
from knowledge.contacts import contact
from knowledge.errors import SettingsError
from knowledge.territories.reference import territories

_CONTRACTED = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}
SOMEONE = "le correspondant"
"""The recipient whose entry is no longer in the directory."""
ASKERS = {
    Asker.JOB_SEEKER: "demandeur d'emploi",
    Asker.EMPLOYER: "employeur",
    Asker.ELECTED_OFFICIAL: "élu",
    Asker.PARTNER: "partenaire",
}
"""Who asks, as it is written."""
STATUSES = {
    Status.RECORDED: "enregistrée",
    Status.SENT: "transmise",
    Status.TAKEN: "prise en charge",
    Status.ANSWERED: "répondue",
    Status.CLOSED: "close",
    Status.FAILED: "envoi en échec",
}
"""How far a request is, as it is written."""
STEPS = {
    Step.RECEIVED: "reçue",
    Step.MERGED: "laissée de nouveau",
    Step.SENT: "transmise",
    Step.UNDELIVERED: "envoi refusé",
    Step.RETRIED: "envoi relancé",
    Step.TAKEN: "prise en charge",
    Step.ANSWERED: "répondue",
    Step.NOTED: "note",
    Step.CLOSED: "close",
    Step.REOPENED: "rouverte",
    Step.REASSIGNED: "réattribuée",
}
"""What happened to a request, as it is written."""


def place_name(ref: str) -> str:
    """Return the name of a territory, "" when none was told."""
    known = territories()
    return known.get(ref).name if ref in known else ref


def label_of(key: str) -> str:
    """Return the function of a recipient, as one says it."""
    try:
        found = contact(key)
    except SettingsError:
        found = None
    return found.label if found else SOMEONE


def address_of(key: str) -> str:
    """Return where a recipient is written to, "" when it is not known."""
    try:
        found = contact(key)
    except SettingsError:
        found = None
    return found.email if found else ""


def phone(number: str) -> str:
    """Return an E.164 number as it is read in France: « 06 12 34 56 78 »."""
    digits = number.removeprefix("+33")
    if digits != number and len(digits) == 9 and digits.isdecimal():
        return "\u00a0".join((f"0{digits[0]}", *(digits[i : i + 2] for i in range(1, 9, 2))))
    return number


def to(label: str) -> str:
    """Return « au correspondant régional », « à la conseillère », of a function as one says it."""
    return _contracted("à", label)


def of(label: str) -> str:
    """Return « du correspondant régional », « de la conseillère », of a function as one says it."""
    return _contracted("de", label)


def _contracted(word: str, label: str) -> str:
    article, _, rest = label.partition(" ")
    contracted = _CONTRACTED.get((word, article))
    return f"{contracted} {rest}" if contracted else f"{word} {label}"
