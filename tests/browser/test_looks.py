"""Drawn as meant: icons, figures on one line, cards without holes, tables that fit or say that they move."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Route, expect

from bot.channels.web.pages import STATIC
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

RANKING = "quels métiers recrutent le plus à Tours ?"
EVOLUTION = "évolution en Centre-Val de Loire depuis 2022"
KEY_FIGURES = "chiffres clés du Loiret"
PAY = "combien gagne un couvreur ?"
CHANGES = "quels métiers ont le plus augmenté à Tours depuis 2022 ?"
_CUT_NUMBERS = r"""root => {
  const whole = String.raw`(?:(?<!\d)\d{1,3}(?:[ \u202f\u00a0]\d{3})+(?!\d)|\d+)`;
  const number = new RegExp(String.raw`(?:(?<!\d)[≥−+-])?\s?${whole}(?:,\d+)?(?:\s?[%€])?`, "gu");
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const cut = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(".unseen")) continue;
    for (const found of text.data.matchAll(number)) {
      const range = document.createRange();
      range.setStart(text, found.index + found[0].search(/\S/));
      range.setEnd(text, found.index + found[0].length);
      const pieces = [...range.getClientRects()].filter((each) => each.width);
      const lines = new Set(pieces.map((each) => Math.round(each.top)));
      if (lines.size > 1) cut.push(found[0]);
    }
  }
  return cut;
}"""


def icons_used() -> set[str]:
    """Return the name of every icon that a page or a script shows."""
    names: set[str] = set()
    for path in [*STATIC.glob("*.html"), *STATIC.glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        names.update(re.findall(r"\bi-(\w+)", text))
        for called in re.findall(r"\bicon\(([^()]*)\)", text):
            names.update(re.findall(r'"(\w+)"', called))
    return names


@pytest.mark.parametrize("name", sorted(icons_used()))
def test_each_icon_is_drawn(name: str, plain_page: Visitor) -> None:
    drawn: dict[str, str] = plain_page.page.evaluate(
        """name => {
          const icon = document.body.appendChild(document.createElement("span"));
          icon.className = `icon i-${name}`;
          const style = getComputedStyle(icon);
          return { image: style.maskImage, place: style.getPropertyValue("--i") };
        }""",
        name,
    )
    assert "icons.svg" in drawn["image"]
    assert drawn["place"].strip().isdigit()


@pytest.mark.parametrize("width", [320, 360, 390, 1440])
def test_no_number_is_on_two_lines(width: int, visit: Visit) -> None:
    visitor = visit(width=width, height=900).open()
    for question in ("diagnostic du bassin de Tours", KEY_FIGURES, EVOLUTION, CHANGES, PAY, "compare Tours et Orléans"):
        turn = visitor.ask(question)
        unfold(turn)
        assert turn.evaluate(_CUT_NUMBERS) == [], question
        assert visitor.overflow() <= 0, question


def test_figures_are_in_bold_and_years_are_not(visit: Visit) -> None:
    turn = visit().open().ask(PAY)
    assert "2017-2019" in turn.locator(".sentence").inner_text()
    assert turn.locator(".sentence strong").all_inner_texts() == ["1\u202f700"]


def test_a_long_figure_is_smaller_not_cut(visit: Visit) -> None:
    visitor = visit(width=320, height=640).open()
    change_answer(visitor, lambda answer: lengthen(answer["table"], "12\u202f401\u202f105"))
    turn = visitor.ask(KEY_FIGURES)
    assert turn.evaluate(_CUT_NUMBERS) == []
    assert turn.locator(".tile").first.evaluate("tile => tile.scrollWidth <= tile.clientWidth")


def lengthen(table: dict[str, Any], text: str) -> None:
    """Put the same figure in each cell that has one."""
    for cell in table["rows"][0]["cells"][1:]:
        if isinstance(cell["value"], int):
            cell["text"] = text


@pytest.mark.parametrize("question", ["diagnostic du bassin de Tours", KEY_FIGURES])
def test_a_card_of_figures_has_no_hole(question: str, visit: Visit) -> None:
    visitor = visit(width=1440, height=900).open()
    turn = visitor.ask(question)
    turn.get_by_role("button", name="Pas utile").click()  # its reasons make the column beside taller
    expect(turn.locator(".thanks")).to_be_visible()
    title, tiles = box(turn.locator(".title")), box(turn.locator(".tiles"))
    assert tiles["y"] - (title["y"] + title["height"]) < 32
    assert box(turn.locator(".tile").first)["height"] < 160


def test_a_button_is_not_stretched_while_the_chart_loads(visit: Visit) -> None:
    visitor = visit(width=1440, height=900).open()
    visitor.page.route("**/chart.svg*", lambda _: None)  # never answered
    visitor.page.get_by_label("Votre question").fill(RANKING)
    visitor.page.keyboard.press("Enter")
    assert box(visitor.page.get_by_role("button", name="Voir le tableau"))["height"] < 60


@pytest.mark.parametrize("width", [390, 768, 1440, 1920])
@pytest.mark.parametrize("question", [RANKING, CHANGES])
def test_a_table_fits_its_card(question: str, width: int, visit: Visit) -> None:
    visitor = visit(width=width, height=900).open()
    turn = visitor.ask(question)
    unfold(turn)
    expect(turn.locator("table")).to_be_visible()
    assert hidden(turn) <= 4
    expect(turn.locator(".more")).to_be_hidden()
    frame = box(turn.locator(".scroll"))
    for cell in turn.locator("tbody tr").first.locator("td").all():
        assert box(cell)["x"] + box(cell)["width"] <= frame["x"] + frame["width"] + 4


def test_a_table_that_does_not_fit_says_that_it_moves(visit: Visit) -> None:
    visitor = visit(width=320, height=640).open()
    turn = visitor.ask(EVOLUTION)
    turn.locator(".frame").scroll_into_view_if_needed()
    assert hidden(turn) > 4
    expect(turn.locator(".more")).to_be_visible()
    visitor.looks("table-cut-320")
    turn.locator(".scroll").evaluate("scroll => scroll.scrollTo(scroll.scrollWidth, 0)")
    expect(turn.locator(".more")).to_be_hidden()


def test_a_very_long_table_moves_in_its_own_frame(visit: Visit) -> None:
    visitor = visit(width=1440, height=900).open()
    change_answer(visitor, lambda answer: answer["table"].update(rows=answer["table"]["rows"] * 4))
    turn = visitor.ask(RANKING)
    unfold(turn)
    frame = turn.locator(".tall")
    assert box(frame)["height"] <= 0.75 * 900 + 2
    frame.evaluate("frame => frame.scrollTo(0, frame.scrollHeight)")
    header = box(turn.get_by_role("columnheader", name="Projets"))
    assert abs(header["y"] - box(frame)["y"]) < 4, "its headers stay in sight"


def change_answer(visitor: Visitor, change: Any) -> None:
    """Change what the server answers before the page sees it."""

    def changed(route: Route) -> None:
        reply = route.fetch()
        said = reply.json()
        change(said["messages"][-1]["answer"])
        route.fulfill(response=reply, json=said)

    visitor.page.route("**/api/messages", changed)


def unfold(turn: Locator) -> None:
    """Show the table of an answer where it is folded."""
    toggle = turn.get_by_role("button", name="Voir le tableau")
    if toggle.count() and toggle.is_visible():
        toggle.click()


def hidden(turn: Locator) -> int:
    """Return how many pixels of a table are out of its frame."""
    pixels: int = turn.locator(".scroll").evaluate("scroll => scroll.scrollWidth - scroll.clientWidth")
    return pixels


def box(place: Locator) -> FloatRect:
    """Return where something is drawn."""
    found = place.bounding_box()
    assert found is not None
    return found
