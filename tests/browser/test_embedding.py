"""Bémo on another site, by one line: another origin, so no cookie."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.foreign import ForeignSite
from tests.browser.visitor import Visitor

QUESTION = "quels métiers recrutent le plus à Tours ?"


@pytest.fixture
def guest(visit: Visit, foreign: ForeignSite) -> Visitor:
    """A visitor of the other site, where the cookie of Bémo (SameSite=Lax) is not sent."""
    visitor = visit()
    foreign.script = f'<script src="{visitor.url}/embed.js"></script>'
    return visitor


def test_the_floating_button(guest: Visitor, foreign: ForeignSite) -> None:
    page = guest.page
    page.goto(foreign.origin)
    button = page.get_by_role("button", name="Une question sur l’emploi")
    button.click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_label("Votre question")).to_be_focused()
    inside.get_by_label("Votre question").fill(QUESTION)
    with page.expect_request("**/api/messages") as asked:
        page.keyboard.press("Enter")
    assert asked.value.headers["authorization"].startswith("Bearer ")
    expect(inside.locator(".answer")).to_be_visible()
    expect(inside.locator(".chart.loading")).to_have_count(0)
    assert inside.locator(".chart img").evaluate("image => image.naturalWidth") > 100
    with page.expect_download() as download:
        inside.get_by_role("link", name="Tableau (CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert len(Path(download.value.path()).read_bytes()) > 300
    assert not [each for each in guest.context.cookies() if each["name"] == "bemo" and "localhost" in each["domain"]]
    guest.looks("embedded-floating")
    inside.get_by_label("Votre question").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(inside.locator(".answer")).to_be_visible()
    inside.get_by_role("button", name="Fermer").click()
    expect(button).to_be_focused()


def test_in_its_place(guest: Visitor, foreign: ForeignSite) -> None:
    foreign.script = foreign.script.replace("<script", '<script data-mode="inline" data-target="#bemo"')
    guest.page.goto(foreign.origin)
    inside = guest.page.frame_locator("#bemo iframe")
    inside.locator("#welcome .example").first.click()
    expect(inside.locator(".answer")).to_be_visible()
    expect(inside.get_by_role("button", name="Fermer")).to_be_hidden()
    guest.looks("embedded-inline")


def test_the_compact_page_is_accessible(guest: Visitor) -> None:
    guest.page.set_viewport_size({"width": 420, "height": 700})
    guest.open("/?embed=1")
    guest.looks("compact-welcome")
    guest.ask(QUESTION)
    guest.looks("compact-answer")


def test_a_site_that_is_not_allowed_gets_no_button(guest: Visitor, foreign: ForeignSite) -> None:
    guest.expected.append("allowed_origins")
    with guest.page.expect_console_message(lambda message: "allowed_origins" in message.text) as told:
        guest.page.goto(foreign.origin.replace("localhost", "127.0.0.1"))
    assert f"127.0.0.1:{foreign.origin.rpartition(':')[2]}" in told.value.text
    expect(guest.page.get_by_role("button")).to_have_count(0)
    expect(guest.page.locator("iframe")).to_have_count(0)


def test_a_site_that_is_not_allowed_says_so_in_the_place_of_bemo(guest: Visitor, foreign: ForeignSite) -> None:
    guest.expected.append("allowed_origins")
    foreign.script = foreign.script.replace("<script", '<script data-mode="inline" data-target="#bemo"')
    guest.page.goto(foreign.origin.replace("localhost", "127.0.0.1"))
    expect(guest.page.locator("#bemo")).to_contain_text("Bémo n’est pas ouvert à ce site.")
    expect(guest.page.get_by_role("link", name="Ouvrir Bémo")).to_have_attribute("href", guest.url)
    expect(guest.page.locator("iframe")).to_have_count(0)
    guest.looks("embedding-refused")


def test_where_nothing_can_be_asked_the_page_is_tried(guest: Visitor, foreign: ForeignSite) -> None:
    guest.expected.append("ERR_FAILED")
    guest.page.route("**/api/embed-allowed", lambda route: route.abort())
    guest.page.goto(foreign.origin)
    expect(guest.page.get_by_role("button", name="Une question sur l’emploi")).to_be_visible()
