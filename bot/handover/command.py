"""``python -m bot contacts …``: the requests and their letters, from the machine itself."""

from __future__ import annotations

import argparse
import importlib
import logging
import signal
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bot.handover.case import Filters
from bot.handover.request import Status
from bot.handover.rights import OVER
from bot.handover.setup import has_sender
from bot.handover.store import requests
from bot.settings import settings
from knowledge.contacts import directory
from knowledge.contacts.reading import contacts as read_directory
from knowledge.settings import contacts_file

ACTOR = "console"
"""Who did what is done from here, in what is noted of a request."""
_WITH_TABLES = ("bot.handover.drafts", "bot.handover.desk.tables")
"""What keeps tables of its own beside those of the requests, which a rotation of keys must reach."""
_OPEN = tuple(status for status in Status if status not in OVER)
_ALIVE = 300.0  # seconds without a look at the outbox after which it is said
_NO_SENDER = "Rien n'est réglé pour envoyer (SMTP_HOST ou ZAMMAD_URL) : les messages sont des fichiers dans {}."
_NO_ADDRESS = "« {} » n'a pas d'adresse : ses demandes restent en fichiers dans {}."
_ASLEEP = "La boîte d'envoi n'a pas été relevée depuis {:.0f} s : le serveur tourne-t-il ?"
_REFUSED = "Demandes qui n'ont pas été remises : {}. Voyez « contacts list --undelivered », puis « contacts retry »."


def add_to(commands: Any) -> None:
    """Add the commands to those of ``contacts``."""
    _add(commands, "list", listed, "list the open requests, the most urgent first").set_defaults(limit=50)
    listing = commands.choices["list"]
    listing.add_argument("--all", action="store_true", help="those that are over too")
    listing.add_argument("--late", action="store_true", help="only those whose delay is over")
    listing.add_argument("--undelivered", action="store_true", help="only those that reached nobody")
    listing.add_argument("--limit", type=int)
    _add(commands, "show", shown, "show all that is known of a request").add_argument("reference")
    retrying = _add(commands, "retry", retried, "send again what was refused, or waits")
    retrying.add_argument("reference", nargs="*", help="all those not delivered, without one")
    closing = _add(commands, "close", closed, "close a request")
    closing.add_argument("reference")
    closing.add_argument("--reason", default="")
    purging = _add(commands, "purge", purged, "erase what is too old, as the server does each day")
    purging.add_argument("reference", nargs="*", help="erase these at once, whatever their age")
    _add(commands, "rotate-key", rotated, "make a new key, and seal everything again with it")
    _add(commands, "check", checked, "check the directory of contacts and what is set up to send")
    delivering = _add(commands, "deliver", delivered, "send letters in a process of its own, until stopped")
    delivering.add_argument("--once", action="store_true", help="only what is due now")


def listed(options: argparse.Namespace) -> int:
    """List requests, and say how many there are."""
    from bot.handover.printed import summary, table  # noqa: PLC0415

    statuses = () if options.all else _OPEN
    wanted = Filters(statuses=statuses, late=options.late, undelivered=options.undelivered, size=options.limit)
    print(table(requests().inbox(wanted), datetime.now()))
    print(summary(requests().counts()))
    return 0


def shown(options: argparse.Namespace) -> int:
    """Show a request, with what people wrote."""
    from bot.handover.printed import whole  # noqa: PLC0415

    print(whole(requests().read(options.reference.upper())))
    return 0


def retried(options: argparse.Namespace) -> int:
    """Have letters sent again by the server."""
    store = requests()
    wanted = options.reference or [line.reference for line in store.inbox(Filters(undelivered=True, size=10_000))]
    count = sum(store.retry(reference.upper(), ACTOR) for reference in wanted)
    print(f"Messages à envoyer de nouveau : {count}.")
    return 0


def closed(options: argparse.Namespace) -> int:
    """Close a request."""
    requests().close(options.reference.upper(), ACTOR, options.reason)
    print(f"{options.reference.upper()} est close.")
    return 0


def purged(options: argparse.Namespace) -> int:
    """Erase requests."""
    for reference in options.reference:
        requests().erase_one(reference.upper())
    count = len(options.reference) if options.reference else requests().purge(date.today())
    print(f"Demandes effacées : {count}.")
    return 0


def rotated(_options: argparse.Namespace) -> int:
    """Change the key of the base, servers going on."""
    for name in _WITH_TABLES:
        importlib.import_module(name)
    requests().counts()  # the first key is made with the base
    base = requests().base
    if not settings().handover_keys.get_secret_value():
        base.sealing.add_key()
    count = base.rotate()
    base.sealing.drop_old_keys()
    print(f"Valeurs chiffrées avec la nouvelle clé : {count}. La clé d'avant reste lisible jusqu'à la prochaine fois.")
    return 0


def checked(_options: argparse.Namespace) -> int:
    """Say what is wrong in the directory, or keeps letters from leaving; return 1 when there is something."""
    known = settings()
    entries = read_directory(contacts_file())
    print(f"{contacts_file().name} : {len(entries)} fiche{'s' if len(entries) > 1 else ''}, rien à corriger.")
    trouble = [] if has_sender(known) else [_NO_SENDER.format(known.handover_mails)]
    if has_sender(known) and not known.zammad_url:
        trouble += [_NO_ADDRESS.format(each.label, known.handover_mails) for each in directory() if not each.email]
    if not requests().base.is_absent:
        counts = requests().counts()
        if counts.undelivered:
            trouble.append(_REFUSED.format(counts.undelivered))
        if counts.worker_seen is not None and counts.worker_seen > _ALIVE:
            trouble.append(_ASLEEP.format(counts.worker_seen))
    print("\n".join(trouble) or "Les demandes sont envoyées.")
    return int(bool(trouble))


def delivered(options: argparse.Namespace) -> int:
    """Send letters, beside the server or without it: two workers never send the same one."""
    from bot.handover.delivery.worker import Worker  # noqa: PLC0415

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)-8s %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)
    worker = Worker(requests())
    if options.once:
        while worker.send_one():
            pass
        return 0
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
    return 0


def _add(commands: Any, name: str, command: Callable[[argparse.Namespace], int], said: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=said)
    parser.set_defaults(command=command)
    return parser
