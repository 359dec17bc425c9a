"""Asking, reading the table, sorting it, following a suggestion, clarifying with a button, downloading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Visit

RANKING = "quels métiers recrutent le plus à Tours ?"
MASKED = "où cherche-t-on le plus d'aides-soignants ?"


def numbers(turn: Locator, column: int) -> list[float]:
    """Return the values of a column as shown, from the top; a secret one is left out."""
    texts = turn.locator(f"tbody tr td:nth-child({column})").all_inner_texts()
    found = [re.sub(r"[^\d,-]", "", text).replace(",", ".") for text in texts]
    return [float(text) for text in found if text]


def test_an_answer_is_read_and_its_table_sorted(visit: Visit) -> None:
    visitor = visit(width=1600, height=1000).open()
    visitor.looks("welcome-1600")
    turn = visitor.ask(RANKING)
    expect(turn.get_by_role("heading", level=2)).to_contain_text("le métier qui recrute le plus")
    expect(turn.locator(".source").first).to_contain_text("France Travail, enquête BMO")
    expect(turn.get_by_role("img")).to_have_attribute("alt", re.compile("Tours"))
    assert turn.locator(".chart img").evaluate("image => image.naturalWidth") > 100
    expect(turn.locator("table")).to_be_hidden()
    turn.get_by_role("button", name="Voir le tableau").click()
    ranked = numbers(turn, 2)
    assert len(ranked) == 10
    assert ranked == sorted(ranked, reverse=True)

    header = turn.get_by_role("columnheader", name="Projets")
    for order, reverse in (("descending", True), ("ascending", False)):
        header.get_by_role("button").click()
        expect(header).to_have_attribute("aria-sort", order)
        assert numbers(turn, 2) == sorted(ranked, reverse=reverse)
    turn.get_by_role("columnheader", name="Métier").get_by_role("button").click()
    expect(header).not_to_have_attribute("aria-sort", re.compile("."))
    assert turn.locator("tbody th").first.inner_text().startswith("A")
    assert turn.locator("tbody td").first.evaluate("cell => getComputedStyle(cell).textAlign") in ("end", "right")
    visitor.looks("ranking-sorted-1600")


def test_a_secret_value_explains_itself_and_stays_last(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask(MASKED)
    turn.get_by_role("button", name="Voir le tableau").click()
    secret = turn.get_by_role("button", name="secret", exact=True)
    secret.last.focus()  # off the screen: it is scrolled into view
    tip = visitor.page.get_by_role("tooltip")
    expect(tip).to_contain_text("Secret statistique")
    visitor.looks("secret")
    visitor.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    sort = turn.get_by_role("columnheader", name="Saisonniers", exact=True).get_by_role("button")
    for _ in range(2):
        sort.click()
        expect(turn.locator("tbody tr").last.locator("td").nth(3)).to_have_text("secret")


def test_a_suggestion_then_a_next_question(visit: Visit) -> None:
    visitor = visit(width=768, height=1024).open()
    expect(visitor.page.locator("#welcome .group")).to_have_count(3)
    expect(visitor.page.locator("#welcome .example")).to_have_count(9)
    visitor.looks("welcome-768")
    visitor.page.locator("#welcome .example").first.click()
    turn = visitor.answered()
    expect(visitor.page.locator("#welcome")).to_be_hidden()
    expect(turn.locator(".answer")).to_be_focused()
    visitor.looks("suggestion-768")
    turn.get_by_role("navigation", name="Pour continuer").get_by_role("button").first.click()
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.answered().locator("article").first).to_be_visible()


def test_an_ambiguous_place_is_settled_by_a_button(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask("quels métiers recrutent à Montigny ?")
    expect(turn.locator(".answer")).to_have_count(0)
    visitor.looks("clarification")
    turn.get_by_role("button", name="Loiret").click()
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.answered().get_by_role("heading", level=2)).to_contain_text("Pithiviers")


def test_files_are_downloaded(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask(RANKING)
    first = turn.locator("tbody th").first.evaluate("cell => cell.textContent").replace("’", "'")
    for name, suffix, start in (("(CSV)", ".csv", b""), ("(Excel)", ".xlsx", b"PK"), ("(PNG)", ".png", b"\x89PNG")):
        with visitor.page.expect_download() as download:
            turn.get_by_role("link", name=name).first.click()
        assert download.value.suggested_filename.endswith(suffix)
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(start)
        assert suffix != ".csv" or first in content.decode("utf-8-sig").replace("’", "'")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_file_that_was_asked_for_is_the_one_filled_button(width: int, visit: Visit) -> None:
    visitor = visit(width=width, height=844).open()
    turn = visitor.ask("exporte les données de Bourges en excel")
    expect(turn.get_by_role("heading", level=2)).to_have_text("Le fichier Excel est prêt : 148 métiers.")
    filled = turn.locator(".file.strong")
    expect(filled).to_have_count(1)
    expect(filled).to_contain_text("Excel")
    expect(turn.locator(".file", has_text="Excel")).to_have_count(1)
    expect(turn).not_to_contain_text("sur la page web de Bémo")
    visitor.looks(f"export-{width}")
    with visitor.page.expect_download() as download:
        filled.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    for other in ("combien d'aides-soignants à Tours ?", "diagnostic du bassin de Tours"):
        expect(visitor.ask(other).locator(".file.strong")).to_have_count(0)


def test_a_page_among_the_files_is_opened_not_saved(visit: Visit) -> None:
    visitor = visit().open()

    def with_a_page(route: Route) -> None:
        reply = route.fetch()
        said = reply.json()
        said["messages"][-1]["answer"]["files"] = [{"format": "page", "title": "Page à imprimer", "url": "/?embed=1"}]
        route.fulfill(response=reply, json=said)

    visitor.page.route("**/api/messages", with_a_page)
    turn = visitor.ask(RANKING)
    with visitor.page.expect_popup() as popup:
        turn.get_by_role("link", name="Page à imprimer").click()
    assert popup.value.url.endswith("/?embed=1")


def test_other_answers(visit: Visit) -> None:
    visitor = visit().open()
    for question, state in (
        ("compare Tours et Orléans", "comparison"),
        ("évolution en Centre-Val de Loire depuis 2022", "evolution"),
        ("c'est quoi le secret statistique ?", "definition"),
    ):
        count = visitor.page.locator(".turn").count()
        turn = visitor.ask(question)
        expect(visitor.page.locator(".turn")).to_have_count(count + 1)
        expect(turn.locator("article").first).to_contain_text("Source")
        visitor.looks(state)


def test_one_figure_is_shown_as_tiles(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask("combien d'aides-soignants à Tours ?")
    expect(turn.locator("table")).to_have_count(0)
    shown = turn.locator(".tile").first.locator(".value").inner_text()
    assert shown in turn.get_by_role("heading", level=2).inner_text()
    visitor.looks("figures")


def test_an_opinion_stays_on_its_card(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask("combien d'aides-soignants à Tours ?")
    turn.get_by_role("button", name="Pas utile").click()
    expect(turn.locator(".thanks")).to_contain_text("noté")
    expect(turn.locator(".thanks")).to_be_focused()
    turn.get_by_role("button", name="Pas clair").click()
    expect(turn.locator(".thanks")).to_contain_text("améliorent")
    expect(visitor.page.locator(".turn")).to_have_count(1)
    visitor.looks("opinion")
    visitor.page.reload()
    expect(visitor.page.locator(".turn .thanks")).to_contain_text("améliorent")
    expect(visitor.page.locator(".turn")).to_have_count(1)


def test_the_numbers_and_addresses_of_a_contact_are_links(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask("à quel numéro appeler pour joindre un conseiller ?")
    for name, address in (("3949", "tel:3949"), ("francetravail.fr", "https://francetravail.fr")):
        expect(turn.get_by_role("link", name=name)).to_have_attribute("href", address)
    visitor.looks("contact")


def test_only_the_links_of_the_server_are_made_where_bemo_says_them(visit: Visit) -> None:
    visitor = visit().open()
    links = {"3949": "tel:3949", "caf.fr": "https://caf.fr", "ici": "javascript:alert(1)"}
    said = "Le 3949 (caf.fr), pas 13949 ni xcaf.fr, ici. Vous dites « 3949, caf.fr » et insee.fr."

    def with_a_text(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        named = [{"text": text, "url": url} for text, url in links.items()]
        body["messages"][-1] |= {"text": said, "answer": None, "form": None, "buttons": [], "links": named}
        route.fulfill(response=reply, json=body)

    visitor.page.route("**/api/messages", with_a_text)
    turn = visitor.ask("appelez le 3949 sur www.caf.fr")
    assert [each.get_attribute("href") for each in turn.locator(".note a").all()] == ["tel:3949", "https://caf.fr"]
    expect(turn.locator(".asked a")).to_have_count(0)


def test_what_a_person_types_is_only_text(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("<img src=x onerror=alert(1)> <b>Tours</b>")
    expect(visitor.page.locator(".asked")).to_contain_text("<b>Tours</b>")
    expect(visitor.page.locator(".asked b, .asked img")).to_have_count(0)
