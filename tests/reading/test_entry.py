"""Which entry answers what no figure does: the subjects of the corpus, what the reader says, and what is made of it."""

from __future__ import annotations

import pytest
import yaml

from bot.answers.definition import answer as definition
from bot.answers.elsewhere import answer, named, services, services_by_meaning
from bot.answers.subjects import subject_named, subjects
from bot.reading.entry import entry_named, examples, learned, likely_entries
from bot.reading.meant import ENTRIES, ENTRY, SERVICES, SUBJECTS, leads, meant
from bot.reading.settling import settled
from knowledge.institution.reference import institution
from knowledge.library import open_knowledge
from knowledge.paths import PROJECT
from tests.answers.said import text_of


def test_every_line_of_the_topics_leads_to_an_entry() -> None:
    table = yaml.safe_load((PROJECT / "corpus" / "topics.yml").read_text("utf-8"))
    entries = {each.id for each in institution().entries}
    known = {each.id for each in services()} | set(services_by_meaning()) | {f"entries/{each}" for each in entries}
    assert set(table[SERVICES]) <= known
    assert set(table[SUBJECTS]) <= {each.id for each in subjects()}
    assert set(table[ENTRIES]) <= entries


@pytest.mark.parametrize(
    ("gold", "entry"),
    [
        ({"act": "elsewhere", "topic": "durée d'une VAE"}, "services/duree-vae"),
        ({"act": "elsewhere", "topic": "préavis de démission"}, "services/rupture"),
        ({"act": "institution", "topic": "aide à la formation avant embauche"}, "services/former-avant-embauche"),
        ({"act": "institution", "topic": "déposer une offre"}, "entries/deposer-offre"),
        ({"act": "define", "topic": "valeurs masquées"}, "entries/secret-statistique"),
        ({"act": "unmeasured", "topic": "télétravail"}, "subjects/teletravail"),
        ({"act": "unmeasured", "topic": "durée du recrutement"}, "subjects/duree"),
        ({"act": "elsewhere", "topic": "heure à Montréal"}, None),
        ({"act": "ask"}, None),
    ],
)
def test_the_subject_of_an_act_names_its_entry(gold: dict[str, str], entry: str | None) -> None:
    assert entry_named(gold) == entry


def test_a_reader_learned_from_the_questions_alone_finds_other_wordings() -> None:
    reader = learned(examples([]))
    for text, kind, entry in (
        ("ma démission, faut combien de préavis ?", SERVICES, "rupture"),
        ("combien de mois pour finir une VAE ?", SERVICES, "duree-vae"),
        ("l'enquête existe depuis combien d'années ?", ENTRIES, "anciennete-enquete"),
    ):
        assert meant({ENTRY: likely_entries(reader, text)}, kind, least=0.1) == entry


TOLD = {ENTRY: {SERVICES: 0.6, "services/rupture": 0.5, "services/vae": 0.1, ENTRIES: 0.3, "entries/fiabilite": 0.02}}


def test_what_is_meant_is_likely_among_its_kind_and_among_all() -> None:
    assert meant(TOLD, SERVICES, least=0.5) == "rupture"
    assert meant(TOLD, SERVICES, least=0.9) == ""
    assert meant(TOLD, ENTRIES, least=0.05, clearly=0.05) == ""
    assert meant({}, SERVICES, least=0.0) == ""
    assert leads(TOLD, SERVICES, ENTRIES)
    assert not leads(TOLD, ENTRIES, SERVICES)


@pytest.mark.parametrize(
    ("meaning", "role", "said"),
    [
        ("rupture", "", "code.travail.gouv.fr"),
        ("qui-paie-formation", "", "moncompteformation.gouv.fr"),
        ("qui-paie-formation", "employer", "Opco"),
        ("permis", "employer", "Opco"),
        ("permis", "job_seeker", "CPF"),
        ("", "", "service-public.fr"),
    ],
)
def test_a_service_is_said_as_it_suits_who_asks(meaning: str, role: str, said: str) -> None:
    assert said in text_of(answer("je m'y prends comment ?", "dossier_personnel", role, meant=meaning))


def test_what_is_grave_comes_before_what_is_meant() -> None:
    assert "115" in text_of(answer("je dors dehors, qui paie la formation ?", "dossier_personnel", meant="rupture"))


def test_sure_words_come_before_what_is_meant() -> None:
    asked = "et pour l'agrément d'assistante maternelle, je m'adresse à qui ?"
    assert "PMI" in text_of(answer(asked, "dossier_personnel", meant="ou-se-former"))


def test_no_name_is_no_service_and_no_subject() -> None:
    assert named("") is None
    assert subject_named("") is None


def test_an_entry_meant_is_told_where_no_word_finds_one() -> None:
    told = {ENTRY: {ENTRIES: 0.5, "entries/fiabilite": 0.3}}
    assert definition("on m'a dit que c'était gonflé", open_knowledge(), told=told).facts.entry == "fiabilite"


@pytest.mark.parametrize(
    ("acts", "likely", "intent"),
    [
        ({"elsewhere": 0.3, "unmeasured": 0.29, "count": 0.35}, {}, "chiffre_metier"),
        ({"count": 0.35, "elsewhere": 0.3}, {"services": 0.4, "services/rupture": 0.3}, "dossier_personnel"),
        ({"count": 0.5, "elsewhere": 0.3}, {"services": 0.4, "services/rupture": 0.3}, "chiffre_metier"),
        ({"same": 0.3, "elsewhere": 0.2}, {"services": 0.4, "services/rupture": 0.3}, "preciser"),
        ({"thanks": 0.3, "define": 0.2}, {"entries": 0.4, "entries/bmo": 0.3}, "definition"),
        ({"distress": 0.3, "unmeasured": 0.2}, {"subjects": 0.8, "subjects/age": 0.7}, "plainte"),
    ],
)
def test_an_entry_known_comes_before_what_is_unsure(
    acts: dict[str, float], likely: dict[str, float], intent: str
) -> None:
    names = {
        "count": "chiffre_metier",
        "elsewhere": "dossier_personnel",
        "unmeasured": "hors_mesure",
        "same": "preciser",
    }
    names |= {"thanks": "remercier", "define": "definition", "distress": "plainte"}
    ranking = [{"name": names[act], "confidence": acts[act]} for act in sorted(acts, key=lambda each: -acts[each])]
    found, _ = settled(ranking, acts, likely)
    assert found[0]["name"] == intent


def test_a_trade_named_is_counted_whatever_is_not_measured() -> None:
    ranking = [{"name": "chiffre_metier", "confidence": 0.35}, {"name": "hors_mesure", "confidence": 0.34}]
    acts, likely = {"count": 0.35, "unmeasured": 0.34}, {"subjects": 0.7, "subjects/employeur": 0.6}
    assert settled(ranking, acts, likely, named=True)[0] == ranking
    assert settled(ranking, acts, likely)[0][0]["name"] == "hors_mesure"


def test_acts_that_no_figure_answers_are_likely_together() -> None:
    acts = {"elsewhere": 0.2, "unmeasured": 0.19, "define": 0.15, "count": 0.1}
    ranking = [{"name": "dossier_personnel", "confidence": 0.2}, {"name": "hors_mesure", "confidence": 0.19}]
    found, _ = settled(ranking, acts, {})
    assert [each["name"] for each in found] == ["dossier_personnel"]
    assert found[0]["confidence"] == pytest.approx(0.54)
