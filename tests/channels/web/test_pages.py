"""The page and its files."""

from pathlib import Path

import httpx
import pytest

from bot.channels.web.pages import STATIC, read_files
from tests.channels.web.stand_ins import Agent, served


def test_the_page_takes_the_place_of_rasas_hello(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for path in ("/", "/?embed=1"):
            page = await client.get(path)
            assert page.status_code == 200
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.text.startswith("<!doctype html>")

    served(agent, talk, static=static)


def test_the_head_of_the_page_can_be_asked_for_alone(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        whole, head = await client.get("/"), await client.head("/")
        assert (head.status_code, head.content) == (200, b"")
        assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}

    served(agent, talk, static=static)


def test_a_page_may_run_its_own_scripts_only_and_be_framed_by_the_listed_sites_only(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        headers = (await client.get("/")).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "font-src": "'self'",
            "form-action": "'none'",
            "base-uri": "'none'",
            "frame-ancestors": "'self' https://www.exemple.fr",
        }
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "geolocation=()" in headers["permissions-policy"]

    served(agent, talk, static=static, allowed_origins=["https://www.exemple.fr"])


def test_files_are_sent_again_only_when_they_changed(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for path in ("/", "/static/page.js", "/embed.js", "/static/fonts/lato.woff2"):
            first = await client.get(path)
            assert first.status_code == 200
            assert first.headers["cache-control"] == "no-cache"
            again = await client.get(path, headers={"If-None-Match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
            assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200
        plain = await client.get("/", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        squeezed = await client.get("/", headers={"Accept-Encoding": "gzip"})
        assert squeezed.headers["content-encoding"] == "gzip"
        assert squeezed.text == plain.text

    served(agent, talk, static=static)


def test_only_the_embedding_script_may_be_loaded_by_other_sites(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        policy = "cross-origin-resource-policy"
        assert (await client.get("/embed.js")).headers[policy] == "cross-origin"
        assert (await client.get("/static/page.js")).headers[policy] == "same-origin"
        assert (await client.get("/")).headers[policy] == "same-origin"

    served(agent, talk, static=static)


@pytest.mark.parametrize(
    "path",
    [
        b"/static/../secret.js",
        b"/static/%2e%2e/secret.js",
        b"/static/..%2fsecret.js",
        b"/static/%2e%2e%2fsecret.js",
        b"/static/..%5csecret.js",
        b"/static/fonts/../../secret.js",
        b"/static//etc/passwd",
        b"/static/%2fetc%2fpasswd",
        b"/static/page.js%00.png",
        b"/static/notes.py",
        b"/static/link.js",
        b"/static/fonts",
        b"/static/",
    ],
)
def test_no_file_outside_the_folder_of_the_page_is_ever_sent(path: bytes, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        url = client.base_url.copy_with(raw_path=path)
        answer = await client.send(httpx.Request("GET", url))
        assert answer.status_code == 404
        assert "secret" not in answer.text

    served(agent, talk, static=static)


def test_the_pages_of_the_project_hold_no_script_or_style_of_their_own() -> None:
    """The policy would block them."""
    for name, file in read_files(STATIC).items():
        if name.endswith(".html"):
            page = file.content.decode().lower()
            assert "<style" not in page
            assert " style=" not in page
            assert " onclick=" not in page
            assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')
