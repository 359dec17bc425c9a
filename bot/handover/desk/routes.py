"""The addresses of the desk, all under ``/correspondant``."""

from __future__ import annotations

from collections.abc import Callable

from sanic.response import HTTPResponse

from bot.channels.web import problems
from bot.channels.web.pages import read_files
from bot.channels.web.problems import Problem
from bot.handover.desk import entrance, inbox, one_request, pages
from bot.handover.desk.house import House, Opened
from bot.handover.desk.pages import BASE
from bot.handover.desk.visit import Doors, Room, Visit

Route = tuple[str, tuple[str, ...], Callable[..., object]]


class Desk:
    """The routes of the desk, for the channel that serves it. ``per_minute``: requests of one address."""

    def __init__(self, per_minute: int, opened: Callable[[], House] | None = None) -> None:
        doors = Doors(opened or Opened(), per_minute)
        self._files = read_files(pages.STATIC)
        get, post = ("GET",), ("POST",)
        rooms: tuple[tuple[str, tuple[str, ...], Room], ...] = (
            ("", get, doors.private(inbox.show)),
            ("/export.csv", get, doors.private(inbox.export)),
            ("/journal", get, doors.private(inbox.trail)),
            ("/demandes/<reference:str>", get, doors.private(one_request.show)),
            ("/demandes/<reference:str>/<name:str>", post, doors.private(one_request.act)),
            ("/present", get, doors.private(entrance.stay)),
            ("/mot-de-passe", get, doors.private(entrance.show_password)),
            ("/mot-de-passe", post, doors.private(entrance.set_password)),
            ("/deconnexion", post, doors.private(entrance.go_out)),
            ("/connexion", get, doors.public(entrance.show)),
            ("/connexion", post, doors.public(entrance.come_in)),
            ("/fichiers/<name:str>", get, doors.public(self.file)),
        )
        self.table: tuple[Route, ...] = tuple((f"{BASE}{path}", methods, room) for path, methods, room in rooms)

    async def file(self, visit: Visit, name: str) -> HTTPResponse:
        """Return a style or a script of the desk."""
        if (found := self._files.get(name)) is None:
            raise Problem(404, problems.UNKNOWN_ADDRESS)
        return found.answer(visit.request)
