"""Resolves the dependencies of pyproject.toml into requirements.lock: exact versions, hashes, no package index."""

from __future__ import annotations

import os
import sys

from scripts import bootstrap, uv
from scripts.console import step, succeeds


def main() -> int:
    """Write the lock file again, keeping the locked versions that still fit; return the exit code."""
    command = uv.find() or uv.install(bootstrap.PROJECT)
    if not command:
        sys.stderr.write("error: uv is needed to lock, and could not be installed.\n")
        return 1
    step("Resolving the dependencies")
    options = [
        "--extra",
        "dev",
        "--python-version",
        "3.10",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-annotate",
    ]
    output = ["--custom-compile-command", "make lock", "--output-file", "requirements.lock", "--quiet"]
    done = succeeds(
        [*command, "pip", "compile", "pyproject.toml", *options, *output], bootstrap.PROJECT, dict(os.environ)
    )
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
