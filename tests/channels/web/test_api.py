"""Conversations and messages, as a program or the page asks for them."""

import asyncio
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.button import message_of
from bot.channels.conversation_base import IN_MEMORY
from bot.channels.conversations import Conversations
from bot.channels.web import problems, tokens
from bot.writing.blocks import RENDERS_BLOCKS
from tests.channels.serving import served_connections
from tests.channels.web.stand_ins import ACT, Agent, opened, said, served
from tests.channels.web.test_limits import Clock


def posted(client: httpx.AsyncClient, who: dict[str, str], text: str, **more: str) -> asyncio.Future[httpx.Response]:
    return asyncio.ensure_future(client.post("/api/messages", json={"text": text, **more}, headers=who))


def test_each_tab_of_a_browser_has_its_conversation(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        first: dict[str, str] = {}
        second = {tokens.SEAT: "2"}
        token = (await client.post("/api/conversation", headers=first)).json()["token"]
        other = await client.post("/api/conversation", headers=second)
        assert other.headers["set-cookie"].startswith("bemo-2=")
        assert other.json()["token"] != token
        await said(client, first, text="bonjour")
        answer = (await said(client, second, text="un chiffre"))[1]["answer"]
        kept = {
            seat: (await client.get("/api/conversation", headers=who)).json() for seat, who in ((0, first), (2, second))
        }
        assert [kept[seat]["messages"][0]["text"] for seat in (0, 2)] == ["bonjour", "un chiffre"]
        assert (await client.get(f"{answer['chart']['svg']}?seat=2")).status_code == 200
        assert (await client.get(answer["chart"]["svg"])).status_code == 404
        assert "bemo-2=" in (await client.delete("/api/conversation", headers=second)).headers["set-cookie"]
        assert (await client.get("/api/conversation", headers=second)).status_code == 401
        assert (await client.get("/api/conversation", headers=first)).status_code == 200

    served(agent, talk, static=static)


@pytest.mark.parametrize("seat", ["0", "100", "-1", "1;a=b", "x", "٣", "1,2"])
def test_a_seat_that_is_none_is_the_first(seat: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        opened = await client.post("/api/conversation", params={"seat": seat})
        assert opened.headers["set-cookie"].startswith("bemo=")

    served(agent, talk, static=static)


def test_a_conversation_is_opened_once_and_comes_back_by_cookie_or_header(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        first = await client.post("/api/conversation")
        assert first.status_code == 201
        token = first.json()["token"]
        cookie = first.headers["set-cookie"]
        assert cookie.startswith(f"bemo={token};")
        assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
        again = await client.post("/api/conversation")  # the client sends the cookie back
        assert (again.status_code, again.json()) == (200, {"token": token})
        client.cookies.clear()
        header = await client.post("/api/conversation", headers={"Authorization": f"Bearer {token}"})
        assert (header.status_code, header.json()) == (200, {"token": token})
        client.cookies.clear()
        assert (await client.post("/api/conversation")).json()["token"] != token

    served(agent, talk, static=static)


@pytest.mark.parametrize(
    "others", ["a=b; {}; =;;,", "(=d; {}", 'x="; {}', "\xe9=\xff;{}", "bemo; {}", "xbemo=a; {}; c"]
)
def test_odd_cookies_of_other_programs_lose_nothing(others: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        token = (await client.post("/api/conversation")).json()["token"]
        client.cookies.clear()
        headers = {b"Cookie": others.format(f"bemo={token}").encode("latin-1")}
        assert (await client.get("/api/conversation", headers=headers)).status_code == 200

    served(agent, talk, static=static)


def test_messages_and_history(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        assert (await client.get("/api/conversation", headers=who)).json() == {"messages": []}
        user, bot = await said(client, who, text="un chiffre ?")
        assert (user["from"], user["text"], user["answer"], user["buttons"]) == ("user", "un chiffre ?", None, [])
        assert bot["from"] == "bot"
        assert bot["text"].startswith("En 2025, 28 projets.\n\n• Couvreurs : 28\n\nUne note.")
        assert bot["links"] == [{"text": "3949", "url": "tel:3949"}]
        shown = bot["answer"]
        folder = f"/api/answers/{shown['id']}"
        assert shown["table"]["rows"][0]["cells"] == [{"value": 28, "text": "28", "masked": 1}]
        assert shown["chart"] == {"svg": f"{folder}/chart.svg", "png": f"{folder}/chart.png", "alt": "Un graphique."}
        assert [file["url"] for file in shown["files"]] == [f"{folder}/table.csv", "/api/diagnostics/bassin/2415.pdf"]
        small_talk = await said(client, who, text="bonjour")
        assert small_talk[1]["answer"] is None
        history = (await client.get("/api/conversation", headers=who)).json()["messages"]
        assert history == [user, bot, *small_talk]

    served(agent, talk, static=static)


def test_the_caller_chooses_neither_sender_nor_metadata_nor_channel(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        await said(
            client, who, text="a", sender="victime", sender_id="victime", metadata={"a": 1}, input_channel="rest"
        )
        await said(client, await opened(client), text="b", sender="victime")

    served(agent, talk, static=static)
    first, second = agent.received
    assert first.sender_id.startswith("web-")
    assert first.sender_id != second.sender_id
    assert (first.input_channel, first.metadata) == ("web", {RENDERS_BLOCKS: True})


@pytest.mark.parametrize("command", ["/restart", ' //intent{"slot": "value"}', "\x00/restart", "/ /chiffre_metier{}"])
def test_a_text_is_never_a_command(command: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        await said(client, await opened(client), text=command)

    served(agent, talk, static=static)
    assert not agent.received[0].text.startswith("/")


def test_a_button_is_an_id_of_this_conversation_and_nothing_else(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who, other = await opened(client), await opened(client)
        button = (await said(client, who, text="bonjour"))[1]["buttons"][0]
        assert button == {"id": button["id"], "title": "Et à Blois ?"}
        for wrong in (
            "/restart",
            '/intent{"slot": "value"}',
            "chiffre à Blois",
            "Et à Blois ?",
            "",
            "../" + button["id"],
        ):
            refused = await client.post("/api/messages", json={"button": wrong}, headers=who)
            assert (refused.status_code, refused.json()) == (404, {"error": problems.NO_BUTTON})
        stolen = await client.post("/api/messages", json={"button": button["id"]}, headers=other)
        assert stolen.status_code == 404
        assert len(agent.received) == 1
        user, bot = await said(client, who, button=button["id"])
        assert user["text"] == "Et à Blois ?"
        assert agent.received[-1].text == "chiffre à Blois"
        assert bot["answer"] is not None

    served(agent, talk, static=static)


def test_a_button_plays_the_act_it_was_kept_with_and_its_words_are_not_read(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        button = (await said(client, who, text="un chiffre"))[1]["buttons"][0]
        assert button == {"id": button["id"], "title": "Et à Blois ?"}
        assert len(button["id"]) <= 64
        await said(client, who, button=button["id"])

    served(agent, talk, static=static)
    written, chosen = agent.received
    assert written.parse_data is None
    assert chosen.parse_data == message_of(ACT, "chiffre à Blois")


def test_without_its_token_a_conversation_cannot_be_reached(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        token = who["Authorization"].removeprefix("Bearer ")
        await said(client, who, text="bonjour")
        sender = agent.received[0].sender_id
        for given in (
            {},
            {"Authorization": "Bearer"},
            {"Authorization": f"Bearer {token[:-1]}"},
            {"Authorization": f"Bearer {token}="},
            {"Authorization": f"Basic {token}"},
            {"Authorization": f"Bearer {sender}"},
            {"Authorization": f"Bearer {'A' * 43}", "Cookie": f"bemo={token}"},
            {"Cookie": f"bemo={token[:-1]}x"},
            {"Cookie": f"session={token}"},
            {"Cookie": f"bemo={token}{token}"},
            {"Cookie": "(=d; bemo=a"},
            {"Cookie": "bemo=" + "\\777" * 20},
        ):
            for method, path in (("GET", "conversation"), ("DELETE", "conversation"), ("POST", "messages")):
                answer = await client.request(method, f"/api/{path}", json={"text": "a"}, headers=given)
                assert (answer.status_code, answer.json()) == (401, {"error": problems.NO_CONVERSATION}), given
        assert (await client.get("/api/conversation", headers=who)).status_code == 200

    served(agent, talk, static=static)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, problems.NOT_JSON),
        (b"{", 400, problems.NOT_JSON),
        (b"[]", 400, problems.NOT_JSON),
        (b"\xff\xfe", 400, problems.NOT_JSON),
        (b"[" * 15_000, 400, problems.NOT_JSON),
        (b"{}", 400, problems.TEXT_OR_BUTTON),
        (b'{"text": 3}', 400, problems.TEXT_OR_BUTTON),
        (b'{"text": null}', 400, problems.TEXT_OR_BUTTON),
        (b'{"text": "a", "button": "b"}', 400, problems.TEXT_OR_BUTTON),
        (b'{"button": ["a"]}', 400, problems.TEXT_OR_BUTTON),
        (b'{"text": "a", "id": "1"}', 400, problems.BAD_ID),
        (b'{"text": "a", "id": 1}', 400, problems.BAD_ID),
        (b'{"text": "a", "id": "' + b"g" * 36 + b'"}', 400, problems.BAD_ID),
        (b'{"text": "' + b"a" * 4001 + b'"}', 413, problems.TOO_LONG.format(4000)),
        (b'{"text": "' + b"a" * 20_000 + b'"}', 413, problems.TOO_LARGE),
    ],
    ids=range(15),
)
def test_unreadable_messages_are_refused_in_french(
    body: bytes, status: int, error: str, agent: Agent, static: Path
) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post("/api/messages", content=body, headers=await opened(client))
        assert (answer.status_code, answer.json()) == (status, {"error": error})

    served(agent, talk, static=static)
    assert not agent.received


def test_text_that_no_encoder_accepts_is_answered(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        body = b'{"text": "bonjour \\ud83d le \\u0000 monde"}'
        answer = await client.post("/api/messages", content=body, headers=who)
        assert answer.status_code == 200
        assert (await client.get("/api/conversation", headers=who)).json()["messages"] == answer.json()["messages"]

    served(agent, talk, static=static)


def test_the_same_message_is_played_once(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        number = str(uuid.uuid4())
        first = await said(client, who, text="un chiffre ?", id=number)
        assert first[0]["id"] == number
        assert await said(client, who, text="un chiffre ?", id=number.upper()) == first
        agent.delay = 0.2
        number = str(uuid.uuid4())
        both = await asyncio.gather(*(said(client, who, text="bonjour", id=number) for _ in range(2)))
        assert both[0] == both[1]
        assert len(agent.received) == 2
        # The same id, in another conversation, is another message.
        await said(client, await opened(client), text="un autre", id=number)
        assert len(agent.received) == 3

    served(agent, talk, static=static)


def test_a_reply_is_not_lost_when_the_caller_hangs_up(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who, number = await opened(client), str(uuid.uuid4())
        agent.gate = asyncio.Event()
        post = posted(client, who, "a", id=number)
        while not agent.received:
            await asyncio.sleep(0.01)
        post.cancel()
        while served_connections():  # until the server notices
            await asyncio.sleep(0.01)
        agent.gate.set()
        assert [each["from"] for each in await said(client, who, text="a", id=number)] == ["user", "bot"]
        assert len(agent.received) == 1

    served(agent, talk, static=static)


def test_turns_of_a_conversation_are_played_one_at_a_time_and_few_may_wait(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        agent.gate = asyncio.Event()
        posts = [posted(client, who, f"message {n}") for n in range(6)]
        while sum(post.done() for post in posts) < 3:
            await asyncio.sleep(0.01)
        agent.gate.set()
        statuses = [answer.status_code for answer in await asyncio.gather(*posts)]
        assert sorted(statuses) == [200, 200, 200, 429, 429, 429]
        history = (await client.get("/api/conversation", headers=who)).json()["messages"]
        assert [each["from"] for each in history] == ["user", "bot"] * 3

    served(agent, talk, static=static)


def test_everything_is_forgotten_on_request(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        sender = agent.received[0].sender_id
        assert await agent.trackers.keys() == [sender]
        gone = await client.delete("/api/conversation", headers=who)
        assert (gone.status_code, gone.content) == (204, b"")
        assert "Max-Age=0" in gone.headers["set-cookie"]
        assert await agent.trackers.keys() == []
        assert (await client.get("/api/conversation", headers=who)).status_code == 401
        assert (await client.get(answer["chart"]["svg"], headers=who)).status_code == 404

    served(agent, talk, static=static)


def test_a_turn_being_played_does_not_come_back_after_the_end(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        agent.gate = asyncio.Event()
        posts = [posted(client, who, "a")]
        while not agent.received:
            await asyncio.sleep(0.01)
        posts.append(posted(client, who, "b"))
        gone = asyncio.ensure_future(client.delete("/api/conversation", headers=who))
        while (await client.get("/api/conversation", headers=who)).status_code == 200:
            await asyncio.sleep(0.01)
        agent.gate.set()
        assert (await gone).status_code == 204
        statuses = [(await post).status_code for post in posts]
        assert statuses == [200, 401]
        assert await agent.trackers.keys() == []

    served(agent, talk, static=static)


def test_an_idle_conversation_opens_no_more(agent: Agent, static: Path) -> None:
    clock = Clock()
    agent.kept = Conversations(IN_MEMORY, idle_seconds=3600, clock=clock)

    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        clock.now += 59 * 60
        assert (await client.get("/api/conversation", headers=who)).status_code == 200
        clock.now += 61 * 60
        assert (await client.get("/api/conversation", headers=who)).status_code == 401

    served(agent, talk, static=static)


def test_too_many_messages_of_one_conversation(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who, other = await opened(client), await opened(client)
        for _ in range(2):
            await said(client, who, text="a")
        refused = await client.post("/api/messages", json={"text": "a"}, headers=who)
        assert refused.status_code == 429
        assert refused.json() == {"error": problems.TOO_MANY.format("30 secondes"), "retry_after": 30}
        assert refused.headers["retry-after"] == "30"
        await said(client, other, text="a")

    served(agent, talk, static=static, rates={"messages": 2})


@pytest.mark.parametrize(("rate", "others"), [("reads", 200), ("reads_per_address", 429)])
def test_too_many_readings_of_the_history(rate: str, others: int, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who, other = await opened(client), await opened(client)

        async def read(reader: dict[str, str]) -> int:
            return (await client.get("/api/conversation", headers=reader)).status_code

        assert [await read(who) for _ in range(3)] == [200, 200, 429]
        assert await read(other) == others
        await said(client, who, text="a")  # what is limited is reading everything again

    served(agent, talk, static=static, rates={rate: 2})


@pytest.mark.parametrize("spoofed", [{}, {"X-Forwarded-For": "198.51.100.{}"}, {"X-Real-IP": "198.51.100.{}"}])
def test_too_many_of_one_address_whatever_it_says_it_is(spoofed: dict[str, str], agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        statuses = []
        for number in range(3):
            claimed = {name: value.format(number) for name, value in spoofed.items()}
            statuses.append((await client.post("/api/conversation", headers=claimed)).status_code)
            client.cookies.clear()
        assert statuses == [201, 201, 429]

    served(agent, talk, static=static, rates={"conversations_per_address": 2})


def test_behind_a_proxy_the_address_it_adds_counts_and_not_what_the_client_claims(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for chain, status in (
            ("203.0.113.1", 201),
            ("203.0.113.2", 201),
            ("198.51.100.9, 203.0.113.1", 429),  # the first part was written by the client
        ):
            headers = {"X-Forwarded-For": chain, "X-Forwarded-Proto": "https"}
            answer = await client.post("/api/conversation", headers=headers)
            assert answer.status_code == status
            if status == 201:
                cookie = answer.headers["set-cookie"]
                assert cookie.startswith("__Host-bemo=")
                assert "Secure" in cookie
                assert "Domain" not in cookie
                kept = {**headers, "Cookie": cookie.split(";")[0]}
                assert (await client.get("/api/conversation", headers=kept)).status_code == 200
            client.cookies.clear()

    served(agent, talk, static=static, proxies=1, rates={"conversations_per_address": 1})


def test_a_failure_says_a_reference_and_nothing_else(
    agent: Agent, static: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("boum")

    monkeypatch.setattr("bot.channels.web.talk.exchange_of", fail)

    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post("/api/messages", json={"text": "mon secret"}, headers=await opened(client))
        assert answer.status_code == 500
        reference = answer.json()["reference"]
        assert answer.json()["error"] == problems.FAILED.format(reference)
        assert "boum" not in answer.text
        assert reference in caplog.text
        assert "mon secret" not in caplog.text

    served(agent, talk, static=static)


def test_without_a_model_a_message_is_answered_in_french(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        messages = await said(client, await opened(client), text="bonjour")
        assert "pas encore prêt" in messages[1]["text"]

    agent.loaded = False
    served(agent, talk, static=static)


def test_unknown_addresses_and_methods_are_refused_in_french(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for method, path, status, error in (
            ("GET", "/api/rien", 404, problems.UNKNOWN_ADDRESS),
            ("POST", "/api/rien/du/tout", 404, problems.UNKNOWN_ADDRESS),
            ("GET", "/rien", 404, problems.UNKNOWN_ADDRESS),
            ("PUT", "/api/messages", 405, problems.BAD_METHOD),
            ("POST", "/", 405, problems.BAD_METHOD),
        ):
            answer = await client.request(method, path)
            assert (answer.status_code, answer.json()) == (status, {"error": error}), path
            assert answer.headers.get("x-content-type-options") == "nosniff", path

    served(agent, talk, static=static)
