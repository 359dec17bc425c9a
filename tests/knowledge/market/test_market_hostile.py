"""1,000 mixed calls, from eight threads, to servers that fail one call in five in every way there is."""

from __future__ import annotations

import logging
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from werkzeug.wrappers import Request, Response

from knowledge.market.facade import Market
from knowledge.market.failures import Cause
from knowledge.market.model import Found, OfferSearch, Unavailable
from scripts.demo.france_travail import TOKEN, FranceTravail
from tests.hostile import Way, between

CALLS, THREADS = 1000, 8
LIMIT = 0.8
"""Seconds a call may take here, a third of what it may. The longest is told, not judged: that none waits beyond its
limit is shown in virtual time (``test_market_calls.py``, ``test_market_facade.py``)."""
SERVER_FAULTS: tuple[Callable[[], Response], ...] = (
    lambda: Response(status=500),
    lambda: Response("<html>", status=503, content_type="text/html"),
    lambda: Response(status=429, headers={"Retry-After": "1", "X-Ratelimit-Remaining-Clientidlimiter": "0"}),
    lambda: Response(status=429, headers={"Retry-After": "5"}),
    lambda: Response(status=401),
    lambda: Response(status=403),
    lambda: Response('{"resultats": [', content_type="application/json"),
    lambda: Response("[1, 2]", content_type="application/json"),
    lambda: Response('{"listeValeursParPeriode": 3, "hits": "many", "resultats": {}}', content_type="application/json"),
)
CONNECTION_FAULTS = (Way.REFUSE, Way.CUT, Way.HANG)
CAUSES = {Cause.TIMEOUT, Cause.CONNECTION, Cause.RATE_LIMIT, Cause.SERVER_ERROR, Cause.UNREADABLE, Cause.REFUSED}
ROMES = ("D1102", "F1610", "J1506", "N4101", "H2913", "G1602", "M1805", "K1304")
PLACES = ("41018", "37261", "45234", "18033", "28085", "36044", "75056", "13055")


class Faults:
    """Chooses which calls fail, and how: the same ones at each run."""

    def __init__(self, share: float) -> None:
        self._random = random.Random(20261127)
        self._share = share
        self._lock = threading.Lock()

    def of_connection(self) -> Way:
        """Say what becomes of a connection."""
        with self._lock:
            fails = self._random.random() < self._share / 4
            return self._random.choice(CONNECTION_FAULTS) if fails else Way.PASS

    def of_server(self, _request: Request) -> Response | None:
        """Answer in place of the server, or let it."""
        with self._lock:
            fails = self._random.random() < self._share * 3 / 4
            return self._random.choice(SERVER_FAULTS)() if fails else None


@dataclass(frozen=True)
class Asked:
    """A call: its method, and with what."""

    method: str
    arguments: tuple[object, ...]

    def of(self, market: Market) -> Found[object]:
        found: Found[object] = getattr(market, self.method)(*self.arguments)
        return found


def mixed(count: int) -> list[Asked]:
    chosen = random.Random(7)
    calls = []
    for _ in range(count):
        rome, place = chosen.choice(ROMES), chosen.choice(PLACES)
        search = OfferSearch(romes=(rome,), communes=(place,), first=chosen.choice((0, 0, 5)), beginner=place > "4")
        departement = f"departement:{place[:2]}"
        calls.append(
            chosen.choice(
                (
                    Asked("offers", (search,)),
                    Asked("companies", ((rome,), place, 20)),
                    Asked("seekers", (rome, departement)),
                    Asked("salaries", (rome, departement)),
                    Asked("guess", (f"je suis {chosen.choice(('boulanger', 'soudeur', 'couvreur'))}",)),
                )
            )
        )
    return calls


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten what is waited for: the limits are scaled, and no API is left alone for long."""
    monkeypatch.setattr("knowledge.market.transport.ATTEMPT", 0.4)
    monkeypatch.setattr("knowledge.market.transport._LONGEST_PAUSE", 0.1)
    monkeypatch.setattr("knowledge.market.breaker.REST", 0.2)
    monkeypatch.setattr("knowledge.market.breaker.LONGEST_REST", 0.4)


def without_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let calls go as fast as they come: rates are tested apart, in virtual time."""
    for name in ("offres_emploi", "bonne_boite", "marche_travail", "romeo"):
        module = f"knowledge.market.{name}.API"
        api = __import__(f"knowledge.market.{name}", fromlist=["API"]).API
        monkeypatch.setattr(module, type(api)(api.name, api.path, api.scopes, rate=500, redirects=api.redirects))


def test_a_thousand_calls_to_apis_that_fail(
    connected: Callable[..., Market],
    france_travail: FranceTravail,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "knowledge")
    calls = mixed(CALLS)
    without_rates(monkeypatch)
    calm = connected()
    right = {asked: repr(asked.of(calm).value) for asked in set(calls)}
    hurry(monkeypatch)
    faults = Faults(0.2)
    # Nothing is fresh: each call is made, and the last answers of nobody else are there.
    monkeypatch.setattr("knowledge.market.facade.Answers.last", lambda *_: None)
    france_travail.fault = faults.of_server
    outcomes: Counter[str] = Counter()
    longest = 0.0

    def played(asked: Asked) -> tuple[str, float]:
        started = time.monotonic()
        try:
            found = asked.of(market)
            outcome = "right" if repr(found.value).replace(hostile, address) == right[asked] else f"WRONG {asked}"
        except Unavailable as unavailable:
            outcome = unavailable.reason
        return outcome, time.monotonic() - started

    with between(address, faults.of_connection) as hostile, ThreadPoolExecutor(THREADS) as pool:
        market = connected(url=hostile, call_seconds=LIMIT)
        for outcome, seconds in pool.map(played, calls):
            outcomes[outcome] += 1
            longest = max(longest, seconds)
        market.close()
    told = Counter(re.findall(r"failed: ([a-z ]+?)(?: \(|;)", caplog.text))
    causes = Counter(re.findall(r"attempt=\d: ([a-z ]+?)(?: \(|\n)", caplog.text))
    tried = Counter(status for _, path, status in france_travail.calls if TOKEN not in path)
    print(f"{outcomes.most_common(12)}, longest {longest:.2f} s, log {told}, attempts {causes}, statuses {tried}")
    assert not [outcome for outcome in outcomes if outcome.startswith("WRONG")]
    assert sum(outcomes.values()) == CALLS
    assert sum(told.values()) == CALLS - outcomes["right"]
    assert {cause.value for cause in CAUSES} <= set(causes)
    assert not [record for record in caplog.records if record.exc_info]
