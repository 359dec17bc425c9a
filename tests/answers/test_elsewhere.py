"""Out of the survey's reach: the right public service, in words that cannot be mistaken."""

from __future__ import annotations

import pytest

from bot.answers.elsewhere import answer, contact, is_referral, service_reply, services
from bot.answers.subjects import subject_of
from knowledge.text import fold
from tests.answers.said import text_of


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("comment demander le RSA ?", "dossier_personnel", "caf.fr"),
        ("mon APL a baissé", "dossier_personnel", "caf.fr"),
        ("je suis en arrêt maladie", "dossier_personnel", "ameli.fr"),
        ("combien de trimestres pour ma retraite", "dossier_personnel", "3960"),
        ("je n'arrive pas à m'actualiser", "dossier_personnel", "3949"),
        ("où en est ma demande ?", "dossier_personnel", "francetravail.fr"),
        ("rédige mon CV", "hors_sujet", "ni lettre ni CV"),
        ("mon patron refuse mes congés payés", "hors_sujet", "code.travail.gouv.fr"),
        ("je veux monter ma boîte", "hors_sujet", "inpi.fr"),
        ("on n'a plus rien à manger", "hors_sujet", "115"),
        ("quelle est la capitale du Pérou ?", "hors_sujet", "pas mon domaine"),
    ],
)
def test_the_right_service_is_named(text: str, intent: str, said: str) -> None:
    assert said in text_of(answer(text, intent))


def test_a_follow_up_on_a_benefit_is_known_whatever_its_intent() -> None:
    reply = service_reply("et le RSA ?")
    assert reply is not None
    assert reply.facts.service == "caf"


@pytest.mark.parametrize(
    "text",
    [
        "agents d'entretien à Blois",
        "une formation pour les formateurs ?",
        "aides à domicile en maison de retraite",
        "agent de sécurité",
        "remplacer des départs en retraite",
        "conseillers en banque",
    ],
)
def test_words_of_occupations_call_for_no_service(text: str) -> None:
    assert service_reply(text) is None


@pytest.mark.parametrize(
    ("text", "asking", "service"),
    [
        ("mon mécano part en retraite. C'est moi qui paye pas assez ?", "C'est moi qui paye pas assez ?", ""),
        ("j'envoie des CV depuis un an. alors elle recrute, l'industrie ?", "alors elle recrute, l'industrie ?", ""),
        ("je touche le RSA. Ma retraite, qui s'en occupe ?", "Ma retraite, qui s'en occupe ?", "retraite"),
        ("Je dors dans ma voiture. Qui recrute à Blois ?", "Qui recrute à Blois ?", "urgence"),
    ],
)
def test_a_word_of_one_s_life_calls_for_no_service_unless_it_is_grave(text: str, asking: str, service: str) -> None:
    reply = service_reply(text, "hors_sujet", asking=asking)
    assert (reply.facts.service if reply else "") == service


@pytest.mark.parametrize(
    ("text", "role", "service"),
    [
        ("vous avez des CV ?", "", "profils"),
        ("diplôme du Maroc, c'est reconnu ?", "", "diplome-etranger"),
        ("mon diplôme roumain est-il valable ici ?", "", "diplome-etranger"),
        ("je veux des CV de cuisiniers", "employer", "profils-employeur"),
        ("refais mon CV", "job_seeker", "candidature"),
        ("peux-tu rédiger un communiqué ?", "", "redaction"),
        ("vous votez pour qui ?", "", "opinion"),
        ("la formation, ça coûte combien ?", "job_seeker", "formation-financement"),
    ],
)
def test_once_out_of_reach_the_words_choose_the_service(text: str, role: str, service: str) -> None:
    reply = service_reply(text, "hors_sujet", role)
    assert reply is not None
    assert reply.facts.service == service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("mon diplôme vient d'Algérie, comment le faire reconnaître ?", "diplome-etranger"),
        ("pour l'agrément je m'adresse à qui ?", "assistante-maternelle"),
        ("la carte professionel comment on fait pour avoir", "carte-professionnelle"),
        ("Et le billet d'avion, y a une aide je crois, c'est LADOM ?", "outre-mer"),
        ("le concours c'est qui qui l'organise", "concours"),
        ("À qui s'adresser pour un bilan de compétences cadre à mon âge, APEC ?", "bilan"),
        ("la mission locale ils paye le permis ou pas", "permis"),
        ("Un apprenti alors. Je m'y prends comment et à qui je m'adresse ?", "apprenti"),
        ("Mon diplôme est pas français. Comment faire pour que il est reconnu?", "diplome-etranger"),
        ("aide à la mobilité pour un emploi à Orléans ?", "mobilite"),
        ("j'ai trouvé un poste à Tours mais c'est loin, y a des aides pour l'essence ?", "mobilite"),
        ("j'ai un entretien, qui peut faire garder ma fille ?", "garde-enfants"),
        ("quelles aides pour embaucher un chômeur dans mon garage ?", "aides-embauche"),
        ("Et pour la déclarer, c'est chez vous ou ailleurs ?", "declarer"),
        ("À qui je peux m'adresser pour les démarches, l'APA, tout ça ?", "autonomie"),
        ("et un service de remplacement ça existe en attendant", "remplacement-agricole"),
        ("je peux prendre des etudiant de 17 ans ?", "mineurs"),
        ("Certaines ont des soucis de santé, de dos surtout, vers qui les orienter ?", "sante-au-travail"),
        ("Merci. Vous parlez aussi ukrainien ou russe ? Pour mon mari.", "langue-de-bemo"),
        ("dommage. et qui pourrait me le dire ?", "qui-sait"),
        ("ya des formations mécanique ici ou qui demander ?", "formation-financement"),
    ],
)
def test_what_is_asked_of_a_service_names_it(text: str, service: str) -> None:
    reply = service_reply(text, "hors_sujet")
    assert is_referral(text)
    assert reply is not None
    assert reply.facts.service == service


@pytest.mark.parametrize(
    "text",
    [
        "je suis à la mission locale, quels métiers recrutent à Blois ?",
        "Nous hésitons à financer une formation de maçons. Qui est le plus demandé chez nous ?",
        "agent de sécurité, carte pro ok, il y a du boulot à Tours ?",
        "combien de projets pour mon apprenti boulanger à Loches ?",
        "les aides à domicile en chèque emploi sont comptées ?",
        "quels métiers sans permis à Vierzon ?",
        "qui recrute le plus à Chartres ?",
        "Dev'up, c'est quel organisme ?",
        "J'ai mal au dos. Il y a quoi comme métiers à Gien ?",
        "c'est difficile de trouver un médecin ?",
    ],
)
def test_a_question_on_figures_is_no_referral(text: str) -> None:
    assert not is_referral(text)


@pytest.mark.parametrize(
    ("public", "number"), [("job_seeker", "3949"), ("employer", "3995"), ("elected_official", "direction régionale")]
)
def test_whom_to_speak_to_depends_on_who_asks(public: str, number: str) -> None:
    others = {"3949", "3995", "direction régionale"} - {number}
    assert number in contact(public).sentence
    assert not [each for each in others if each in contact(public).sentence]
    assert all(each in contact("").sentence for each in {number, *others})


def test_help_to_be_hired_is_not_help_to_hire() -> None:
    for public, number in (("job_seeker", "3949"), ("employer", "3995"), ("", "3995")):
        subject = subject_of("y a-t-il des aides ?", public)
        assert subject is not None
        assert number in subject.answer


def test_an_employer_is_told_so_only_by_what_is_said() -> None:
    for role, said in (("employer", "Opco"), ("job_seeker", "CPF")):
        assert said in text_of(answer("qui finance le permis D ?", "hors_sujet", role))


def test_the_file_is_well_written() -> None:
    ids = [service.id for service in services()]
    assert len(ids) == len(set(ids)) >= 15
    assert {service.when for service in services()} == {"anywhere", "always", "asked", "out_of_scope", "personal_file"}
    for service in services():
        plain = (
            service.pattern.pattern.replace(r"\w*", "").removeprefix(r"\b(?:").removesuffix(r")\b").replace("\\", "")
        )
        assert [word for word in plain.split("|") if fold(word) != word] == [], service.id
        assert len(service.answer) < 300
