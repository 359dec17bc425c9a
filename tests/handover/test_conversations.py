"""The conversations of hand-over, played with the trained model: nearly all go as they should."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.feedback.store import feedback_store
from tests.handover.talking import UNSEEN, Assistant, assistant, conversations, faults

pytestmark = pytest.mark.model
_LEAST = 0.95


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that all the conversations of this module speak to."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    with assistant(tmp_path_factory.mktemp("handover")) as found:
        yield found
    asyncio.get_event_loop().close()


def test_conversations_go_as_they_should(playing: Assistant) -> None:
    every = conversations() + conversations(UNSEEN)
    wrong = {each["name"]: found for each in every if (found := faults(each, playing))}

    told = "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in wrong.items())
    assert len(every) >= 60
    assert len(wrong) <= (1 - _LEAST) * len(every), f"{len(wrong)} of {len(every)} are wrong:\n{told}"


SECRETS = ("Zzoltan", "Zzabka", "0698765432", "698765432", "zzoltan@", "Zzurbania")


def test_nothing_personal_is_left_but_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.sqlite'}")
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    caplog.set_level(logging.DEBUG)
    with assistant(tmp_path) as found:

        async def played() -> str:
            talk = await found.open()
            await talk.say("je m'appelle Zzoltan Zzabka, rappelez-moi au 06 98 76 54 32")
            await talk.say("On voudrait venir à Zzurbania avec dix salariés, voici mon mail zzoltan@zzabka.fr")
            await talk.say("combien de couvreurs à Blois ? je suis Zzoltan Zzabka, zzoltan@zzabka.fr")
            await talk.press("employeur")
            await talk.say("pas utile")
            await talk.say("Zzabka et fils, 0698765432")
            await talk.say("mon mail c'est zzoltan@zzabka.org")
            await talk.say("Blois")
            shown = " ".join(each.sentence for each in talk.last)
            assert "Zzoltan Zzabka" in shown, "the summary says what was told"
            await talk.say("oui")
            assert "DEM-" in talk.last[0].sentence
            await talk.say("quelles données avez-vous sur moi ?")
            assert "Zzoltan" in talk.last[0].sentence
            await talk.say("bonjour, je m'appelle Zzoltan Zzabka")
            return (await found.kept.history(talk.conversation.sender)).decode()

        history = loop.run_until_complete(played())
        feedback_store().flush()
        unpacked = history + "".join(map(str, _rows(tmp_path / "conversations.sqlite")))
    loop.close()
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"conversations.sqlite", "handover.sqlite"} <= set(files)
    for secret in SECRETS:
        assert secret.lower() not in unpacked.lower()
        assert secret.lower() not in caplog.text.lower()
        for name, content in files.items():
            assert secret.lower().encode() not in content.lower(), name


def _rows(base: Path) -> Iterator[str]:
    """Give every value of a base of conversations, unpacked."""
    with closing(sqlite3.connect(base)) as connection:
        for table in ("conversation", "exchange"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                yield from (zlib.decompress(each).decode() if isinstance(each, bytes) else str(each) for each in row)
