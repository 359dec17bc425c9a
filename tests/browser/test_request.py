"""The form of a request for a person: with the keyboard, by day and night, on a phone; what is wrong is beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

WANTED = "je suis employeur, je veux parler à quelqu'un au sujet des couvreurs à Blois"


def form_of(turn: Locator) -> Locator:
    form = turn.locator("form.fields")
    expect(form.get_by_label("Territoire")).to_have_value("Blois (Loir-et-Cher)")
    return form


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_a_request_is_filled_and_its_reference_shown(look: str, visit: Visit) -> None:
    visitor = visit(width=390 if look == "phone" else 1280, color_scheme="dark" if look == "dark" else "light")
    visitor.expected.append("422")
    form = form_of(visitor.open().ask(WANTED))
    expect(form.get_by_label("Objet")).to_have_value("couvreurs à Blois")
    expect(form.get_by_label("Un employeur")).to_be_checked()
    form.get_by_label("E-mail").fill(f"zz.{look}@gmial.com")
    form.get_by_role("button", name="Envoyer la demande").click()

    expect(form.get_by_label("Nom", exact=True)).to_be_focused()
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_text(f"Est-ce zz.{look}@gmail.com")).to_be_visible()
    visitor.looks(f"request-{look}")

    form.get_by_label("Nom", exact=True).fill(f"Zz {look}".title())
    form.get_by_label("E-mail").fill(f"zz.{look}@gmail.com")
    form.get_by_label("J’accepte").check()
    form.get_by_role("button", name="Envoyer la demande").click()
    expect(visitor.page.locator(".turn").last).to_contain_text("DEM-")
    expect(visitor.page.locator("form.fields:visible")).to_have_count(0)
    visitor.looks(f"request-done-{look}")


def test_the_form_follows_what_is_said_in_words_and_is_there_after_a_reload(visit: Visit) -> None:
    visitor = visit().open()
    form_of(visitor.ask(WANTED))
    visitor.ask("Zelda Roux, toitures Roux")
    unfolded(visitor)
    visitor.page.reload()
    unfolded(visitor)
    assert "Zelda" not in visitor.page.locator("#turns").inner_text()


def unfolded(visitor: Visitor) -> None:
    turn = visitor.page.locator(".turn").last
    turn.get_by_text("Tout remplir d’un coup").click()
    expect(turn.locator("form.fields").get_by_label("Nom", exact=True)).to_have_value("Zelda Roux")


def test_someone_is_asked_for_under_an_answer_that_did_not_help(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask("quels métiers recrutent à Blois ?")
    turn.get_by_role("button", name="Pas utile").click()
    turn.get_by_role("button", name="Parler à quelqu’un").click()
    expect(visitor.page.locator(".turn").last.locator("form.fields")).to_be_visible()
