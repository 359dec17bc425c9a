"""CSV as a French Excel opens it: semicolons, decimal commas, UTF-8 with its mark, CRLF."""

from __future__ import annotations

import csv
import io

from bot.exports.safety import harmless
from bot.exports.sheet import Column, Kind, Value, sheet_of
from bot.writing.blocks import Document


def csv_bytes(document: Document) -> bytes:
    """Return the rows of a table, one header line first; shares are in percent, two decimals."""
    sheet = sheet_of(document)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_header(column) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(value, c.kind) for value, c in zip(row, sheet.columns, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def _header(column: Column) -> str:
    return harmless(f"{column.label} (%)" if column.kind == "percent" else column.label)


def _written(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if kind == "percent":
        return f"{value * 100:.2f}".replace(".", ",")
    return str(value).replace(".", ",")
