"""Several tabs: each has its conversation, which comes back when it is loaded again, or opened again once closed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

ROOFERS = "couvreur à Blois"
TRADES = "quels métiers recrutent à Orléans ?"


@pytest.mark.parametrize("locks", [True, False])
def test_two_tabs_do_not_mix_their_questions(locks: bool, visit: Visit) -> None:
    visitor = visit()
    if not locks:  # a page in http, whose browser has none
        visitor.context.add_init_script(
            "delete Navigator.prototype.locks; let n = 0.1; Math.random = () => (n += location.hash.length / 10);"
        )
    first = visitor.open()
    assert "Couvreurs" in first.ask(ROOFERS).inner_text()
    second = visitor.another_tab("/" if locks else "/#2")
    expect(second.page.locator(".turn")).to_have_count(0)
    assert "Orléans" in second.ask(TRADES).inner_text()
    shown = first.ask("et à Tours ?").get_by_role("heading", level=2)
    expect(shown).to_contain_text("Couvreurs")
    expect(shown).to_contain_text("Tours")
    for tab, count in ((first, 2), (second, 1)):
        tab.page.reload()
        expect(tab.page.locator(".turn")).to_have_count(count)


def test_the_second_tab_has_its_charts_and_files(visit: Visit) -> None:
    visitor = visit().open()
    second = visitor.another_tab()
    turn = second.ask(TRADES)
    assert turn.locator(".chart img").evaluate("image => image.naturalWidth") > 100
    with second.page.expect_download() as download:
        turn.get_by_role("link", name="(CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")


def test_a_tab_closed_then_opened_again_finds_its_conversation(visit: Visit) -> None:
    visitor = visit().open()
    other = visitor.another_tab()
    visitor.ask(ROOFERS)
    other.ask(TRADES)
    visitor.page.close()
    while "bemo.seat.0" in seats(other):  # the browser gives them back a little later
        other.page.wait_for_timeout(20)
    again = other.another_tab()
    expect(again.page.locator(".asked")).to_have_text(f"Vous : {ROOFERS}")
    expect(other.page.locator(".asked")).to_have_text(f"Vous : {TRADES}")


def test_erasing_in_a_tab_leaves_the_other(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask(ROOFERS)
    other = visitor.another_tab()
    other.ask(TRADES)
    erase(other)
    visitor.page.reload()
    expect(visitor.page.locator(".turn")).to_have_count(1)
    other.page.reload()
    expect(other.page.locator("#welcome")).to_be_visible()
    expect(other.page.locator(".turn")).to_have_count(0)


def seats(visitor: Visitor) -> list[str]:
    """Return the seats that the tabs of this browser have."""
    held: list[str] = visitor.page.evaluate("navigator.locks.query().then(({ held }) => held.map(({ name }) => name))")
    return held


def erase(visitor: Visitor) -> None:
    """Erase the conversation, as asked to confirm."""
    visitor.page.get_by_role("button", name="Effacer la conversation").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Effacer", exact=True).click()
    expect(visitor.page.locator(".turn")).to_have_count(0)
