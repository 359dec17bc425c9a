"""Finds a Python 3.10 that really runs on this machine, or fetches one with uv or pyenv."""

import glob
import os
import sys

from scripts import uv
from scripts.console import SetupError, output, step, succeeds

WANTED = "3.10"
_PROBE = "import sys; print('{}.{}|{}'.format(sys.version_info[0], sys.version_info[1], sys.executable))"
_ADVICE = (
    "Check the network: uv downloads it from github.com, pyenv from python.org. Or else:",
    "Install uv (https://docs.astral.sh/uv) or pyenv (https://github.com/pyenv/pyenv), then run make again;",
    "or install Python 3.10 yourself and give its path: BEMO_PYTHON=/path/to/python3.10 make run",
)


def find_or_fetch(project: str) -> str:
    """Return the path of a Python 3.10, fetched if none is installed. Raises SetupError when none can be had."""
    found = find()
    if found:
        return found
    step(f"No Python {WANTED} on this machine: fetching one")
    fetched = _fetch_with_uv(project) or _fetch_with_pyenv()
    if not fetched:
        raise SetupError(f"Python {WANTED} is needed, was not found and could not be fetched.", *_ADVICE)
    return fetched


def find() -> str:
    """Return the path of an installed Python 3.10 that runs, or an empty string."""
    tried = set()
    for candidate in _candidates():
        if candidate and candidate not in tried:
            tried.add(candidate)
            path = check(candidate)
            if path:
                return path
    return ""


def check(candidate: str) -> str:
    """Return the real path of this interpreter if it runs and is a 3.10, else an empty string.

    The answer comes from the interpreter itself, so a pyenv shim gives the program behind it.
    """
    version, _, path = output([candidate, "-c", _PROBE]).partition("|")
    return path if version == WANTED else ""


def pyenv_roots() -> "list[str]":
    """Return the folders where pyenv may keep its versions on this machine."""
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.expanduser("~/.pyenv"), output(["pyenv", "root"])]
    return [root for root in roots if root and os.path.isdir(root)]


def _candidates() -> "list[str]":
    """Return what to try, most explicit first; each is run before it is believed."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    on_path = [
        os.path.join(folder, name)
        for name in ("python" + WANTED, "python3", "python")
        for folder in folders
        if folder and os.access(os.path.join(folder, name), os.X_OK)
    ]
    by_pyenv = [
        path
        for root in pyenv_roots()
        for path in sorted(glob.glob(os.path.join(root, "versions", WANTED + "*", "bin", "python" + WANTED)))[::-1]
    ]
    found_uv = uv.find()
    by_uv = [output([*found_uv, "python", "find", "--no-project", WANTED])] if found_uv else []
    return [os.environ.get("BEMO_PYTHON", ""), sys.executable, *on_path, *by_pyenv, *by_uv]


def _fetch_with_uv(project: str) -> str:
    command = uv.find() or uv.install(project)
    if not command or not succeeds([*command, "python", "install", WANTED], "/", dict(os.environ)):
        return ""
    return check(output([*command, "python", "find", "--no-project", WANTED]))


def _fetch_with_pyenv() -> str:
    if not output(["pyenv", "--version"]):
        return ""
    step(f"Building Python {WANTED} with pyenv (several minutes)")
    if not succeeds(["pyenv", "install", "--skip-existing", WANTED], "/", dict(os.environ)):
        return ""
    return find()
