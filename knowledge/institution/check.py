"""``python -m knowledge.institution.check [FOLDER]``: says in French whether the YAML files are well written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.institution.validation import FOLDER, load


def main(arguments: Sequence[str] = ()) -> int:
    """Print the problems, one a line, or what is held; return 1 when there are problems, else 0."""
    written = load(Path(arguments[0]) if arguments else FOLDER)
    if written.problems:
        sys.stdout.write("\n".join([*written.problems, f"{len(written.problems)} problème(s) à corriger.\n"]))
        return 1
    dated = sum(len(series["events"]) for series in written.events.values())
    sys.stdout.write(f"Tout est bon : {len(written.entries)} fiches, {dated} rendez-vous daté(s).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
