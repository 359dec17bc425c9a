"""Which pages may call the API, as their browsers say where they come from."""

from pathlib import Path

import httpx
import pytest

from bot.channels.web import problems
from tests.channels.web.stand_ins import Agent, opened, said, served

LISTED = "https://www.exemple.fr"
FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "https://www.exemple.fr.evil.example"},
    {"Origin": "https://www.exemple.fr:444"},
    {"Origin": "http://www.exemple.fr"},
    {"Origin": "file://"},
    {"Origin": "http://[::1"},
    {"Origin": "//"},
    {"Origin": "https://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
def test_a_page_of_another_site_changes_nothing(foreign: dict[str, str], agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        token = (await client.post("/api/conversation")).json()["token"]
        client.cookies.clear()
        for given in ({"Cookie": f"bemo={token}"}, {"Authorization": f"Bearer {token}"}, {}):
            for method, path in (("POST", "conversation"), ("DELETE", "conversation"), ("POST", "messages")):
                answer = await client.request(method, f"/api/{path}", json={"text": "a"}, headers={**foreign, **given})
                assert (answer.status_code, answer.json()) == (403, {"error": problems.FOREIGN})
                assert "access-control-allow-origin" not in answer.headers
        # Nor does it read anything with the cookie of the visitor.
        read = await client.get("/api/conversation", headers={**foreign, "Cookie": f"bemo={token}"})
        assert read.status_code == 401
        assert "access-control-allow-origin" not in read.headers
        assert "access-control-allow-credentials" not in read.headers

    served(agent, talk, static=static, allowed_origins=[LISTED])
    assert not agent.received


def test_the_pages_of_this_server_use_the_cookie(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        await client.post("/api/conversation")
        here = str(client.base_url).rstrip("/")
        for own in (
            {"Origin": here},
            {"Origin": here, "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "none"},
            {},
        ):
            await said(client, own, text="bonjour")

    served(agent, talk, static=static)
    assert len(agent.received) == 4


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://bemo.exemple.fr", "bemo.exemple.fr"),
        ("https://bemo.exemple.fr:443", "bemo.exemple.fr"),
        ("http://bemo.exemple.fr", "bemo.exemple.fr:80"),
        ("https://BEMO.exemple.fr", "bemo.exemple.FR"),
    ],
)
def test_behind_a_proxy_that_ends_tls_the_page_is_still_ours(
    origin: str, host: str, agent: Agent, static: Path
) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post("/api/conversation", headers={"Origin": origin, "Host": host})
        assert answer.status_code == 201

    served(agent, talk, static=static)


def test_a_listed_site_calls_with_the_header_and_never_with_the_cookie(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        origin = {"Origin": LISTED}
        answer = await client.post("/api/conversation", headers=origin)
        assert answer.status_code == 201
        assert "set-cookie" not in answer.headers
        assert answer.headers["access-control-allow-origin"] == LISTED
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
        token = answer.json()["token"]
        await said(client, {**origin, "Authorization": f"Bearer {token}"}, text="bonjour")
        by_cookie = await client.get("/api/conversation", headers={**origin, "Cookie": f"bemo={token}"})
        assert by_cookie.status_code == 401

    served(agent, talk, static=static, allowed_origins=[LISTED])


def test_a_browser_asks_before_calling_from_another_site(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for path in ("/api/messages", "/api/conversation", "/api/answers/a/table.csv"):
            asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
            allowed = await client.options(path, headers={**asked, "Origin": LISTED})
            assert allowed.is_success
            assert allowed.headers["access-control-allow-origin"] == LISTED
            assert allowed.headers["access-control-allow-headers"] == "Authorization, Content-Type"
            refused = await client.options(path, headers={**asked, "Origin": "https://evil.example"})
            assert not [name for name in refused.headers if name.startswith("access-control-")]

    served(agent, talk, static=static, allowed_origins=[LISTED])


def test_the_files_of_a_listed_sites_conversation_can_be_read_by_it(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = {**await opened(client), "Origin": LISTED}
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        file = await client.get(answer["chart"]["svg"], headers=who)
        assert (file.status_code, file.headers["access-control-allow-origin"]) == (200, LISTED)

    served(agent, talk, static=static, allowed_origins=[LISTED])


@pytest.mark.parametrize(("origin", "allowed"), [(LISTED, True), ("https://evil.example", False), ("null", False)])
def test_any_site_may_ask_whether_it_may_embed_the_page(origin: str, allowed: bool, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/embed-allowed", headers={"Origin": origin})
        assert answer.json() == {"allowed": allowed}
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers

    served(agent, talk, static=static, allowed_origins=[LISTED])
