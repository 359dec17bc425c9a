"""The words of the desk: a status, a delay, a date, a step of a request, as a correspondent reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.handover.case import Event, Letter, Line, Sending, Step
from bot.handover.desk.trail import Deed
from bot.handover.request import Asker, Status
from bot.handover.wording import label_of
from bot.writing.french import counted
from knowledge.territories.reference import territories
from knowledge.territories.wording import named

OPEN = (Status.RECORDED, Status.SENT, Status.FAILED, Status.TAKEN)
UNTAKEN = (Status.RECORDED, Status.SENT, Status.FAILED)
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words and the tone they are shown in: ``late``, ``soon``, ``fine``, ``done``. The words say it all."""

    words: str
    tone: str


STATUSES = {
    Status.RECORDED: Badge("À prendre", "soon"),
    Status.SENT: Badge("À prendre", "soon"),
    Status.FAILED: Badge("À prendre", "soon"),
    Status.TAKEN: Badge("En cours", "fine"),
    Status.ANSWERED: Badge("Répondue", "done"),
    Status.CLOSED: Badge("Close", "done"),
}
ASKERS = {
    Asker.EMPLOYER: "Employeur",
    Asker.ELECTED_OFFICIAL: "Élu ou collectivité",
    Asker.JOB_SEEKER: "Demandeur d’emploi",
    Asker.PARTNER: "Partenaire",
}
CHANNELS = {"web": "sur la page", "telegram": "par Telegram", "rest": "par un programme"}
LETTERS = {
    Letter.REQUEST: "La demande, au correspondant",
    Letter.ACKNOWLEDGEMENT: "L’accusé de réception",
    Letter.ANSWER: "La réponse",
}
SENDINGS = {
    Sending.WAITING: Badge("En attente", "soon"),
    Sending.SENT: Badge("Envoyé", "fine"),
    Sending.FILED: Badge("Écrit dans un fichier, pas envoyé", "soon"),
    Sending.DEAD: Badge("En échec", "late"),
}
STEPS = {
    Step.RECEIVED: "Demande reçue",
    Step.MERGED: "La même demande est revenue",
    Step.SENT: "Courrier envoyé",
    Step.UNDELIVERED: "Courrier refusé",
    Step.RETRIED: "Nouvel essai d’envoi",
    Step.TAKEN: "Prise en charge",
    Step.ANSWERED: "Réponse envoyée",
    Step.NOTED: "Note",
    Step.CLOSED: "Demande close",
    Step.REOPENED: "Demande rouverte",
    Step.REASSIGNED: "Confiée à quelqu’un d’autre",
}
DEEDS = {
    Deed.SIGNED_IN: "s’est connecté",
    Deed.REFUSED: "mot de passe refusé",
    Deed.LOCKED: "trop d’essais, accès bloqué",
    Deed.SIGNED_OUT: "s’est déconnecté",
    Deed.PASSWORD: "a changé de mot de passe",
    Deed.ACCOUNT: "compte créé ou mot de passe redonné, en ligne de commande",
    Deed.REMOVED: "compte supprimé, en ligne de commande",
    Deed.READ: "a lu la demande",
    Deed.TAKEN: "a pris en charge",
    Deed.ANSWERED: "a répondu",
    Deed.NOTED: "a noté",
    Deed.CLOSED: "a clos",
    Deed.REOPENED: "a rouvert",
    Deed.REASSIGNED: "a réattribué",
    Deed.RETRIED: "a renvoyé les courriers en échec",
    Deed.EXPORTED: "a exporté des demandes",
}
DONE = {
    Deed.TAKEN: "Vous suivez cette demande.",
    Deed.ANSWERED: "Votre réponse est enregistrée ; elle part par courriel.",
    Deed.NOTED: "Votre note est gardée.",
    Deed.CLOSED: "La demande est close.",
    Deed.REOPENED: "La demande est rouverte.",
    Deed.REASSIGNED: "La demande est confiée à quelqu’un d’autre.",
    Deed.RETRIED: "Les courriers en échec vont être essayés de nouveau.",
    Deed.PASSWORD: "Votre mot de passe est changé ; vos autres sessions sont fermées.",
    Deed.SIGNED_OUT: "Vous êtes déconnecté.",
}


def is_open(status: Status) -> bool:
    """Say whether somebody still waits for an answer."""
    return status in OPEN


def is_untaken(status: Status) -> bool:
    """Say whether nobody follows it yet."""
    return status in UNTAKEN


def delay(line: Line, now: datetime) -> Badge | None:
    """Return what is left of the delay promised, None when nobody waits any more. A delay ends with its day."""
    if not is_open(line.status):
        return None
    days = (line.due.date() - now.date()).days
    if days < 0:
        return Badge(f"En retard de {counted(-days, 'jour')}", "late")
    if days <= 1:
        return Badge(f"À répondre {('aujourd’hui', 'demain')[days]}", "soon")
    return Badge(f"Encore {counted(days, 'jour')}", "fine")


def moment(at: datetime, now: datetime) -> str:
    """Return « aujourd’hui à 14 h 05 », « hier à 9 h », « lundi 23 novembre à 16 h 10 ». Times are local."""
    days = (now.date() - at.date()).days
    near = {0: "aujourd’hui", 1: "hier", -1: "demain"}
    return f"{near.get(days) or day(at, now)} à {at.hour}\u00a0h" + (f"\u00a0{at.minute:02}" if at.minute else "")


def day(at: datetime, now: datetime) -> str:
    """Return « lundi 23 novembre », with its year when it is not this one."""
    number = "1er" if at.day == 1 else str(at.day)
    year = f" {at.year}" if at.year != now.year else ""
    return f"{_DAYS[at.weekday()]} {number} {_MONTHS[at.month - 1]}{year}"


def place(ref: str) -> str:
    """Return the name of a territory, its reference when it is none we know, "" for none."""
    if not ref:
        return ""
    known = territories()
    return named(known.get(ref)) if ref in known else ref


def told(event: Event) -> str:
    """Return the text of an event; whom a request goes from and to, by their functions."""
    if event.step is Step.REASSIGNED:
        return " → ".join(label_of(key) for key in event.text.split(" → "))
    return event.text


def wait(seconds: float) -> str:
    """Return « une minute », « 14 minutes »: never less than what is left."""
    minutes = max(1, -int(-seconds // 60))
    return "une minute" if minutes == 1 else f"{minutes} minutes"
