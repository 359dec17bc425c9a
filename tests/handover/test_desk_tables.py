"""What the desk keeps of its own, on SQLite and on PostgreSQL: accounts, attempts, sessions, the trail."""

from __future__ import annotations

import asyncio
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import func, select

from bot import __main__ as command_line
from bot.handover.desk import attempts, passwords, trail
from bot.handover.desk.accounts import AccountError
from bot.handover.desk.attempts import LockedError
from bot.handover.desk.house import House, built
from bot.handover.desk.passwords import WeakPasswordError
from bot.handover.desk.tables import session
from bot.handover.desk.trail import DAYS_KEPT, Deed
from bot.handover.store import Requests, requests
from tests.handover.conftest import Clock

PASSWORD = "cheval pile agrafe"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def house(store: Requests) -> House:
    made = built(store)
    made.accounts.prepare()
    return made


def test_an_account_is_known_by_its_password_however_it_is_composed(house: House) -> None:
    assert not house.accounts.any()
    made = house.accounts.add("Élodie  Zzmartin", "pâté de forêt é 12")
    assert house.accounts.any()
    assert made.shown == "Élodie Zzmartin"
    assert house.accounts.recognise("e\u0301lodie zzmartin", "pa\u0302te\u0301 de fore\u0302t e\u0301 12") == made
    assert house.accounts.recognise("Élodie Zzmartin", "pate de foret e 12") is None
    assert house.accounts.recognise("elodie zzmartin", "pâté de forêt é 12") is None
    with pytest.raises(AccountError, match="existe déjà"):
        house.accounts.add("ÉLODIE ZZMARTIN", PASSWORD)
    assert house.accounts.names() == ["Élodie Zzmartin"]


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "<b>", "-x", "a\nb<", "a;b", "\u202eabc"])
def test_an_odd_name_is_no_account(house: House, name: str) -> None:
    with pytest.raises(AccountError):
        house.accounts.add(name, PASSWORD)
    assert house.accounts.names() == []


@pytest.mark.parametrize("password", ["", "onze lettre", "zzmartin et compagnie", "abababababababab", "aé1" * 70])
def test_a_poor_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        passwords.check(password, "zzmartin")


def test_a_weaker_hash_is_made_again_when_its_password_comes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher  # noqa: PLC0415

    with monkeypatch.context() as patch:
        patch.setattr(passwords, "hashed", PasswordHasher(time_cost=1, memory_cost=8192).hash)
        house.accounts.add("Zzmartin", PASSWORD)
    assert house.accounts.recognise("Zzmartin", PASSWORD)
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "hashed", lambda _: pytest.fail("made again"))
        assert house.accounts.recognise("Zzmartin", PASSWORD)


def test_however_many_passwords_come_at_once_five_are_tried(house: House) -> None:
    def tries(_: int) -> bool:
        try:
            house.attempts.begin("zzmartin", HERE)
        except LockedError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(tries, range(24))) == attempts.PER_ACCOUNT_AND_ADDRESS


def test_no_address_locks_an_account_out_of_the_others(house: House) -> None:
    for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
        house.attempts.begin("zzmartin", HERE)
    with pytest.raises(LockedError):
        house.attempts.begin("zzmartin", HERE)
    house.attempts.begin("zzmartin", ELSEWHERE)
    assert house.attempts.wait("zzmartin", ELSEWHERE) == 0


def test_an_account_tried_from_everywhere_is_locked_until_the_machine_says_otherwise(house: House) -> None:
    for number in range(attempts.PER_ACCOUNT):
        house.attempts.begin("zzmartin", f"198.51.100.{number}")
    with pytest.raises(LockedError):
        house.attempts.begin("zzmartin", HERE)
    house.attempts.unlock("zzmartin")
    house.attempts.begin("zzmartin", HERE)


def test_a_right_password_forgives_the_wrong_ones(house: House) -> None:
    for _ in range(3):
        for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS - 1):
            house.attempts.begin("zzmartin", HERE)
        house.attempts.forgive("zzmartin", HERE)


def test_a_clock_set_back_locks_nobody_for_longer(house: House, clock: Clock) -> None:
    for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
        house.attempts.begin("zzmartin", HERE)
    clock.now -= 30 * 86_400
    house.attempts.begin("zzmartin", HERE)


def test_sessions_that_are_over_leave_nothing(house: House, clock: Clock) -> None:
    who = house.accounts.add("Zzmartin", PASSWORD)
    for _ in range(3):
        house.sessions.open(who)
    clock.now += 31 * 60
    token = house.sessions.open(who)
    with house.requests.base.reading() as connection:
        assert connection.execute(select(func.count()).select_from(session)).scalar() == 1
    found = house.sessions.find(token)
    assert found is not None
    assert found.account == who
    assert found.proof not in ("", token)
    assert house.sessions.find(token[:-1]) is None
    assert house.sessions.find("") is None


def test_a_form_is_claimed_once_however_many_send_it_at_once(house: House) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: house.sessions.claim("form"), range(16))) == 1
    house.sessions.release("form")
    assert house.sessions.claim("form")


def test_the_trail_goes_after_a_year(house: House, clock: Clock) -> None:
    house.trail.add("Zzmartin", Deed.READ, "DEM-2026-CCCC-CCCC")
    clock.now += DAYS_KEPT * 86_400 - 1
    house.trail.add("Zzmartin", Deed.SIGNED_IN)
    assert house.trail.page(0, 9)[1] == 2
    clock.now += 2
    house.trail.add("Zzmartin", Deed.SIGNED_IN)
    assert [entry.deed for entry in house.trail.page(0, 9)[0]] == [Deed.SIGNED_IN, Deed.SIGNED_IN]


def test_accounts_are_made_and_mended_on_the_command_line(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HANDOVER_URL", url)

    def told(*words: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["bot", "contacts", "account", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        code = command_line.main()
        said = capsys.readouterr()
        return code, (said.out + said.err).strip()

    assert told("Zzmartin", typed="court")[0] == 1
    code, said = told("Zzmartin", typed=PASSWORD)
    assert (code, said) == (0, "Le compte « Zzmartin » est ouvert, sur /correspondant.")
    code, said = told("zzMARTIN", typed=PASSWORD)
    assert code == 1
    assert "existe déjà" in said
    house = built(requests())
    assert house.accounts.recognise("zzmartin", PASSWORD)
    token = house.sessions.open(house.accounts.known("zzmartin"))
    for number in range(attempts.PER_ACCOUNT):
        house.attempts.begin("zzmartin", str(number))
    code, said = told("zzmartin", "--reset", typed="lampe fjord cactus")
    assert code == 0
    assert "nouveau mot de passe" in said
    assert house.sessions.find(token) is None
    assert house.accounts.recognise("zzmartin", PASSWORD) is None
    house.attempts.begin("zzmartin", HERE)
    assert told("inconnu", "--remove") == (1, "error: Il n'y a pas de compte « inconnu ».")
    code, said = told("zzmartin", "--remove")
    assert code == 0
    assert "la page est fermée" in said
    assert not house.accounts.any()
    deeds = [entry.deed for entry in house.trail.page(0, 9)[0]]
    assert deeds == [Deed.REMOVED, Deed.ACCOUNT, Deed.ACCOUNT]
    house.requests.base.close()


def test_passwords_are_looked_at_one_after_another_and_too_many_are_turned_away() -> None:
    slowly, going, most = passwords.Slowly(), [0], [0]

    def look(number: int) -> int:
        going[0] += 1
        most[0] = max(most[0], going[0])
        passwords.matches(None, "x")
        going[0] -= 1
        return number

    async def crowd() -> list[int | BaseException]:
        looks = (slowly.run(partial(look, number)) for number in range(12))
        return await asyncio.gather(*looks, return_exceptions=True)

    found = asyncio.run(crowd())
    assert [each for each in found if not isinstance(each, passwords.BusyError)] == list(range(8))
    assert most == [1]
    assert asyncio.run(slowly.run(partial(look, 1))) == 1


def test_the_trail_holds_so_many_lines(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MAX_LINES", 5)
    for _ in range(9):
        house.trail.add("", Deed.REFUSED)
    house.trail.add("Zzmartin", Deed.SIGNED_IN)
    assert [entry.deed for entry in house.trail.page(0, 9)[0]] == [Deed.SIGNED_IN, *[Deed.REFUSED] * 4]
