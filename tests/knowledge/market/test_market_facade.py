"""The live market as answers ask it: not connected, fresh, last answer kept, unavailable; and what is kept."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from werkzeug.wrappers import Request, Response

from bot.actions.base import ReplyAction
from knowledge.market import _market, budget, market
from knowledge.market.cache import KEPT_DAYS, Answers, key_of
from knowledge.market.facade import Market, now
from knowledge.market.model import FigureKind, Found, NotConnected, Offers, OfferSearch, Unavailable
from knowledge.settings import KnowledgeSettings, read
from scripts.demo.france_travail import CLIENT, FranceTravail, served
from tests.hostile import Way, between

SEARCH = OfferSearch(romes=("N4101",), departements=("41",))
MINUTE = dt.timedelta(minutes=1)


class Clock:
    """The time, as the test says."""

    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> dt.datetime:
        return self.now


def failing(_request: Request) -> Response:
    return Response(status=404)


def calls(france_travail: FranceTravail) -> int:
    return len([path for _, path, _ in france_travail.calls if "/partenaire/" in path and "oauth2" not in path])


EVERY = [
    lambda market: market.offers(SEARCH),
    lambda market: market.companies(("D1102",), "37261", 20),
    lambda market: market.seekers("F1610", "departement:18"),
    lambda market: market.salaries("F1610", "region:24"),
    lambda market: market.tension("F1610", "bassin:2411"),
    lambda market: market.registered_offers("F1610", "france:FR"),
    lambda market: market.guess("boulanger"),
]


@pytest.mark.parametrize("call", EVERY)
def test_without_credentials_nothing_is_connected(call: Callable[[Market], object], tmp_path: Path) -> None:
    alone = Market(None, Answers(f"sqlite:///{tmp_path / 'm.sqlite'}", now))
    assert not alone.connected
    assert not alone.on_trial
    with pytest.raises(NotConnected):
        call(alone)
    assert not list(tmp_path.iterdir())


def test_without_credentials_nothing_of_the_network_is_loaded() -> None:
    code = (
        "import sys\nfrom knowledge.market import market\n"
        "from knowledge.market.model import NotConnected, OfferSearch\n"
        "try:\n    market().offers(OfferSearch())\nexcept NotConnected:\n"
        "    print(sorted({'httpx', 'stamina', 'aiolimiter', 'anyio'} & set(sys.modules)))"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FRANCE_TRAVAIL")}
    told = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_settings_in_force_connect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MARKET_URL", f"sqlite:///{tmp_path / 'm.sqlite'}")
    for name in ("FRANCE_TRAVAIL_CLIENT_ID", "FRANCE_TRAVAIL_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert not market().connected
    monkeypatch.setenv("FRANCE_TRAVAIL_CLIENT_ID", "me")
    assert not market().connected
    monkeypatch.setenv("FRANCE_TRAVAIL_CLIENT_SECRET", "hidden")
    assert market().connected
    assert market() is market()
    assert not market().on_trial
    monkeypatch.setenv("FRANCE_TRAVAIL_API", "http://127.0.0.1:5200/partenaire")
    assert market().on_trial
    assert "hidden" not in repr(read(KnowledgeSettings))
    assert "hidden" not in repr(vars(market()))
    _market.cache_clear()


@pytest.mark.parametrize("call", EVERY)
def test_every_method_brings_an_answer(
    call: Callable[[Market], Found[object]], connected: Callable[..., Market]
) -> None:
    found = call(connected())
    assert found.fresh
    assert found.value


def test_an_answer_is_kept_and_not_asked_again_at_once(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    clock = Clock()
    first = connected(clock=clock).offers(SEARCH)
    clock.now += 9 * MINUTE
    assert connected(clock=clock).offers(SEARCH) == first
    assert calls(france_travail) == 1
    clock.now += 2 * MINUTE
    later = connected(clock=clock).offers(SEARCH)
    assert (later.value, later.fresh, later.at) == (first.value, True, clock.now)
    assert calls(france_travail) == 2


@pytest.mark.parametrize("call", EVERY)
def test_the_last_answer_is_told_with_its_date_where_the_api_fails(
    call: Callable[[Market], Found[object]], connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    clock = Clock()
    first = call(connected(clock=clock))
    france_travail.fault = failing
    clock.now += dt.timedelta(days=6, hours=12)
    last = call(connected(clock=clock))
    assert (last.value, last.at) == (first.value, first.at)
    clock.now = first.at + dt.timedelta(days=101)
    with pytest.raises(Unavailable, match="HTTP 404"):
        call(connected(clock=clock))


def test_offers_a_week_old_are_not_told(connected: Callable[..., Market], france_travail: FranceTravail) -> None:
    clock = Clock()
    assert connected(clock=clock).offers(SEARCH).fresh
    france_travail.fault = failing
    clock.now += dt.timedelta(days=6)
    assert not connected(clock=clock).offers(SEARCH).fresh
    clock.now += dt.timedelta(days=2)
    with pytest.raises(Unavailable):
        connected(clock=clock).offers(SEARCH)


def test_what_is_asked_otherwise_is_another_answer(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    live = connected()
    whole = live.offers(SEARCH).value
    assert live.offers(OfferSearch(romes=("N4101",), departements=("41",), size=0)).value == Offers(whole.total, ())
    assert live.offers(OfferSearch(romes=("N4101",), departements=("41",), size=1)).value.offers == whole.offers[:1]
    assert live.offers(OfferSearch(romes=("N4101",), departements=("37",))).value != whole
    assert calls(france_travail) == 4


def test_what_one_server_answered_is_never_told_of_another(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    assert connected().offers(SEARCH).fresh
    with served(france_travail) as other:
        france_travail.fault = failing
        with pytest.raises(Unavailable):
            connected(url=other).offers(SEARCH)


def test_a_token_expired_on_the_way_is_renewed(connected: Callable[..., Market], france_travail: FranceTravail) -> None:
    live = connected()
    assert live.offers(SEARCH).fresh
    france_travail.expire()
    assert live.offers(OfferSearch(romes=("F1610",), departements=("41",))).fresh
    assert [status for _, path, status in france_travail.calls if "search" in path][1:] == [401, 206]


def test_a_wrong_secret_is_told_without_it(
    connected: Callable[..., Market], caplog: pytest.LogCaptureFixture, france_travail: FranceTravail
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Unavailable, match=r"offres-emploi: token refused \(HTTP 400 invalid_client\)"):
        connected(client=(CLIENT[0], "wrong-secret")).offers(SEARCH)
    assert "token refused (HTTP 400 invalid_client); last answer kept: False" in caplog.text
    assert "wrong-secret" not in caplog.text
    assert calls(france_travail) == 0


def test_job_seekers_of_a_b_and_c_come_together(connected: Callable[..., Market]) -> None:
    every, without_work = connected().seekers("F1610", "departement:18").value
    assert (every.kind, every.label, without_work.label) == (FigureKind.SEEKERS, "catégories A, B et C", "catégorie A")
    assert every.value > without_work.value > 0
    assert (every.territory, "fictif" in every.period) == ("CHER", True)


@pytest.mark.parametrize("territory", ["commune:41018", "epci:1", "", "departement:", "bassin"])
def test_a_territory_that_the_api_does_not_know_is_unavailable(
    territory: str, connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    for call in (connected().seekers, connected().salaries):
        with pytest.raises(Unavailable):
            call("F1610", territory)
    assert not france_travail.calls


def test_a_text_of_contact_details_only_is_not_sent(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    assert connected().guess("Écrivez-moi à lea@exemple.fr").value == ()
    assert not france_travail.calls


def test_romeo_is_sent_the_text_without_contact_details(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    bodies: list[str] = []

    def listening(request: Request) -> None:
        bodies.append(request.get_data(as_text=True))

    france_travail.fault = listening
    connected().guess("Je fais du pain, boulanger. Mon numéro est le 06 12 34 56 78. Je cherche à Blois !")
    assert "boulanger" in bodies[-1]
    assert "06 12" not in bodies[-1]


# What is kept


def test_nobodys_contact_details_are_kept(
    connected: Callable[..., Market], tmp_path: Path, france_travail: FranceTravail
) -> None:
    connected().offers(SEARCH)
    connected().close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Entreprise fictive" in held
    assert not [word for word in (b"Camille", b"camille@", b"02 61 91", b"N4101,", b"essai-secret") if word in held]
    assert france_travail.calls


def test_the_base_is_its_owners(connected: Callable[..., Market], tmp_path: Path) -> None:
    connected().offers(SEARCH)
    assert (tmp_path / "market.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_base_that_cannot_be_used_fails_no_call(
    connected: Callable[..., Market], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "market.sqlite").write_bytes(b"no base at all, but long enough to be read as one" * 100)
    live = connected()
    assert live.offers(SEARCH).fresh
    assert live.companies(("D1102",), "37261").fresh
    assert caplog.text.count("market answers are not kept: DatabaseError") == 1


def test_a_base_that_failed_is_left_alone_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = [0.0]
    monkeypatch.setattr("knowledge.market.cache.time.monotonic", lambda: at[0])
    (tmp_path / "m.sqlite").mkdir()
    answers = Answers(f"sqlite:///{tmp_path / 'm.sqlite'}", now)
    answers.keep("k", "a", 1)
    (tmp_path / "m.sqlite").rmdir()
    at[0] += 9.0
    answers.keep("k", "a", 1)
    assert answers.last("k") is None
    at[0] += 2.0
    answers.keep("k", "a", 1)
    kept = answers.last("k")
    assert kept is not None
    assert kept[0] == 1
    answers.close()


def test_a_locked_base_fails_no_call(connected: Callable[..., Market], tmp_path: Path) -> None:
    live = connected()
    assert live.offers(SEARCH).fresh
    other = sqlite3.connect(tmp_path / "market.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert live.companies(("D1102",), "37261").fresh
    other.close()


def test_what_is_too_old_is_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    answers = Answers(f"sqlite:///{tmp_path / 'm.sqlite'}", clock)
    answers.keep(key_of("a", 1), "a", [1])
    clock.now += dt.timedelta(days=KEPT_DAYS + 1)
    answers.keep(key_of("a", 2), "a", [2])
    answers.prune()
    assert answers.last(key_of("a", 1)) is None
    assert answers.last(key_of("a", 2)) == ([2], clock.now)
    answers.close()


def test_the_oldest_go_beyond_the_number_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.market.cache.MAX_ANSWERS", 3)
    clock = Clock()
    answers = Answers(f"sqlite:///{tmp_path / 'm.sqlite'}", clock)
    for number in range(6):
        clock.now += MINUTE
        answers.keep(key_of("a", number), "a", number)
    answers.prune()
    assert [number for number in range(6) if answers.last(key_of("a", number))] == [3, 4, 5]
    answers.close()


def test_an_answer_kept_by_another_version_is_not_told(
    connected: Callable[..., Market], tmp_path: Path, france_travail: FranceTravail
) -> None:
    connected().offers(SEARCH)
    with sqlite3.connect(tmp_path / "market.sqlite") as base:
        base.execute("""UPDATE answer SET value = '[1, [{"other": 2}]]'""")
    assert connected().offers(SEARCH).value.offers
    assert calls(france_travail) == 2


def test_answers_are_kept_on_postgresql(new_schema: Callable[[], str]) -> None:
    answers = Answers(new_schema(), now)
    answers.keep(key_of("a", 1), "a", {"é": 1})
    answers.keep(key_of("a", 1), "a", {"é": 2})
    kept = answers.last(key_of("a", 1))
    assert kept is not None
    assert kept[0] == {"é": 2}
    answers.close()


# How long a turn waits


def test_the_calls_of_a_turn_share_its_time() -> None:
    at = [100.0]

    def clock() -> float:
        return at[0]

    assert budget.left(2.4, clock) == 2.4
    with budget.one_turn(3.0, clock):
        assert budget.left(2.4, clock) == 2.4
        at[0] += 2.0
        assert budget.left(2.4, clock) == 1.0
        with budget.one_turn(3.0, clock):
            assert budget.left(2.4, clock) == 1.0
        at[0] += 5.0
        assert budget.left(2.4, clock) == 0.0
    assert budget.left(2.4, clock) == 2.4


def test_a_turn_ends_under_four_seconds() -> None:
    from knowledge.market.background import _GRACE  # noqa: PLC0415

    assert budget.TURN + _GRACE < 4
    assert budget.CALL < budget.TURN


def test_a_turn_without_time_left_asks_nothing_and_tells_what_is_kept(
    connected: Callable[..., Market], france_travail: FranceTravail
) -> None:
    clock = Clock()
    first = connected(clock=clock).offers(SEARCH)
    clock.now += dt.timedelta(days=1)
    with budget.one_turn(0.0):
        assert connected(clock=clock).offers(SEARCH) == Found(first.value, first.at, fresh=False)
        with pytest.raises(Unavailable, match="out of time"):
            connected(clock=clock).companies(("D1102",), "37261")
    assert calls(france_travail) == 1


def test_calls_to_apis_that_never_answer_wait_once_in_all(connected: Callable[..., Market], address: str) -> None:
    with between(address, lambda: Way.HANG) as stuck:
        live = connected(url=stuck)
        with budget.one_turn(0.4):
            reasons = [refusal(partial(call, live)) for call in EVERY]
        live.close()
    assert reasons[0] == "offres-emploi: timeout"
    assert {reason.partition(": ")[2] for reason in reasons[1:]} == {"out of time"}


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as unavailable:
        call()
    return unavailable.value.reason


def test_an_action_is_given_the_time_of_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def outcomes(*_: object) -> list[object]:
        given.append(budget.left(1000.0))
        return []

    monkeypatch.setattr(ReplyAction, "outcomes", outcomes)
    action = ReplyAction.ruled("offres")
    asyncio.run(action.run(CollectingDispatcher(), Tracker.from_dict({"sender_id": "x", "events": []}), {}))
    assert given
    assert given[0] <= budget.TURN
