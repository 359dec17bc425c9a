"""XLSX: the rows with true numbers, and a sheet that says what they are."""

from __future__ import annotations

import io

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.exports.crossed import crossed
from bot.exports.sheet import SECRET, Column, Sheet, Value, sheet_of, without_label
from bot.writing.blocks import Document

_FORMATS = {"number": "#,##0", "decimal": "0.0", "percent": "0.0%", "change": "+#,##0;-#,##0;0", "year": "0"}
_NARROWEST, _WIDEST = 10, 60
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LEGEND = (
    ("secret", "Chiffre couvert par le secret statistique : ni 0, ni 1, ni aucune autre valeur ne peut le remplacer."),
    ("valeurs secrètes", "Combien de valeurs secrètes de l'enquête manquent dans la somme : elle est un minimum."),
    ("minimum possible, maximum possible", "Bornes de la vraie valeur : une valeur secrète cache au plus 4 projets."),
    ("cellule vide", "Chiffre que l'enquête ne donne pas à ce niveau ou pour cette année."),
)


def xlsx_bytes(document: Document) -> bytes:
    """Return the rows of a table as a workbook: « Données » first, « Croisé » for several lists, then « Lisez-moi »."""
    sheet = sheet_of(document)
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties({"title": sheet.title, "comments": sheet.source})
        _write_rows(workbook, workbook.add_worksheet("Données"), sheet)
        table = crossed(document)
        if table is not None:
            _write_rows(workbook, workbook.add_worksheet("Croisé"), table)
        _write_about(workbook, workbook.add_worksheet("Lisez-moi"), sheet)
    return stream.getvalue()


def _write_rows(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    heading = workbook.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#E6EEF6",
            "bottom": 1,
            "bottom_color": "#15396B",
        }
    )
    secret = workbook.add_format({"italic": True, "align": "right", "font_color": "#52606D"})
    formats = {kind: workbook.add_format({"num_format": shape}) for kind, shape in _FORMATS.items()}
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.label, heading)
        page.set_column(place, place, _width(column, [row[place] for row in sheet.rows]))
        for line, row in enumerate(sheet.rows, start=1):
            _write(page, (line, place), row[place], formats.get(column.kind), secret)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, at: tuple[int, int], value: Value, shape: Format | None, secret: Format) -> None:
    if value == SECRET:
        page.write_string(*at, SECRET, secret)
    elif isinstance(value, str):
        page.write_string(*at, value)
    elif value is not None:
        page.write_number(*at, value, shape)


def _width(column: Column, values: list[Value]) -> float:
    if column.kind != "text":
        return max(_NARROWEST, min(len(column.label), 14))
    return max(_NARROWEST, min(max(len(str(value)) for value in [column.label, *values]) + 2, _WIDEST))


def _write_about(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Say what the file is, where its figures come from, under which licence, and how to read what is hidden."""
    bold = workbook.add_format({"bold": True, "valign": "top"})
    title = workbook.add_format({"bold": True, "font_size": 14})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, sheet.title, title)
    for line, (name, value) in enumerate(_about(sheet), start=2):
        page.write_string(line, 0, name, bold)
        page.write_string(line, 1, value, text)


def _about(sheet: Sheet) -> list[tuple[str, str]]:
    told = [("Source", without_label(sheet.source))]
    for origin in sheet.origins:
        year = origin.year
        told += [
            (f"Enquête {year}", f"{origin.producer}, {origin.title}"),
            (f"Licence {year}", origin.licence),
            (f"Adresse {year}", origin.url),
        ]
    told += [("À savoir", note) for note in sheet.notes]
    return [*told, *_LEGEND, ("Fichier", "Établi par Bémo, assistant libre sur le marché du travail.")]
