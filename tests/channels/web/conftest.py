"""What the tests of the web channel share."""

from pathlib import Path

import pytest

from tests.channels.web.stand_ins import Agent, stand_ins


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins(monkeypatch)


@pytest.fixture
def agent() -> Agent:
    return Agent()


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder with a page, next to a file that is none of anyone's business."""
    folder = tmp_path / "static"
    (folder / "fonts").mkdir(parents=True)
    (tmp_path / "secret.js").write_text("secret")
    (folder / "notes.py").write_text("secret")
    (folder / "link.js").symlink_to(tmp_path / "secret.js")
    (folder / "index.html").write_text("<!doctype html>" + " " * 2000)
    (folder / "page.js").write_text("'use strict';")
    (folder / "embed.js").write_text("'use strict';")
    (folder / "fonts" / "lato.woff2").write_bytes(b"wOF2")
    return folder
