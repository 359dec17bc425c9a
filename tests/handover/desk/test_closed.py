"""Without an account there is no desk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.handover.desk.house import House
from bot.handover.request import Request
from bot.handover.store import Requests
from tests.handover.desk.conftest import NAME, OTHER, Correspondent

ADDRESSES = ("", "/connexion", "/export.csv", "/journal", "/mot-de-passe", "/demandes/DEM-2026-CCCC-CCCC")


def test_nothing_is_there_without_an_account(visited: Callable[..., None], store: Requests, left: Request) -> None:
    store.submit(left)

    async def talk(who: Correspondent) -> None:
        for address in (*ADDRESSES, "/fichiers/desk.css"):
            answer = await who.client.get(f"/correspondant{address}")
            assert (address, answer.status_code) == (address, 404)
            assert answer.json() == {"error": "Cette adresse n’existe pas."}
        for address in ("/connexion", "/deconnexion", "/demandes/DEM-2026-CCCC-CCCC/prendre"):
            assert (await who.client.post(f"/correspondant{address}", data={"nom": "x"})).status_code == 404

    visited(talk)


def test_looking_makes_no_base(visited: Callable[..., None], tmp_path: Path) -> None:
    async def talk(who: Correspondent) -> None:
        assert (await who.client.get("/correspondant")).status_code == 404

    visited(talk)
    assert not (tmp_path / "handover.sqlite").exists()


def test_it_opens_and_closes_with_its_accounts_while_it_is_served(visited: Callable[..., None], house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "Demandes ouvertes" in who.page.text
        house.accounts.remove(NAME)
        assert "Mot de passe oublié" in await who.get()
        house.accounts.remove(OTHER)
        assert (await who.client.get("/correspondant")).status_code == 404

    visited(talk)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_in_sees_the_entrance_only(visited: Callable[..., None], house: House, address: str) -> None:
    async def talk(who: Correspondent) -> None:
        text = await who.get(address)
        assert who.page.url.path == "/correspondant/connexion"
        assert "Mot de passe oublié" in text
        assert "Journal" not in text

    visited(talk)
    assert house.trail.page(0, 10) == ([], 0)
