"""The files of the page: light, from this server only, and nothing in them that its policy refuses."""

from __future__ import annotations

import re

import pytest

from bot.channels.web.pages import STATIC

SCRIPTS_AND_STYLES = sorted([*STATIC.glob("*.js"), *STATIC.glob("*.css")])
FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())
_NAMESPACE = "http://www.w3.org/2000/svg"


def test_scripts_and_styles_are_light() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    loaded = [path for path in SCRIPTS_AND_STYLES if f"/static/{path.name}" in page]
    assert len(loaded) > 5
    assert sum(path.stat().st_size for path in loaded) < 100 * 1024


@pytest.mark.parametrize("name", [path.name for path in FILES if path.suffix == ".html"])
def test_no_script_or_style_is_written_in_a_page(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    for address in re.findall(r'(?:src|href)="((?!tel:)[^"#]+)"', text):
        local = (STATIC / address.removeprefix("/static/")).is_file()
        assert local or f'<a href="{address}" target="_blank" rel="noopener noreferrer">' in text, address


@pytest.mark.parametrize("name", [path.name for path in SCRIPTS_AND_STYLES if path.suffix == ".js"])
def test_scripts_make_elements_from_text_only(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    for module in re.findall(r'from "\./([^"]+)"', text):
        assert (STATIC / module).is_file(), module


@pytest.mark.parametrize("name", [path.name for path in FILES if path.suffix in (".html", ".css", ".js", ".svg")])
def test_nothing_comes_from_elsewhere(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8").replace(_NAMESPACE, "")
    text = re.sub(r"(?m)^\s*//.*$", "", text)  # a comment tells how to embed
    assert not re.search(r"(?:<link[^>]*href|src)=[\"'](?:https?:)?//|url\([\"']?(?:https?:)?//|@import", text)
