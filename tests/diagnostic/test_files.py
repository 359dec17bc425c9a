"""The PDF and the page of a diagnostic: what they say, their size, their safety."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.answers.scope import Area
from bot.diagnostic import Diagnostic, NoDiagnosticError, diagnostic_of, html_page, page, pdf, pdf_bytes
from bot.diagnostic.addresses import file_name, page_url, pdf_url
from bot.diagnostic.document import Cell, Document
from bot.diagnostic.wording import document_of
from bot.writing.french import number, percent, typeset
from knowledge.bmo.model import Measure
from knowledge.figures.result import Cell as Figure
from knowledge.library import Knowledge
from knowledge.paths import PROJECT
from knowledge.territories.model import Level, SurveyArea
from knowledge.territories.reference import territories
from knowledge.text import fold
from tests.counting import statements

LARGEST_FILE, MOST_STATEMENTS = 400_000, 100
CSS = PROJECT / "bot" / "channels" / "web" / "static" / "diagnostic.css"
HOME = territories().home
EPCI = ["epci:200069953", "epci:200069961", "epci:243600236", "epci:244100798", "epci:200072650"]
EVERYWHERE = [
    *(each.ref for each in territories().bassins_of(HOME)),
    *(each.ref for each in territories().departements_of(HOME)),
    HOME.ref,
    *EPCI,
]


def words(content: bytes) -> list[str]:
    """Return the text of each page of a PDF, spaces evened."""
    return [even(page_.extract_text(extraction_mode="layout")) for page_ in PdfReader(BytesIO(content)).pages]


def even(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


@pytest.fixture(scope="module")
def tours(knowledge: Knowledge) -> Diagnostic:
    return diagnostic_of("bassin:2415", knowledge)


def test_there_are_22_bassins_and_6_departements() -> None:
    assert len(EVERYWHERE) == 22 + 6 + 1 + len(EPCI)


@pytest.mark.parametrize("ref", EVERYWHERE)
def test_every_place_gives_a_short_light_file(ref: str, knowledge: Knowledge) -> None:
    pdf.pdf_bytes.cache_clear()
    with statements(knowledge.bmo._engine) as sent:
        content = pdf_bytes(diagnostic_of(ref, knowledge))
    assert len(sent) < MOST_STATEMENTS
    assert content.startswith(b"%PDF-")
    assert len(content) < LARGEST_FILE
    assert 2 <= len(re.findall(rb"/Type /Page\b", content)) <= 4
    assert "</html>" in html_page(diagnostic_of(ref, knowledge))


def texts(document: Document) -> Iterator[str]:
    """Return what the document says, table cells included."""
    yield from (document.place, document.subtitle, *document.highlights, document.source)
    for figure in document.key_figures:
        yield from (figure.value, figure.label, *figure.details)
    for part in document.sections:
        yield from (part.title, *(cell.text for table in part.tables for row in table.rows for cell in row))
    yield from (note.text for note in document.notes)


def test_the_pdf_says_all_that_the_document_says(tours: Diagnostic) -> None:
    pages = words(pdf_bytes(tours))
    assert 2 <= len(pages) <= 4
    whole = even(" ".join(pages)).replace(" ", "")
    for text in texts(document_of(tours)):
        assert all(word in whole for word in even(text).split()), text
    for index, text in enumerate(pages, start=1):
        assert text.replace(" ", "").endswith(f"{index}/{len(pages)}")


def test_the_file_names_itself(tours: Diagnostic) -> None:
    content = pdf_bytes(tours)
    assert b"/Lang" in content
    assert b"(fr-FR)" in content
    assert b"/Outlines" in content
    assert b"/DisplayDocTitle true" in content
    assert file_name(tours) == f"diagnostic-bassin-tours-{tours.year}.pdf"
    assert (pdf_url(tours.ref), page_url(tours.ref)) == ("/api/diagnostics/bassin/2415.pdf", "/diagnostic/bassin/2415")


def test_key_figures_are_those_of_the_survey(tours: Diagnostic) -> None:
    document, figures = document_of(tours), tours.figures
    shares = [figures.share(measure) for measure in (Measure.DIFFICULT, Measure.SEASONAL)]
    values = [number(figures.projects.published), *(percent(share.value) for share in shares if share)]
    assert [each.value for each in document.key_figures] == values
    assert document.key_figures[0].before == "au moins"
    assert number(figures.projects.low) in document.key_figures[0].details[0]


@pytest.mark.parametrize("ref", ["bassin:2408", "bassin:2409", "departement:18"])
def test_a_secret_value_is_never_a_number(ref: str, knowledge: Knowledge) -> None:
    made = diagnostic_of(ref, knowledge)
    tables = {part.anchor: part.tables[0] for part in document_of(made).sections}
    told = secret = 0
    shown = (("metiers", made.occupations.cells, 3), ("secteurs", made.sectors.cells, 3))
    for anchor, rows, first in shown:
        for cells, row in zip(tables[anchor].rows, rows, strict=False):
            for cell, measure in zip(cells[first:], (Measure.DIFFICULT, Measure.SEASONAL), strict=True):
                assert row.figures is not None
                told, secret = told + 1, secret + row.figures.of(measure).is_masked
                assert_share(cell, row, measure)
    assert told > secret > 0


def assert_share(cell: Cell, row: Figure, measure: Measure) -> None:
    assert row.figures is not None
    share = row.figures.share(measure)
    if row.figures.of(measure).is_masked:
        assert cell.text == "secret"
    else:
        assert share is not None
        assert cell.text == percent(share.value)
        hides = row.figures.of(measure).masked + row.figures.projects.masked
        assert bool(cell.small) == bool(hides)


def test_a_sum_with_secret_values_is_said_to_be_the_least(knowledge: Knowledge) -> None:
    made = diagnostic_of("departement:18", knowledge)
    table = next(part.tables[0] for part in document_of(made).sections if part.anchor == "metiers")
    for cells, row in zip(table.rows, made.occupations.cells, strict=True):
        assert row.figures is not None
        assert cells[2].text.startswith("≥") == (row.figures.projects.masked > 0)


def test_it_says_how_to_read_it(tours: Diagnostic, knowledge: Knowledge) -> None:
    said = " ".join(f"{note.title} {note.text}" for note in document_of(tours).notes)
    for subject in ("secret", "minimum", "nomenclature", "Demandeurs d'emploi"):
        assert subject in said
    assert f"au moins {tours.floor} projets" in typeset(" ".join(table.note for part in document_of(tours).sections
                                                                 for table in part.tables))  # fmt: skip
    epci = document_of(diagnostic_of("epci:244100798", knowledge))
    assert "bassins d'emploi de Blois et de Romorantin" in epci.scope
    assert any("les bassins d'emploi qui contiennent ses communes" in note.text for note in epci.notes)


class Strict(HTMLParser):
    """Collects the tags, attributes and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses.extend(value or "" for name, value in attrs if name in {"href", "src"})


def test_the_page_holds_no_style_and_no_script(tours: Diagnostic) -> None:
    seen = Strict()
    seen.feed(html_page(tours))
    assert not {"script", "style", "iframe", "form"} & set(seen.tags)
    assert not [name for name in seen.attributes if name == "style" or name.startswith("on")]
    assert set(seen.addresses) == {"/static/diagnostic.css", pdf_url(tours.ref), tours.source.url}
    assert "url(" not in CSS.read_text(encoding="utf-8")


def test_the_page_says_all_that_the_document_says(tours: Diagnostic) -> None:
    class Text(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Text()
    reader.feed(html_page(tours))
    for text in texts(document_of(tours)):
        assert text in reader.said


def test_every_class_of_the_page_is_styled(tours: Diagnostic) -> None:
    used = {name for found in re.findall(r'class="([^"]*)"', html_page(tours)) for name in found.split()}
    styled = set(re.findall(r"\.([a-z][\w-]*)", CSS.read_text(encoding="utf-8")))
    plain = {"number", "share", "part", "label", "rank", "projects", "figure"}  # as a table gives them
    assert used <= styled | plain


def test_a_name_cannot_break_the_page_nor_the_file(tours: Diagnostic) -> None:
    place = replace(tours.area.asked, level=Level.DEPARTEMENT, name="<b onclick=x>A & B</b>")
    made = replace(tours, area=Area(SurveyArea(place, (place,), exact=True)))
    assert "<b onclick" not in html_page(made)
    assert "&lt;b onclick=x&gt;A &amp; B" in html_page(made)
    assert "<b onclick=x>A & B</b>" in words(pdf_bytes(made))[0]


def test_the_same_figures_are_laid_out_once(tours: Diagnostic, knowledge: Knowledge) -> None:
    assert pdf_bytes(tours) is pdf_bytes(diagnostic_of("bassin:2415", knowledge))
    for kept in (pdf.pdf_bytes, page.html_page):
        assert kept.cache_info().maxsize is not None


def test_files_made_at_the_same_time_do_not_mix(knowledge: Knowledge) -> None:
    made = [diagnostic_of(ref, knowledge) for ref in EVERYWHERE[:8]]
    pdf.pdf_bytes.cache_clear()
    with ThreadPoolExecutor(4) as workers:
        together = list(workers.map(pdf_bytes, made))
    for diagnostic, content in zip(made, together, strict=True):
        pages = words(content)
        assert even(document_of(diagnostic).place) in pages[0]
        assert number(diagnostic.figures.projects.published).replace("\u202f", "") in pages[0].replace(" ", "")


@pytest.mark.parametrize("ref", ["commune:37261", "france:FR", "bassin:9999", "x", "", "bassin:", "epci:200040277"])
def test_a_place_without_diagnostic_is_refused_in_french(ref: str, knowledge: Knowledge) -> None:
    with pytest.raises(NoDiagnosticError) as refused:
        diagnostic_of(ref, knowledge)
    assert fold(str(refused.value)).startswith(("un diagnostic porte", "je n ai pas"))
