"""``python -m bot run``, ``chat``, ``train``, behind the Makefile; ``telegram``, ``settings``, ``contacts``…"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import disk, systemd
from bot.alone import own_folder, own_port
from bot.chat import chat
from bot.feedback.listing import table
from bot.feedback.store import FeedbackError, feedback_store
from bot.feedback.worklist import worklist
from bot.guard.address import is_loopback
from bot.handover import command as of_requests
from bot.handover.desk.command import changed
from bot.handover.request import HandoverError
from bot.processes import free_port
from bot.servers import QUESTIONS, Servers, StartError, stop_on_signals
from bot.settings import in_force, misnamed, settings, web_settings
from bot.training import MODEL, TrainingError, build_knowledge, ensure_model, is_current
from knowledge.contacts import directory
from knowledge.errors import SettingsError
from knowledge.paths import VAR
from knowledge.repair import set_aside_if_corrupt

_LOGS = VAR / "log"
_OPEN = (
    "warning: {} is open to the network without TLS and without a declared proxy. Put one in front, and set\n"
    "« proxies: 1 » in credentials.yml: see « Open it to others » in README.md and deploy/.\n"
)


def main() -> int:
    """Run the command of the line; return the exit code."""
    try:
        for warning in misnamed():
            print(warning, file=sys.stderr)
        in_force()  # whatever the command: what is set wrong is said before anything starts
        options = _options()
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except SettingsError as error:
        print(f"Réglages à corriger :\n{error}", file=sys.stderr)
    except (StartError, TrainingError, FeedbackError, HandoverError) as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        if (said := disk.sentence(error, VAR)) is None:
            raise
        print(said, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
    return 1


def run(options: argparse.Namespace) -> int:
    """Build and train what is missing, serve, and stay until stopped."""
    model = _prepared()
    with contextlib.suppress(OSError):
        VAR.chmod(0o750)  # what was made there before, or by others
    with own_folder(_LOGS) as logs, own_port(options.port) as is_mine:
        if not is_mine:
            raise StartError(f"port {options.port} is held by another run. Choose another one: make run PORT=…")
        mode = options.telegram if settings().telegram_token.get_secret_value() else None
        return _served(
            Servers(model, host=options.host, port=options.port, logs=logs, actions=options.actions, telegram=mode)
        )


def _served(servers: Servers) -> int:
    stop_on_signals(servers)
    try:
        _start(servers)
        print(f"\n{servers.url}/\n\nBémo answers there, in a browser (Ctrl-C to stop). Three questions to try:\n")
        print("\n".join(f"  • {question}" for question in QUESTIONS))
        print(f"\n{_how_to_ask(servers)}\n", flush=True)
        if not is_loopback(servers.host) and not web_settings().proxies:
            print(_OPEN.format(servers.host), file=sys.stderr, flush=True)
        servers.watch(_say)
    except SystemExit:
        systemd.tell(systemd.STOPPING)
        print("\nStopping…", flush=True)
    finally:
        servers.stop()
    return 0


def telegram(options: argparse.Namespace) -> int:
    """Serve, asking Telegram for its messages: for a machine that it cannot call."""
    from bot.channels.telegram.administration import check_polling  # noqa: PLC0415 — where it is asked for only

    print(check_polling())
    return run(options)


def webhook(options: argparse.Namespace) -> int:
    """Have Telegram call this server (set), stop that (drop), or say what it calls (show)."""
    from bot.channels.telegram.administration import webhook as ask  # noqa: PLC0415

    print(ask(options.what, getattr(options, "url", "")))
    return 0


def talk(_options: argparse.Namespace) -> int:
    """Serve on ports of its own for the time of a conversation in the terminal."""
    model = _prepared()
    with own_folder(_LOGS) as logs:
        servers = Servers(model, port=free_port(), logs=logs)
        stop_on_signals(servers)
        try:
            _start(servers)
            return chat(servers)
        except SystemExit:
            return 0
        finally:
            servers.stop()


def train(options: argparse.Namespace) -> int:
    """Train the model if what it is made of has changed."""
    _prepared(force=options.force)
    return 0


def unanswered(options: argparse.Namespace) -> int:
    """List the questions left unanswered or badly rated, in French: it is read by those who write the examples."""
    print(table(worklist(feedback_store().base, options.limit)))
    return 0


def forget(options: argparse.Namespace) -> int:
    """Delete the questions kept that hold the words given, as someone may ask; say how many, in French."""
    print(f"Questions effacées : {feedback_store().forget(' '.join(options.words))}.")
    print("Les textes des cinq dernières minutes attendent peut-être encore : relancez la commande dans cinq minutes.")
    return 0


def account(options: argparse.Namespace) -> int:
    """Open the correspondents' desk to someone, or close it; the password is asked, or read on the standard input."""
    print(changed(options.name, reset=options.reset, remove=options.remove))
    return 0


def show_settings(_options: argparse.Namespace) -> int:
    """Print the settings in force, where each comes from and what it does; secrets are hidden."""
    rows = in_force()
    names, values = (max(map(len, column)) for column in zip(*((each.name, each.value) for each in rows), strict=True))
    for each in rows:
        print(f"{each.name:{names}}  {each.value:{values}}  {each.origin:15}  {each.description}")
    return 0


def _prepared(*, force: bool = False) -> Path:
    for folder in (VAR, MODEL.parent):
        disk.check(folder)
    directory()  # who receives requests: a wrong file is said before anything starts
    for what, url in settings().bases:
        if aside := set_aside_if_corrupt(url):
            print(f"Abîmée, mise de côté ({aside}) et refaite à neuf : {what}.")
    _say("Building the knowledge base")
    build_knowledge()
    if not force and is_current():
        _say("The model is up to date")
    else:
        _say("Training the model")
    with _Progress("    ") as progress:
        return ensure_model(progress, force=force)


def _start(servers: Servers) -> None:
    _say("Starting the servers")
    with _Progress("    ") as progress:
        servers.start(progress)


def _how_to_ask(servers: Servers) -> str:
    if not servers.rest_is_open:
        return "The REST channel is off: set BEMO_REST_TOKEN to open it beyond this machine."
    body = f'{{"sender": "moi", "message": "{QUESTIONS[0]}"}}'
    token = ' -H "Authorization: Bearer $BEMO_REST_TOKEN"' if settings().rest_token.get_secret_value() else ""
    return f"In another terminal: make chat, or\n  curl {servers.url}/webhooks/rest/webhook{token} -d '{body}'"


def _say(text: str) -> None:
    print(f"==> {text}", flush=True)


class _Progress:
    """Seconds that tick on a terminal while a step goes on; elsewhere, one line every 15 s."""

    def __init__(self, indent: str) -> None:
        self._indent = indent
        self._live = sys.stdout.isatty()
        self._started = self._shown = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self._shown >= (0.2 if self._live else 15):
            self._shown = now
            print(f"\r{self._indent}{text}" if self._live else f"{self._indent}{text}…", end="", flush=True)
            if not self._live:
                print(flush=True)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        seconds = time.monotonic() - self._started
        if seconds > 0.5 and kind is None:
            print(f"{chr(13) if self._live else ''}{self._indent}done in {seconds:.0f} s", flush=True)
        elif self._live:
            print()


def _options() -> argparse.Namespace:
    known = settings()
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("run", help="serve the assistant")
    serving.add_argument("--host", default=known.host)
    serving.add_argument("--port", type=int, default=known.port)
    serving.add_argument("--actions", default=known.actions_url, help="webhook of an action server")
    how = "webhook" if known.telegram_secret.get_secret_value() else "polling"
    serving.set_defaults(command=run, telegram=how)
    _add_telegram(commands)
    commands.add_parser("chat", help="talk with it in the terminal").set_defaults(command=talk)
    training = commands.add_parser("train", help="train the model if its inputs changed")
    training.add_argument("--force", action="store_true", default=known.force_training)
    training.set_defaults(command=train)
    listing = commands.add_parser("unanswered", help="list the questions left unanswered or badly rated")
    listing.add_argument("--limit", type=int, default=50)
    listing.set_defaults(command=unanswered)
    forgetting = commands.add_parser("forget", help="delete the kept questions that hold these words")
    forgetting.add_argument("words", nargs="+")
    forgetting.set_defaults(command=forget)
    contacts = commands.add_parser("contacts", help="the requests handed over, and the desk that answers them")
    of_contacts = contacts.add_subparsers(required=True, metavar="WHAT")
    of_requests.add_to(of_contacts)
    accounts = of_contacts.add_parser("account", help="open the correspondents' desk (/correspondant) to someone")
    accounts.add_argument("name", help="the name they come in with")
    what = accounts.add_mutually_exclusive_group()
    what.add_argument("--reset", action="store_true", help="give an account that exists another password")
    what.add_argument("--remove", action="store_true", help="remove the account, and end its sessions")
    accounts.set_defaults(command=account)
    showing = commands.add_parser("settings", help="show the settings in force, secrets hidden")
    showing.set_defaults(command=show_settings)
    return parser.parse_args()


def _add_telegram(commands: Any) -> None:
    known = settings()
    parser = commands.add_parser("telegram", help="serve, asking Telegram for its messages; webhook: have it call")
    parser.set_defaults(
        command=telegram, telegram="polling", host=known.host, port=known.port, actions=known.actions_url
    )
    hook = parser.add_subparsers(metavar="webhook").add_parser("webhook", help="what Telegram calls")
    what = hook.add_subparsers(required=True, dest="what", metavar="set|show|drop")
    setting = what.add_parser("set", help="have it call this server")
    setting.add_argument("url", nargs="?", default=known.public_url, help="its public address (BEMO_PUBLIC_URL)")
    for each in (setting, what.add_parser("show", help="say what it calls"), what.add_parser("drop", help="stop that")):
        each.set_defaults(command=webhook)


if __name__ == "__main__":
    os.umask(0o027)  # conversations, opinions and logs are for their owner and group
    sys.exit(main())
