"""One request: all that is known of it, and what may be done of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sanic.response import HTTPResponse

from bot.channels.web import problems
from bot.channels.web.problems import Problem
from bot.handover.case import Case
from bot.handover.desk import forms, pages, wording
from bot.handover.desk.forms import Form
from bot.handover.desk.trail import Deed
from bot.handover.desk.visit import Visit
from bot.handover.request import HandoverError, UnknownRequest
from bot.handover.store import Requests
from knowledge.contacts import contact, directory

MAX_ANSWER = 8_000  # characters
MAX_NOTE = 4_000
_EMPTY = "Écrivez d’abord votre texte."
_NO_CONTACT = "Choisissez à qui confier la demande."
_MEANWHILE = (
    "Il s’est passé quelque chose depuis que vous avez ouvert cette page (voyez le suivi). Relisez, puis envoyez de "
    "nouveau si votre texte convient toujours."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a form asks of a request: who asks, the text, whom to give it to, whom to take it from."""

    reference: str
    actor: str
    text: str
    contact: str
    taken_from: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done. ``most`` characters of its text, ``needs`` one; ``careful``: not over other news."""

    deed: Deed
    do: Callable[[Requests, Written], object]
    most: int = 0
    needs: bool = False
    careful: bool = False


ACTS: Mapping[str, Act] = {
    "prendre": Act(Deed.TAKEN, lambda kept, by: kept.take(by.reference, by.actor, instead_of=by.taken_from)),
    "repondre": Act(
        Deed.ANSWERED,
        lambda kept, by: kept.answer(by.reference, by.actor, by.text),
        MAX_ANSWER,
        needs=True,
        careful=True,
    ),
    "noter": Act(Deed.NOTED, lambda kept, by: kept.note(by.reference, by.actor, by.text), MAX_NOTE, needs=True),
    "clore": Act(Deed.CLOSED, lambda kept, by: kept.close(by.reference, by.actor, by.text), MAX_NOTE, careful=True),
    "rouvrir": Act(Deed.REOPENED, lambda kept, by: kept.reopen(by.reference, by.actor, by.text), MAX_NOTE),
    "confier": Act(Deed.REASSIGNED, lambda kept, by: kept.reassign(by.reference, by.actor, by.contact)),
    "renvoyer": Act(Deed.RETRIED, lambda kept, by: kept.retry(by.reference, by.actor)),
}
_DEEDS = {act.deed.value: act.deed for act in ACTS.values()}


async def show(visit: Visit, reference: str) -> HTTPResponse:
    """Return the page of a request; that it was read is written down."""
    case = await asyncio.to_thread(visit.house.requests.read, reference)
    await visit.write(Deed.READ, case.line.reference)
    deed = _DEEDS.get(forms.asked(visit.request).line("fait"))
    return await _page(visit, case, done=wording.DONE[deed] if deed else "")


async def act(visit: Visit, reference: str, name: str) -> HTTPResponse:
    """Do what a form asks, once however often it is sent, and show the request again; else say why it is not done."""
    if (asked := ACTS.get(name)) is None:
        raise Problem(404, problems.UNKNOWN_ADDRESS)
    form = visit.form()
    case = await asyncio.to_thread(visit.house.requests.read, reference)
    if problem := _problem(asked, form, case):
        return await _page(visit, case, 422, problem=problem, form=form, name=name)
    written = Written(
        reference=case.line.reference,
        actor=visit.inside.account.shown,
        text=form.text("texte", asked.most),
        contact=form.line("a"),
        taken_from=form.line("de"),
    )
    try:
        done = await asyncio.to_thread(_once, visit, form.line(forms.ONCE), asked, written)
    except UnknownRequest:
        raise
    except HandoverError as error:
        return await _page(visit, case, 409, problem=str(error), form=form, name=name)
    if done:
        await visit.write(asked.deed, written.reference)
    return pages.seen(f"/demandes/{written.reference}", f"fait={asked.deed.value}")


def _problem(asked: Act, form: Form, case: Case) -> str:
    """Return why a form cannot be done as it is, "" when it can."""
    try:
        text = form.text("texte", asked.most)
    except Problem as too_long:
        return too_long.sentence
    if asked.needs and not text:
        return _EMPTY
    if asked.deed is Deed.REASSIGNED and contact(form.line("a")) is None:
        return _NO_CONTACT
    if asked.careful and form.line("vu") != str(len(case.events)):
        return _MEANWHILE
    return ""


def _once(visit: Visit, form: str, asked: Act, written: Written) -> bool:
    sessions = visit.house.sessions
    if not sessions.claim(visit.inside.key + form):
        return False
    try:
        asked.do(visit.house.requests, written)
    except BaseException:
        sessions.release(visit.inside.key + form)
        raise
    return True


async def _page(
    visit: Visit,
    case: Case,
    status: int = 200,
    *,
    problem: str = "",
    done: str = "",
    form: Form | None = None,
    name: str = "",
) -> HTTPResponse:
    return await visit.page(
        "case",
        status,
        case=case,
        problem=problem,
        done=done,
        failed=name,
        draft=form.raw("texte") if form else "",
        contacts=[each for each in directory() if each.id != case.line.recipient],
        most={"answer": MAX_ANSWER, "note": MAX_NOTE},
    )
