"""Telegram's HTML: escaped, counted as Telegram counts, and cut without cutting a row nor an entity."""

from __future__ import annotations

import pytest

from bot.channels.telegram.html import MAX_ENTITIES, Part, Words, length, line, messages, paragraph, size, written
from bot.channels.telegram.outgoing import MAX_TEXT
from tests.channels.telegram.seen import read, seen

HOSTILE = (
    "<b>gras</b>",
    "</pre><script>alert(1)</script>",
    "a & b &lt; c &amp;amp;",
    '"><a href="javascript:x">x</a>',
    "<!-- rien -->",
    "]]> <tg-spoiler>x</tg-spoiler>",
    "*gras* _italique_ `code` [lien](http://x)",
    "\u202e renversé 😀🇫🇷",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shown", ["", "pre", "quote", "folded"])
def test_a_text_is_seen_as_it_was_written(text: str, shown: str) -> None:
    part = Part(((line(text),), ((Words("lu", "b"), Words(text, "i", 'https://x.fr/?a="<&b')),)), shown)  # type: ignore[arg-type]
    if shown == "pre":  # nothing has a look in fixed width
        part = Part(((line(text),),), "pre")
    assert text in seen(written([part]))


def test_a_link_keeps_its_address() -> None:
    html = written([Part((((Words("ici", "b", 'https://x.fr/?a=1&b="2"\'<'),),),))])
    assert read(html).links == ['https://x.fr/?a=1&b="2"\'<']


@pytest.mark.parametrize(("text", "units"), [("été", 3), ("😀", 2), ("a\u202f%", 3), ("🇫🇷", 4), ("&<>", 3), ("", 0)])
def test_a_length_is_in_units_of_utf_16(text: str, units: int) -> None:
    assert length(text) == units


def test_the_size_of_parts_is_at_least_what_is_seen() -> None:
    parts = [paragraph("été 😀\nsuite"), Part(((line("a"), line("b")),), "pre"), paragraph("fin", "i")]
    assert length("".join(read(written(parts)).shown)) <= size(parts)


@pytest.mark.parametrize("rows", [1, 59, 60, 61, 500])
def test_rows_are_never_cut(rows: int) -> None:
    names = [f"{number}. Métier & <cie> {'x' * 40} 😀" for number in range(rows)]
    table = Part(tuple((line(name), line(f"{name} : chiffres".rjust(30))) for name in names), "pre")
    found = messages([paragraph("Une phrase."), table, paragraph("Source.", "i")])
    shown = [seen(each) for each in found]
    for name in names:
        holders = [text for text in shown if f"\n{name}\n" in f"\n{text}\n"]
        assert len(holders) == 1
        assert f"{name} : chiffres" in holders[0], "a row keeps its lines together"
    assert "".join(shown).count("Source.") == 1
    assert len(found) <= 2 * sum(map(length, shown)) // MAX_TEXT + 2


def test_as_few_messages_as_can_be() -> None:
    part = Part(tuple((line("x" * 99),) for _ in range(40)))
    assert [length(seen(each)) for each in messages([part])] == [3999]
    assert len(messages([Part(tuple((line("x" * 99),) for _ in range(41)))])) == 2


@pytest.mark.parametrize("char", ["x", "😀", "&", "é "])
def test_a_row_longer_than_a_message_is_cut_between_characters(char: str) -> None:
    text = char * 9000
    found = messages([paragraph(text)])
    assert "".join(seen(each) for each in found).replace(" ", "") == text.replace(" ", "")


def test_no_message_has_more_looks_than_telegram_reads() -> None:
    many = Part(tuple(((Words("a", "b"), Words("b"), Words("c", "i")),) for _ in range(130)))
    found = messages([many])
    assert [read(each).entities for each in found] == [MAX_ENTITIES, MAX_ENTITIES, 60]


def test_nothing_is_no_message() -> None:
    assert messages([]) == []
    assert messages([paragraph(""), paragraph("  ")]) == []
