"""``python -m bot contacts account NAME``: the accounts of the desk, made and mended from the machine itself."""

from __future__ import annotations

import getpass
import sys

from bot.handover.base import told
from bot.handover.desk.accounts import AccountError, fold
from bot.handover.desk.house import House, built
from bot.handover.desk.passwords import MIN_LENGTH, check
from bot.handover.desk.trail import Deed
from bot.handover.store import requests

_PROMPT = f"Mot de passe de « {{}} » ({MIN_LENGTH} caractères au moins) : "
_DIFFERENT = "Les deux mots de passe ne sont pas les mêmes : rien n'a été fait."
_FAILED = "Le compte n'a pas pu être écrit"


def changed(name: str, *, reset: bool = False, remove: bool = False) -> str:
    """Make an account, give it another password or remove it, and return the French sentence that says it is done.

    The password is asked twice on a terminal, else read on the standard input. Raises HandoverError.
    """
    with told(_FAILED):
        return _changed(built(requests()), name, reset=reset, remove=remove)


def _changed(house: House, name: str, *, reset: bool, remove: bool) -> str:
    accounts, trail = house.accounts, house.trail
    accounts.prepare()
    if remove:
        shown = accounts.known(name).shown
        accounts.remove(name)
        trail.add(shown, Deed.REMOVED)
        left = accounts.names()
        return f"Le compte « {shown} » est supprimé." + ("" if left else " Il n'en reste aucun : la page est fermée.")
    if reset:
        shown = accounts.known(name).shown
        accounts.set_password(name, _asked(name))
        house.attempts.unlock(fold(name))
        trail.add(shown, Deed.ACCOUNT)
        return f"Le compte « {shown} » a un nouveau mot de passe ; ses sessions sont fermées."
    accounts.check_free(name)
    made = accounts.add(name, _asked(name))
    trail.add(made.shown, Deed.ACCOUNT)
    return f"Le compte « {made.shown} » est ouvert, sur /correspondant."


def _asked(name: str) -> str:
    """Return the password typed twice on a terminal, or the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass(_PROMPT.format(name))
    check(typed, fold(name))
    if getpass.getpass("Encore une fois : ") != typed:
        raise AccountError(_DIFFERENT)
    return typed
