"""Finds uv, the installer, or puts a private copy of it under var/ with pip."""

import glob
import os
import sys

from scripts.console import output, step, succeeds


def find() -> "list[str]":
    """Return the command that runs uv on this machine, an empty list if there is none.

    pyenv's ``uv`` shim fails in a folder whose Python version has no uv, so each place is tried for real.
    """
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.expanduser("~/.pyenv")]
    in_pyenv = [path for root in roots if root for path in glob.glob(os.path.join(root, "versions", "*", "bin", "uv"))]
    places = ["uv", "~/.local/bin/uv", "~/.cargo/bin/uv", "/usr/local/bin/uv", "/opt/homebrew/bin/uv", *in_pyenv]
    commands = [[os.path.expanduser(place)] for place in places]
    for command in [*commands, [sys.executable, "-m", "uv"]]:
        if output([*command, "--version"], cwd=os.getcwd()).startswith("uv "):
            return command
    return []


def install(project: str) -> "list[str]":
    """Install a private uv under ``var/tools`` and return its command, an empty list if pip cannot.

    ``--target`` keeps it out of the interpreter, so pip has no reason to refuse where the environment is
    "externally managed" (PEP 668).
    """
    folder = os.path.join(project, "var", "tools")
    command = [os.path.join(folder, "bin", "uv")]
    if output([*command, "--version"]):
        return command
    step("Fetching uv, the installer, into var/tools")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    if not succeeds([*pip, "--target", folder, "uv"], "/", dict(os.environ, PIP_ROOT_USER_ACTION="ignore")):
        return []
    return command if output([*command, "--version"]) else []
