"""Writes the letters: plain text and HTML of the same words. What people typed is text in both, never a header.

The acknowledgement repeats nothing that was typed: anyone may type the address of another.
"""

from __future__ import annotations

from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.handover.case import Case, Delivery, Letter
from bot.handover.submission import line
from bot.handover.wording import ASKERS, of, phone, place_name, to
from bot.settings import Settings
from bot.writing.french import capitalised
from knowledge.contacts import Contact
from knowledge.institution.typography import french_date

_NAME = "Bémo, l'assistant emploi"
_SUBJECTS = {
    Letter.REQUEST: "[{reference}] {subject}",
    Letter.ACKNOWLEDGEMENT: "[{reference}] Votre demande est enregistrée",
    Letter.ANSWER: "[{reference}] Réponse à votre demande\u00a0: {subject}",
}
_SOMEONE = "bemo@bemo.invalid"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def letter(case: Case, delivery: Delivery, text: str, contact: Contact | None, settings: Settings) -> EmailMessage:
    """Return one letter about a request, the same each time but for what has changed of the request.

    ``text``: what an answer says. ``contact``: who is in charge of the request.
    """
    kind, sender = delivery.letter, settings.mail_from or _SOMEONE
    recipient = reachable(address(kind, case, contact))
    message = EmailMessage(policy=SMTP if recipient.isascii() else SMTPUTF8)
    message["Message-ID"] = delivery.message_id
    message["Date"] = format_datetime(delivery.created.astimezone())
    message["Subject"] = subject(case, kind)
    message["From"] = Address(_NAME, addr_spec=sender)
    message["To"] = recipient or "undisclosed-recipients:;"
    replies = {Letter.REQUEST: case.request.email, Letter.ANSWER: contact.email if contact else ""}
    if (reply := reachable(replies.get(kind, ""))) and reply.isascii():
        name = _in_header(case.request.name) if kind is Letter.REQUEST else _NAME
        message["Reply-To"] = Address(name, addr_spec=reply)
    if kind is Letter.ANSWER and (first := _acknowledgement_of(case)):
        message["In-Reply-To"] = message["References"] = first
    if kind is not Letter.ANSWER:
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    values = _values(case, text, contact, settings, message["Subject"])
    message.set_content(body(kind, values), cte="quoted-printable")
    message.add_alternative(_rendered(f"{kind.value}.html", values), subtype="html", cte="quoted-printable")
    return message


def ticket(case: Case, contact: Contact | None, settings: Settings) -> tuple[str, str, str]:
    """Return the subject, the text and the customer's address of the ticket that a request makes."""
    title = subject(case, Letter.REQUEST)
    customer = reachable(case.request.email) or (contact.email if contact else "") or settings.mail_from or _SOMEONE
    return title, body(Letter.REQUEST, _values(case, "", contact, settings, title)), customer


def address(kind: Letter, case: Case, contact: Contact | None) -> str:
    """Return whom a letter is for, "" when it is not known."""
    return (contact.email if contact else "") if kind is Letter.REQUEST else case.request.email


def subject(case: Case, kind: Letter) -> str:
    """Return the subject of a letter, which a help desk recognises by its tag."""
    return _in_header(_SUBJECTS[kind].format(reference=case.line.reference, subject=case.request.subject))


def body(kind: Letter, values: dict[str, Any]) -> str:
    """Return the plain text of a letter."""
    return _rendered(f"{kind.value}.txt", values)


def _values(case: Case, text: str, contact: Contact | None, settings: Settings, title: str) -> dict[str, Any]:
    left, known = case.request, case.line
    label = contact.label if contact else case.recipient_label
    pairs = list(zip(left.context[::2], [*left.context[1::2], ""], strict=False))
    return {
        "title": title,
        "reference": known.reference,
        "received": _moment(known.received),
        "due": _day(known.due.date()),
        "delay": case.delay,
        "recipient": label,
        "to_recipient": to(label),
        "of_recipient": of(label),
        "who": capitalised(ASKERS[left.asker]),
        "place": place_name(left.territory),
        "phone": phone(left.phone),
        "left": left,
        "times": known.times,
        "pairs": pairs,
        "text": text,
        "page": f"{settings.public_url.rstrip('/')}/correspondant/demandes/{case.line.reference}"
        if settings.public_url
        else "",
    }


def _rendered(name: str, values: dict[str, Any]) -> str:
    return _environment().get_template(name).render(values).strip() + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.handover.delivery"),
        autoescape=select_autoescape(disabled_extensions=("txt",), default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _in_header(text: str) -> str:
    """Return ``text`` on one line. « =?utf-8?q?=0ABcc:…?= » is read as what it encodes, even by the library."""
    return line(text).replace("=?", "= ?")


def reachable(email: str) -> str:
    """Return an address as mail servers write it, its domain in ASCII; "" for none, or one that is no address."""
    try:
        found = validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return ""
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"


def _acknowledgement_of(case: Case) -> str:
    sent = (each.message_id for each in case.deliveries if each.letter is Letter.ACKNOWLEDGEMENT)
    return next(sent, "")


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {french_date(day)}"


def _moment(at: datetime) -> str:
    return f"{_day(at.date())} à {at.hour}\u00a0h\u00a0{at.minute:02}"
