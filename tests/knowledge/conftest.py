"""Bases to test on (SQLite, and PostgreSQL when TEST_DATABASE_URL is set), tiny workbooks."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from sqlalchemy.engine import Engine

from knowledge.build import build
from knowledge.database import open_engine

Sheets = Mapping[str, Sequence[Sequence[object]]]
WriteWorkbook = Callable[..., Path]


HEADER = (
    "annee",
    "Code métier BMO",
    "Nom métier BMO",
    "Famille_met",
    "Lbl_fam_met",
    "REG",
    "NOM_REG",
    "Dept",
    "NomDept",
    "BE25",
    "NOMBE25",
    "met",
    "xmet",
    "smet",
)
ROW = (
    2025.0,
    "A0X40",
    "Agriculteurs",
    "Z",
    "Autres métiers",
    "24",
    "Centre-Val de Loire",
    "18",
    "Cher",
    2401.0,
    "BOURGES",
    "120",
    "60",
    "30",
)


@pytest.fixture(scope="session")
def survey_row() -> Callable[..., list[object]]:
    """Make one row of a 2025 workbook, some columns changed: ``survey_row(met="*", xmet="*", smet="*")``."""

    def make(**changes: object) -> list[object]:
        line = dict(zip(HEADER, ROW, strict=True))
        assert not changes.keys() - line.keys()
        return list((line | changes).values())

    return make


@pytest.fixture(scope="session")
def bmo_header() -> tuple[str, ...]:
    """The header of a 2025 workbook."""
    return HEADER


@pytest.fixture
def write_workbook(tmp_path: Path) -> WriteWorkbook:
    """Write rows under the usual header (or another) as an xlsx; ``sheets`` replaces everything."""

    def write(
        rows: Sequence[Sequence[object]] = (ROW,),
        *,
        header: Sequence[object] = HEADER,
        sheets: Sheets | None = None,
        name: str = "bmo.xlsx",
    ) -> Path:
        contents = sheets or {
            "Description": [["", "Variables ", "Description "], ["", "annee", 2025]],
            "BMO": [header, *rows],
        }
        return _write_xlsx(tmp_path / name, contents)

    return write


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Give the URL of an empty base, a new one at each call."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path_factory.mktemp('base') / 'bemo.sqlite'}"
        return
    made: Callable[[], str] = request.getfixturevalue("new_schema")
    yield made


@pytest.fixture(scope="session")
def built_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite base built from the embedded figures, to be copied: building takes seconds, copying does not."""
    path = tmp_path_factory.mktemp("built") / "bemo.sqlite"
    engine = open_engine(f"sqlite:///{path}", writer=True)
    build(engine)
    engine.dispose()
    return path


@pytest.fixture
def base(new_base: Callable[[], str], built_file: Path) -> Iterator[Engine]:
    """An engine that may write, on a base just built from the embedded figures."""
    url = new_base()
    if url.startswith("sqlite"):
        shutil.copyfile(built_file, url.removeprefix("sqlite:///"))
    engine = open_engine(url, writer=True)
    build(engine)
    yield engine
    engine.dispose()


def _write_xlsx(path: Path, sheets: Sheets) -> Path:
    """Write the least an xlsx needs: texts inline, numbers as numbers, no style."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, start=1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "".join(
        f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/s{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/worksheets/s{i}.xml" ContentType="{kind}.worksheet+xml"/>'
        for i in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="w" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for i, rows in enumerate(sheets.values(), start=1):
        lines = "".join(
            f'<row r="{r}">{"".join(_cell(r, c, value) for c, value in enumerate(row))}</row>'
            for r, row in enumerate(rows, start=1)
        )
        parts[f"xl/worksheets/s{i}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


def _cell(row: int, column: int, value: object) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if value in ("", None):
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
