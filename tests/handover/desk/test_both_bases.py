"""The whole path of a request at the desk, on PostgreSQL as on SQLite; and what is answered when the base is not."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.handover.desk.house import House
from bot.handover.request import Status
from bot.handover.store import Requests
from tests.handover.conftest import send_all
from tests.handover.desk.conftest import NAME, Correspondent
from tests.handover.mailbox import Mailbox

Visited = Callable[..., None]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty base of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'handover.sqlite'}"
    new_schema: Callable[[], str] = request.getfixturevalue("new_schema")
    return new_schema()


def test_from_the_inbox_to_the_end(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in(password="faux")
        await who.come_in()
        assert reference in await who.get("?ou=commune:41269&qui=employer&pour=blois&mots=couvreurs")
        for name, fields in (
            ("prendre", {}),
            ("noter", {"texte": "Appelé."}),
            ("repondre", {"texte": "Bonjour."}),
            ("rouvrir", {}),
            ("confier", {"a": "region"}),
            ("clore", {"texte": "Réglé."}),
        ):
            assert (await who.act(reference, name, **fields)).status_code == 303, name
        assert reference in await who.get("?vue=closes")
        answer = await who.client.get("/correspondant/export.csv?vue=closes")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[0] for row in rows[1:]] == [reference]
        assert f"{NAME} a clos" in (await who.get("/journal")).replace("</strong>", "").replace("<strong>", "")

    visited(talk)
    assert house.requests.read(reference).line.status is Status.CLOSED


def test_an_answer_reaches_who_asked(visited: Visited, reference: str, store: Requests, mailbox: Mailbox) -> None:
    said = "Bonjour,\n\nappelez le 3995, puis <nous>.\n.\nBcc: tout@le.monde.exemple.fr"

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert (await who.act(reference, "repondre", texte=said)).status_code == 303
        await asyncio.to_thread(send_all, store)
        text = await who.get(f"/demandes/{reference}")
        assert text.count("Envoyé</span>") == 3
        assert "Courrier non parti</span></p>" not in text

    visited(talk)
    answer = mailbox.messages()[-1]
    assert answer["To"] == "camille@zzyx.exemple.fr"
    assert f"[{reference}]" in answer["Subject"]
    assert answer["Bcc"] is None
    body = answer.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").startswith(said)


def test_without_its_keys_the_desk_says_why_and_tells_nothing(visited: Visited, reference: str, tmp_path: Path) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        key = tmp_path / "handover.key"
        aside = key.rename(tmp_path / "aside.key")
        answer = await who.client.get(f"/correspondant/demandes/{reference}")
        assert answer.status_code == 503
        assert "La clé des demandes est absente" in answer.text
        assert "Camille" not in answer.text
        aside.rename(key)
        assert "Camille Zzyx" in await who.get(f"/demandes/{reference}")

    visited(talk)
