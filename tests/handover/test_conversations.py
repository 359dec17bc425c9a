"""The conversations of hand-over, played with the trained model: nearly all go as they should."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.handover.talking import Assistant, assistant, conversations, faults

pytestmark = pytest.mark.model
_LEAST = 0.95


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that all the conversations of this module speak to."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    with assistant(tmp_path_factory.mktemp("handover")) as found:
        yield found
    asyncio.get_event_loop().close()


def test_conversations_go_as_they_should(playing: Assistant) -> None:
    every = conversations()
    wrong = {each["name"]: found for each in every if (found := faults(each, playing))}

    told = "\n".join(f"{name}\n    " + "\n    ".join(found) for name, found in wrong.items())
    assert len(every) >= 60
    assert len(wrong) <= (1 - _LEAST) * len(every), f"{len(wrong)} of {len(every)} are wrong:\n{told}"
