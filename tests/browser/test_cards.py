"""Offers, events and companies as cards: read at a glance, pressed as a whole, the same at night and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Route, expect

from bot.channels.rendering.web import shown
from bot.writing.blocks import Badge, Card, Cards, Message, Notes, Sentence, Source
from tests.browser.conftest import Visit
from tests.browser.test_printing import printed, unspaced
from tests.browser.visitor import Visitor

URL = "https://candidat.francetravail.fr/offres/recherche/detail/190ABCD"
LONG = "Couvreur-zingueur / Couvreuse-zingueuse (H/F), entretien des toitures et des monuments historiques"
CARDS = (
    Card(
        title="Couvreur zingueur (H/F)",
        lines=("Toitures du Val de Loire", "Pose et réparation de couvertures en ardoise, déplacements dans le 41."),
        url=URL,
        badges=(
            Badge(kind="place", text="Blois (41)"),
            Badge(kind="contract", text="CDI"),
            Badge(kind="pay", text="de 1 950 à 2 300 € brut par mois"),
            Badge(kind="mark", text="Débutant accepté"),
            Badge(kind="date", text="du 25 novembre 2026"),
        ),
    ),
    Card(title=LONG, lines=("Entreprise non communiquée",), url=URL, badges=(Badge(kind="contract", text="CDD"),)),
    Card(title="Forum de l'emploi", lines=("Halle aux grains, Blois",), badges=(Badge(kind="date", text="3 mars"),)),
    Card(title="SARL Ardoise", badges=(Badge(kind="people", text="10 à 19 salariés"),), url=URL),
)
REPLY = Message(
    blocks=(
        Sentence(text="142 offres de couvreur sont publiées à Blois et dans les 30 km."),
        Cards(cards=CARDS),
        Notes(texts=("Une offre peut être pourvue avant d'être retirée.",)),
        Source(text="Source : France Travail, offres d'emploi, 27 novembre 2026 à 12 h 05."),
    )
)


def offers(visitor: Visitor, reply: Message = REPLY) -> Locator:
    """Have the server answer with cards, and return the turn."""

    def answered(route: Route) -> None:
        response = route.fetch()
        said = response.json()
        said["messages"][-1].update(shown(reply, "a"), buttons=[])
        route.fulfill(response=response, json=said)

    visitor.page.route("**/api/messages", answered)
    return visitor.ask("des offres de couvreur à Blois")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_cards_at_every_width_by_day_and_by_night(width: int, scheme: str, visit: Visit) -> None:
    visitor = visit(width=width, height=900, color_scheme=scheme).open()
    turn = offers(visitor)
    cards = turn.locator(".card")
    expect(cards).to_have_count(4)
    visitor.looks(f"cards-{width}-{scheme}")
    for card in cards.all():
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth")
    tops = [each.evaluate("each => each.getBoundingClientRect().top") for each in cards.all()]
    assert (tops[0] == tops[1]) == (width > 700), "cards are beside each other where there is room"


def test_a_card_says_what_is_known_and_leads_to_its_page(visit: Visit) -> None:
    visitor = visit().open()
    turn = offers(visitor)
    first = turn.locator(".card").first
    expect(first.get_by_role("heading", level=3)).to_have_text("Couvreur zingueur (H/F) (nouvel onglet)")
    link = first.get_by_role("link")
    expect(link).to_have_attribute("href", URL)
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    badges = [re.sub(r"\s", " ", each) for each in first.locator(".badge").all_inner_texts()]
    assert badges == [badge.text for badge in CARDS[0].badges]
    reached = first.evaluate(
        "card => { const { right, bottom } = card.getBoundingClientRect();"
        " return document.elementFromPoint(right - 12, bottom - 12).tagName; }"
    )
    assert reached == "A", "the whole card is pressed"
    expect(turn.locator(".card").nth(2).get_by_role("link")).to_have_count(0)
    expect(turn.locator(".notes li")).to_have_text("Une offre peut être pourvue avant d’être retirée.")
    expect(turn.locator(".source")).to_contain_text("France Travail")
    assert turn.locator(".source").inner_text().startswith("Source")


def test_a_screen_reader_hears_how_many_not_each_card(visit: Visit) -> None:
    visitor = visit().open()
    turn = offers(visitor)
    assert visitor.page.get_by_role("log").inner_text() == turn.get_by_role("heading", level=2).inner_text()


def test_cards_are_reached_with_the_keyboard(visit: Visit) -> None:
    visitor = visit().open()
    offers(visitor)
    for title in ("SARL Ardoise", LONG, "Couvreur zingueur"):
        visitor.page.keyboard.press("Shift+Tab")
        while visitor.page.evaluate("!document.activeElement.closest('.card')"):
            visitor.page.keyboard.press("Shift+Tab")
        assert visitor.focused().startswith(title)
        ring = visitor.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert ring >= 2


def test_each_badge_has_its_drawing(visit: Visit) -> None:
    turn = offers(visit().open())
    for kind in ("contract", "pay", "date", "place", "people"):
        icon = turn.locator(f".badge.{kind} .icon").first
        place = icon.evaluate("icon => getComputedStyle(icon).getPropertyValue('--i').trim()")
        assert place.isdigit(), kind
    expect(turn.locator(".badge.mark .icon")).to_have_count(0)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,a", "//elsewhere.example", "https://a b"])
def test_an_address_that_is_none_is_refused_when_the_card_is_made(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        Card(title="Offre", url=url)


def test_what_an_offer_says_is_text_and_its_link_leads_to_a_site_only(visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)>"
    card = Card.construct(title=evil, lines=(evil,), url="javascript:alert(1)", badges=(Badge(kind="mark", text=evil),))
    turn = offers(visit().open(), REPLY.but(blocks=(Sentence(text="Une."), Cards.construct(cards=(card,)))))
    expect(turn.locator(".card h3")).to_have_text(evil)
    expect(turn.locator(".card img, .card a")).to_have_count(0)


def test_on_paper_each_offer_is_whole_and_has_its_address(visit: Visit) -> None:
    visitor = visit().open()
    offers(visitor)
    pages = printed(visitor)
    assert len(pages) == 1
    assert pages[0].count(unspaced(URL)) == 3
    assert "nouvelonglet" not in pages[0]
