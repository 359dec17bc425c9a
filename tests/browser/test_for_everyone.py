"""With the keyboard alone, on the smallest screens, in the dark, without motion, on paper, by ear."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

RANKING = "quels métiers recrutent le plus à Tours ?"
_RING = """() => {
  const drawn = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  const element = document.activeElement;
  return element !== document.body && (drawn(element) || drawn(element.parentElement));
}"""


def press_until(visitor: Visitor, key: str, text: str, most: int = 45) -> None:
    """Press a key until what has the focus says ``text``; each stop must show that it has it."""
    for _ in range(most):
        visitor.page.keyboard.press(key)
        assert visitor.page.evaluate(_RING), f"no visible focus on « {visitor.focused()} »"
        if visitor.focused().startswith(text):
            return
    raise AssertionError(f"« {text} » was not reached with {key}")


def test_the_whole_path_with_the_keyboard(visit: Visit) -> None:
    visitor = visit()
    visitor.open()
    page = visitor.page
    press_until(visitor, "Tab", "Aller à la question", most=1)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre question")).to_be_focused()
    page.keyboard.type("bonjour")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type(RANKING)
    expect(page.get_by_label("Votre question")).to_have_value(f"bonjour\n{RANKING}")
    page.keyboard.press("Control+A")
    page.keyboard.type(RANKING)
    page.keyboard.press("Enter")
    turn = visitor.answered()
    expect(page.get_by_label("Votre question")).to_be_focused()

    press_until(visitor, "Shift+Tab", "Voir le tableau")
    page.keyboard.press("Enter")
    expect(turn.locator("table")).to_be_visible()
    press_until(visitor, "Tab", "Projets")
    page.keyboard.press("Space")
    expect(turn.get_by_role("columnheader", name="Projets")).to_have_attribute("aria-sort", "descending")
    assert "Projets" in visitor.focused()
    press_until(visitor, "Tab", turn.locator(".go").first.inner_text())
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(visitor.answered().locator("article").first).to_be_focused()

    press_until(visitor, "Shift+Tab", "Effacer la conversation")
    page.keyboard.press("Enter")
    assert visitor.focused() == "Garder"
    page.keyboard.press("Escape")
    assert "Effacer la conversation" in visitor.focused()
    page.keyboard.press("Enter")
    press_until(visitor, "Tab", "Effacer", most=2)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_label("Votre question")).to_be_focused()


def test_a_screen_reader_hears_the_sentence_only(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask(RANKING)
    heard = visitor.page.get_by_role("log")
    assert heard.inner_text() == turn.get_by_role("heading", level=2).inner_text()
    expect(visitor.page.locator("[aria-live], [role=log], [role=alert]")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 390])
def test_small_screens_never_scroll_sideways(visit: Visit, width: int) -> None:
    visitor = visit(width=width, height=640).open()
    visitor.looks(f"welcome-{width}")
    turn = visitor.ask(RANKING)
    visitor.looks(f"answer-{width}")
    turn.get_by_role("button", name="Agrandir").click()
    expect(visitor.page.get_by_role("region", name="Graphique agrandi")).to_be_focused()
    visitor.looks(f"enlarged-{width}")
    visitor.page.keyboard.press("Escape")
    expect(turn.get_by_role("button", name="Agrandir")).to_be_focused()
    turn.get_by_role("button", name="Voir le tableau").click()
    turn.locator("table").scroll_into_view_if_needed()
    visitor.looks(f"table-{width}")
    visitor.page.get_by_role("button", name="Sources").click()
    visitor.looks(f"sources-{width}")


def test_the_dark_is_followed_or_chosen(visit: Visit) -> None:
    visitor = visit(color_scheme="dark").open()
    assert _brightness(visitor) < 60
    visitor.looks("welcome-dark")
    visitor.ask(RANKING)
    visitor.looks("answer-dark")
    theme = visitor.page.get_by_role("button", name="Thème")
    theme.click()
    expect(theme).to_contain_text("clair")
    assert _brightness(visitor) > 200
    visitor.page.reload()
    visitor.answered()
    assert _brightness(visitor) > 200
    theme.click()
    expect(theme).to_contain_text("sombre")
    assert _brightness(visitor) < 60


def _brightness(visitor: Visitor) -> float:
    parts: list[float] = visitor.page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
    )
    return sum(parts) / 3


def test_nothing_moves_for_who_asked_so(visit: Visit) -> None:
    moving = "document.getAnimations().length"
    calm, lively = visit(reduced_motion="reduce").open(), visit(reduced_motion="no-preference").open()
    for visitor in (calm, lively):
        visitor.page.route("**/api/messages", lambda _: None)  # never answered: the dots stay
        visitor.page.get_by_label("Votre question").fill(RANKING)
        visitor.page.keyboard.press("Enter")
        visitor.page.locator(".waiting").wait_for()
    assert calm.page.evaluate(moving) == 0
    assert lively.page.evaluate(moving) > 0
    calm.looks("waiting")


def test_forced_colours_and_paper(visit: Visit) -> None:
    visitor = visit(forced_colors="active").open()
    visitor.ask(RANKING)
    visitor.looks("forced-colours", contrast=False)  # the colours are the system's; axe measures the page's
    visitor.page.emulate_media(media="print", forced_colors="none")
    for hidden in ("#composer", ".tools", ".next", ".opinion"):
        expect(visitor.page.locator(hidden).first).to_be_hidden()
    expect(visitor.page.locator(".turn table")).to_be_visible()
    expect(visitor.page.locator(".turn .source").first).to_be_visible()
