"""A request that came to the desk: who makes it, with what; and the page for what went wrong of it."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.keys import new_token
from bot.channels.web import problems
from bot.channels.web.limits import Limiter
from bot.channels.web.problems import Problem, too_many
from bot.guard.address import address_key
from bot.handover.desk import forms, pages
from bot.handover.desk.forms import Form
from bot.handover.desk.house import House
from bot.handover.desk.sessions import Session
from bot.handover.desk.trail import Deed
from bot.handover.references import REFERENCE
from bot.handover.request import HandoverError, UnknownRequest

logger = logging.getLogger(__name__)

NO_REQUEST = "Aucune demande n’a cette référence."
_REASONS = {403: "Formulaire refusé", 404: "Rien à cette adresse", 413: "Trop long", 429: "Un instant"}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, the house it comes to, and the session it has. Routes that need one are given none without."""

    request: Request
    house: House
    session: Session | None

    @property
    def inside(self) -> Session:
        """Return the session. Raises Problem when there is none."""
        if self.session is None:
            raise Problem(403, forms.OUT_OF_DATE)
        return self.session

    @property
    def address(self) -> str:
        """Return what stands for the client."""
        return address_key(self.request.remote_addr or self.request.ip)

    @property
    def now(self) -> datetime:
        """Return the time, local, that delays are told from."""
        return datetime.fromtimestamp(self.house.requests.clock())

    def form(self) -> Form:
        """Return the form it brings, proved to be one of this session. Raises Problem."""
        form = forms.read(self.request)
        forms.prove(form, self.inside.proof)
        return form

    async def write(self, deed: Deed, reference: str = "") -> None:
        """Write a line of the trail, in the name of the session."""
        await asyncio.to_thread(self.house.trail.add, self.inside.account.shown, deed, reference)

    async def page(self, name: str, status: int = 200, /, **values: object) -> HTTPResponse:
        """Return a page for who is in, with what every one of them shows."""
        counts = await asyncio.to_thread(self.house.requests.counts)
        inside = self.inside
        common: dict[str, object] = {"me": inside.account, "proof": inside.proof, "once": new_token(), "counts": counts}
        return pages.page(name, status, now=self.now, **common, **values)


Room = Callable[..., Awaitable[HTTPResponse]]


class Doors:
    """What surrounds each route: nothing is answered while there is no account, then it is said who comes."""

    def __init__(self, opened: Callable[[], House], per_minute: int) -> None:
        self._opened = opened
        self._limit = Limiter(per_minute)

    def public(self, room: Room) -> Room:
        """Let everyone in."""

        @functools.wraps(room)
        async def wrapped(request: Request, **parts: str) -> HTTPResponse:
            try:
                return await room(await self._visit(request), **parts)
            except Exception as error:
                return _sorry(request, error)

        return wrapped

    def private(self, room: Room) -> Room:
        """Let in who has a session; the others are led to the entrance, with what they wrote."""

        async def guarded(visit: Visit, **parts: str) -> HTTPResponse:
            if visit.session is not None:
                return await room(visit, **parts)
            if visit.request.method == "POST":
                return _expired(visit.request)
            if visit.request.headers.get("sec-fetch-site") == "cross-site":
                # Followed from a webmail: the browser keeps the cookie back. Asked by a page of ours, it brings it.
                return pages.page("again")
            reference = parts.get("reference", "")
            return pages.seen("/connexion", f"vers={reference}" if REFERENCE.fullmatch(reference) else "")

        return self.public(functools.wraps(room)(guarded))

    async def _visit(self, request: Request) -> Visit:
        address = address_key(request.remote_addr or request.ip)
        if seconds := self._limit.wait(address):
            raise too_many(seconds)
        return await asyncio.to_thread(self._come, request, forms.cookie(request, forms.SESSION))

    def _come(self, request: Request, token: str) -> Visit:
        house = self._opened()
        if not house.accounts.any():
            raise Problem(404, problems.UNKNOWN_ADDRESS)
        return Visit(request, house, house.sessions.find(token))


def _expired(request: Request) -> HTTPResponse:
    """Give back what was written when the session was over: nothing that was typed is lost."""
    written = forms.read(request).raw("texte")
    return pages.page("expired", 401, written=written)


def _sorry(request: Request, error: Exception) -> HTTPResponse:
    if isinstance(error, UnknownRequest):
        error = Problem(404, NO_REQUEST)
    elif isinstance(error, HandoverError):
        error = Problem(503, str(error))
    if isinstance(error, Problem) and error.sentence != problems.UNKNOWN_ADDRESS:
        title = _REASONS.get(error.status, "Cela n’a pas marché")
        answer = pages.page("sorry", error.status, title=title, sentence=error.sentence)
        if error.retry_after:
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer
    return problems.answer_to(request, error)
