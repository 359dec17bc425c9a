"""Requests are kept whole or not at all, told to who left them only, and erased when they ask."""

from __future__ import annotations

import asyncio
import re
import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.handover import outbox, wording
from bot.handover.base import Base
from bot.handover.case import Filters, Letter, Step
from bot.handover.limits import A_DAY, LIMITS, caller
from bot.handover.references import REFERENCE
from bot.handover.request import HandoverError, Request, Status, TooManyRequests
from bot.handover.sealing import Seal
from bot.handover.store import SAME_WITHIN, Requests
from bot.handover.tables import letter, request
from tests.handover.conftest import Clock
from tests.handover.examples import LEFT, other

NO_LIMIT = Filters(size=1000)


def test_a_request_is_kept_with_its_letters(store: Requests, left: Request) -> None:
    filed = store.submit(left)
    assert REFERENCE.fullmatch(filed.reference)
    assert (filed.recipient, filed.delay, filed.sending, filed.merged) == (
        "la conseillère entreprises de Blois",
        "sous un jour ouvré",
        False,
        False,
    )
    case = store.read(filed.reference)
    assert case.request == replace(left, conversation="")
    assert [each.letter for each in case.deliveries] == [Letter.REQUEST, Letter.ACKNOWLEDGEMENT]
    assert [each.to for each in case.deliveries] == ["blois@agence.exemple.fr", left.email]
    assert len({each.message_id for each in case.deliveries}) == 2
    assert [each.step for each in case.events] == [Step.RECEIVED]
    assert case.line.due.date() - case.line.received.date() == timedelta(1)


def test_without_an_address_nobody_is_acknowledged_to(store: Requests, left: Request) -> None:
    filed = store.submit(replace(left, email=""))
    assert [each.letter for each in store.read(filed.reference).deliveries] == [Letter.REQUEST]


def test_nothing_personal_is_in_the_base_nor_in_a_trace(store: Requests, left: Request, tmp_path: Path) -> None:
    store.submit(left)
    store.answer(store.inbox()[0].reference, "agent", "Une réponse nommant Zzyx et le 0612345678.")
    if store.base._path():
        store.base.settle()
        written = b"".join(each.read_bytes() for each in tmp_path.glob("handover.sqlite*"))
        assert b"handover_request" in written
    else:
        with store.base.reading() as connection:
            rows = [connection.execute(select(each)).all() for each in (request, letter)]
            written = repr([tuple(map(bytes_or_text, row)) for some in rows for row in some]).encode()
    for secret in ("Zzyx", "zzyx", "camille", "12345678", "couvreurs", "web-conversation-1"):
        assert secret.encode() not in written
        assert secret not in repr(left)


def bytes_or_text(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def test_a_failure_between_two_writes_keeps_nothing(
    store: Requests, left: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = outbox.put

    def fails(*arguments: object, **more: object) -> None:
        if arguments[3] is Letter.ACKNOWLEDGEMENT:
            raise OSError("disk full")
        real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "put", fails)
    with pytest.raises(HandoverError, match=r"n'a pas pu être enregistrée.*incident [0-9a-f]{8}"):
        store.submit(left)
    assert store.inbox() == []
    with store.base.reading() as connection:
        assert connection.execute(select(letter)).all() == []


def test_the_same_request_is_one(store: Requests, left: Request, clock: Clock) -> None:
    first = store.submit(left)
    again = store.submit(replace(left, message=f"  {left.message.upper()} \n", conversation="web-2"))
    assert (again.reference, again.merged) == (first.reference, True)
    assert store.read(first.reference).line.times == 2
    assert len(store.inbox()) == 1
    other_text = store.submit(replace(left, message="Autre chose."))
    assert other_text.reference != first.reference
    clock.now += SAME_WITHIN + 1
    assert store.submit(left).reference != first.reference


def test_two_at_the_same_moment_are_one(store: Requests, left: Request) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(store.submit(left).reference)) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 5
    assert len(set(found)) == 1


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_too_many_in_a_day_are_refused_then_taken_again(store: Requests, clock: Clock, kind: str) -> None:
    def leave(number: int) -> None:
        one = other(number)
        same = {
            "conversation": replace(one, conversation="web-same"),
            "person": replace(one, email="same@zzyx.exemple.fr"),
            "address": one,
        }
        store.submit(same[kind], address="192.0.2.7" if kind == "address" else f"192.0.2.{number}")

    for number in range(LIMITS[kind]):
        leave(number)
    with pytest.raises(TooManyRequests, match="depuis hier"):
        leave(1000)
    assert len(store.inbox(filters=NO_LIMIT)) == LIMITS[kind]
    clock.now += A_DAY + 1
    leave(1000)


def test_the_address_of_the_message_being_played_is_counted(store: Requests, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "address", 1)

    async def leave(number: int, address: str) -> None:
        caller.set(address)
        await asyncio.to_thread(store.submit, other(number))

    asyncio.run(leave(1, "192.0.2.1"))
    with pytest.raises(TooManyRequests):
        asyncio.run(leave(2, "192.0.2.1"))
    asyncio.run(leave(2, "192.0.2.2"))


def test_a_clock_that_went_back_locks_no_one_out(store: Requests, clock: Clock) -> None:
    for number in range(LIMITS["conversation"]):
        store.submit(replace(other(number), conversation="web-same"))
    clock.now -= 30 * A_DAY
    store.submit(replace(other(50), conversation="web-same"))


def test_progress_is_told_to_the_same_conversation_or_address_only(store: Requests, left: Request) -> None:
    reference = store.submit(left).reference
    for known in ({"conversation": left.conversation}, {"email": left.email.upper()}):
        progress = store.status(reference, **known)
        assert progress is not None
        assert (progress.status, progress.sending) == (Status.RECORDED, False)
    for unknown in ({}, {"conversation": "web-2"}, {"email": "autre@zzyx.exemple.fr"}, {"email": left.phone}):
        assert store.status(reference, **unknown) is None
    assert store.status("DEM-2025-CCCC-CCCC", conversation=left.conversation) is None


def test_what_is_held_is_told_then_erased(store: Requests, left: Request) -> None:
    reference = store.submit(left).reference
    store.note(reference, "agent", "Rappelée.")
    store.submit(other(2))
    (held,) = store.held_about(left.conversation)
    told = dict(held.fields)
    assert told["nom"] == left.name
    assert told["territoire"] == "Vendôme"
    assert left.context[0] in told["échanges joints"]
    assert held.until == date.fromtimestamp(Clock.now) + timedelta(365)
    assert store.held_about("") == ()
    assert (store.erase(left.conversation), store.erase(left.conversation), store.erase("")) == (1, 0, 0)
    assert store.held_about(left.conversation) == ()
    assert len(store.inbox()) == 1
    with store.base.reading() as connection:
        assert {row.reference for row in connection.execute(select(letter))} == {store.inbox()[0].reference}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "", "phone": ""}, "Il faut une adresse"),
        ({"message": " \n\u200b"}, "Il faut un message"),
        ({"email": "moi@ici.fr\nBcc: tous@ici.fr"}, "ne convient pas"),
        ({"email": "moi@ici@la.fr"}, "ne convient pas"),
    ],
)
def test_what_cannot_be_answered_is_refused(store: Requests, left: Request, change: dict[str, Any], said: str) -> None:
    with pytest.raises(HandoverError, match=said):
        store.submit(replace(left, **change))
    assert store.inbox() == []


def test_what_is_left_is_bounded_and_has_no_control_character(store: Requests, left: Request) -> None:
    odd = replace(left, subject="a\r\nBcc: x@y.fr\x00\u202e" + "z" * 900, message="a\r\n\r\n\r\n\r\n\r\nb" + "é" * 9000)
    kept = store.read(store.submit(odd).reference).request
    assert kept.subject.startswith("a Bcc: x@y.fr zzz")
    assert len(kept.subject) == 200
    assert kept.message.startswith("a\n\n\nb")
    assert len(kept.message) <= 4000


def test_references_do_not_follow_each_other(store: Requests) -> None:
    found = {store.submit(other(number)).reference for number in range(40)}
    assert len(found) == 40
    assert all(re.fullmatch(r"DEM-2025-[CDFGHJKMNPQRTVWXY3479]{4}-[CDFGHJKMNPQRTVWXY3479]{4}", each) for each in found)


def test_another_key_opens_nothing_and_says_it(store: Requests, left: Request, url: str, tmp_path: Path) -> None:
    store.submit(left)
    (tmp_path / "other.key").write_text("A" * 43 + "=\n")
    for path, said in (("other.key", "n'est pas celle de cette base"), ("none.key", "est absente")):
        with pytest.raises(HandoverError, match=said):
            Requests(Base(url, Seal(tmp_path / path))).inbox()
    assert not (tmp_path / "none.key").exists()


def test_the_key_file_is_its_owners_alone(store: Requests, left: Request, tmp_path: Path) -> None:
    store.submit(left)
    assert (tmp_path / "handover.key").stat().st_mode & 0o777 == 0o600
    if store.base._path():
        assert {each.stat().st_mode & 0o777 for each in tmp_path.glob("handover.sqlite*")} == {0o600}


def test_keys_are_rotated_while_another_process_goes_on(
    store: Requests, left: Request, url: str, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "handover.key"
    reference = store.submit(left).reference
    store.note(reference, "agent", "Un mot.")
    first = path.read_text().split()
    elsewhere = Requests(Base(url, Seal(path)), clock=clock)
    elsewhere.base.sealing.add_key()
    between = store.submit(other(2)).reference  # sealed with the new key, read again from the file
    assert elsewhere.base.rotate(batch=1) == 4
    elsewhere.base.sealing.drop_old_keys()
    second = path.read_text().split()
    assert second[1:] == first
    elsewhere.base.sealing.add_key()
    elsewhere.base.rotate()
    elsewhere.base.sealing.drop_old_keys()
    assert path.read_text().split()[1:] == second[:1]
    assert path.stat().st_mode & 0o777 == 0o600
    for each in (store, elsewhere, Requests(Base(url, Seal(path)))):
        assert each.read(reference).request.name == LEFT.name
        assert each.read(between).request.subject == "Demande 2"
    assert store.status(reference, conversation=left.conversation) is not None
    elsewhere.base.close()


def test_two_first_starts_make_one_key(tmp_path: Path) -> None:
    seals = [Seal(tmp_path / "new.key") for _ in range(8)]
    threads = [threading.Thread(target=each.make_if_none) for each in seals]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [path.name for path in tmp_path.iterdir() if "key" in path.name] == ["new.key"]
    assert {seal.unseal(seals[0].seal("a")) for seal in seals} == {"a"}


def test_keys_that_are_set_are_not_rotated_in_a_file(tmp_path: Path) -> None:
    seal = Seal(tmp_path / "none.key", "A" * 43 + "= " + "B" * 43 + "=")
    with pytest.raises(HandoverError, match="HANDOVER_KEYS"):
        seal.add_key()
    old = Seal(tmp_path / "none.key", "B" * 43 + "=").seal({"a": 1})
    assert seal.unseal(old) == {"a": 1}
    assert seal.unseal(seal.reseal(old)) == {"a": 1}


def test_a_base_that_cannot_be_written_is_said(tmp_path: Path, left: Request) -> None:
    (tmp_path / "file").write_text("")
    store = Requests(Base(f"sqlite:///{tmp_path / 'file' / 'x.sqlite'}", Seal(tmp_path / "k")))
    with pytest.raises(HandoverError, match="rien n'est parti"):
        store.submit(left)


@pytest.mark.parametrize(
    ("label", "to_them", "of_them"),
    [
        ("le correspondant régional", "au correspondant régional", "du correspondant régional"),
        ("la conseillère", "à la conseillère", "de la conseillère"),
        ("les conseillers", "aux conseillers", "des conseillers"),
        ("l'équipe entreprises", "à l'équipe entreprises", "de l'équipe entreprises"),
    ],
)
def test_a_function_is_contracted(label: str, to_them: str, of_them: str) -> None:
    assert (wording.to(label), wording.of(label)) == (to_them, of_them)
