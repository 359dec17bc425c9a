"""The page says in one sentence what is kept, and leads to another one that says it whole, and only what is true."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

from bot.channels.web.pages import STATIC
from bot.feedback.retention import RETENTION_DAYS
from bot.settings import Settings
from knowledge.settings import variable
from tests.channels.web.stand_ins import Agent, served

ADDRESS = "/confidentialite"


def _words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_page_says_what_is_kept_and_leads_to_the_rest(agent: Agent) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        page = (await client.get("/")).text
        sentence = re.search(r'<span id="kept">(.*?</a>)[.]</span>', page)
        assert sentence is not None
        assert f"{RETENTION_DAYS} jours" in _words(sentence[1])
        assert f'href="{ADDRESS}"' in sentence[1]
        assert page.count(f'href="{ADDRESS}"') == 2  # under the question, and with the sources: one stays in a frame

    served(agent, talk, static=STATIC)


def test_the_privacy_page_is_a_page_like_the_other(agent: Agent) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        page, head = await client.get(ADDRESS), await client.head(ADDRESS)
        assert page.status_code == head.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-security-policy"] == (await client.get("/")).headers["content-security-policy"]
        assert '<html lang="fr">' in page.text

    served(agent, talk, static=STATIC)


@pytest.mark.parametrize(("minutes", "told"), [("120", "2 heures"), ("60", "1 heure"), ("90", "90 minutes")])
def test_the_privacy_page_says_what_the_code_does(
    minutes: str, told: str, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable(Settings.__fields__["conversation_minutes"]), minutes)

    async def talk(client: httpx.AsyncClient) -> None:
        said = _words((await client.get(ADDRESS)).text)
        assert f"{RETENTION_DAYS} jours" in said
        assert f"oubliée {told} après votre dernier message" in said
        assert "<!--" not in said
        for kept_out in ("santé", "mot de passe", "noms", "adresse IP"):
            assert kept_out in said
        assert "Il peut en laisser passer" in said

    served(agent, talk, static=STATIC)


def test_whom_to_write_to_is_the_one_of_the_settings(agent: Agent) -> None:
    contact = "Observatoire & «du» <Loiret, donnees@exemple.fr"

    async def with_contact(client: httpx.AsyncClient) -> None:
        page = (await client.get(ADDRESS)).text
        assert f"Contact : {contact}" in _words(page)
        assert contact not in page

    async def without(client: httpx.AsyncClient) -> None:
        page = (await client.get(ADDRESS)).text
        assert "au service qui publie cette page" in page
        assert "ontact" not in page

    served(agent, with_contact, static=STATIC, contact=contact)
    served(agent, without, static=STATIC)
