"""The description of the API, against the routes and against real replies."""

import re
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from bot.channels.web.channel import WebChannel
from bot.channels.web.documents import KINDS
from bot.channels.web.routes import LEVELS
from tests.channels.web.stand_ins import Agent, opened, said, served

REQUEST = {
    "subject": "Le club RH de Blois",
    "asker": "Un élu ou une collectivité",
    "name": "Paul Zzmartin",
    "email": "paul@zzmartin.exemple.fr",
    "territory": "Blois",
    "message": "Quand a lieu le prochain ?",
    "consent": True,
}
_CHECKER = jsonschema.FormatChecker()


def description(static: Path) -> dict[str, Any]:
    found: list[dict[str, Any]] = []

    async def talk(client: httpx.AsyncClient) -> None:
        found.append((await client.get("/api/openapi.json")).json())

    served(Agent(), talk, static=static)
    return found[0]


def check(api: dict[str, Any], path: str, answer: httpx.Response) -> None:
    """Fail unless this answer of ``path`` is one that the description foresees."""
    method = answer.request.method.lower()
    foreseen = api["paths"][path][method]["responses"]
    assert str(answer.status_code) in foreseen, (path, answer.status_code)
    reply = resolved(api, foreseen[str(answer.status_code)])
    if "content" not in reply:
        assert answer.content == b""
        return
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in reply["content"], (path, kind)
    if schema := reply["content"][kind].get("schema"):
        validator = jsonschema.Draft202012Validator(
            {**schema, "components": api["components"]}, format_checker=_CHECKER
        )
        validator.validate(answer.json())
    for header in reply.get("headers", ()):
        assert header in answer.headers


def resolved(api: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        api = api[part]
    return api


def test_every_route_is_described_and_every_description_has_its_route(static: Path) -> None:
    api = description(static)
    described = {
        (re.sub(r"{\w+}(\.pdf)?", "{}", path), method) for path, methods in api["paths"].items() for method in methods
    }
    served_routes = {
        (re.sub(r"<.*?>", "{}", path), method.lower())
        for path, methods, _ in WebChannel(static=static).blueprint(_never).ctx.routes.table
        for method in methods
        if method not in ("OPTIONS", "HEAD")
    }
    catch_all = {("/api/{}", method) for method in ("get", "post", "delete")}
    page = {("/static/{}", "get"), ("/embed.js", "get"), ("/confidentialite", "get")}
    assert served_routes - described == catch_all | page
    assert described <= served_routes


async def _never(_: Any) -> None:
    raise AssertionError


def test_what_is_listed_in_the_description_is_what_the_code_serves(static: Path) -> None:
    api = description(static)
    assert api["components"]["parameters"]["Level"]["schema"]["enum"] == list(LEVELS)
    files = api["paths"]["/api/answers/{answer}/{file}"]["get"]["parameters"][1]["schema"]["enum"]
    assert files == list(KINDS)


@pytest.mark.parametrize("rates", [{}, {"requests_per_address": 1}], ids=["served", "refused"])
def test_real_replies_are_as_described(rates: dict[str, int], agent: Agent, static: Path) -> None:
    api = description(static)

    async def talk(client: httpx.AsyncClient) -> None:
        calls: list[tuple[str, httpx.Response]] = []

        async def call(method: str, path: str, described: str = "", **options: Any) -> httpx.Response:
            answer = await client.request(method, path, **options)
            calls.append((described or path, answer))
            return answer

        who = {}
        if not rates:
            who = await opened(client)
            answer = (await said(client, who, text="un chiffre"))[1]["answer"]
            button = (await said(client, who, text="bonjour"))[1]["buttons"][0]["id"]
            for file in KINDS:
                await call("GET", f"/api/answers/{answer['id']}/{file}", "/api/answers/{answer}/{file}", headers=who)
            await call("POST", "/api/messages", headers=who, json={"button": button})
            await call("GET", "/api/handover", headers=who)
            for values in (REQUEST, {**REQUEST, "email": "paul@", "consent": False}, None):
                await call("POST", "/api/handover", headers=who, json={"values": values})
        await call("POST", "/api/conversation", headers=who)
        await call("POST", "/api/conversation", headers={"Origin": "https://evil.example"})
        client.cookies.clear()
        await call("POST", "/api/conversation")
        client.cookies.clear()
        for body in ({"text": "un chiffre"}, {}, {"text": "a" * 4001}, {"button": "rien"}):
            await call("POST", "/api/messages", headers=who, json=body)
        await call("POST", "/api/messages", json={"text": "a"})
        await call("POST", "/api/handover", json={"values": REQUEST})
        await call("GET", "/api/conversation", headers=who)
        await call("GET", "/api/conversation")
        await call("GET", "/api/suggestions")
        await call("GET", "/api/embed-allowed")
        await call("GET", "/api/openapi.json")
        for code in ("2415", "9999"):
            await call("GET", f"/api/diagnostics/bassin/{code}.pdf", "/api/diagnostics/{level}/{code}.pdf")
            await call("GET", f"/diagnostic/bassin/{code}", "/diagnostic/{level}/{code}")
        await call("GET", "/health/live")
        await call("GET", "/health/ready")
        await call("DELETE", "/api/conversation", headers=who)
        await call("DELETE", "/api/conversation")
        for path, answered in calls:
            check(api, path, answered)
        assert {answered.status_code for _, answered in calls} >= (
            {429} if rates else {200, 201, 204, 400, 401, 403, 404, 413, 422}
        )

    served(agent, talk, static=static, rates=rates)
