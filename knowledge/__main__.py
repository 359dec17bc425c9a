"""``python -m knowledge``: builds the base of figures, says what it holds, loads official workbooks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy.engine import Engine
from tqdm import tqdm

from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.embed import embed as embed_bmo
from knowledge.bmo.holdings import YearHeld
from knowledge.bmo.importer import ImportReport, import_workbook
from knowledge.build import build, ensure_built, mend
from knowledge.database import open_engine, place
from knowledge.errors import KnowledgeError
from knowledge.figures.survey import Bmo
from knowledge.jobseekers.embed import embed as embed_job_seekers
from knowledge.mobility.embed import embed as embed_mobility
from knowledge.occupations.embed import embed as embed_occupations
from knowledge.paths import PROJECT
from knowledge.portraits.embed import embed as embed_portraits
from knowledge.settings import database_url, raw_data
from knowledge.territories.embed import embed as embed_territories


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after a French message when it could not be done."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.run
    try:
        command(options)
    except KnowledgeError as error:
        print(f"Erreur : {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="La base de chiffres de Bémo.")
    commands = parser.add_subparsers(required=True, metavar="commande")
    commands.add_parser("build", help="construire la base avec les chiffres livrés").set_defaults(run=_build)
    commands.add_parser("status", help="dire ce que la base contient").set_defaults(run=_status)
    importing = commands.add_parser("import-bmo", help="charger des classeurs officiels de l'enquête BMO")
    importing.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="classeur .xlsx")
    importing.set_defaults(run=_import)
    embedding = commands.add_parser("embed", help="régénérer les chiffres livrés depuis les fichiers bruts")
    embedding.set_defaults(run=_embed)
    return parser


def _build(_options: argparse.Namespace) -> None:
    mend(database_url())
    engine = open_engine(writer=True)
    written = build(engine)
    print(f"Base {'construite' if written else 'déjà à jour'} : {place(engine)}")


def _status(_options: argparse.Namespace) -> None:
    held = Bmo(ensure_built()).status()
    for year in held.years:
        print(_describe(year))
    print(f"En tout : {held.rows} lignes, dont {held.masked} sous secret statistique.")


def _describe(held: YearHeld) -> str:
    regions = ", ".join(held.regions) or "aucune"
    source = f"{held.source.producer}, {held.source.licence}, {held.source.url}" if held.source else "inconnue"
    return (
        f"BMO {held.year} : {held.rows} lignes, dont {held.masked} sous secret statistique ; "
        f"{held.occupations} métiers, {held.bassins} bassins\n"
        f"  régions détaillées : {regions}\n"
        f"  fichiers : {', '.join(held.files) or 'aucun'}\n"
        f"  source : {source}{_left_out(held.set_aside)}"
    )


def _import(options: argparse.Namespace) -> None:
    ensure_built().dispose()
    engine = open_engine(writer=True)
    for path in options.files:
        print(_describe_import(_import_one(engine, path)))


def _import_one(engine: Engine, path: Path) -> ImportReport:
    with tqdm(desc=path.name, unit=" lignes", disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return import_workbook(engine, path, show)


def _describe_import(report: ImportReport) -> str:
    repeats = f"\n  lignes répétées à l'identique, comptées une fois : {report.repeats}" if report.repeats else ""
    return (
        f"{report.file} : enquête {report.year}, {report.rows} lignes, {report.occupations} métiers, "
        f"{report.bassins} bassins, régions {', '.join(report.regions)}{repeats}{_left_out(report.set_aside)}"
    )


def _left_out(doubted: Sequence[SetAside]) -> str:
    """Say what is set aside, one line each, and what it keeps from being summed."""
    if not doubted:
        return ""
    told = (f"    - {_place(each)} : {each.rows} lignes" for each in doubted)
    return "\n".join(["\n  mis de côté (ni leur département, ni leur région, ni la France n'ont de somme) :", *told])


def _place(doubted: SetAside) -> str:
    if not doubted.bassin:
        return f"département {doubted.departement}, sans bassin"
    where = f"bassin {doubted.bassin} {doubted.label}, département {doubted.departement}, région {doubted.region}"
    return f"{where}, donné deux fois avec des chiffres différents"


def _embed(_options: argparse.Namespace) -> None:
    raw = raw_data()
    if raw is None:
        raise KnowledgeError("Fichiers bruts introuvables : donnez leur dossier dans BMO_DIR.")
    beside = (embed_job_seekers, embed_portraits, embed_mobility)
    for embed in (embed_bmo, embed_territories, embed_occupations, *beside):
        for path in embed(raw):
            print(f"{path.relative_to(PROJECT)} : {path.stat().st_size} octets")


if __name__ == "__main__":
    sys.exit(main())
