"""The servers of ``make demo``: the assistant connects to them, and whatever they tell says that it is fictional."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from knowledge.market import _market, market
from knowledge.market.model import OfferSearch
from knowledge.settings import database_url
from scripts.demo.__main__ import environment
from scripts.demo.france_travail import FranceTravail, served

PATIENCE = 60.0
"""Seconds of a call: no slow machine makes a test fail."""
ROMES = ("F1610", "D1102", "N4101", "J1506")


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The servers, to which the settings in force connect."""
    with served(FranceTravail()) as url:
        connected = {**environment(url, {}), "MARKET_URL": f"sqlite:///{tmp_path / 'demo.sqlite'}"}
        for name, value in connected.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("knowledge.market.transport.ATTEMPT", PATIENCE)
        monkeypatch.setattr("knowledge.market.budget.left", lambda *_: PATIENCE)
        yield url
        market().close()
        _market.cache_clear()


@pytest.mark.usefixtures("address")
def test_the_assistant_is_connected_and_knows_that_it_is_a_trial() -> None:
    assert market().connected
    assert market().on_trial


def test_what_is_kept_of_a_trial_is_apart() -> None:
    kept = environment("http://127.0.0.1:1", {})["MARKET_URL"]
    assert kept.endswith("/demo.sqlite")
    assert kept != database_url()


def test_every_offer_says_that_it_is_fictional_and_so_does_its_page(address: str) -> None:
    found = market().offers(OfferSearch(romes=ROMES, region="24", size=150)).value
    assert found.total > 20
    assert all(offer.title.startswith("Offre fictive : ") for offer in found.offers)
    assert all(re.search("fictive", offer.company) for offer in found.offers)
    assert {offer.url.startswith(f"{address}/offre-fictive/") for offer in found.offers} == {True}
    page = httpx.get(found.offers[0].url)
    assert page.status_code == 200
    assert "Offre fictive" in page.text
    assert httpx.get(f"{address}/offre-fictive/%3Cscript%3E").text.count("<script>") == 0


@pytest.mark.usefixtures("address")
def test_every_company_figure_and_trade_says_it_too() -> None:
    companies = market().companies(ROMES, "37261", 20).value.companies
    assert companies
    assert all("fictive" in company.name for company in companies)
    figures = [
        *market().seekers("F1610", "departement:41").value,
        *market().salaries("F1610", "region:24").value,
        *market().tension("F1610", "france:FR").value,
    ]
    assert len(figures) == 6
    assert all("fictif" in figure.period for figure in figures)
    guesses = market().guess("boulanger").value
    assert guesses
    assert all("fictif" in guess.label for guess in guesses)


@pytest.mark.usefixtures("address")
def test_the_same_question_has_the_same_answer() -> None:
    search = OfferSearch(romes=ROMES, communes=("41018",), distance=20)
    with served(FranceTravail()) as other:
        again = httpx.get(other)
    assert again.status_code in (401, 404)
    first = market().offers(search).value
    _market.cache_clear()
    assert market().offers(search).value == first
