"""``make demo``: the assistant connected to fictional APIs on this machine, so that everything can be tried offline."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from knowledge.paths import VAR
from scripts.demo.fiction import get_ready
from scripts.demo.france_travail import CLIENT, REALM, TOKEN, FranceTravail, served

_NOTICE = (
    "\nDÉMONSTRATION : les offres, les entreprises et les chiffres « en direct » sont fictifs, inventés pour essayer.\n"
    "Chacun porte le mot « fictif » ou « fictive ». Les chiffres de l'enquête BMO, eux, sont les vrais.\n"
    "À demander, par exemple : « offres de soudeur à Blois », « quelles entreprises recrutent des boulangers vers "
    "Loches ? »\n"
)


def environment(address: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of an assistant connected to the servers at ``address``.

    What they answer is kept apart from what the real APIs answered.
    """
    return {
        **given,
        "FRANCE_TRAVAIL_API": f"{address}/partenaire",
        "FRANCE_TRAVAIL_TOKEN": f"{address}{TOKEN}?realm={REALM}",
        "FRANCE_TRAVAIL_CLIENT_ID": CLIENT[0],
        "FRANCE_TRAVAIL_CLIENT_SECRET": CLIENT[1],
        "MARKET_URL": f"sqlite:///{VAR / 'demo.sqlite'}",
    }


def main() -> int:
    """Serve both until stopped; return the exit code of the assistant."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    get_ready()
    with served(FranceTravail()) as address:
        print(_NOTICE, flush=True)
        assistant = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment(address, os.environ))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: assistant.terminate())
        return assistant.wait()


if __name__ == "__main__":
    sys.exit(main())
