"""Coming in, going out, changing one's password."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from sanic import response
from sanic.response import HTTPResponse

from bot.channels.web.problems import too_many
from bot.handover.desk import forms, pages, wording
from bot.handover.desk.accounts import Account
from bot.handover.desk.attempts import LockedError
from bot.handover.desk.forms import Form
from bot.handover.desk.passwords import MIN_LENGTH, BusyError, T, WeakPasswordError
from bot.handover.desk.trail import Deed
from bot.handover.desk.visit import Visit
from bot.handover.references import REFERENCE

_REFUSED = "Le nom ou le mot de passe n’est pas le bon."
_LOCKED = "Trop d’essais. Réessayez dans {}."
_WRONG = "Votre mot de passe actuel n’est pas celui-là."
_DIFFERENT = "Les deux nouveaux mots de passe ne sont pas les mêmes."
_BUSY = 5.0  # seconds
_DONE = {"deconnecte": Deed.SIGNED_OUT}


async def show(visit: Visit) -> HTTPResponse:
    """Return the page that asks a name and a password."""
    asked = forms.asked(visit.request)
    if visit.session is not None:
        return pages.seen(_towards(asked))
    deed = _DONE.get(asked.line("fait"))
    return _page(visit, asked, done=wording.DONE[deed] if deed else "")


async def come_in(visit: Visit) -> HTTPResponse:
    """Open a session for a right password; count the wrong ones."""
    form = forms.read(visit.request)
    forms.prove(form, forms.cookie(visit.request, forms.ENTRANCE))
    name, house = form.line("nom", 64), visit.house
    try:
        who = await _recognised(visit, name, form.raw("mot_de_passe"))
    except LockedError as locked:
        answer = _page(visit, form, _LOCKED.format(wording.wait(locked.seconds)), status=429)
        answer.headers["Retry-After"] = str(int(locked.seconds) + 1)
        return answer
    if who is None:
        return _page(visit, form, _REFUSED, status=401)
    token = await asyncio.to_thread(house.sessions.open, who)
    await asyncio.to_thread(house.trail.add, who.shown, Deed.SIGNED_IN)
    answer = pages.seen(_towards(form))
    pages.protect(answer)
    forms.set_cookie(visit.request, answer, forms.SESSION, token)
    forms.set_cookie(visit.request, answer, forms.ENTRANCE, "")
    return answer


async def go_out(visit: Visit) -> HTTPResponse:
    """End the session."""
    visit.form()
    await visit.write(Deed.SIGNED_OUT)
    await asyncio.to_thread(visit.house.sessions.close, visit.inside.key)
    answer = pages.seen("/connexion", "fait=deconnecte")
    forms.set_cookie(visit.request, answer, forms.SESSION, "")
    return answer


async def stay(_visit: Visit) -> HTTPResponse:
    """Answer nothing to who is writing: to be heard of is to be there, and the session goes on."""
    return response.empty()


async def show_password(visit: Visit) -> HTTPResponse:
    """Return the page that changes the password."""
    done = wording.DONE[Deed.PASSWORD] if forms.asked(visit.request).line("fait") else ""
    return await visit.page("password", problem="", done=done, least=MIN_LENGTH)


async def set_password(visit: Visit) -> HTTPResponse:
    """Change the password of who knows the one they have; their other sessions end."""
    form, me = visit.form(), visit.inside.account
    new, problem = form.raw("nouveau"), ""
    try:
        if new != form.raw("encore"):
            problem = _DIFFERENT
        elif await _recognised(visit, me.name, form.raw("actuel")) is None:
            problem = _WRONG
        else:
            change = partial(visit.house.accounts.set_password, me.name, new, but=visit.inside.key)
            await _slowly(visit, change)
    except LockedError as locked:
        problem = _LOCKED.format(wording.wait(locked.seconds))
    except WeakPasswordError as weak:
        problem = str(weak)
    if problem:
        return await visit.page("password", 422, problem=problem, done="", least=MIN_LENGTH)
    await visit.write(Deed.PASSWORD)
    return pages.seen("/mot-de-passe", "fait=1")


async def _recognised(visit: Visit, name: str, password: str) -> Account | None:
    """Return whose password it is, None for a wrong one, which is counted. Raises LockedError."""
    return await _slowly(visit, partial(_try, visit, name, password))


async def _slowly(visit: Visit, task: Callable[[], T]) -> T:
    try:
        return await visit.house.slowly.run(task)
    except BusyError:
        raise too_many(_BUSY) from None


def _try(visit: Visit, name: str, password: str) -> Account | None:
    house, known = visit.house, visit.house.accounts.find(name)
    whose = known.name if known else name
    house.attempts.begin(whose, visit.address)
    who = house.accounts.recognise(name, password)
    if who is not None:
        house.attempts.forgive(whose, visit.address)
        return who
    house.trail.add(known.shown if known else "", Deed.REFUSED)
    if house.attempts.wait(whose, visit.address):
        house.trail.add(known.shown if known else "", Deed.LOCKED)
    return None


def _towards(asked: Form) -> str:
    """Return the page that was wanted before coming in: a request or the inbox, never another site."""
    reference = asked.line("vers")
    return f"/demandes/{reference}" if REFERENCE.fullmatch(reference) else ""


def _page(visit: Visit, asked: Form, problem: str = "", *, status: int = 200, done: str = "") -> HTTPResponse:
    token = forms.entrance(visit.request)
    towards = asked.line("vers") if _towards(asked) else ""
    values = {"proof": token, "problem": problem, "done": done, "towards": towards, "name": asked.line("nom", 64)}
    answer = pages.page("login", status, **values)
    forms.set_cookie(visit.request, answer, forms.ENTRANCE, token)
    return answer
