"""Coming in and going out: passwords, lockout, forms of ours only, sessions that end."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.keys import digest
from bot.handover.desk import attempts, tables
from bot.handover.desk.house import House
from bot.handover.desk.trail import Deed
from tests.handover.conftest import Clock
from tests.handover.desk.conftest import NAME, OTHER, OTHER_PASSWORD, PASSWORD, Correspondent

Visited = Callable[..., None]
pytestmark = pytest.mark.usefixtures("house")
WRONG = "Le nom ou le mot de passe n’est pas le bon."


def test_the_right_password_opens_a_session_whatever_the_case_of_the_name(visited: Visited, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        answer = await who.come_in("  sophie ZZMARTIN ")
        assert (answer.status_code, answer.headers["location"]) == (303, "/correspondant")
        assert NAME in who.page.text
        given = {each.split("=", 1)[0]: each for each in answer.headers.get_list("set-cookie")}
        assert set(given["bemo_bureau"].split("; ")[1:]) == {"Path=/", "HttpOnly", "SameSite=Strict"}
        assert "Max-Age=0" in given["bemo_entree"]

    visited(talk)
    assert [(entry.who, entry.deed) for entry in house.trail.page(0, 10)[0]] == [(NAME, Deed.SIGNED_IN)]


def test_what_the_browser_holds_is_in_the_base_as_a_hash_only(visited: Visited, house: House) -> None:
    held: list[str] = []

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        held.append(who.client.cookies["bemo_bureau"])

    visited(talk)
    with house.requests.base.reading() as connection:
        kept = connection.execute(select(tables.session)).one()
        passwords = connection.execute(select(tables.account.c.password)).scalars().all()
    assert kept.key == digest(held[0])
    assert held[0] not in str(tuple(kept))
    assert all(each.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for each in passwords)


def test_behind_https_the_cookies_are_secure_and_of_this_host_only(visited: Visited) -> None:
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}

    async def talk(who: Correspondent) -> None:
        await who.get("/connexion", headers=headers)
        for cookie in who.page.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-bemo_entree=")
            assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))

    visited(talk, proxies=1)


@pytest.mark.parametrize(("name", "password"), [(NAME, "cheval pile"), (NAME, ""), ("Personne", PASSWORD), ("", "x")])
def test_a_wrong_name_or_password_is_told_alike(visited: Visited, house: House, name: str, password: str) -> None:
    async def talk(who: Correspondent) -> None:
        answer = await who.come_in(name, password)
        assert answer.status_code == 401
        assert WRONG in answer.text
        assert "bemo_bureau" not in who.client.cookies

    visited(talk)
    known = NAME if name == NAME else ""
    assert [(entry.who, entry.deed) for entry in house.trail.page(0, 10)[0]] == [(known, Deed.REFUSED)]


def test_five_wrong_passwords_lock_the_account_for_that_address_for_a_while(
    visited: Visited, house: House, clock: Clock
) -> None:
    async def talk(who: Correspondent) -> None:
        here, elsewhere = ({"X-Forwarded-For": address} for address in ("192.0.2.7", "198.51.100.9"))
        for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
            assert (await who.come_in(password="faux", headers=here)).status_code == 401
        locked = await who.come_in(headers=here)
        assert locked.status_code == 429
        assert "Trop d’essais. Réessayez dans 15 minutes." in locked.text
        assert int(locked.headers["retry-after"]) == attempts.WINDOW + 1
        assert (await who.come_in("SOPHIE zzmartin", headers=here)).status_code == 429
        assert (await who.come_in(OTHER, OTHER_PASSWORD, headers=here)).status_code == 303
        await who.send("/deconnexion")
        assert (await who.come_in(headers=elsewhere)).status_code == 303
        await who.send("/deconnexion")
        clock.now += attempts.WINDOW - 60
        assert (await who.come_in(headers=here)).status_code == 429
        clock.now += 61
        assert (await who.come_in(headers=here)).status_code == 303

    visited(talk, proxies=1)
    deeds = [entry.deed for entry in house.trail.page(0, 50)[0]]
    assert deeds.count(Deed.REFUSED) == attempts.PER_ACCOUNT_AND_ADDRESS
    assert deeds.count(Deed.LOCKED) == 1


def test_an_address_that_tries_many_names_is_locked_too(visited: Visited) -> None:
    async def talk(who: Correspondent) -> None:
        for number in range(attempts.PER_ADDRESS):
            assert (await who.come_in(f"personne{number}", "faux")).status_code == 401
        assert (await who.come_in()).status_code == 429

    visited(talk)


@pytest.mark.parametrize("fields", [{"preuve": ""}, {"preuve": "A" * 43}, {"preuve": "é"}])
def test_the_form_of_the_entrance_must_be_ours(visited: Visited, fields: dict[str, Any]) -> None:
    async def talk(who: Correspondent) -> None:
        await who.get("/connexion")
        answer = await who.send("/connexion", nom=NAME, mot_de_passe=PASSWORD, **fields)
        assert answer.status_code == 403
        assert "bemo_bureau" not in who.client.cookies

    visited(talk)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://ailleurs.exemple.fr"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused(visited: Visited, headers: dict[str, str]) -> None:
    async def talk(who: Correspondent) -> None:
        assert (await who.come_in(headers=headers)).status_code == 403
        await who.come_in()
        assert (await who.send("/deconnexion", headers=headers)).status_code == 403
        assert NAME in await who.get()

    visited(talk, allowed_origins=["https://ailleurs.exemple.fr"])


def test_a_session_ends_when_nothing_is_done_and_whatever_is_done(visited: Visited, clock: Clock) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        for _ in range(3):
            clock.now += 29 * 60
            assert NAME in await who.get()
        clock.now += 30 * 60
        assert "Mot de passe oublié" in await who.get()
        await who.come_in()
        for _ in range(10 * 60 // 20 - 1):
            clock.now += 20 * 60
            assert NAME in await who.get()
        clock.now += 20 * 60
        assert "Mot de passe oublié" in await who.get()

    visited(talk, rates={"requests_per_address": 1000})


def test_who_writes_is_there(visited: Visited, clock: Clock) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        for _ in range(4):
            clock.now += 20 * 60
            assert (await who.client.get("/correspondant/present")).status_code == 204
        assert NAME in await who.get()
        who.client.cookies.clear()
        assert (await who.client.get("/correspondant/present")).status_code == 303

    visited(talk)


@pytest.mark.parametrize("odd", ["DEM-2026-AAAA-AAAA", "a%0d%0aX-Odd:%201", "..%2f..", "%26x=y", "é"])
def test_an_odd_reference_is_not_carried_to_the_entrance(visited: Visited, odd: str) -> None:
    async def talk(who: Correspondent) -> None:
        answer = await who.client.get(f"/correspondant/demandes/{odd}")
        assert answer.status_code in (303, 404)
        assert answer.headers.get("location", "/correspondant/connexion") == "/correspondant/connexion"
        assert "x-odd" not in answer.headers

    visited(talk)


def test_going_out_ends_the_session_for_whoever_has_its_secret(visited: Visited) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        secret = who.client.cookies["bemo_bureau"]
        answer = await who.send("/deconnexion")
        assert answer.headers["location"] == "/correspondant/connexion?fait=deconnecte"
        assert "bemo_bureau" not in who.client.cookies
        await who.get("/connexion?fait=deconnecte")
        assert "Vous êtes déconnecté." in who.page.text
        again = await who.client.get("/correspondant", headers={"Cookie": f"bemo_bureau={secret}"})
        assert again.status_code == 303

    visited(talk)


def test_going_out_needs_the_proof_of_the_session(visited: Visited) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert (await who.send("/deconnexion", preuve="a" * 64)).status_code == 403
        assert NAME in await who.get()

    visited(talk)


def test_a_new_password_ends_the_other_sessions_and_takes_the_place_of_the_old_one(
    visited: Visited, house: House
) -> None:
    new = "lampe fjord cactus 7"

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        elsewhere = who.client.cookies["bemo_bureau"]
        who.client.cookies.clear()
        await who.come_in()
        await who.get("/mot-de-passe")
        answer = await who.send("/mot-de-passe", actuel=PASSWORD, nouveau=new, encore=new)
        assert answer.headers["location"] == "/correspondant/mot-de-passe?fait=1"
        assert "Votre mot de passe est changé" in await who.get("/mot-de-passe?fait=1")
        other = await who.client.get("/correspondant", headers={"Cookie": f"bemo_bureau={elsewhere}"})
        assert other.status_code == 303
        who.client.cookies.clear()
        assert (await who.come_in()).status_code == 401
        assert (await who.come_in(password=new)).status_code == 303

    visited(talk)
    assert Deed.PASSWORD in [entry.deed for entry in house.trail.page(0, 50)[0]]


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("faux", "lampe fjord cactus", "lampe fjord cactus", "Votre mot de passe actuel n’est pas celui-là."),
        (PASSWORD, "lampe fjord cactus", "lampe fjord", "Les deux nouveaux mots de passe ne sont pas les mêmes."),
        (PASSWORD, "court", "court", "Le mot de passe doit avoir au moins 12 caractères"),
        (PASSWORD, "sophie zzmartin 1", "sophie zzmartin 1", "Ce mot de passe se devine"),
        (PASSWORD, "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "Ce mot de passe se devine"),
        (PASSWORD, "a1b2c3d4" * 26, "a1b2c3d4" * 26, "Le mot de passe est trop long"),
    ],
)
def test_a_password_is_not_changed_for_nothing_good(
    visited: Visited, house: House, current: str, new: str, again: str, said: str
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get("/mot-de-passe")
        answer = await who.send("/mot-de-passe", actuel=current, nouveau=new, encore=again)
        assert answer.status_code == 422
        assert said in answer.text

    visited(talk)
    assert house.accounts.recognise(NAME, PASSWORD)


def test_the_current_password_cannot_be_guessed_from_within(visited: Visited, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get("/mot-de-passe")
        new = "lampe fjord cactus"
        for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
            await who.send("/mot-de-passe", actuel="faux", nouveau=new, encore=new)
        answer = await who.send("/mot-de-passe", actuel=PASSWORD, nouveau=new, encore=new)
        assert "Trop d’essais" in answer.text

    visited(talk)
    assert house.accounts.recognise(NAME, PASSWORD)


@pytest.mark.parametrize(
    "wanted", ["https://ailleurs.exemple.fr", "//ailleurs.exemple.fr", "/api", "DEM-2026-AAAA", ""]
)
def test_the_entrance_leads_nowhere_else(visited: Visited, wanted: str) -> None:
    async def talk(who: Correspondent) -> None:
        await who.get("/connexion")
        answer = await who.send("/connexion", nom=NAME, mot_de_passe=PASSWORD, vers=wanted)
        assert answer.headers["location"] == "/correspondant"

    visited(talk)


def test_the_request_that_was_wanted_comes_after_the_entrance(visited: Visited, reference: str) -> None:
    async def talk(who: Correspondent) -> None:
        await who.get(f"/demandes/{reference}")
        answer = await who.send("/connexion", nom=NAME, mot_de_passe=PASSWORD)
        assert answer.headers["location"] == f"/correspondant/demandes/{reference}"

    visited(talk)


def test_a_link_followed_from_a_webmail_is_asked_again_by_a_page_of_ours(visited: Visited, reference: str) -> None:
    async def talk(who: Correspondent) -> None:
        text = await who.get(f"/demandes/{reference}", headers={"Sec-Fetch-Site": "cross-site"})
        assert who.page.status_code == 200
        assert '<meta http-equiv="refresh" content="0">' in text

    visited(talk)


def test_the_pages_run_and_frame_nothing_of_others_and_are_kept_nowhere(visited: Visited, reference: str) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        for path in ("", "/journal", "/mot-de-passe", f"/demandes/{reference}", "/demandes/rien", "/export.csv"):
            await who.get(path)
            headers = who.page.headers
            policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
            assert policy["default-src"] == "'none'"
            assert (
                policy["script-src"]
                == policy["style-src"]
                == policy["connect-src"]
                == policy["form-action"]
                == "'self'"
            )
            assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert " style=" not in who.page.text
            assert "<script>" not in who.page.text

    visited(talk)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"nom=x&preuve=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=b"] * 100), "application/x-www-form-urlencoded", 400),
        (b"nom=" + b"a" * 140_000, "application/x-www-form-urlencoded", 413),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b'{"nom": "x"}', "application/json", 415),
        (b"", "", 415),
    ],
)
def test_what_is_no_form_is_refused(visited: Visited, body: bytes, kind: str, status: int) -> None:
    async def talk(who: Correspondent) -> None:
        headers = {"Content-Type": kind} if kind else {}
        answer = await who.client.post("/correspondant/connexion", content=body, headers=headers)
        assert answer.status_code == status
        assert "<h1>" in answer.text

    visited(talk)
