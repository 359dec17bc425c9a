"""What is done of a request: each act, once, by who may, with nothing of what people wrote taken for anything else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from bot.handover.case import Letter, Sending, Step
from bot.handover.desk.house import House
from bot.handover.desk.trail import Deed
from bot.handover.request import Asker, Request, Status
from bot.handover.tables import letter
from tests.handover.conftest import Clock
from tests.handover.desk.conftest import NAME, OTHER, OTHER_PASSWORD, Correspondent

Visited = Callable[..., None]
HOSTILE = Request(
    subject="=1+1 {{ 7 * 7 }}",
    asker=Asker.PARTNER,
    name="<script>alert(1)</script>",
    message='</textarea><img src=x onerror="alert(1)"> https://exemple.fr/piege\n[lien](https://exemple.fr)',
    email="o'x+<y>@exemple.fr".replace("<y>", "y"),
    organisation='"><svg onload=alert(1)>',
    territory="commune:41269",
    context=("<b>question</b>", "{% raw %}réponse & suite"),
    conversation="web-hostile",
    channel="web",
)


def test_the_request_is_shown_with_what_led_to_it(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        text = await who.get(f"/demandes/{reference}")
        for shown in (
            *("Trouver des couvreurs à Vendôme", "Camille Zzyx", "Toitures Zzyx", "camille@zzyx.exemple.fr"),
            *("06\u00a012\u00a034\u00a056\u00a078", 'href="tel:%2B33612345678"', "Employeur", "Vendôme"),
            *("Est-ce dur de trouver des couvreurs à Vendôme ?", "Oui : 28 projets sur 28 sont jugés difficiles."),
            *("À répondre demain", "À prendre", "la conseillère entreprises de Blois", "Demande reçue", "En attente"),
        ):
            assert shown in text

    visited(talk)
    assert [(entry.deed, entry.reference) for entry in house.trail.page(0, 1)[0]] == [(Deed.READ, reference)]


def test_what_people_wrote_is_text(visited: Visited, house: House) -> None:
    reference = house.requests.submit(HOSTILE).reference

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        for path in ("", f"/demandes/{reference}", f"?mots={HOSTILE.name}"):
            text = await who.get(path)
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
            assert "{{ 7 * 7 }}" in text
            for never in ("<script>alert", "<img src=x", "<svg onload", "<b>question", 'href="https://exemple.fr'):
                assert never not in text
        text = await who.get(f"/demandes/{reference}")
        assert "https://exemple.fr/piege" in text
        assert "{% raw %}réponse &amp; suite" in text

    visited(talk)


def test_take_answer_close_reopen(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        answer = await who.act(reference, "prendre")
        assert answer.headers["location"] == f"/correspondant/demandes/{reference}?fait=taken"
        text = await who.get(f"/demandes/{reference}?fait=taken")
        assert "Vous suivez cette demande." in text
        assert f"En cours : {NAME}" in text
        said = "Bonjour,\r\nvoici <les> chiffres.\r\n\r\nÀ bientôt"
        assert (await who.act(reference, "repondre", texte=said)).status_code == 303
        text = await who.get(f"/demandes/{reference}")
        assert "voici &lt;les&gt; chiffres." in text
        assert f"Répondue : {NAME}" in text
        assert "La réponse" in text
        assert (await who.act(reference, "noter", texte="Rappelé à 9 h")).status_code == 303
        assert (await who.act(reference, "clore", texte="Content")).status_code == 303
        text = await who.get(f"/demandes/{reference}")
        assert "Rappelé à 9 h" in text
        assert "Envoyer la réponse" not in text
        assert (await who.act(reference, "rouvrir")).status_code == 303

    visited(talk)
    case = house.requests.read(reference)
    assert case.line.status is Status.TAKEN
    assert [(event.step, event.actor) for event in case.events[1:]] == [
        (step, NAME) for step in (Step.TAKEN, Step.ANSWERED, Step.NOTED, Step.CLOSED, Step.REOPENED)
    ]
    assert case.events[2].text == "Bonjour,\nvoici <les> chiffres.\n\nÀ bientôt"
    assert case.deliveries[-1].letter is Letter.ANSWER
    assert case.deliveries[-1].to == "camille@zzyx.exemple.fr"
    deeds = [entry.deed for entry in reversed(house.trail.page(0, 50)[0]) if entry.deed is not Deed.READ]
    assert deeds == [
        *(Deed.SIGNED_IN, Deed.TAKEN, Deed.ANSWERED, Deed.NOTED, Deed.CLOSED, Deed.REOPENED),
    ]


def test_a_request_is_given_to_someone_else(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.act(reference, "prendre")
        assert (await who.act(reference, "confier", a="region")).status_code == 303
        text = await who.get(f"/demandes/{reference}")
        assert "la conseillère entreprises de Blois → le correspondant régional" in text
        assert "personne encore" in text
        for nobody in ("", "inconnu", "blois@agence.exemple.fr"):
            answer = await who.act(reference, "confier", a=nobody)
            assert answer.status_code == 422
            assert "Choisissez à qui confier la demande." in answer.text

    visited(talk)
    assert house.requests.read(reference).line.recipient == "region"


def test_one_takes_over_from_another_only_when_one_says_so(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get(f"/demandes/{reference}")
        house.requests.take(reference, OTHER)
        answer = await who.send(f"/demandes/{reference}/prendre")
        assert answer.status_code == 409
        assert f"Cette demande est déjà prise en charge par {OTHER}." in answer.text
        assert "Prendre le relais" in await who.get(f"/demandes/{reference}")
        assert (await who.send(f"/demandes/{reference}/prendre", de=OTHER)).status_code == 303

    visited(talk)
    assert house.requests.read(reference).line.taken_by == NAME


def test_a_mail_that_failed_is_seen_and_tried_again(visited: Visited, reference: str, house: House) -> None:
    with house.requests.base.writing() as connection:
        failed: dict[str, Any] = {"sending": Sending.DEAD.value, "tries": 3, "error": "550 mailbox unavailable"}
        of_request = (letter.c.reference == reference, letter.c.kind == Letter.REQUEST.value)
        connection.execute(update(letter).where(*of_request).values(**failed))

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "Courrier non parti" in await who.get("?vue=non-partis")
        assert reference in who.page.text
        text = await who.get(f"/demandes/{reference}")
        assert "550 mailbox unavailable" in text
        assert "3 essais" in text
        assert (await who.act(reference, "renvoyer")).status_code == 303
        assert reference not in await who.get("?vue=non-partis")

    visited(talk)
    assert {each.sending for each in house.requests.read(reference).deliveries} == {Sending.WAITING}


def test_who_left_a_phone_only_is_called(visited: Visited, house: House, left: Request) -> None:
    reference = house.requests.submit(replace(left, email="")).reference

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        text = await who.get(f"/demandes/{reference}")
        assert "n’a pas laissé d’adresse" in text
        assert "Envoyer la réponse" not in text
        answer = await who.act(reference, "repondre", texte="Bonjour", vu="1")
        assert answer.status_code == 409

    visited(talk)
    assert house.requests.read(reference).line.status is Status.RECORDED


def test_a_form_sent_twice_does_it_once(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get(f"/demandes/{reference}")
        answers = [await who.send(f"/demandes/{reference}/noter", texte="Une fois") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [303, 303, 303]

    visited(talk)
    assert [event.text for event in house.requests.read(reference).events if event.step is Step.NOTED] == ["Une fois"]


def test_what_was_refused_may_be_sent_again(visited: Visited, reference: str, house: House) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get(f"/demandes/{reference}")
        house.requests.take(reference, OTHER)
        assert (await who.send(f"/demandes/{reference}/prendre")).status_code == 409
        house.requests.reassign(reference, OTHER, "region")
        assert (await who.send(f"/demandes/{reference}/prendre")).status_code == 303

    visited(talk)
    assert house.requests.read(reference).line.taken_by == NAME


def test_an_answer_is_held_back_when_something_happened_meanwhile(
    visited: Visited, reference: str, house: House
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get(f"/demandes/{reference}")
        house.requests.answer(reference, OTHER, "Déjà répondu.")
        answer = await who.send(f"/demandes/{reference}/repondre", texte="Ma <réponse>")
        assert answer.status_code == 422
        assert "Il s’est passé quelque chose" in answer.text
        assert "Ma &lt;réponse&gt;</textarea>" in answer.text
        who.page = answer
        assert (await who.send(f"/demandes/{reference}/repondre", texte="Ma <réponse>")).status_code == 303

    visited(talk)
    assert [event.actor for event in house.requests.read(reference).events[1:]] == [OTHER, NAME]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("repondre", " \n\u200b ".replace("\u200b", ""), "Écrivez d’abord votre texte."),
        ("noter", "", "Écrivez d’abord votre texte."),
        ("repondre", "a" * 8001, "Ce texte est trop long : 8000 caractères au plus."),
        ("clore", "é" * 4001, "Ce texte est trop long : 4000 caractères au plus."),
    ],
)
def test_a_text_that_cannot_be_is_given_back(
    visited: Visited, reference: str, house: House, name: str, text: str, said: str
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        answer = await who.act(reference, name, texte=text)
        assert answer.status_code == 422
        assert said in answer.text
        assert f"{text}</textarea>" in answer.text

    visited(talk)
    assert len(house.requests.read(reference).events) == 1


def test_the_longest_answer_of_accents_goes_through(visited: Visited, reference: str, house: House) -> None:
    text = "é€ " * 2666

    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert (await who.act(reference, "repondre", texte=text)).status_code == 303

    visited(talk)
    assert house.requests.read(reference).events[-1].text == text.strip()


@pytest.mark.parametrize("name", ["prendre", "repondre", "noter", "clore", "rouvrir", "confier", "renvoyer"])
def test_nothing_is_done_without_the_proof_of_the_session(
    visited: Visited, reference: str, house: House, name: str
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in(OTHER, OTHER_PASSWORD)
        await who.get(f"/demandes/{reference}")
        anothers = who.page
        who.client.cookies.clear()
        await who.come_in()
        for hidden in ({"preuve": ""}, {"preuve": "0" * 64}):
            assert (await who.act(reference, name, texte="x", a="region", **hidden)).status_code == 403
        who.page = anothers
        assert (await who.send(f"/demandes/{reference}/{name}", texte="x", a="region")).status_code == 403
        assert (await who.client.get(f"/correspondant/demandes/{reference}/{name}")).status_code in (404, 405)

    visited(talk)
    assert len(house.requests.read(reference).events) == 1


def test_what_was_written_when_the_session_was_over_is_given_back(
    visited: Visited, reference: str, house: House, clock: Clock
) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        await who.get(f"/demandes/{reference}")
        clock.now += 3600
        answer = await who.send(f"/demandes/{reference}/repondre", texte="Une longue <réponse>")
        assert answer.status_code == 401
        assert "Rien n’a été envoyé." in answer.text
        assert "Une longue &lt;réponse&gt;</textarea>" in answer.text

    visited(talk)
    assert len(house.requests.read(reference).events) == 1


@pytest.mark.parametrize("path", ["/demandes/DEM-2026-CCCC-CCCC", "/demandes/rien", "/demandes/%27%20OR%201=1--"])
def test_a_request_that_is_not_there(visited: Visited, reference: str, path: str) -> None:
    async def talk(who: Correspondent) -> None:
        await who.come_in()
        assert "Aucune demande n’a cette référence." in await who.get(path)
        assert who.page.status_code == 404
        await who.get(f"/demandes/{reference}")
        assert (await who.send(f"/demandes/{reference}/supprimer")).status_code == 404
        assert (await who.send(f"{path}/prendre")).status_code == 404

    visited(talk)
