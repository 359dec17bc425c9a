"""A browser, the live servers with a foreign site allowed, and visitors whose console must stay silent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from bot.servers import Servers
from bot.training import build_knowledge, ensure_model
from scripts import chromium
from tests.browser.foreign import ForeignSite
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without it these tests are skipped, except in continuous integration, where they fail."""
    path = chromium.find()
    if path is None:
        said = f"no Chromium: {chromium.INSTALL}, or {chromium.VARIABLE}=<its path>"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def foreign() -> Iterator[ForeignSite]:
    """Another site."""
    with ForeignSite().running() as site:
        yield site


@pytest.fixture(scope="session")
def servers(foreign: ForeignSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Running servers that the foreign site may embed, and that take as many calls as the tests make."""
    channels: dict[str, Any] = yaml.safe_load(Path("credentials.yml").read_text(encoding="utf-8"))
    web = channels["bot.channels.web.WebChannel"]
    web["allowed_origins"] = [foreign.origin]
    web["rates"] = dict.fromkeys(web["rates"], 10_000)
    credentials = tmp_path_factory.mktemp("channels") / "credentials.yml"
    credentials.write_text(yaml.safe_dump(channels), encoding="utf-8")
    build_knowledge()
    model = ensure_model(lambda _: None)
    with (
        tempfile.TemporaryDirectory(prefix="bemo-browser-") as logs,
        Servers(model, logs=Path(logs), credentials=credentials) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def plain_page(browser: Browser, servers: Servers) -> Iterator[Visitor]:
    """The page of a visitor who asks nothing, for what only has to be measured."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    yield Visitor(context, servers.url).open()
    context.close()


@pytest.fixture
def visit(browser: Browser, servers: Servers) -> Iterator[Visit]:
    """Make visitors: ``visit(width=390, color_scheme="dark")``. What the console says fails the test."""
    visitors: list[Visitor] = []

    def make(width: int = 1280, height: int = 800, **options: Any) -> Visitor:
        options = {"locale": "fr-FR", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        visitors.append(Visitor(context, servers.url))
        return visitors[-1]

    yield make
    complaints = [each for visitor in visitors for each in visitor.unexpected()]
    for visitor in visitors:
        visitor.context.close()
    assert not complaints
