"""What was read of the base is read anew once something was written there."""

from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine import Connection, Engine

from knowledge.database import meta, metadata, open_engine, reading, together, writing
from knowledge.kept import kept


@pytest.fixture
def base(tmp_path: Path) -> tuple[Engine, Engine]:
    writer = open_engine(f"sqlite:///{tmp_path}/a.sqlite", writer=True)
    with writing(writer) as connection:
        metadata.create_all(connection)
    return writer, open_engine(f"sqlite:///{tmp_path}/a.sqlite")


def _keys(connection: Connection, read: list[int]) -> list[str]:
    def once() -> list[str]:
        read.append(1)
        return list(connection.execute(text("SELECT key FROM meta ORDER BY key")).scalars())

    return kept(connection, "keys", once)


def _write(engine: Engine, key: str) -> None:
    with writing(engine) as connection:
        connection.execute(insert(meta).values(key=key, value=""))


def test_lines_are_read_once_until_another_connection_writes(base: tuple[Engine, Engine]) -> None:
    writer, reader = base
    read: list[int] = []
    for _ in range(3):
        with reading(reader) as connection:
            assert _keys(connection, read) == []
    assert len(read) == 1
    _write(writer, "a")
    with reading(reader) as connection:
        assert _keys(connection, read) == ["a"]


def test_lines_are_read_anew_after_the_same_connection_wrote(base: tuple[Engine, Engine]) -> None:
    writer, _ = base
    read: list[int] = []
    for keys in ([], ["a"]):
        with reading(writer) as connection:
            assert _keys(connection, read) == keys
        _write(writer, f"{'ab'[len(keys)]}")


def test_all_that_is_read_together_is_of_one_moment(base: tuple[Engine, Engine]) -> None:
    writer, reader = base
    with together():
        with reading(reader) as first:
            assert _keys(first, []) == []
        _write(writer, "a")
        with reading(reader) as second:
            assert second is first
            assert list(second.execute(text("SELECT key FROM meta")).scalars()) == []
    with reading(reader) as connection:
        assert _keys(connection, []) == ["a"]
