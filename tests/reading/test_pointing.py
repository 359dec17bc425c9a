"""Trades pointed at: the rows of the list shown, or any but the one that is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.pointing import meant, picked
from knowledge.bmo.model import Measure

CHER, BLOIS = "departement:18", "commune:41018"
ROOFER = "fap2021:B1X34 fap2009:B2Z44"
SHOWN = ("fap2021:A1X42", "fap2021:B1X34", "fap2021:S2X61")
SET = "fap2021:A1X42+B1X34+S2X61"
LIST = Question(Topic.RECRUITING, (CHER,), years=("2024",), shown=SHOWN)
MANY = Mentions(these="many")


@pytest.mark.parametrize(
    ("mentions", "read", "topic"),
    [
        (
            replace(MANY, measures=(Measure.DIFFICULT,)),
            Question(Topic.RANKING, measure=Measure.DIFFICULT),
            "recruiting",
        ),
        (replace(MANY, weight=True), Question(Topic.TOTALS), "figures"),
        (replace(MANY, job_seekers=True), Question(Topic.JOB_SEEKERS), "job_seekers"),
        (replace(MANY, aspects=("pay",)), Question(Topic.RECRUITING), "portrait"),
        (replace(MANY, movement="up"), Question(Topic.PROGRESS), "progress"),
        (MANY, None, "recruiting"),
    ],
)
def test_a_set_is_the_rows_shown_where_the_list_was(mentions: Mentions, read: Question | None, topic: str) -> None:
    question = meant(mentions, LIST, read)
    assert question is not None
    assert (question.topic.value, question.occupations, question.territories) == (topic, (SET,), (CHER,))
    assert question.statistic == ("weight" if mentions.weight else "")
    assert question.level == ""


def test_the_place_and_the_year_said_take_the_place_of_those_of_the_list() -> None:
    question = meant(replace(MANY, territories=(BLOIS,)), LIST, None)
    assert question is not None
    assert (question.territories, question.years) == ((BLOIS,), ("2024",))
    question = meant(replace(MANY, years=("2025",)), LIST, None)
    assert question is not None
    assert question.years == ("2025",)


@pytest.mark.parametrize(
    ("mentions", "previous"),
    [
        (Mentions(these="one"), LIST),
        (replace(MANY, occupations=(ROOFER,)), LIST),
        (replace(MANY, among=2), LIST),
        (replace(MANY, limit=2), LIST),
        (MANY, replace(LIST, shown=())),
        (MANY, None),
    ],
)
def test_nothing_else_is_a_set(mentions: Mentions, previous: Question | None) -> None:
    read = Question(Topic.TOTALS)
    assert meant(mentions, previous, read) is read


def test_a_trade_also_named_stands_beside_those_before() -> None:
    cook = "fap2021:S1X40 fap2009:S1Z40"
    before, read = Question(Topic.FIGURES, (BLOIS,), (ROOFER,)), Question(Topic.FIGURES, (BLOIS,), (cook,))
    found = meant(Mentions(occupations=(cook,), also=True), before, read)
    assert found is not None
    assert (found.topic, found.occupations) == (Topic.COMPARISON, (ROOFER, cook))
    assert meant(Mentions(occupations=(cook,)), before, read) is read
    assert meant(Mentions(territories=(CHER,), also=True), before, read) is read


def test_the_trade_left_is_not_asked() -> None:
    before = Question(Topic.FIGURES, (BLOIS,), (ROOFER,))
    assert meant(Mentions(others="any"), before, before) == Question(Topic.RECRUITING, (BLOIS,), excluded=(ROOFER,))
    aside = Mentions(others="any", excluded=(ROOFER, CHER), territories=(CHER,))
    assert meant(aside, None, None) == Question(Topic.RECRUITING, (CHER,), excluded=(ROOFER,))
    near = meant(Mentions(others="near", occupations=(ROOFER,), words=("couvreur",)), None, None)
    assert near == Question(Topic.NEAR, (), (ROOFER,), words=("couvreur",))
    assert meant(Mentions(others="any"), Question(Topic.TOTALS, (BLOIS,)), None) is None


PLACES = ("departement:36", "departement:37", "departement:28", "departement:45")
OF_PLACES = Question(Topic.WHERE, ("region:24",), (ROOFER,), measure=Measure.DIFFICULT, share=True, shown=PLACES)
OF_SECTORS = Question(Topic.RECRUITING, (CHER,), grain="sector", shown=("domaine:A", "domaine:V", "domaine:T"))
COMPARED = Question(Topic.COMPARISON, (CHER,), ("fap2021:S1X40", ROOFER))
FIRST = "fap2021:A1X42"


@pytest.mark.parametrize(
    ("mentions", "previous", "expected"),
    [
        (Mentions(choice=1, aspects=("pay",)), LIST, {"occupations": FIRST}),
        (Mentions(choice=2, measures=(Measure.SEASONAL,)), LIST, {"occupations": ROOFER}),
        (Mentions(choice=-1, years=("2023",)), LIST, {"occupations": "fap2021:S2X61"}),
        (Mentions(lead="most", aspects=("pay",), which=True), LIST, {"occupations": FIRST, "which": False}),
        (Mentions(lead="worst", years=("-1",)), OF_PLACES, {"territories": "departement:36"}),
        (Mentions(choice=1, aspects=("pay",)), COMPARED, {"occupations": "fap2021:S1X40"}),
    ],
)
def test_a_row_pointed_at_is_named(mentions: Mentions, previous: Question, expected: dict[str, object]) -> None:
    found = picked(mentions, previous, "preciser")
    assert (found.choice, found.lead) == (0, "")
    assert all(str(value) in str(getattr(found, name)) for name, value in expected.items())


@pytest.mark.parametrize(
    ("mentions", "previous"),
    [
        (Mentions(choice=1), LIST),  # the row itself
        (Mentions(lead="worst", years=("-1",)), LIST),  # a list by number has no worst
        (Mentions(lead="most", aspects=("pay",)), replace(LIST, measure=Measure.DIFFICULT)),
        (Mentions(lead="most", aspects=("pay",)), replace(LIST, statistic="per_thousand")),
        (Mentions(choice=9, aspects=("pay",)), LIST),
        (Mentions(choice=1, aspects=("pay",), territories=(BLOIS,)), LIST),
        (Mentions(choice=1, aspects=("pay",)), replace(LIST, asked=1)),
        (Mentions(choice=1, aspects=("pay",)), Question(Topic.TOTALS, (CHER,))),
        (Mentions(aspects=("pay",)), LIST),
        (Mentions(choice=1, aspects=("pay",)), None),
    ],
)
def test_no_other_word_points_at_a_row(mentions: Mentions, previous: Question | None) -> None:
    assert picked(mentions, previous, "preciser") is mentions


def test_a_row_is_asked_about_where_the_intent_asks_something_of_it() -> None:
    assert picked(Mentions(choice=1), LIST, "metiers_proches").occupations[0].startswith(FIRST)
    assert picked(Mentions(choice=1), LIST, "ou_recrute_metier").occupations[0].startswith(FIRST)
    assert picked(Mentions(choice=2), OF_PLACES, "metiers_qui_recrutent").territories == ("departement:37",)
    assert picked(Mentions(choice=2), OF_PLACES, "ou_recrute_metier").territories == ()


def test_places_shown_are_ordered_or_measured_anew() -> None:
    among = Mentions(these="among", measures=(Measure.SEASONAL,))
    found = meant(among, OF_PLACES, None)
    assert found is not None
    assert (found.topic, found.territories, found.occupations) == (Topic.WHERE, PLACES, (ROOFER,))
    assert (found.level, found.measure) == ("departement", Measure.SEASONAL)


def test_sectors_shown_stay_sectors() -> None:
    among = Mentions(these="among", measures=(Measure.SEASONAL,))
    found = meant(among, OF_SECTORS, Question(Topic.RECRUITING, (CHER,), measure=Measure.SEASONAL))
    assert found is not None
    assert (found.occupations, found.grain, found.measure) == (OF_SECTORS.shown, "sector", Measure.SEASONAL)


def test_some_among_those_shown_keep_their_number() -> None:
    found = meant(Mentions(these="among", limit=2, measures=(Measure.DIFFICULT,)), LIST, None)
    assert found is not None
    assert (found.occupations, found.limit) == ((SET,), 2)


def test_the_same_ones_another_year_are_the_list_again() -> None:
    found = meant(Mentions(these="again", years=("2023",)), LIST, Question(Topic.TOTALS, (CHER,)))
    assert found == replace(LIST, years=("2023",))
    of_a_set = replace(LIST, occupations=(SET,), words=("ces 3 métiers",))
    assert meant(Mentions(these="again", years=("2023",)), of_a_set, None) == replace(LIST, years=("2023",))


def test_the_same_pay_is_no_list_again() -> None:
    read = Question(Topic.PORTRAIT, (BLOIS,), aspects=("pay",))
    found = meant(Mentions(these="again", territories=(BLOIS,), aspects=("pay",)), LIST, read)
    assert found is read


def test_an_order_is_that_of_the_list_shown_unless_something_is_named() -> None:
    ordered = Mentions(these="order", measures=(Measure.DIFFICULT,))
    found = meant(ordered, LIST, None)
    assert found is not None
    assert (found.occupations, found.measure) == ((SET,), Measure.DIFFICULT)
    read = Question(Topic.RANKING, level="departement", measure=Measure.DIFFICULT)
    assert meant(replace(ordered, level="departement"), LIST, read) is read


def test_a_trade_has_its_rank_in_the_list_shown() -> None:
    found = meant(Mentions(these="among", rank=True, occupations=(ROOFER,)), LIST, Question(Topic.WHERE))
    assert found == replace(LIST, occupations=(ROOFER,), rank=True)
    compared = Question(Topic.COMPARISON, (CHER,), (ROOFER, FIRST), told=(LIST,))
    assert meant(Mentions(these="among", rank=True, occupations=(ROOFER,)), compared, None) == found


def test_a_trade_is_ranked_in_the_sector_listed() -> None:
    of_a_sector = replace(LIST, occupations=("domaine:B",))
    found = meant(Mentions(these="among", rank=True, occupations=(ROOFER,)), of_a_sector, None)
    assert found is not None
    assert (found.occupations, found.among) == ((ROOFER,), ("domaine:B",))


def test_pay_asked_after_a_list_is_that_of_its_trades() -> None:
    found = meant(Mentions(aspects=("pay",)), LIST, Question(Topic.PORTRAIT, (CHER,), aspects=("pay",)))
    assert found is not None
    assert (found.topic, found.occupations) == (Topic.PORTRAIT, (SET,))
    of_one = Question(Topic.PORTRAIT, (CHER,), (ROOFER,), aspects=("pay",))
    assert meant(Mentions(aspects=("pay",), occupations=(ROOFER,)), LIST, of_one) is of_one


@pytest.mark.parametrize(
    ("mentions", "before", "places"),
    [
        (MANY, Question(Topic.RANKING, (CHER,), level="bassin"), (CHER,)),
        (MANY, Question(Topic.RANKING, (CHER,), level="bassin", limit=2), ("bassin:2403", "bassin:2401")),
        (Mentions(these="among"), Question(Topic.RANKING, (CHER,), level="bassin"), ("bassin:2403", "bassin:2401")),
    ],
)
def test_a_list_put_in_another_order_is_not_of_its_first_rows_only(
    mentions: Mentions, before: Question, places: tuple[str, ...]
) -> None:
    before = replace(before, shown=("bassin:2403", "bassin:2401"))
    question = meant(replace(mentions, share=True), before, replace(before, share=True))
    assert question is not None
    assert (question.territories, question.level) == (places, "bassin")


COOK, MASON = "fap2021:S1X40 fap2009:S1Z40", "fap2021:B1X31 fap2009:B2Z40"
THREE = Question(Topic.FIGURES, (CHER,), (ROOFER,), set_aside=(COOK, MASON))


@pytest.mark.parametrize(
    ("mentions", "before", "trades"),
    [
        (Mentions(trades=2, these="many"), THREE, (MASON, ROOFER)),
        (Mentions(trades=3, limit=3), THREE, (COOK, MASON, ROOFER)),
        (Mentions(trades=4), THREE, ()),
        (Mentions(trades=2, territories=(BLOIS,)), THREE, (MASON, ROOFER)),
        (Mentions(trades=2, which=True), THREE, ()),
        (Mentions(trades=2, which=True, aspects=("pay",)), THREE, (MASON, ROOFER)),
        (Mentions(trades=-1), THREE, (MASON,)),
        (Mentions(trades=2), replace(THREE, occupations=(COOK, ROOFER), set_aside=(MASON,)), (COOK, ROOFER)),
        (Mentions(trades=2), LIST, ()),
    ],
)
def test_trades_spoken_of_are_pointed_at_by_their_number(
    mentions: Mentions, before: Question, trades: tuple[str, ...]
) -> None:
    found = picked(mentions, before, "preciser")
    assert found.occupations == trades
    if trades:
        assert (found.limit, found.these, found.follows) == (None, "", True)


@pytest.mark.parametrize(
    ("mentions", "topic", "places", "together"),
    [
        (Mentions(restored="more", territories=(BLOIS,)), Topic.COMPARISON, (CHER, BLOIS), False),
        (Mentions(restored="yes", territories=(BLOIS,), together=True), Topic.TOTALS, (CHER, BLOIS), True),
        (Mentions(restored="more"), Topic.TOTALS, (BLOIS,), False),
    ],
)
def test_a_place_added_stands_beside_the_one_before(
    mentions: Mentions, topic: Topic, places: tuple[str, ...], together: bool
) -> None:
    read = Question(Topic.TOTALS, (BLOIS,))
    question = meant(mentions, Question(Topic.TOTALS, (CHER,)), read)
    assert question is not None
    assert (question.topic, question.territories, question.together) == (topic, places, together)
