"""On paper: few pages, a question with its answer, no row cut, nothing to press."""

from __future__ import annotations

import io
import re
import unicodedata

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

QUESTIONS = (
    "quels métiers recrutent le plus à Tours ?",
    "diagnostic du bassin de Tours",
    "évolution en Centre-Val de Loire depuis 2022",
    "compare Tours et Orléans",
    "où cherche-t-on le plus d'aides-soignants ?",
    "je veux parler à un conseiller",
)


def printed(visitor: Visitor) -> list[str]:
    """Return the text of each page of paper (A4, 10 mm of margin), without spaces: lines are cut anywhere."""
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    paper = visitor.page.pdf(format="A4", margin=margin)  # type: ignore[arg-type]
    return [unspaced(page.extract_text()) for page in PdfReader(io.BytesIO(paper)).pages]


def unspaced(text: str) -> str:
    """Return a text without its spaces nor the ligatures of a font."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_a_conversation_takes_few_pages_and_parts_no_question_from_its_answer(visit: Visit) -> None:
    visitor = visit().open()
    starts = []
    for question in QUESTIONS:
        article = visitor.ask(question).locator("article").first
        starts.append(unspaced(article.inner_text())[:30])
    pages = printed(visitor)
    assert len(pages) <= 5
    for question, start in zip(QUESTIONS, starts, strict=True):
        asked = [number for number, page in enumerate(pages) if unspaced(question) in page]
        assert any(start in pages[number] for number in asked), question
    told = "".join(pages)
    for pressed in ("Voirletableau", "Utile", "Pourcontinuer", "Envoyer"):
        assert pressed not in told


def test_no_row_is_cut_between_two_pages(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask(QUESTIONS[0])
    turn.get_by_role("button", name="Voir le tableau").click()
    rows = [unspaced(row.inner_text()) for row in turn.locator("tbody tr").all()]
    for _ in range(2):
        visitor.ask(QUESTIONS[0])
    pages = printed(visitor)
    for row in rows:
        assert sum(page.count(row) for page in pages) == 3, row


def test_a_secret_value_is_plain_text_on_paper(visit: Visit) -> None:
    visitor = visit().open()
    turn = visitor.ask(QUESTIONS[4])
    visitor.page.emulate_media(media="print")
    secret = turn.get_by_role("button", name="secret", exact=True).first
    assert secret.evaluate("each => getComputedStyle(each).borderTopWidth") == "0px"
    expect(turn.locator(".chart")).to_be_hidden()
    expect(turn.locator("table")).to_be_visible()
