"""A person in front of the page, who notices everything the browser complains of."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
PATIENCE = 60_000  # milliseconds: bounds a wait on a slow machine, and judges nothing
expect.set_options(timeout=PATIENCE)
_AXE = Axe()


class Visitor:
    """A page and what can be done on it. ``complaints`` is what the console said; ``expected`` what it may say."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def unexpected(self) -> list[str]:
        """Return what the browser complained of, without what the test provoked."""
        return [each for each in self.complaints if not any(part in each for part in self.expected)]

    def open(self, path: str = "/") -> Visitor:
        """Load the page, and wait until it can be used."""
        self.page.goto(self.url + path)
        self.page.locator("#welcome .example:visible, .turn").first.wait_for()
        return self

    def another_tab(self, path: str = "/") -> Visitor:
        """Open the page in another tab of the same browser, told of as the first one."""
        tab = Visitor(self.context, self.url)
        tab.complaints = self.complaints
        return tab.open(path)

    def ask(self, text: str) -> Locator:
        """Type a question, send it, and return the turn once it is answered."""
        self.page.get_by_label("Votre question").fill(text)
        self.page.keyboard.press("Enter")
        return self.answered()

    def answered(self) -> Locator:
        """Return the last turn, once answered with its chart drawn."""
        turn = self.page.locator(".turn").last
        expect(turn.locator("article").first).to_be_visible()
        expect(turn.locator(".chart.loading")).to_have_count(0)
        return turn

    def looks(self, name: str, *, contrast: bool = True) -> None:
        """Check this state of the page: accessible, nothing wider than the window. Keep an image of it."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
        rules = {} if contrast else {"rules": {"color-contrast": {"enabled": False}}}
        found = _AXE.run(self.page, options=rules).response["violations"]
        assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
        assert self.overflow() <= 0, f"{name}: {self.overflow()} px wider than the window"

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider

    def focused(self) -> str:
        """Return the text, or the id, of the element that has the focus."""
        said: str = self.page.evaluate("(document.activeElement.innerText || document.activeElement.id).trim()")
        return said
