"""Job seekers: number, change, ranking, trade. Figures are never typed: they come from the reference, tested apart."""

from __future__ import annotations

import pytest

from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.beside import CHANGE, RATE
from bot.question import RANKED, Question, Topic
from bot.writing.blocks import Table
from bot.writing.french import number, percent, signed_percent
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from tests.answers.said import choices_of, table_of

TOURS, BLOIS, CHENONCEAUX, LOIRET = "commune:37261", "commune:41018", "commune:37070", "departement:45"
ROOFERS, COOKS = "fap2021:B1X34 fap2009:B2Z44", "fap2021:S1X40 fap2009:S1Z40"


def count(knowledge: Knowledge, ref: str, month: str = "2024-12") -> int:
    found = knowledge.job_seekers.of(knowledge.territories.get(ref))
    assert found is not None
    return found.counts[knowledge.job_seekers.months.index(month)]


def asked(knowledge: Knowledge, *places: str, **values: object) -> Reply:
    return answer(Question(Topic.JOB_SEEKERS, places, **values), knowledge)  # type: ignore[arg-type]


def values(reply: Reply) -> list[dict[str, float | None]]:
    return [{each.key: each.value for each in row.values} for row in reply.rows]


def test_a_commune_is_answered_by_itself_against_what_holds_it(knowledge: Knowledge) -> None:
    reply = asked(knowledge, TOURS)
    here, before = count(knowledge, TOURS), count(knowledge, TOURS, "2023-12")
    assert f"À Tours, {number(here)} personnes étaient inscrites à France Travail en décembre 2024" in reply.sentence
    assert percent(abs(here / before - 1)) in reply.sentence
    assert [row.ref for row in reply.rows] == [TOURS, "departement:37", "region:24"]
    people = knowledge.territories.get(TOURS).population
    assert values(reply)[0] == {
        "registered": here,
        "change": pytest.approx(here / before - 1, abs=1e-6),
        "rate": round(here * 1000 / people),
    }
    assert percent(here / count(knowledge, "departement:37")) in " ".join(reply.notes)
    assert "1re des" in " ".join(reply.notes)
    assert reply.source == "Source : France Travail, statistiques du marché du travail, décembre 2024, Tours."
    assert reply.facts.year is None


def test_no_button_of_another_year_is_offered(knowledge: Knowledge) -> None:
    assert not any("2024" in button.says for button in choices_of(asked(knowledge, TOURS)))


def test_the_month_asked_answers_or_is_said_not_held(knowledge: Knowledge) -> None:
    reply = asked(knowledge, TOURS, years=("2022",), month="03")
    assert number(count(knowledge, TOURS, "2022-03")) in reply.sentence
    assert "mars 2022" in reply.source
    late = asked(knowledge, TOURS, years=("2025",))
    assert "décembre 2024" in late.sentence
    assert "Je n'ai pas les chiffres de décembre 2025" in late.notes[0]
    early = asked(knowledge, TOURS, years=("2020",), month="02")
    assert "plus tôt" not in early.sentence
    assert values(early)[0]["change"] is None


def test_a_small_commune_is_said_not_published(knowledge: Knowledge) -> None:
    reply = asked(knowledge, CHENONCEAUX)
    assert "n'est publié que pour les communes de plus de 5 000 habitants" in reply.sentence
    assert number(count(knowledge, "departement:37")) in reply.sentence
    assert reply.facts.territories == ("departement:37",)


def test_a_commune_set_aside_at_import_is_said_unknown(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "commune:54395")
    assert reply.sentence.startswith("Je n'ai pas le nombre d'inscrits de Nancy.")
    assert "Meurthe-et-Moselle" in reply.sentence


def test_a_bassin_is_a_minimum(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "bassin:2415")
    assert f"au moins {number(count(knowledge, 'bassin:2415'))}" in reply.sentence
    assert values(reply)[0]["rate"] is None
    assert any("communes de plus de 5 000 habitants" in note for note in reply.notes)


def test_two_places_say_which_is_larger_and_which_is_denser(knowledge: Knowledge) -> None:
    reply = asked(knowledge, TOURS, BLOIS)
    gap = count(knowledge, TOURS) - count(knowledge, BLOIS)
    assert f"Tours en compte {number(gap)} de plus" in reply.sentence
    assert "pour 1 000 habitants" in reply.sentence


@pytest.mark.parametrize("place", [TOURS, LOIRET, "region:24"])
def test_whether_they_rise_is_answered_on_the_last_year(knowledge: Knowledge, place: str) -> None:
    moved = count(knowledge, place) - count(knowledge, place, "2023-12")
    for direction, asked_for in (("up", moved > 0), ("down", moved < 0)):
        reply = asked(knowledge, place, aspects=(CHANGE,), closed=True, direction=direction)
        assert reply.sentence.startswith("Oui : " if asked_for else "Non : ")
        assert signed_percent(moved / count(knowledge, place, "2023-12")) in reply.sentence


def test_a_move_within_the_rounding_is_neither_yes_nor_no(knowledge: Knowledge) -> None:
    assert abs(count(knowledge, BLOIS) - count(knowledge, BLOIS, "2023-12")) <= 10
    reply = asked(knowledge, BLOIS, aspects=(CHANGE,), closed=True, direction="up")
    assert reply.sentence.startswith("À Blois, ")
    assert reply.sentence.endswith("Oui ou non ? On ne peut pas le dire avec certitude.")


def test_a_change_compares_the_same_month_of_each_year(knowledge: Knowledge) -> None:
    reply = asked(knowledge, LOIRET, aspects=(CHANGE,))
    first, last = count(knowledge, LOIRET, "2020-12"), count(knowledge, LOIRET)
    assert signed_percent(last / first - 1) in reply.sentence
    assert [row.year for row in reply.rows] == [2020, 2021, 2022, 2023, 2024]
    assert [each["registered"] for each in values(reply)] == [
        count(knowledge, LOIRET, f"{year}-12") for year in range(2020, 2025)
    ]
    spring = asked(knowledge, LOIRET, aspects=(CHANGE,), month="03", years=("2022..0",))
    assert [row.ref for row in spring.rows] == ["month:2022-03", "month:2023-03", "month:2024-03"]
    alone = asked(knowledge, LOIRET, aspects=(CHANGE,), years=("2023",))
    assert [row.year for row in alone.rows] == [2022, 2023]
    first_year = asked(knowledge, LOIRET, aspects=(CHANGE,), years=("2020",))
    assert len(first_year.rows) == 5


@pytest.mark.parametrize(
    ("aspects", "ascending", "key"),
    [((RANKED,), False, "registered"), ((RANKED,), True, "registered"), ((RANKED, RATE), False, "rate")],
)
def test_places_are_ranked(knowledge: Knowledge, aspects: tuple[str, ...], ascending: bool, key: str) -> None:
    reply = asked(knowledge, LOIRET, aspects=aspects, ascending=ascending)
    shown = [each[key] for each in values(reply)]
    assert shown == sorted(shown, reverse=not ascending, key=lambda value: value or 0)
    every = [knowledge.job_seekers.of(one) for one in knowledge.job_seekers.communes(knowledge.territories.get(LOIRET))]
    if key == "registered":
        best = (min if ascending else max)(found.counts[-1] for found in every if found)
        assert shown[0] == best
    assert reply.rows[0].label in reply.sentence


def test_a_first_place_that_rounding_does_not_settle_is_said_so(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "region:24", aspects=(RANKED, CHANGE))
    first, second, *_ = values(reply)
    assert first["change"] is not None
    assert second["change"] is not None
    assert first["change"] > second["change"] > 0
    before = count(knowledge, reply.rows[1].ref, "2023-12")
    assert (count(knowledge, reply.rows[1].ref) + 5) / (before - 5) > 1 + first["change"], "rounding hides the order"
    assert "à l'arrondi près" in reply.sentence
    assert reply.rows[1].label in reply.sentence
    fell = asked(knowledge, "region:24", aspects=(RANKED, CHANGE), ascending=True)
    assert "a le plus baissé" in fell.sentence
    assert (values(fell)[0]["change"] or 0) < 0


def test_a_part_of_a_place_is_a_share_of_it(knowledge: Knowledge) -> None:
    reply = asked(knowledge, LOIRET, "commune:45208")
    share = count(knowledge, "commune:45208") / count(knowledge, LOIRET)
    assert f"Montargis comptait {percent(share)} des inscrits à France Travail du Loiret" in reply.sentence


def test_departements_are_ranked_when_asked_and_the_list_goes_on(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "region:24", aspects=(RANKED,), level="departement")
    assert len(reply.rows) == 6
    rest = asked(knowledge, LOIRET, aspects=(RANKED,), skip=10)
    assert rest.rows[0].text.startswith("11. ")


def test_a_trade_is_answered_by_its_rome_in_its_bassin_facing_the_projects(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "commune:18033", occupations=(ROOFERS,), words=("couvreurs",))
    (row,) = knowledge.job_seekers.by_rome([knowledge.territories.get("bassin:2401")], ["F1610"])
    assert f"{number(round(row.seekers))} demandeurs d'emploi cherchaient comme" in reply.sentence
    assert f"face à {number(round(row.offers))} offres" in reply.sentence
    assert "ROME F1610" in reply.sentence
    assert "En 2021" in reply.sentence
    text = " ".join(reply.notes)
    assert f"{row.tension} sur 5" in text
    assert "L'enquête BMO 2025 compte" in text
    assert "ce chiffre compte aussi" in text


def test_a_trade_not_published_there_is_given_around_with_a_word(knowledge: Knowledge) -> None:
    assert not knowledge.job_seekers.by_rome([knowledge.territories.get("bassin:2402")], ["F1610"])
    reply = asked(knowledge, "commune:18279", occupations=(ROOFERS,), words=("couvreurs",))
    assert reply.sentence.startswith("Ce chiffre n'est pas publié dans le bassin d'emploi de Vierzon.")
    assert "au moins" in reply.sentence
    assert reply.facts.territories == ("departement:18",)


def test_the_bassins_are_ranked_for_a_trade(knowledge: Knowledge) -> None:
    reply = asked(knowledge, occupations=(COOKS,), aspects=(RANKED,), words=("cuisiniers",))
    shown = [each["seekers"] for each in values(reply)]
    assert shown == sorted(shown, reverse=True, key=lambda value: value or 0)
    assert len(shown) == 10
    assert "5 bassins" in " ".join(reply.notes)


def test_a_trade_outside_the_region_is_said_not_held(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "commune:69123", occupations=(ROOFERS,))
    assert reply.sentence.startswith("Par métier, je n'ai les demandeurs d'emploi que des bassins")
    assert number(count(knowledge, "commune:69123")) in reply.sentence


def test_the_whole_answer_says_where_it_comes_from(knowledge: Knowledge) -> None:
    told = table_of(asked(knowledge, TOURS))
    assert told.title == "Demandeurs d'emploi inscrits, Tours, décembre 2024"
    assert [origin.producer for origin in told.origins] == ["France Travail"]
    assert [column.key for column in told.columns] == ["label", "registered", "change", "rate"]
    by_trade = table_of(asked(knowledge, "commune:18033", occupations=(ROOFERS,)))
    assert by_trade.origins[0].year == 2021


def test_each_of_several_trades_is_counted(knowledge: Knowledge) -> None:
    both = asked(knowledge, TOURS, occupations=(ROOFERS, COOKS), words=("couvreur", "cuisinier")).sentence
    for trade, word in ((ROOFERS, "couvreur"), (COOKS, "cuisinier")):
        assert asked(knowledge, TOURS, occupations=(trade,), words=(word,)).sentence in both


@pytest.mark.parametrize("compared", ["more", "less"])
def test_two_towns_are_set_one_above_the_other(knowledge: Knowledge, compared: str) -> None:
    for here, there in ((TOURS, BLOIS), (BLOIS, TOURS)):
        above = count(knowledge, here) > count(knowledge, there)
        sentence = asked(knowledge, here, there, compared=compared, closed=True).sentence
        assert sentence.startswith("Oui : " if above is (compared == "more") else "Non : ")


def test_several_places_are_told_apart_or_summed(knowledge: Knowledge) -> None:
    berry = ("departement:18", "departement:36")
    apart = asked(knowledge, *berry, occupations=(COOKS,))
    assert [row.ref for row in apart.rows] == list(berry)
    summed = asked(knowledge, *berry, occupations=(COOKS,), together=True)
    assert "dans le Cher et dans l'Indre ensemble" in summed.sentence
    total = sum(each["seekers"] or 0 for each in values(summed))
    assert abs(total - sum(each["seekers"] or 0 for each in values(apart))) <= 2


def test_a_yes_says_whether_there_are_more_people_than_offers(knowledge: Knowledge) -> None:
    hair = "fap2021:T0X60 fap2009:T0Z60"
    said = asked(knowledge, "commune:41194", occupations=(hair,), words=("coiffeuse",), closed=True).sentence
    assert said.replace("\u202f", " ").startswith("Oui, moins de candidats que d'offres : en 2021")  # 21 for 50


def test_a_place_where_trades_are_not_held_is_told_beside_the_other_and_not_in_its_table(knowledge: Knowledge) -> None:
    reply = asked(knowledge, TOURS, "commune:44109", occupations=(COOKS,), words=("cuisiniers",))
    assert "À Nantes" in reply.sentence
    assert [row.ref for row in reply.rows] == ["bassin:2415"]
    table = message_of(reply).first(Table)
    assert table is not None
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}  # what charts and files are made of
    assert reply.source.count("Source") == 1
    assert "Nantes" in reply.source
