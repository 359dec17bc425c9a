"""The pages of the desk: Jinja2 templates where every text is escaped, under a policy that runs nothing of a text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import response
from sanic.response import HTTPResponse

from bot.handover.case import Counts
from bot.handover.desk import wording
from bot.handover.desk.wanted import VIEWS
from bot.handover.wording import phone

BASE = "/correspondant"
STATIC = Path(__file__).with_name("static")
_TEMPLATES = Path(__file__).with_name("templates")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(name: str, status: int = 200, /, **values: Any) -> HTTPResponse:
    """Return a page of ``templates/``."""
    text = _environment().get_template(f"{name}.html").render(**values)
    answer = response.html(text, status=status)
    protect(answer)
    return answer


def protect(answer: HTTPResponse) -> None:
    """Have a browser run our files only, send forms to us only, frame it nowhere and keep nothing of it."""
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"


def seen(path: str = "", query: str = "") -> HTTPResponse:
    """Send the browser to another page of the desk, once a form is done."""
    return response.redirect(f"{BASE}{path}{'?' if query else ''}{query}", status=303)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        base=BASE,
        views=VIEWS,
        statuses=wording.STATUSES,
        askers=wording.ASKERS,
        channels=wording.CHANNELS,
        letters=wording.LETTERS,
        sendings=wording.SENDINGS,
        steps=wording.STEPS,
        deeds=wording.DEEDS,
        delay=wording.delay,
        day=wording.day,
        moment=wording.moment,
        is_open=wording.is_open,
        is_untaken=wording.is_untaken,
        attention=attention,
    )
    environment.filters.update(place=wording.place, phone=phone, told=wording.told)
    return environment


def attention(counts: Counts) -> str:
    """Return the sentence that says mail does not leave, "" when it does."""
    if counts.waiting_letters and counts.worker_seen is None:
        return "Le courrier n’est relevé par personne : les demandes sont gardées, les réponses ne partent pas encore."
    if counts.waiting_letters and counts.worker_seen is not None and counts.worker_seen > _LATE_WORKER:
        minutes = wording.wait(counts.worker_seen)
        return f"Le courrier n’est plus relevé depuis {minutes} : les réponses attendent."
    return ""


_LATE_WORKER = 600.0
"""Seconds after which a worker that has letters to send and was not seen is worth a word."""
