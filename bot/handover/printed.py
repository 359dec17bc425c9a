"""The requests as a terminal shows them, in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.handover.case import Case, Counts, Letter, Line, Sending
from bot.handover.request import Status
from bot.handover.rights import OVER
from bot.handover.wording import ASKERS, STATUSES, STEPS, label_of, phone, place_name
from bot.writing.french import capitalised, counted

LETTERS = {
    Letter.REQUEST: "au correspondant",
    Letter.ACKNOWLEDGEMENT: "accusé de réception",
    Letter.ANSWER: "réponse",
}
SENDINGS = {
    Sending.WAITING: "en attente",
    Sending.SENT: "envoyé",
    Sending.FILED: "écrit en fichier",
    Sending.DEAD: "refusé",
}
_HEADER = ("Référence", "Reçue", "État", "Avant le", "Public", "Territoire", "Destinataire", "Prise par", "Envoi")
_NOTHING = "Aucune demande."
_NEVER = "La boîte d'envoi n'a encore été relevée par aucun serveur."


def table(lines: Sequence[Line], now: datetime) -> str:
    """Return one line per request under a header, or that there is none; nothing of what people wrote."""
    rows = [_HEADER, *(_cells(line, now) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(shown) if lines else _NOTHING


def summary(counts: Counts) -> str:
    """Return how many requests are open, late, undelivered, and when letters were last looked after."""
    opened = sum(count for status, count in counts.by_status.items() if status not in OVER)
    numbers = (
        counted(opened, "demande ouverte", "demandes ouvertes", feminine=True),
        f"{counts.late} en retard",
        f"{counts.undelivered} à remettre",
        f"{counted(counts.waiting_letters, 'message', 'messages')} à envoyer",
    )
    if counts.worker_seen is None:
        return f"{capitalised(', '.join(numbers))}. {_NEVER}"
    return f"{capitalised(', '.join(numbers))}. Boîte d'envoi relevée il y a {counts.worker_seen:.0f} s."


def whole(case: Case) -> str:
    """Return all that is known of a request."""
    return "\n".join(_whole(case))


def _whole(case: Case) -> Iterator[str]:
    line, left = case.line, case.request
    facts = (
        ("Demande", f"{line.reference} ({STATUSES[line.status]})"),
        ("Reçue", f"{line.received:%d/%m/%Y %H:%M}, par {line.channel or 'un autre canal'}"),
        ("À répondre", f"avant la fin du {line.due:%d/%m/%Y} ({case.delay})"),
        ("Destinataire", case.recipient_label),
        ("Prise par", line.taken_by),
        ("De", ", ".join(filter(None, (left.name, ASKERS[left.asker], left.organisation)))),
        ("Territoire", place_name(line.territory)),
        ("Messagerie", left.email),
        ("Téléphone", phone(left.phone)),
        ("Objet", left.subject),
    )
    yield from (f"{name:13} {value}" for name, value in facts if value)
    yield f"\n{left.message}\n"
    yield from (f"  · {each}" for each in left.context)
    yield "\nÉvénements"
    for event in case.events:
        who = f" par {event.actor}" if event.actor else ""
        yield f"  {event.at:%d/%m/%Y %H:%M}  {STEPS[event.step]}{who}{f' : {event.text}' if event.text else ''}"
    yield "\nEnvois"
    for each in case.deliveries:
        when = f", prochain essai {each.next_try:%d/%m %H:%M:%S}" if each.next_try else ""
        sent = f" le {each.sent:%d/%m/%Y %H:%M}" if each.sent else ""
        error = f" ({each.error})" if each.error else ""
        tries = counted(each.tries, "essai")
        whom = f"{LETTERS[each.letter]} ({each.to or 'sans adresse'})"
        yield f"  {whom} : {SENDINGS[each.sending]}{sent}, {tries}{when}{error}"


def _cells(line: Line, now: datetime) -> tuple[str, ...]:
    late = " !" if line.due < now and line.status not in OVER else ""
    trouble = "à voir" if line.undelivered or line.status is Status.FAILED else ""
    return (
        line.reference,
        f"{line.received:%d/%m %H:%M}",
        STATUSES[line.status],
        f"{line.due:%d/%m}{late}",
        ASKERS[line.asker],
        place_name(line.territory) or "—",
        label_of(line.recipient),
        line.taken_by or "—",
        trouble,
    )
