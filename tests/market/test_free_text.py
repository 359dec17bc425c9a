"""A trade told in words that no linker knows: guessed where ROMEO is connected, asked when it is not sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.free_text import heard
from bot.answers.missing import Said, what_is_missing
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.offer_terms import OfferTerms
from knowledge.library import Knowledge
from knowledge.market.model import Guess, Unavailable
from tests.market.fake import FakeMarket, not_connected

BLOIS = "commune:41018"
COUNT, SEARCH = Question(Topic.TOTALS, (BLOIS,)), Question(Topic.OFFERS, (BLOIS,))
TEXT = "combien d'astronautes à Blois ?"
OFFERS = "offres d'astronaute à Blois"


def said(text: str, intent: str = "chiffre_metier") -> Said:
    start = text.index("Blois")
    return Said(intent, text, [(start, start + 5)], Mentions(territories=(BLOIS,)))


def guess(score: float, rome: str = "H2913", label: str = "Soudeur / Soudeuse") -> Guess:
    return Guess(rome, label, score)


def test_a_sure_guess_is_taken_and_said(knowledge: Knowledge) -> None:
    asked = said(TEXT)
    market = FakeMarket(guesses=(guess(0.5, "D1102", "Boulanger / Boulangère"), guess(0.86)))
    found = heard(asked, COUNT, what_is_missing(asked, COUNT, knowledge), knowledge, market)
    assert found is not None
    assert found.asks is None
    assert "D1X33" in found.question.occupations[0]
    assert found.question.words == ("Soudeur",)
    assert "H2913" in found.note
    assert "86" in found.note
    assert market.asked == ["astronautes"]


def test_an_unsure_guess_is_asked(knowledge: Knowledge) -> None:
    asked = said(TEXT)
    market = FakeMarket(guesses=(guess(0.55), guess(0.45, "D1102", "Boulanger / Boulangère"), guess(0.1, "K2106", "x")))
    found = heard(asked, COUNT, what_is_missing(asked, COUNT, knowledge), knowledge, market)
    assert found is not None
    assert found.asks is not None
    assert [each.title for each in found.asks.suggestions] == ["Soudeur", "Boulanger"]
    assert all(each.asks and each.asks.territories == (BLOIS,) for each in found.asks.suggestions)


@pytest.mark.parametrize("market", [not_connected(), FakeMarket(), FakeMarket(fails=Unavailable("romeo: 429"))])
def test_nothing_guessed_leaves_what_would_be_said(market: FakeMarket, knowledge: Knowledge) -> None:
    asked = said(TEXT)
    assert heard(asked, COUNT, what_is_missing(asked, COUNT, knowledge), knowledge, market) is None


def test_in_a_search_of_offers_the_words_are_searched_at_worst(knowledge: Knowledge) -> None:
    found = heard(said(OFFERS, "offres"), SEARCH, None, knowledge, not_connected())
    assert found is not None
    assert found.question.words == ("astronaute",)
    assert found.question.occupations == ()
    assert "tels quels" in found.note


@pytest.mark.parametrize("text", ["offres d'emploi à Blois", "les annonces à Blois", "offres de stage à Blois"])
def test_plain_words_name_no_trade(text: str, knowledge: Knowledge) -> None:
    assert heard(said(text, "offres"), SEARCH, None, knowledge, FakeMarket(guesses=(guess(0.9),))) is None


@pytest.mark.parametrize(
    ("text", "terms"), [("élargis à 40 kilomètres", OfferTerms(radius=40)), ("débutante", OfferTerms(beginner=True))]
)
def test_a_term_of_a_search_is_no_trade(text: str, terms: OfferTerms, knowledge: Knowledge) -> None:
    turn = Said("offres", text, [], Mentions(terms=terms))
    assert heard(turn, replace(SEARCH, occupations=("fap2021:D1X33",)), None, knowledge, not_connected()) is None
