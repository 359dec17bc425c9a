"""One process plays the updates of a base, and another takes over when it dies."""

from __future__ import annotations

import signal
import subprocess
import sys

from bot.channels.telegram.lead import Lead
from knowledge.paths import PROJECT

_HOLDER = """
import sys, time
from bot.channels.telegram.lead import Lead
lead = Lead(sys.argv[1])
print(lead.take(), flush=True)
time.sleep(600)
"""


def test_a_second_one_waits_until_the_first_lets_go(base_url: str) -> None:
    first, second = Lead(base_url), Lead(base_url)
    assert first.take()
    assert first.take(), "it is held already"
    assert not second.take()
    assert first.is_held()
    assert not second.is_held()
    first.let_go()
    assert not first.is_held()
    assert second.take()
    second.let_go()


def test_the_lock_goes_with_a_process_that_is_killed(base_url: str) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, base_url], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    lead = Lead(base_url)
    try:
        assert holder.stdout.readline().strip() == "True"
        assert not lead.take()
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
    while not lead.take():  # PostgreSQL takes a moment to see that it is gone
        pass
    lead.let_go()
