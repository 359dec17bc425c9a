"""Companies likely to hire around a town, with their potential in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.companies import answer, potential
from bot.answers.searching import COMPANIES_PAGE
from bot.question import Question, Topic
from knowledge.library import Knowledge
from knowledge.market.model import Companies, Company, Unavailable
from tests.market.fake import FakeMarket, not_connected
from tests.market.test_offers import cards, titles

LOCHES = "commune:37132"
BAKER = "fap2021:S0X42 fap2009:S0Z42"
BAKERS = Question(Topic.COMPANIES, (LOCHES,), (BAKER,), words=("boulanger",))


def company(number: int, score: int = 70, *, high: bool = False) -> Company:
    return Company(f"Au bon pain {number}", "Loches", "Boulangerie", "6 à 9 salariés", score, high, "")


def likely(count: int, total: int = 0) -> Companies:
    return Companies(total or count, tuple(company(number) for number in range(1, count + 1)))


@pytest.mark.parametrize(
    ("score", "high", "word"),
    [(95, True, "très élevé"), (80, False, "très élevé"), (60, False, "élevé"), (30, True, "élevé"),
     (45, False, "moyen"), (25, False, "modeste"), (0, False, "faible")],
)  # fmt: skip
def test_the_potential_is_told_in_words(score: int, high: bool, word: str) -> None:
    assert potential(company(1, score, high=high)) == word


def test_companies_are_cards_around_the_town_by_trade(knowledge: Knowledge) -> None:
    market = FakeMarket(likely=likely(7, total=40))
    reply = answer(BAKERS, knowledge, market)
    assert market.asked == [(("D1102",), "37132", 10)]
    assert reply.sentence.startswith("40 entreprises susceptibles d'embaucher pour «\xa0boulanger\xa0» à Loches")
    assert len(cards(reply)) == 5
    assert [badge.text for badge in cards(reply)[0].badges] == [
        "Loches", "6 à 9 salariés", "Potentiel d'embauche élevé",
    ]  # fmt: skip
    assert any("candidature spontanée" in note for note in reply.notes)
    following = reply.suggestions[0].asks
    assert following is not None
    assert [card.title for card in cards(answer(following, knowledge, market))] == ["Au bon pain 6", "Au bon pain 7"]
    assert "pas d'autre entreprise" in answer(replace(BAKERS, skip=10), knowledge, market).sentence


def test_one_company_is_singular(knowledge: Knowledge) -> None:
    assert answer(BAKERS, knowledge, FakeMarket(likely=likely(1))).sentence.startswith("1 entreprise susceptible d'")
    assert "aucune entreprise" in answer(BAKERS, knowledge, FakeMarket()).sentence


def test_a_wide_place_asks_for_a_town_and_a_wide_trade_for_one(knowledge: Knowledge) -> None:
    market = FakeMarket(likely=likely(3))
    region = answer(replace(BAKERS, territories=("region:24",)), knowledge, market)
    assert region.facts.asks == "territory"
    assert "Tours" in titles(region)
    nothing = answer(replace(BAKERS, occupations=(), words=()), knowledge, market)
    assert nothing.facts.asks == "occupation"
    assert all(each.asks and each.asks.topic is Topic.COMPANIES for each in nothing.suggestions[:3])
    assert market.asked == []
    answer(replace(BAKERS, territories=("departement:37",)), knowledge, market)
    assert market.asked == [(("D1102",), "37261", 30)]


def test_without_credentials_or_when_it_fails_the_page_of_la_bonne_boite_is_given(knowledge: Knowledge) -> None:
    for market, said in (
        (not_connected(), "pas branchée"),
        (FakeMarket(fails=Unavailable("bonne-boite: 500")), "ne répond pas"),
    ):
        reply = answer(BAKERS, knowledge, market)
        assert said in reply.sentence
        assert [card.url for card in cards(reply)] == [COMPANIES_PAGE]
        assert any("enquête BMO 2025" in note for note in reply.notes)
        assert "500" not in reply.sentence


def test_where_none_is_near_a_wider_search_is_offered(knowledge: Knowledge) -> None:
    asked = answer(BAKERS, knowledge, FakeMarket()).suggestions[0].asks
    assert asked is not None
    assert asked.radius == 30
    assert titles(answer(asked, knowledge, FakeMarket()))[0] == "Voir les offres"


def test_of_a_sector_its_own_trades_are_offered(knowledge: Knowledge) -> None:
    building = replace(BAKERS, territories=("departement:45",), occupations=("domaine:B",), words=("bâtiment",))
    reply = answer(building, knowledge, FakeMarket())
    assert "couvre plusieurs métiers" in reply.sentence
    offered = [each.asks.occupations[0] for each in reply.suggestions[:3] if each.asks]
    assert len(offered) == 3
    assert all(knowledge.occupations.get(ref).domaine == "B" for ref in offered)


def test_of_a_wide_word_its_own_metiers_are_offered(knowledge: Knowledge) -> None:
    operators = replace(
        BAKERS, occupations=("fap2021:E4X32+E3X20+E2X20+D2X30+C0X30",), words=("petites mains d'usine",)
    )
    reply = answer(replace(operators, territories=("departement:45",)), knowledge, FakeMarket())
    offered = {each.asks.occupations[0] for each in reply.suggestions[:-1] if each.asks}
    assert offered
    assert offered <= {f"fap2021:{code}" for code in ("E4X32", "E3X20", "E2X20", "D2X30", "C0X30")}
