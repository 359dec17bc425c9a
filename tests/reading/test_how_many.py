"""« montez à cinq » after a list wants five rows of it."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.how_many import with_how_many

LIST = Question(Topic.RECRUITING, ("commune:37261",))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("montez à cinq", 5),
        ("5 me suffisent hein", 5),
        ("pour C poussez jusqu'à quinze lignes", 15),
        ("dix au lieu de cinq", 10),
        ("gardez-m'en trois", 3),
        ("et le 3 aussi, tant qu'à faire", None),
        ("j'ai 20 ans", None),
        ("dans un rayon de 30 km", None),
        ("et vous ?", None),
        ("c'est pour un dossier de trente pages que je rends à mon chef avec deux collègues", None),
    ],
)
def test_a_bare_number_after_a_list_is_how_many_rows(text: str, limit: int | None) -> None:
    assert with_how_many(text, Mentions(), LIST).limit == limit


def test_it_is_none_where_no_list_was_shown_or_something_is_named() -> None:
    assert with_how_many("montez à cinq", Mentions(), None).limit is None
    assert with_how_many("montez à cinq", Mentions(), Question(Topic.TOTALS, ("commune:37261",))).limit is None
    assert with_how_many("cinq à Blois", Mentions(territories=("commune:41018",)), LIST).limit is None
