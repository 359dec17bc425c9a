"""Files of an answer, and diagnostics of a territory."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.conversations import Conversations
from bot.channels.web import problems
from bot.rendering.renderer import BusyError, RenderError
from bot.writing.blocks import Chart, Table
from tests.channels.web import stand_ins
from tests.channels.web.stand_ins import FIGURES, Agent, NoRenderer, opened, said, served


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("table.csv", "text/csv; charset=utf-8"),
        ("table.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("chart.png", "image/png"),
        ("chart.svg", "image/svg+xml"),
    ],
)
def test_a_file_is_made_from_the_answer_and_named(name: str, kind: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        file = await client.get(f"/api/answers/{answer['id']}/{name}", headers=who)
        assert file.status_code == 200
        table = FIGURES.first(Table)
        assert table is not None
        assert file.text == f"{name} {table.title}"
        assert file.headers["content-type"] == kind
        assert file.headers["x-content-type-options"] == "nosniff"
        assert file.headers["cache-control"] == "no-store"
        assert "sandbox" in file.headers["content-security-policy"]
        shown, plain, full = file.headers["content-disposition"].split("; ")
        extension = name.rpartition(".")[2]
        assert shown == ("inline" if extension == "svg" else "attachment")
        assert plain == f'filename="bemo  2025 .{extension}"'
        assert full == f"filename*=UTF-8''b%C3%A9mo%20%C2%AB%202025%20%C2%BB.{extension}"

    served(agent, talk, static=static)


def test_the_files_of_another_conversation_do_not_exist(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who, other = await opened(client), await opened(client)
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        for name in ("table.csv", "table.xlsx", "chart.png", "chart.svg"):
            for given in (other, {}, {"Authorization": "Bearer faux"}):
                refused = await client.get(f"/api/answers/{answer['id']}/{name}", headers=given)
                assert (refused.status_code, refused.json()) == (404, {"error": problems.NO_ANSWER})

    served(agent, talk, static=static)


@pytest.mark.parametrize("path", ["{}/table.pdf", "{}/../table.csv", "{}/%2e%2e%2ftable.csv", "rien/table.csv", "{}/"])
def test_no_other_file_can_be_asked_for(path: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        assert (await client.get(f"/api/answers/{path.format(answer['id'])}", headers=who)).status_code == 404

    served(agent, talk, static=static)


def test_an_answer_without_a_chart_has_no_drawing(agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> None:
        return None

    blocks = tuple(block for block in FIGURES.blocks if not isinstance(block, Chart))
    monkeypatch.setattr(stand_ins, "FIGURES", FIGURES.but(blocks=blocks))
    monkeypatch.setattr(NoRenderer, "render", nothing)

    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        answer = (await said(client, who, text="un chiffre"))[1]["answer"]
        assert answer["chart"] is None
        missing = await client.get(f"/api/answers/{answer['id']}/chart.svg", headers=who)
        assert (missing.status_code, missing.json()) == (404, {"error": problems.NO_FILE})

    served(agent, talk, static=static)


def test_a_file_too_many_is_refused_before_its_answer_is_read(
    agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    answer_of = Conversations.answer

    async def counted(kept: Conversations, sender: str, answer_id: str) -> Any:
        read.append(answer_id)
        return await answer_of(kept, sender, answer_id)

    monkeypatch.setattr(Conversations, "answer", counted)

    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        folder = f"/api/answers/{(await said(client, who, text='un chiffre'))[1]['answer']['id']}"
        files = [await client.get(f"{folder}/{name}", headers=who) for name in ("chart.svg", "table.csv", "table.xlsx")]
        assert [each.status_code for each in files] == [200, 200, 429]

    served(agent, talk, static=static, rates={"files_per_address": 2})
    assert len(read) == 2


def test_a_document_made_already_is_not_counted(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        who = await opened(client)
        folder = f"/api/answers/{(await said(client, who, text='un chiffre'))[1]['answer']['id']}"

        async def status(path: str) -> int:
            return (await client.get(path, headers=who)).status_code

        assert [await status(f"{folder}/chart.svg") for _ in range(5)] == [200] * 5
        assert [await status(f"{folder}/{name}") for name in ("chart.png", "table.csv")] == [200, 429]
        assert [await status("/diagnostic/bassin/2415") for _ in range(5)] == [200] * 5
        assert await status("/diagnostic/bassin/2416") == 429
        assert await status("/diagnostic/bassin/2415") == 200

    served(agent, talk, static=static, rates={"diagnostics_per_address": 1, "files_per_address": 2})


@pytest.mark.parametrize(("error", "status"), [(BusyError, 503), (RenderError, 500)])
def test_a_file_that_cannot_be_made_is_said_in_french(
    error: type[Exception], status: int, agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any) -> None:
        raise error("Traceback")

    monkeypatch.setattr(NoRenderer, "render", fail)

    async def talk(client: httpx.AsyncClient) -> None:
        refused = await client.get("/api/diagnostics/bassin/2415.pdf")
        assert refused.status_code == status
        assert "Traceback" not in refused.text
        assert ("retry-after" in refused.headers) == (status == 503)

    served(agent, talk, static=static)


def test_diagnostics_are_open_to_all(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        pdf = await client.get("/api/diagnostics/departement/2A.pdf")
        assert (pdf.status_code, pdf.text) == (200, "diagnostic.pdf departement:2A")
        assert pdf.headers["content-type"] == "application/pdf"
        page = await client.get("/diagnostic/region/24")
        assert (page.status_code, page.text) == (200, "diagnostic.html region:24")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src 'self'" in page.headers["content-security-policy"]

    served(agent, talk, static=static)


@pytest.mark.parametrize(
    "path",
    [
        "/api/diagnostics/bassin/9999.pdf",
        "/api/diagnostics/commune/37261.pdf",
        "/api/diagnostics/bassin/2415.html",
        "/api/diagnostics/bassin/2415",
        "/api/diagnostics/bassin/.pdf",
        "/api/diagnostics/bassin/..%2f2415.pdf",
        "/api/diagnostics/bassin/%7B%7B2415%7D%7D.pdf",
        "/diagnostic/bassin/9999",
        "/diagnostic/france/fr",
        "/diagnostic/bassin/<script>",
    ],
)
def test_there_is_no_diagnostic_of_what_is_not_a_territory(path: str, agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.get(path)
        assert answer.status_code == 404
        assert answer.json()["error"] in (problems.NO_DIAGNOSTIC, problems.UNKNOWN_ADDRESS)

    served(agent, talk, static=static)


def test_diagnostics_of_one_address_are_capped(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        paths = ("/api/diagnostics/bassin/2415.pdf", "/diagnostic/bassin/2416", "/diagnostic/bassin/2417")
        assert [(await client.get(path)).status_code for path in paths] == [200, 200, 429]

    served(agent, talk, static=static, rates={"diagnostics_per_address": 2})
