"""Job offers of a trade and a place: what is searched, what is shown, and what is said without live offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.answers.market import TRIAL
from bot.answers.message import message_of
from bot.answers.offers import answer
from bot.question import Question, Topic
from bot.writing.blocks import Card, Cards
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from knowledge.market.model import Unavailable
from tests.market.fake import FakeMarket, not_connected, offer

BLOIS, TOURS, LOIRET, CENTRE = "commune:41018", "commune:37261", "departement:45", "region:24"
WELDER, NURSE = "fap2021:D1X33 fap2009:D2Z42", "fap2021:V1X80"
WELDERS = Question(Topic.OFFERS, (BLOIS,), (WELDER,), words=("soudeur",))


def cards(reply: Reply) -> tuple[Card, ...]:
    found = message_of(reply).first(Cards)
    return found.cards if found else ()


def link(reply: Reply) -> dict[str, list[str]]:
    return parse_qs(urlsplit(cards(reply)[0].url).query)


def titles(reply: Reply) -> list[str]:
    return [each.title for each in reply.suggestions]


def test_the_offers_are_cards_with_all_that_one_chooses_by(knowledge: Knowledge) -> None:
    held = (offer(1, beginner=True), offer(2, company="", pay=""))
    reply = answer(WELDERS, knowledge, FakeMarket(held))
    assert reply.sentence.startswith("2 offres pour «\xa0soudeur\xa0» à Blois")
    first, second = cards(reply)
    assert first.title == "Soudeur n° 1"
    assert first.url == held[0].url
    assert [badge.text for badge in first.badges] == [
        "Blois (41)", "CDI", "12,50 € de l'heure", "Publiée le 20 novembre 2026",
    ]  # fmt: skip
    assert first.lines == ("Ateliers du Cher", "Débutant accepté")
    assert second.lines == ("Entreprise non précisée",)
    assert "27 novembre 2026 à 14 h 05" in reply.source, "the hour is that of Paris"
    assert any("enquête BMO 2025" in note for note in reply.notes), "the survey's figure stands beside"


@pytest.mark.parametrize(
    ("changes", "searched"),
    [
        ({}, {"romes": ("H2913", "H2916", "H2917"), "communes": ("41018",), "distance": 10, "size": 5}),
        ({"radius": 20}, {"communes": ("41018",), "distance": 20}),
        ({"radius": 0}, {"distance": 0}),
        ({"contract": "CDI"}, {"contract": "CDI"}),
        ({"beginner": True, "since_days": 7}, {"beginner": True, "since_days": 7}),
        ({"since_days": 0}, {"since_days": None}),
        ({"skip": 5}, {"first": 5}),
        ({"limit": 3}, {"size": 3}),
        ({"offer_words": "alternance"}, {"words": "alternance"}),
        ({"territories": (LOIRET,)}, {"communes": (), "departements": ("45",), "distance": None}),
        ({"territories": (LOIRET, "departement:41")}, {"departements": ("45", "41")}),
        ({"territories": (CENTRE,)}, {"region": "24", "departements": ()}),
        ({"territories": ()}, {"region": "24"}),
        ({"territories": ("france:FR",)}, {"region": "", "departements": (), "communes": ()}),
        ({"territories": ("bassin:2417",)}, {"communes": ("41269",), "distance": 30}),
        ({"territories": (BLOIS, TOURS)}, {"communes": ("41018", "37261")}),
        ({"words": ("infirmière",), "occupations": (NURSE,)}, {"words": ""}),
        ({"words": ("astronaute",), "occupations": ()}, {"words": "astronaute", "romes": ()}),
    ],
)
def test_what_is_searched(changes: dict[str, Any], searched: dict[str, Any], knowledge: Knowledge) -> None:
    market = FakeMarket()
    answer(replace(WELDERS, **changes), knowledge, market)
    (asked,) = market.asked
    assert {name: getattr(asked, name) for name in searched} == searched


def test_the_job_title_decides_which_codes_are_searched(knowledge: Knowledge) -> None:
    market = FakeMarket()
    answer(replace(WELDERS, occupations=(NURSE,), words=("infirmière",)), knowledge, market)
    romes = market.asked[0].romes
    assert "J1506" in romes or "J1502" in romes
    assert "J1104" not in romes, "midwives are of the same métier of the survey, and no nurses"


def test_pages_follow_one_another_to_the_last(knowledge: Knowledge) -> None:
    market = FakeMarket(tuple(map(offer, range(1, 8))))
    first = answer(WELDERS, knowledge, market)
    assert len(cards(first)) == 5
    assert "En voici 5" in first.sentence
    following = first.suggestions[0].asks
    assert following is not None
    second = answer(following, knowledge, market)
    assert [card.title for card in cards(second)] == ["Soudeur n° 6", "Soudeur n° 7"]
    assert second.sentence.startswith("De la 6e à la 7e des 7 offres")
    assert "La suite" not in titles(second)
    over = answer(replace(WELDERS, skip=10), knowledge, market)
    assert cards(over) == ()
    assert "pas d'autre offre" in over.sentence


def test_no_offer_says_so_and_offers_a_wider_search(knowledge: Knowledge) -> None:
    reply = answer(replace(WELDERS, contract="CDI", beginner=True), knowledge, FakeMarket())
    assert reply.sentence == (
        "Aucune offre en ce moment pour «\xa0soudeur\xa0» à Blois, dans un rayon de 10 km, en CDI, "
        "ouvertes aux débutants."
    )
    plain, wider, *_ = reply.suggestions
    assert plain.asks == replace(WELDERS, contract="", beginner=False)
    assert wider.asks is not None
    assert wider.asks.radius == 30
    assert wider.asks.contract == "CDI"
    around = answer(replace(WELDERS, radius=30), knowledge, FakeMarket()).suggestions[0].asks
    assert around is not None
    assert around.territories == ("departement:41",)


def test_without_credentials_nothing_is_faked_and_the_search_is_ready_on_the_public_page(knowledge: Knowledge) -> None:
    asked = replace(WELDERS, contract="CDI", since_days=7, radius=20)
    reply = answer(asked, knowledge, not_connected())
    assert "pas branchées" in reply.sentence
    assert link(reply) == {
        "motsCles": ["soudeur"], "lieux": ["41018"], "rayon": ["20"], "typeContrat": ["CDI"], "emission": ["7"],
    }  # fmt: skip
    assert len(cards(reply)) == 1
    assert any("enquête BMO 2025 compte" in note for note in reply.notes)
    assert reply.source == ""


@pytest.mark.parametrize(
    ("place", "code"), [(BLOIS, "41018"), ("departement:37", "37D"), (CENTRE, "24R"), ("departement:2A", "2AD")]
)
def test_the_public_page_is_of_the_place(place: str, code: str, knowledge: Knowledge) -> None:
    assert link(answer(replace(WELDERS, territories=(place,)), knowledge, not_connected()))["lieux"] == [code]


def test_what_the_link_cannot_hold_is_said(knowledge: Knowledge) -> None:
    reply = answer(replace(WELDERS, beginner=True), knowledge, not_connected())
    assert any("à cocher" in note for note in reply.notes)


def test_a_failing_service_tells_its_last_answer_with_its_date_or_else_the_page(knowledge: Knowledge) -> None:
    stale = answer(WELDERS, knowledge, FakeMarket((offer(1),), fresh=False))
    assert "datée du 27 novembre 2026 à 14 h 05" in stale.notes[0]
    assert len(cards(stale)) == 1
    fails = answer(WELDERS, knowledge, FakeMarket(fails=Unavailable("offres: 503 x 3")))
    assert "ne répondent pas" in fails.sentence
    assert "503" not in str(message_of(fails).as_json()), "the cause is for the log"
    assert link(fails)["lieux"] == ["41018"]


def test_fictional_offers_are_called_so(knowledge: Knowledge) -> None:
    fictional = answer(WELDERS, knowledge, FakeMarket((offer(1),), on_trial=True))
    assert fictional.notes[0] == TRIAL
    assert "France Travail" not in fictional.source
    assert TRIAL not in answer(WELDERS, knowledge, FakeMarket((offer(1),))).notes


def test_a_trade_out_of_the_survey_has_offers_and_no_figure_of_it(knowledge: Knowledge) -> None:
    police = replace(WELDERS, occupations=("fap2021:P4X60",), words=("policier",))
    reply = answer(police, knowledge, FakeMarket((offer(1),)))
    assert len(cards(reply)) == 1
    assert not any("BMO" in note for note in reply.notes)


def test_every_button_asks_a_question_of_its_own(knowledge: Knowledge) -> None:
    reply = answer(WELDERS, knowledge, FakeMarket(tuple(map(offer, range(1, 8)))))
    assert titles(reply) == [
        "La suite",
        "Entreprises qui recrutent",
        "Combien de projets ?",
        "Est-ce difficile ?",
        "Quels métiers recrutent ?",
    ]  # fmt: skip
    topics = [each.asks.topic for each in reply.suggestions if each.asks]
    assert topics == [Topic.OFFERS, Topic.COMPANIES, Topic.FIGURES, Topic.FIGURES, Topic.RECRUITING]
