"""The sentence as the intent classifier reads it."""

from __future__ import annotations

import pytest

from bot.nlu.masking import masked, with_unknown_places


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("combien de projets à narnia ?", "combien de projets à Tours ?"),
        ("du boulot vers zorglub ?", "du boulot vers Tours ?"),
        ("je cherche un emploi près de zorglub", "je cherche un emploi près de Tours"),
        ("du mal à recruter ?", "du mal à recruter ?"),
    ],
)
def test_a_place_nobody_knows_is_read_as_any_place(text: str, read: str) -> None:
    assert masked(text, with_unknown_places(text, [])) == read


def test_a_place_that_is_known_is_counted_once() -> None:
    place = {"entity": "territory", "value": "commune:37261", "start": 10, "end": 15}
    assert with_unknown_places("emplois à Tours", [place]) == [place]
