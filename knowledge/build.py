"""Builds the base of figures from what Bémo ships; safe to call at every start and from several processes."""

from __future__ import annotations

import logging

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.engine import Connection, Engine

from knowledge.bmo.embedded import digest, load
from knowledge.database import SCHEMA_VERSION, meta, metadata, open_engine, writing
from knowledge.repair import set_aside_if_corrupt
from knowledge.settings import database_url

logger = logging.getLogger(__name__)

_SCHEMA, _CONTENT = "schema", "embedded"


def ensure_built(url: str | None = None) -> Engine:
    """Return an engine to read the base (``url``, else the configured one), built first where needed.

    A corrupt SQLite file is set aside first. Raise BaseUnavailableError when the base cannot be reached.
    """
    mend(url or database_url())
    writer = open_engine(url, writer=True)
    try:
        build(writer)
    finally:
        writer.dispose()
    return open_engine(url)


def mend(url: str) -> None:
    """Set the base aside where it is a corrupt SQLite file, and log what is to be done; another is to be built."""
    if aside := set_aside_if_corrupt(url):
        logger.warning(
            "La base de chiffres était abîmée : elle est mise de côté (%s) et refaite avec les chiffres livrés. "
            "Les classeurs importés depuis sont à réimporter.",
            aside,
        )


def build(engine: Engine) -> bool:
    """Create the tables and load the embedded figures unless the base already holds them; return True if it wrote.

    Imported workbooks are kept, except when the tables themselves changed with a new version.
    """
    content = digest()
    with writing(engine) as connection:
        known = _marks(connection)
        if known == {_SCHEMA: SCHEMA_VERSION, _CONTENT: content}:
            return False
        if known and known.get(_SCHEMA) != SCHEMA_VERSION:
            logger.warning("Tables d'une autre version : la base est refaite, les classeurs sont à réimporter.")
            metadata.drop_all(connection)
        metadata.create_all(connection)
        load(connection)
        connection.execute(delete(meta))
        connection.execute(
            insert(meta), [{"key": _SCHEMA, "value": SCHEMA_VERSION}, {"key": _CONTENT, "value": content}]
        )
    return True


def _marks(connection: Connection) -> dict[str, str]:
    if not inspect(connection).has_table(meta.name):
        return {}
    return {line.key: line.value for line in connection.execute(select(meta))}
