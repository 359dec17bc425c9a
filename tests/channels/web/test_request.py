"""A request filled in the form of the page: what is wrong is told by field, and nothing stays in the conversation."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.handover.store import requests
from tests.channels.web.stand_ins import Agent, opened, said, served
from tests.channels.web.test_openapi import REQUEST

_WRONG = [
    ({"name": ""}, "name"),
    ({"subject": "  "}, "subject"),
    ({"asker": "Un martien"}, "asker"),
    ({"email": ""}, "email"),
    ({"email": "paul@zzmartin"}, "email"),
    ({"email": "paul@gmial.com"}, "email"),
    ({"email": "", "phone": "06 12"}, "phone"),
    ({"territory": "Atlantide"}, "territory"),
    ({"consent": False}, "consent"),
    ({"message": "a" * 4001}, "message"),
    ({"name": ["Paul"]}, "name"),
]


@pytest.mark.parametrize(("changed", "field"), _WRONG)
def test_what_is_wrong_is_told_by_field(changed: dict[str, Any], field: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post(
            "/api/handover", json={"values": {**REQUEST, **changed}}, headers=await opened(client)
        )
        assert answer.status_code == 422
        assert list(answer.json()["fields"]) == [field]

    served(agent, talk, static=static)


@pytest.mark.parametrize("name", ["subject", "name", "organisation", "message"])
def test_what_no_one_types_is_left_out(name: str, agent: Agent, static: Path) -> None:
    """A lone surrogate, which no encoder takes, once was a failed request."""

    async def talk(client: httpx.AsyncClient) -> None:
        content = json.dumps({"values": {**REQUEST, name: "a\ud800\x00 b"}})
        headers = {**await opened(client), "Content-Type": "application/json"}
        answer = await client.post("/api/handover", content=content, headers=headers)
        assert "DEM-" in answer.json()["messages"][1]["text"]

    served(agent, talk, static=static)


def test_a_slip_that_was_told_is_kept_when_it_is_sent_again(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        values = {**REQUEST, "email": "zz.paul@gmial.com", "keeps": "zz.paul@gmial.com"}
        answer = await client.post("/api/handover", json={"values": values}, headers=await opened(client))
        assert "DEM-" in answer.json()["messages"][1]["text"]

    served(agent, talk, static=static)


def test_benefits_are_sent_elsewhere_first(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        values = {**REQUEST, "message": "Je n'ai pas reçu mon allocation", "name": "Zzorro Dupuis"}
        shown = (await client.post("/api/handover", json={"values": values}, headers=who)).json()["messages"][1]
        assert "3949" in shown["text"]
        assert (await client.get("/api/handover", headers=who)).json()["values"]["name"] == "Zzorro Dupuis"
        buttons = {each["title"]: each["id"] for each in shown["buttons"]}
        again = await said(client, who, button=buttons["Je veux quand même"])
        assert "Zzorro" in again[1]["text"]  # the summary
        kept = (await client.get("/api/conversation", headers=who)).text
        assert "Zzorro" not in kept
        assert [message.text for message in agent.received] == []

    served(agent, talk, static=static)


def test_a_form_is_submitted_and_leaves_nothing_in_the_conversation(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        values = {**REQUEST, "name": "Zzoe Martin", "email": "zzoe@zzmartin.exemple.fr"}
        answer = await client.post("/api/handover", json={"values": values}, headers=who)
        reference = answer.json()["messages"][1]["text"].split("référence ")[1][:18]
        kept = (await client.get("/api/conversation", headers=who)).json()["messages"]
        assert reference in kept[1]["text"]
        assert "zzoe" not in json.dumps(kept).lower()
        assert requests().read(reference).request.name == "Zzoe Martin"
        assert (await client.get("/api/handover", headers=who)).json() == {"values": None}

    served(agent, talk, static=static)


def test_a_draft_goes_with_its_conversation(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        await client.post("/api/handover", json={"values": {**REQUEST, "message": "mon allocation"}}, headers=who)
        assert (await client.get("/api/handover", headers=who)).json()["values"]
        assert (await client.delete("/api/conversation", headers=who)).status_code == 204
        assert (await client.get("/api/handover", headers=who)).status_code == 401

    served(agent, talk, static=static)
