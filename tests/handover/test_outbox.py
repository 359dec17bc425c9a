"""A letter is in the hands of one worker at a time, and of another once that one is dead."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace

from bot.handover import outbox
from bot.handover.delivery.worker import LEASE
from bot.handover.request import Request, Status
from bot.handover.store import Requests
from tests.handover.conftest import Clock, send_all
from tests.handover.examples import other
from tests.handover.mailbox import Mailbox


def test_two_workers_never_send_the_same_letter(store: Requests, mailbox: Mailbox) -> None:
    for number in range(20):
        store.submit(other(number))
    threads = [threading.Thread(target=send_all, args=(store,)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    counted = Counter(each["Message-ID"] for each in mailbox.messages())
    assert (len(counted), set(counted.values())) == (40, {1})


def test_the_letter_of_a_worker_that_died_is_taken_again(store: Requests, left: Request, clock: Clock) -> None:
    store.submit(replace(left, email=""))

    def taken(by: str) -> bool:
        return outbox.lease(store.base, by, clock.now, LEASE, filed=False) is not None

    assert taken("dead")
    assert not taken("other")
    clock.now += LEASE + 1
    assert taken("other")
    clock.now -= 30 * 86_400  # a clock that was a month ahead
    assert taken("third")


def test_the_word_of_a_worker_whose_lease_is_over_does_not_count(store: Requests, left: Request, clock: Clock) -> None:
    reference = store.submit(replace(left, email="")).reference
    late = outbox.lease(store.base, "late", clock.now, LEASE, filed=False)
    clock.now += LEASE + 1
    new = outbox.lease(store.base, "new", clock.now, LEASE, filed=False)
    assert late is not None
    assert new is not None
    assert not outbox.died(store.base, "late", late, clock.now, "no")
    assert store.read(reference).line.status is Status.RECORDED
    assert outbox.sent(store.base, "new", new, clock.now)
    assert store.read(reference).line.status is Status.SENT
