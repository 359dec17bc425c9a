"""What the correspondent sees and does, each change with what happened noted beside it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from bot.handover.case import Filters, Letter, Sending, Step
from bot.handover.request import Asker, HandoverError, Request, Status, UnknownRequest
from bot.handover.store import Requests
from tests.handover.conftest import Clock
from tests.handover.examples import other


def test_the_inbox_is_by_urgency_and_filtered(store: Requests, left: Request, clock: Clock) -> None:
    late = store.submit(replace(other(1), asker=Asker.JOB_SEEKER, territory="")).reference
    clock.now += 5 * 86_400
    soon = store.submit(left).reference
    clock.now += 60
    later = store.submit(replace(other(2), asker=Asker.ELECTED_OFFICIAL, territory="departement:37")).reference
    done = store.submit(other(3)).reference
    store.close(done, "agent", "Doublon d'un appel.")
    assert [line.reference for line in store.inbox()] == [late, soon, later, done]
    for filters, found in (
        (Filters(late=True), [late]),
        (Filters(asker=Asker.ELECTED_OFFICIAL), [later]),
        (Filters(territory="commune:41269"), [soon, done]),
        (Filters(recipient="blois"), [soon, done]),
        (Filters(statuses=(Status.CLOSED,)), [done]),
        (Filters(words="vendome COUVREURS"), [soon]),
        (Filters(words="zzyx vendome"), [soon, done]),
        (Filters(words="zzyx vendome", first=1, size=1), [done]),
        (Filters(undelivered=True), []),
        (Filters(first=1, size=2), [soon, later]),
    ):
        assert [line.reference for line in store.inbox(filters)] == found, filters
    counts = store.counts()
    assert counts.by_status == {**dict.fromkeys(Status, 0), Status.RECORDED: 3, Status.CLOSED: 1}
    assert (counts.late, counts.undelivered, counts.waiting_letters, counts.worker_seen) == (1, 0, 8, None)


def test_a_request_is_taken_answered_closed_and_reopened(store: Requests, left: Request) -> None:
    reference = store.submit(left).reference
    store.take(reference, "anne")
    store.take(reference, "anne")
    with pytest.raises(HandoverError, match="déjà prise en charge par anne"):
        store.take(reference, "paul")
    store.note(reference, "anne", "Rappelée ce matin.")
    store.answer(reference, "anne", "Bonjour,\n\nvoici deux pistes.")
    case = store.read(reference)
    assert (case.line.status, case.line.taken_by) == (Status.ANSWERED, "anne")
    assert [each.letter for each in case.deliveries][-1] is Letter.ANSWER
    assert case.deliveries[-1].to == left.email
    with pytest.raises(HandoverError, match="répondue : rouvrez-la"):
        store.take(reference, "anne")
    store.close(reference, "anne", "Réglé.")
    store.close(reference, "anne")
    with pytest.raises(HandoverError, match="close : rouvrez-la"):
        store.answer(reference, "anne", "Encore")
    store.reopen(reference, "paul")
    steps = [Step.RECEIVED, Step.TAKEN, Step.TAKEN, Step.NOTED, Step.ANSWERED, Step.CLOSED, Step.REOPENED]
    events = store.read(reference).events
    assert [each.step for each in events] == steps
    assert [each.actor for each in events] == ["", *["anne"] * 5, "paul"]
    assert events[3].text == "Rappelée ce matin."
    assert store.read(reference).line.status is Status.TAKEN


def test_it_is_reassigned_and_the_new_recipient_written_to(store: Requests, left: Request) -> None:
    reference = store.submit(left).reference
    store.take(reference, "anne")
    store.reassign(reference, "anne", "region")
    case = store.read(reference)
    assert (case.line.recipient, case.line.taken_by, case.line.status) == ("region", "", Status.RECORDED)
    assert [each.letter for each in case.deliveries] == [Letter.REQUEST, Letter.ACKNOWLEDGEMENT, Letter.REQUEST]
    with pytest.raises(HandoverError, match="n'a l'id « nobody »"):
        store.reassign(reference, "anne", "nobody")


def test_what_cannot_be_done_is_said(store: Requests, left: Request) -> None:
    reference = store.submit(replace(left, email="")).reference
    with pytest.raises(HandoverError, match="n'a pas laissé d'adresse"):
        store.answer(reference, "anne", "Bonjour")
    for empty in ("", " \n "):
        with pytest.raises(HandoverError, match="Écrivez"):
            store.note(reference, "anne", empty)
    for act in (store.take, store.close, store.reopen, store.retry):
        with pytest.raises(UnknownRequest, match="Aucune demande"):
            act("DEM-2025-CCCC-CCCC", "anne")
    assert [each.step for each in store.read(reference).events] == [Step.RECEIVED]


def test_letters_are_tried_again_at_once(store: Requests, left: Request) -> None:
    reference = store.submit(left).reference
    assert store.retry(reference, "anne") == 2
    assert {each.sending for each in store.read(reference).deliveries} == {Sending.WAITING}


def test_the_table_holds_no_formula(store: Requests, left: Request) -> None:
    store.submit(replace(left, name="=cmd|' /C calc'!A0", subject='"; rm', message="@SUM(1)\n+2"))
    header, row = csv.reader(io.StringIO(store.as_csv()), delimiter=";")
    cells = dict(zip(header, row, strict=True))
    assert cells["nom"].startswith("'=")
    assert cells["message"].startswith("'@")
    assert cells["téléphone"] == "'+33612345678"
    assert cells["destinataire"] == "la conseillère entreprises de Blois"
    assert cells["territoire"] == "Vendôme"
