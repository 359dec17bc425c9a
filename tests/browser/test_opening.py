"""The first moments: nothing jumps, whatever the network; without a script, it is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.channels.web.starters import GROUPS
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

STEADY = 0.1  # of the window times how far it moves: what web.dev calls good
_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifts.push(each.value);
}).observe({ type: "layout-shift", buffered: true });
"""


def slow_network(visitor: Visitor) -> None:
    """Make each byte wait, as on a poor telephone line, and count what moves."""
    visitor.context.add_init_script(_SHIFTS)
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 60_000, "uploadThroughput": 60_000},
    )


def moved(visitor: Visitor) -> float:
    """Return how much the page moved by itself since it was opened."""
    total: float = visitor.page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)")
    return total


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1440, 900)])
def test_the_welcome_does_not_jump(width: int, height: int, visit: Visit) -> None:
    visitor = visit(width=width, height=height)
    slow_network(visitor)
    visitor.open()
    visitor.page.wait_for_load_state("networkidle")
    expect(visitor.page.locator("#welcome")).to_be_visible()
    assert moved(visitor) <= STEADY


def test_a_conversation_found_again_does_not_jump(visit: Visit) -> None:
    visitor = visit(width=390, height=844).open()
    visitor.ask("combien d'aides-soignants à Tours ?")
    slow_network(visitor)
    visitor.page.reload()
    visitor.answered()
    visitor.page.wait_for_load_state("networkidle")
    assert moved(visitor) <= STEADY


def test_the_examples_are_there_before_any_call(visit: Visit) -> None:
    visitor = visit()
    visitor.page.route("**/api/**", lambda route: route.abort())
    visitor.open()
    groups = visitor.page.locator("#welcome .group")
    for group, (title, questions) in zip(groups.all(), GROUPS, strict=True):
        expect(group.get_by_role("heading", level=3)).to_have_text(title)
        assert group.get_by_role("button").all_inner_texts() == [each.replace(" ?", "\u00a0?") for each in questions]


def test_the_examples_stay_at_hand(visit: Visit) -> None:
    visitor = visit(width=1440, height=900).open()
    visitor.ask("combien d'aides-soignants à Tours ?")
    again = visitor.page.get_by_role("navigation", name="Exemples de questions")
    again.get_by_text(GROUPS[1][0]).click()
    again.get_by_role("button").first.click()
    expect(visitor.page.locator(".asked").last).to_have_text(f"Vous : {GROUPS[1][1][0]}".replace(" ?", "\u00a0?"))


@pytest.mark.parametrize("width", [390, 1440])
def test_without_a_script_it_is_said_at_once(width: int, visit: Visit) -> None:
    visitor = visit(width=width, height=844, java_script_enabled=False)
    visitor.page.goto(visitor.url)
    said = visitor.page.locator(".noscript")
    expect(said).to_contain_text("JavaScript est désactivé")
    expect(said).to_be_in_viewport(ratio=1)
    expect(said.get_by_role("link", name="3949")).to_have_attribute("href", "tel:3949")
    expect(visitor.page.get_by_label("Votre question")).to_be_hidden()
    expect(visitor.page.get_by_role("heading", level=2)).to_be_visible()
