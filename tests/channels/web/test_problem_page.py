"""What goes wrong is a page for who opens an address, JSON for a program."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web import problems
from tests.channels.web.stand_ins import Agent, NoRenderer, opened, served

NAVIGATION = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Links(HTMLParser):
    """The addresses and words of the links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._href = dict(attrs).get("href") if tag == "a" else None

    def handle_data(self, data: str) -> None:
        if self._href is not None and data.strip():
            self.found.append((self._href, data))


@pytest.mark.parametrize("path", ["/nimporte", "/diagnostic/bassin/9999", "/api/nimporte", "/static/nimporte.css"])
def test_an_address_that_does_not_exist_is_a_page_for_a_person(path: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        page = await client.get(path, headers=NAVIGATION)
        assert page.status_code == 404
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "style-src 'self'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert problems.UNKNOWN_ADDRESS in page.text or problems.NO_DIAGNOSTIC in page.text
        assert Links(page.text).found == [("/", "Poser une question à Bémo")]
        program = await client.get(path)
        assert program.json()["error"] in (problems.UNKNOWN_ADDRESS, problems.NO_DIAGNOSTIC)

    served(agent, talk, static=static)


def test_too_many_demands_are_a_page_that_offers_to_try_again(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        await client.get("/diagnostic/bassin/2415")
        page = await client.get("/diagnostic/bassin/2416", headers=NAVIGATION)
        assert page.status_code == 429
        assert int(page.headers["retry-after"]) > 0
        assert "Trop de demandes à la fois. Réessayez dans" in page.text
        assert Links(page.text).found[0] == ("", "Réessayer")  # the same address

    served(agent, talk, static=static, rates={"diagnostics_per_address": 1})


def test_a_failure_is_a_page_with_its_reference(agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: Any) -> None:
        raise ValueError("<b>Traceback</b>")

    monkeypatch.setattr(NoRenderer, "render", fail)

    async def talk(client: httpx.AsyncClient) -> None:
        page = await client.get("/diagnostic/bassin/2415", headers=NAVIGATION)
        assert page.status_code == 500
        assert "référence" in page.text
        assert "Traceback" not in page.text
        assert Links(page.text).found[0] == ("", "Réessayer")

    served(agent, talk, static=static)


def test_the_page_of_bemo_is_told_in_json_whatever_it_accepts(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        for headers in ({"Accept": "application/json, */*"}, {"Accept": "image/avif,image/webp,*/*;q=0.8"}):
            refused = await client.get("/api/answers/rien/chart.svg", headers={**who, **headers})
            assert refused.json() == {"error": problems.NO_ANSWER}
        sent = await client.post("/api/messages", json={}, headers={**who, **NAVIGATION})
        assert sent.json() == {"error": problems.TEXT_OR_BUTTON}

    served(agent, talk, static=static)
