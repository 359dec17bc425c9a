"""A message in which requests may begin at hundreds of places is read at a few of them."""

from __future__ import annotations

import pytest

from bot.nlu.intent import _few


@pytest.mark.parametrize(
    ("starts", "read"),
    [([], []), ([4], [4]), (list(range(16)), list(range(16))), (list(range(300)), [*range(15), 299])],
)
def test_the_first_places_and_the_last_are_read(starts: list[int], read: list[int]) -> None:
    assert _few(starts) == read
