"""The list of requests: counted, filtered, searched, cut into pages, taken away as a file; and the journal."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.handover.desk.house import House
from bot.handover.desk.trail import DAYS_KEPT, Deed
from bot.handover.desk.wanted import SIZE
from bot.handover.request import Asker, Request
from tests.handover.conftest import Clock
from tests.handover.desk.conftest import NAME, OTHER, Correspondent
from tests.handover.desk.test_requests import HOSTILE
from tests.handover.examples import other

Visited = Callable[..., None]
DAY = 86_400.0


def shown(text: str) -> list[str]:
    """Return the references of the list, in order."""
    return re.findall(r'<h2><a href="/correspondant/demandes/(DEM-[\w-]+)">', text)


@pytest.fixture
def many(house: House, left: Request, clock: Clock) -> dict[str, str]:
    """Requests of every kind, by what they are."""
    kept, found = house.requests, {}
    found["late"] = kept.submit(left).reference
    clock.now += 7 * DAY
    found["official"] = kept.submit(
        replace(other(1), asker=Asker.ELECTED_OFFICIAL, territory="departement:45", name="Luce Zzmaire")
    ).reference
    found["taken"] = kept.submit(replace(other(2), territory="commune:37261")).reference
    found["others"] = kept.submit(other(3)).reference
    found["answered"] = kept.submit(other(4)).reference
    found["closed"] = kept.submit(other(5)).reference
    kept.take(found["taken"], NAME)
    kept.take(found["others"], OTHER)
    kept.answer(found["answered"], OTHER, "Voici.")
    kept.close(found["closed"], OTHER)
    return found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {"late", "official", "taken", "others"}),
        ("?vue=a-prendre", {"late", "official"}),
        ("?vue=en-cours", {"taken", "others"}),
        ("?vue=miennes", {"taken"}),
        ("?vue=en-retard", {"late"}),
        ("?vue=non-partis", set()),
        ("?vue=repondues", {"answered"}),
        ("?vue=closes", {"closed"}),
        ("?vue=toutes", {"late", "official", "taken", "others", "answered", "closed"}),
        ("?qui=elected_official", {"official"}),
        ("?vue=toutes&qui=job_seeker", set()),
        ("?ou=departement:45", {"official"}),
        ("?pour=region", {"official", "taken"}),
        ("?vue=toutes&mots=zzMAIRE+loiret", {"official"}),
        ("?mots=zzmaire&qui=employer", set()),
        ("?vue=inconnue&qui=inconnu&page=x&page=-1", {"late", "official", "taken", "others"}),
    ],
)
def test_the_list_is_filtered(visited: Visited, many: dict[str, str], query: str, wanted: set[str]) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert set(shown(await who.get(query))) == {many[each] for each in wanted}

    visited(talk)


def test_the_most_urgent_comes_first_and_every_list_is_counted(visited: Visited, many: dict[str, str]) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        text = await who.get()
        assert shown(text)[0] == many["late"]
        assert "En retard de 6 jours" in text
        assert text.count("pour la conseillère entreprises de Blois") == 2
        counts = dict(re.findall(r"<span>([^<]+)</span>(?:<b>(\d+)</b>)?</a></li>", text))
        assert counts == {
            **{"Ouvertes": "4", "À prendre": "2", "En cours": "2", "Suivies par moi": "", "En retard": "1"},
            **{"Courrier non parti": "0", "Répondues": "1", "Closes": "1", "Toutes": "6"},
            **{"Journal": "", "Mot de passe": ""},
        }

    visited(talk)


@pytest.mark.parametrize("written", ["{}", " {} ", "[{}]"])
def test_a_reference_leads_to_its_request_whatever_the_list(
    visited: Visited, many: dict[str, str], written: str
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        looked_for = written.format(many["closed"].lower())
        answer = await who.client.get("/correspondant", params={"vue": "en-retard", "mots": looked_for})
        assert answer.headers["location"] == f"/correspondant/demandes/{many['closed']}"
        unknown = await who.client.get("/correspondant", params={"mots": "DEM-2026-CCCC-CCCC"})
        assert unknown.status_code == 200
        assert "Aucune demande ne correspond" in unknown.text

    visited(talk)


@pytest.mark.usefixtures("many")
def test_a_filter_stays_from_one_list_to_another(visited: Visited) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        text = await who.get("?vue=en-cours&qui=employer&mots=a%26b%3D%22%3Cc")
        assert 'href="/correspondant?vue=toutes&amp;qui=employer&amp;mots=a%26b%3D%22%3Cc"' in text
        assert 'value="a&amp;b=&#34;&lt;c"' in text
        assert '<option value="employer" selected>' in text

    visited(talk)


def test_a_long_list_has_pages(visited: Visited, house: House, clock: Clock) -> None:
    references = set()
    for number in range(SIZE + 3):
        clock.now += 3600
        references.add(house.requests.submit(other(number)).reference)

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        first = shown(await who.get())
        assert 'rel="next" href="/correspondant?page=2"' in who.page.text
        second = shown(await who.get("?page=2"))
        assert 'rel="next"' not in who.page.text
        assert (len(first), len(second)) == (SIZE, 3)
        assert {*first, *second} == references

    visited(talk)


def test_the_file_holds_what_the_list_shows_and_no_formula(
    visited: Visited, house: House, many: dict[str, str]
) -> None:
    hostile = house.requests.submit(HOSTILE).reference

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        answer = await who.client.get("/correspondant/export.csv?vue=toutes&page=7")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(
            r'attachment; filename="demandes-\d{4}-\d\d-\d\d\.csv"', answer.headers["content-disposition"]
        )
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert {row[0] for row in rows[1:]} == {*many.values(), hostile}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        assert f"'{HOSTILE.subject}" in next(row for row in rows if row[0] == hostile)
        few = await who.client.get("/correspondant/export.csv?vue=miennes")
        assert [row[0] for row in csv.reader(io.StringIO(few.text), delimiter=";")][1:] == [many["taken"]]

    visited(talk)
    assert [entry.deed for entry in house.trail.page(0, 10)[0]].count(Deed.EXPORTED) == 2


def test_an_empty_list_says_so(visited: Visited, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "Aucune demande n’attend de réponse." in await who.get()
        assert "Exporter" not in who.page.text
        assert "Chercher dans toutes les demandes" in await who.get("?mots=rien")
        assert house.requests.inbox() == []

    visited(talk)


def test_mail_that_nobody_looks_after_is_said(visited: Visited, reference: str) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "Le courrier n’est relevé par personne" in await who.get(f"/demandes/{reference}")

    visited(talk)


def test_the_journal_says_who_did_what_for_a_year(visited: Visited, reference: str, clock: Clock) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in(password="faux")
        await who.come_in()
        await who.act(reference, "prendre")
        text = await who.get("/journal")
        lines = [re.sub(r"\s*<[^>]+>\s*", " ", each).strip() for each in re.findall(r"<li><span.*?</li>", text, re.S)]
        said = [re.sub(r"\s+", " ", re.sub(r"^.*? à \S+ h( \d+)?", "", each.replace("\u00a0", " "))) for each in lines]
        assert [each.strip() for each in said] == [
            f"{NAME} a pris en charge {reference}",
            f"{NAME} a lu la demande {reference}",
            f"{NAME} s’est connecté",
            f"{NAME} : mot de passe refusé",
        ]
        assert "Trouver des couvreurs" not in text
        clock.now += (DAYS_KEPT + 1) * DAY
        await who.come_in()
        assert reference not in await who.get("/journal")

    visited(talk)


def test_the_journal_has_pages(visited: Visited, house: House) -> None:
    for number in range(103):
        house.trail.add(NAME, Deed.READ, f"DEM-2026-{number:04}")

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "DEM-2026-0102" in await who.get("/journal")
        assert 'rel="next" href="?page=2"' in who.page.text
        assert "DEM-2026-0000" not in who.page.text
        assert "DEM-2026-0000" in await who.get("/journal?page=2")
        for odd in ("000001" + "9" * 60, "0", "-1", "x", "9" * 40):
            assert (await who.client.get(f"/correspondant/journal?page={odd}")).status_code == 200

    visited(talk)
