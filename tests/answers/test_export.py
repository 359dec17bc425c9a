"""A file asked for in words: which formats, of which question, and the whole list where it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.export import (
    Wanted,
    announced,
    asks_for_raw_files,
    asks_to_send,
    intent_of,
    names_a_question,
    nothing_to_export,
    unknown_name,
    whole_list,
    with_files,
)
from bot.answers.registry import answer
from bot.mentions import Mentions
from bot.question import MAX_ROWS, Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers.said import table_of, text_of

BOURGES, LOIRET, CARERS = "commune:18033", "departement:45", "fap2021:V0X60 fap2009:V0Z60"


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("Exporte ça en Excel", ("xlsx",)),
        ("je veux le CSV", ("csv",)),
        ("le graphique en image", ("png",)),
        ("csv et excel svp", ("csv", "xlsx")),
        ("télécharge les données", ()),
        ("le diagnostic du bassin", ("pdf",)),
    ],
)
def test_the_formats_are_read_in_the_words(text: str, formats: tuple[str, ...]) -> None:
    assert Wanted.of(text).formats == formats


@pytest.mark.parametrize(
    ("text", "mentions", "intent"),
    [
        ("télécharge les données de Bourges", Mentions(territories=(BOURGES,)), "metiers_qui_recrutent"),
        ("csv des aides-soignants", Mentions(occupations=(CARERS,)), "chiffre_metier"),
        ("le classement des bassins", Mentions(level="bassin"), "classement_territoires"),
        ("les couvreurs par bassin", Mentions(occupations=(CARERS,), level="bassin"), "ou_recrute_metier"),
        ("exporte l'évolution du Loiret", Mentions(territories=(LOIRET,)), "evolution"),
        ("le Loiret de 2022 à 2025", Mentions(territories=(LOIRET,), years=("2022..2025",)), "evolution"),
        ("exporte la comparaison de A et B", Mentions(territories=(LOIRET, BOURGES)), "comparaison"),
        ("le diagnostic de Bourges", Mentions(territories=(BOURGES,)), "chiffres_territoire"),
        ("exporte ça", Mentions(), "preciser"),
    ],
)
def test_the_question_is_the_one_that_is_named(text: str, mentions: Mentions, intent: str) -> None:
    assert intent_of(text, mentions, None) == intent


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("tu as les données brutes quelque part ?", True),
        ("le fichier brut svp", True),
        ("télécharge les données", False),
    ],
)
def test_the_files_of_the_survey_are_not_those_of_an_answer(text: str, raw: bool) -> None:
    assert asks_for_raw_files(text) is raw


@pytest.mark.parametrize(
    ("text", "printed"),
    [("un document à imprimer", True), ("une fiche en excel", False), ("un document word", False), ("en pdf", False)],
)
def test_a_document_to_hand_round_is_no_file_of_an_answer(text: str, printed: bool) -> None:
    assert Wanted.of(text).is_printed is printed


@pytest.mark.parametrize(
    ("text", "sent"),
    [("pouvez-vous m'envoyer tout ça ?", True), ("envoyez-moi ça", True), ("un texte à envoyer à ma direction", False)],
)
def test_what_cannot_be_sent_is_only_what_is_asked_to_be(text: str, sent: bool) -> None:
    assert asks_to_send(text) is sent


def test_everything_is_read_in_the_words() -> None:
    assert Wanted.of("exporte tout").everything
    assert Wanted.of("la liste complète en csv").everything
    assert not Wanted.of("exporte ça").everything


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("télécharge les données de Narnia", "Narnia"),
        ("les chiffres de zorglub en csv", "zorglub"),
        ("exporte le tableau de données", ""),
        ("l'image du graphique", ""),
        ("le fichier de cette réponse au format Excel", ""),
    ],
)
def test_a_place_that_nothing_knows_is_not_the_one_before(text: str, unknown: str) -> None:
    assert unknown_name(text, ()) == unknown


def test_a_file_alone_names_no_question() -> None:
    assert not names_a_question(Mentions(years=("2024",), measures=(Measure.DIFFICULT,)))
    assert nothing_to_export().suggestions


def test_the_whole_list_has_the_secret_ones_at_its_end(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (BOURGES,))
    reply = whole_list(question, answer(question, knowledge), knowledge)
    assert len(reply.rows) == MAX_ROWS < len(reply.all_rows)
    assert reply.all_rows[:MAX_ROWS] == reply.rows
    secret = [row.figures is not None and row.figures.projects.is_masked for row in reply.all_rows]
    assert secret == sorted(secret)
    assert any(secret)
    held = knowledge.bmo.by_occupation([knowledge.territories.get("bassin:2401")], 2025)
    assert len(reply.all_rows) == len(held)
    table = table_of(reply)
    assert table.whole is not None
    assert (len(table.rows), len(table.whole.rows)) == (MAX_ROWS, len(held))


def test_a_narrowed_list_holds_the_secret_ones_in_their_place(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (BOURGES,), measure=Measure.DIFFICULT)
    reply = whole_list(question, answer(question, knowledge), knowledge)
    lows = [row.figures.interval(Measure.DIFFICULT).low for row in reply.all_rows if row.figures]
    assert lows == sorted(lows, reverse=True)
    assert any(row.figures is not None and row.figures.difficult.is_masked for row in reply.all_rows)
    five = replace(question, limit=5)
    assert not whole_list(five, answer(five, knowledge), knowledge).all_rows


@pytest.mark.parametrize("topic", [Topic.RECRUITING, Topic.PROGRESS, Topic.TOTALS, Topic.COMPARISON])
def test_places_of_two_levels_go_into_files(topic: Topic, knowledge: Knowledge) -> None:
    question = Question(topic, ("commune:41018", LOIRET))
    reply = with_files(whole_list(question, answer(question, knowledge), knowledge), Wanted())
    assert reply.formats[:2] == ("csv", "xlsx")


def test_a_chart_is_offered_only_where_there_is_one(knowledge: Knowledge) -> None:
    ranking = answer(Question(Topic.RECRUITING, (BOURGES,)), knowledge)
    assert with_files(ranking, Wanted()).formats == ("csv", "xlsx", "png")
    figure = with_files(answer(Question(Topic.FIGURES, (BOURGES,), (CARERS,)), knowledge), Wanted(("png",)))
    assert figure.formats == ("csv", "xlsx")
    assert any("pas de graphique" in note for note in figure.notes)


def test_the_diagnostic_is_of_the_place(knowledge: Knowledge) -> None:
    totals = answer(Question(Topic.TOTALS, (BOURGES,)), knowledge)
    reply = with_files(totals, Wanted(("pdf",)))
    assert (reply.formats, [file.subject for file in reply.files]) == (("pdf",), ["bassin:2401"])


@pytest.mark.parametrize(
    ("question", "formats", "sentence"),
    [
        (Question(Topic.RECRUITING, (BOURGES,)), ("xlsx",), "Le fichier Excel est prêt : 148 métiers."),
        (Question(Topic.EVOLUTION, (LOIRET,), years=("2022..2025",)), ("csv",), "Le fichier CSV est prêt : 4 années."),
        (Question(Topic.RECRUITING, (BOURGES,)), ("png",), "L'image du graphique est prête."),
        (Question(Topic.TOTALS, (BOURGES,)), ("pdf",), "Le diagnostic en PDF est prêt."),
        (Question(Topic.TOTALS, (BOURGES,)), (), "Vos fichiers sont prêts (CSV et Excel)."),
    ],
)
def test_a_file_is_announced_with_what_it_holds(
    question: Question, formats: tuple[str, ...], sentence: str, knowledge: Knowledge
) -> None:
    told = answer(question, knowledge)
    reply = announced(with_files(whole_list(question, told, knowledge), Wanted(formats)))
    assert reply.sentence == sentence
    assert told.sentence in reply.notes


def test_the_page_is_named_only_when_it_is_known(knowledge: Knowledge) -> None:
    totals = answer(Question(Topic.TOTALS, (BOURGES,)), knowledge)
    assert "http" not in text_of(with_files(totals, Wanted())).split("Source")[0]
    assert "https://bemo.example" in text_of(with_files(totals, Wanted(), "https://bemo.example"))


def test_the_surveys_behind_the_rows_are_named(knowledge: Knowledge) -> None:
    sources = answer(Question(Topic.EVOLUTION, ("region:24",)), knowledge).origins
    assert [source.year for source in sources] == list(range(2016, 2026))
    assert {source.licence for source in sources if source.year != 2021} == {"Licence Ouverte 2.0"}
    assert [source.title for source in sources if "total publié" in source.title] == [sources[5].title]
    both = answer(Question(Topic.PROGRESS, (BOURGES,), movement="up"), knowledge).origins
    assert [source.year for source in both] == [2024, 2025]
