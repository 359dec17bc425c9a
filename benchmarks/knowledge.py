"""What is known, measured without Rasa nor a model: the survey on all of France, the linkers, the institution."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select

from benchmarks.aims import Measured, milliseconds, p50_p95, percentiles, report
from benchmarks.survey import questions
from knowledge.bmo.importer import import_workbook
from knowledge.database import open_engine, reading, survey_row
from knowledge.errors import ImportRefusedError
from knowledge.figures.survey import Bmo
from knowledge.institution.reference import Institution
from knowledge.occupations.gazetteer import Gazetteer
from knowledge.occupations.gazetteer import link as link_occupations
from knowledge.occupations.reference import Occupations
from knowledge.paths import EMBEDDED, PROJECT
from knowledge.settings import raw_data
from knowledge.territories.linking import link as link_territories
from knowledge.territories.linking import prepare

TESTS = PROJECT / "tests"
QUERY_AIM, BUILD_AIM, EMBEDDED_AIM = 5.0, 20.0, 12.0  # ms, s, MB
TERRITORY_AIM, OCCUPATION_AIM, ENTRY_AIM = 3.0, 5.0, 3.0  # ms for a sentence
LOADING_AIM = 2000.0  # ms
CALLS, SENTENCES = 100, 300


def measure() -> int:
    """Measure everything, print the table and write ``var/bench-knowledge.json``; return 0."""
    with tempfile.TemporaryDirectory(prefix="bemo-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bemo.sqlite'}"
        print("==> building the embedded base", flush=True)
        figures = [_build(url), _embedded()]
        print("==> loading and linking", flush=True)
        figures += [*_loading(), *_linking(), *_institution()]
        figures += _survey(url)
    report("knowledge", figures)
    return 0


def _build(url: str) -> Measured:
    """Build it as a first start does, in a process of its own."""
    command = [sys.executable, "-m", "knowledge", "build"]
    environment = {**os.environ, "DATABASE_URL": url}
    built = milliseconds(partial(subprocess.run, command, cwd=PROJECT, env=environment, check=True))
    return Measured("embedded base built from nothing", built / 1000, "s", BUILD_AIM)


def _embedded() -> Measured:
    size = sum(path.stat().st_size for path in EMBEDDED.rglob("*") if path.is_file())
    return Measured("embedded files", size / 1e6, "MB", EMBEDDED_AIM)


def _loading() -> Iterator[Measured]:
    """Load what a server loads when it starts, each after the ones before."""
    loaded: dict[str, Callable[[], object]] = {
        "territories": prepare,
        "occupations": Occupations,
        "phrases of occupations": Gazetteer,
        "institution": Institution,
    }
    for name, load in loaded.items():
        yield Measured(f"loading the {name}", milliseconds(load), "ms", LOADING_AIM)


def _linking() -> list[Measured]:
    """Link the places of sentences of both held-out files, then their occupations outside of these places."""
    files = ("held_out_territories.yml", "held_out_occupations.yml")
    texts = [case["text"] for name in files for case in _read("nlu", name)[: SENTENCES // len(files)]]
    link_occupations("")  # builds the gazetteer
    places = [milliseconds(link_territories, text) for text in texts]
    taken = [[(each.start, each.end) for each in link_territories(text)] for text in texts]
    jobs = [milliseconds(link_occupations, *each) for each in zip(texts, taken, strict=True)]
    return [
        *p50_p95("territories of a sentence", places, TERRITORY_AIM),
        *p50_p95("occupations of a sentence", jobs, OCCUPATION_AIM),
    ]


def _institution() -> list[Measured]:
    known = Institution()
    asked = [text for texts in _read("knowledge", "institution", "held_out.yml").values() for text in texts]
    return p50_p95("entry of a question", (milliseconds(known.find, text) for text in asked), ENTRY_AIM)


def _read(*path: str) -> Any:
    return yaml.safe_load(TESTS.joinpath(*path).read_text("utf-8"))


def _survey(url: str) -> Iterator[Measured]:
    """Ask every kind of question of a base that holds all of France, for each workbook that is there."""
    _import_all(url)
    reader = open_engine(url)
    with reading(reader) as connection:
        rows = connection.execute(select(func.count()).select_from(survey_row)).scalar_one()
    yield Measured("survey rows in the base", rows / 1000, "k")
    print("==> asking", flush=True)
    asked = questions(Bmo(reader))
    gc.collect()
    gc.freeze()  # as the server does once it is loaded: what loading made is no garbage to look through
    every: list[float] = []
    for kind, ask in asked.items():
        durations = [milliseconds(ask) for _ in range(CALLS)]
        every += durations
        yield Measured(f"{kind}, p95", percentiles(durations)[1], "ms", QUERY_AIM)
    yield from p50_p95("any of these questions", every, QUERY_AIM)
    reader.dispose()


def _import_all(url: str) -> None:
    folder = raw_data()
    if folder is None:
        print("No raw workbook (BMO_DIR, or ../shared/data): the survey is that of the region only.")
        return
    writer = open_engine(url, writer=True)
    for path in sorted((folder / "bmo").glob("*.xlsx")):
        print(f"==> importing {path.name}", flush=True)
        try:
            import_workbook(writer, path)
        except ImportRefusedError as refused:
            print(f"    left out: {refused}")
    writer.dispose()
