"""What a person sees of Telegram's HTML, which must be as the Bot API takes it."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from bot.channels.telegram.outgoing import MAX_CAPTION, MAX_TEXT, File, Outgoing, Photo, Text

_ALLOWED = {"b": set(), "i": set(), "a": {"href"}, "pre": set(), "blockquote": {"expandable"}}
_ALONE = {"pre"}
_NEVER_IN = {"blockquote", "pre"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[str] = []
        self.entities = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, f"<{tag}>"
        assert {name for name, _ in attrs} <= _ALLOWED[tag], attrs
        assert not _ALONE & set(self.open), f"<{tag}> in <pre>"
        assert not (tag in _NEVER_IN and self.open), f"<{tag}> in {self.open}"
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(html: str) -> _Reader:
    """Return what is read of a text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def seen(html: str, limit: int = MAX_TEXT) -> str:
    """Return what is seen of a text, which one message holds."""
    reader = read(html)
    shown = "".join(reader.shown)
    assert shown.strip()
    assert len(shown.encode("utf-16-le")) // 2 <= limit
    assert reader.entities <= 100
    return shown


def seen_of(outgoings: Iterable[Outgoing]) -> str:
    """Return what is seen of all that is sent, in order; each as Telegram takes it."""
    shown = []
    for each in outgoings:
        if isinstance(each, Text):
            shown.append(seen(each.html))
            assert not (each.keys and each.share)
        elif isinstance(each, Photo):
            assert each.content
            assert each.alt
            shown.append(seen(each.caption_html, MAX_CAPTION))
        elif isinstance(each, File):
            assert each.content
            shown.append(f"[{each.name}]")
            if each.caption_html:
                seen(each.caption_html, MAX_CAPTION)
    return "\n".join(shown)
