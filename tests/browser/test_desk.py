"""The correspondent's desk in a browser: the whole path with the keyboard, every width, in the dark, without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from bot.handover.desk.house import House, built
from bot.handover.request import Asker, Request, Status
from bot.handover.store import requests
from bot.servers import Servers
from tests.browser.conftest import Visit
from tests.browser.test_for_everyone import press_until
from tests.browser.visitor import Visitor

NAME, PASSWORD = "Sophie Zzmartin", "cheval pile agrafe"
ROOFERS = Request(
    subject="Trouver des couvreurs à Vendôme",
    asker=Asker.EMPLOYER,
    name="Camille Zzyx",
    message="Bonjour,\nje cherche deux couvreurs pour mars et je ne trouve personne depuis l’été.\n\nMerci !",
    email="camille@zzyx.exemple.fr",
    phone="+33612345678",
    organisation="Toitures Zzyx",
    territory="commune:41269",
    context=(
        "Est-ce dur de trouver des couvreurs à Vendôme ?",
        "Oui : en 2025, dans le bassin d’emploi de Vendôme, 12 projets sur 12 sont jugés difficiles, soit 100 %.",
        "et à Blois ?",
        "Oui aussi : 28 projets sur 28.",
    ),
    conversation="web-browser-1",
    channel="web",
)
HOSTILE = Request(
    subject="<img src=x onerror=alert(1)> " + "sanscoupure" * 12,
    asker=Asker.PARTNER,
    name="<script>alert(1)</script>",
    message="</textarea><script>document.title = 'pris'</script> " + "https://exemple.fr/" + "a" * 300,
    phone="+33611223344",
    organisation="Association intercommunale de développement économique et touristique du Val-de-Loire",
    conversation="web-browser-2",
    channel="telegram",
)


@pytest.fixture(scope="module")
def house(servers: Servers) -> Iterator[House]:
    """The desk of the servers, with an account; ``servers`` has its base."""
    assert servers.url
    made = built(requests())
    made.accounts.add(NAME, PASSWORD)
    yield made
    made.accounts.remove(NAME)


@pytest.fixture(scope="module")
def roofers(house: House) -> str:
    """The reference of a request with all that one may have."""
    reference = house.requests.submit(ROOFERS).reference
    house.requests.note(reference, NAME, "Une note d’hier.")
    return reference


@pytest.fixture(scope="module")
def hostile(house: House) -> str:
    """The reference of a request that tries everything."""
    return house.requests.submit(HOSTILE).reference


def inside(visitor: Visitor, path: str = "") -> Page:
    """Come in, and open a page of the desk."""
    page = visitor.page
    page.goto(f"{visitor.url}/correspondant")
    page.get_by_label("Nom du compte").fill(NAME)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demandes ouvertes")
    if path:
        page.goto(f"{visitor.url}/correspondant{path}")
    return page


def test_from_the_entrance_to_the_answer_with_the_keyboard_alone(visit: Visit, house: House) -> None:
    reference = house.requests.submit(
        Request(
            subject="Recruter un zingueur à Blois",
            asker=Asker.EMPLOYER,
            name="Alix Zzverne",
            message="Par où commencer ?",
            email="alix@zzverne.exemple.fr",
            conversation="web-keyboard",
        )
    ).reference
    visitor = visit()
    page = visitor.page
    page.goto(f"{visitor.url}/correspondant")
    expect(page.get_by_label("Nom du compte")).to_be_focused()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demandes ouvertes")
    press_until(visitor, "Tab", "Aller au contenu", most=1)
    page.keyboard.press("Enter")
    press_until(visitor, "Tab", "mots")
    page.keyboard.type(reference.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recruter un zingueur à Blois")
    press_until(visitor, "Tab", "Prendre en charge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Vous suivez cette demande.")
    press_until(visitor, "Tab", "t-repondre")
    page.keyboard.type("Bonjour,")
    page.keyboard.press("Enter")
    page.keyboard.type("appelez le 3995.")
    press_until(visitor, "Tab", "Envoyer la réponse", most=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Votre réponse est enregistrée")
    expect(page.locator(".since")).to_contain_text("appelez le 3995.")
    press_until(visitor, "Tab", "Clore avec un mot")
    page.keyboard.press("Enter")
    press_until(visitor, "Tab", "t-clore", most=1)
    page.keyboard.type("Réglé.")
    press_until(visitor, "Tab", "Clore la demande", most=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("La demande est close.")
    press_until(visitor, "Shift+Tab", "Se déconnecter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Vous êtes déconnecté.")
    case = house.requests.read(reference)
    assert case.line.status is Status.CLOSED
    assert "Bonjour,\nappelez le 3995." in [event.text for event in case.events]


@pytest.mark.parametrize("width", [320, 390, 900, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_for_everyone(visit: Visit, roofers: str, hostile: str, width: int, scheme: str) -> None:
    visitor = visit(width=width, height=800, color_scheme=scheme)
    visitor.page.goto(f"{visitor.url}/correspondant")
    visitor.looks(f"desk-entrance-{width}-{scheme}")
    page = inside(visitor)
    visitor.looks(f"desk-inbox-{width}-{scheme}")
    for name, path in (
        ("request", f"/demandes/{roofers}"),
        ("hostile", f"/demandes/{hostile}"),
        ("journal", "/journal"),
        ("password", "/mot-de-passe"),
        ("nothing", "?vue=closes&mots=zzrien"),
    ):
        page.goto(f"{visitor.url}/correspondant{path}")
        for summary in page.locator("summary").all():
            summary.click()
        visitor.looks(f"desk-{name}-{width}-{scheme}")


def test_a_refusal_is_told_in_the_page(visit: Visit, house: House) -> None:
    assert house.accounts.any()
    visitor = visit()
    visitor.expected = ["401"]
    page = visitor.page
    page.goto(f"{visitor.url}/correspondant")
    page.get_by_label("Nom du compte").fill(NAME)
    page.get_by_label("Mot de passe").fill("mauvais mot de passe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Le nom ou le mot de passe n’est pas le bon.")
    expect(page.get_by_label("Nom du compte")).to_have_value(NAME)
    visitor.looks("desk-refused")


def test_nothing_that_people_wrote_runs(visit: Visit, hostile: str) -> None:
    visitor = visit()
    page = inside(visitor)
    page.on("dialog", lambda dialog: visitor.complaints.append(dialog.message))
    expect(page.locator(".lines")).to_contain_text("<script>alert(1)</script>")
    page.goto(f"{visitor.url}/correspondant/demandes/{hostile}")
    expect(page).to_have_title(f"{hostile} – Bémo, correspondant")
    expect(page.locator(".said").first).to_contain_text("</textarea><script>")
    expect(page.locator(".said a")).to_have_count(0)


def test_all_of_it_without_script(visit: Visit, house: House, roofers: str) -> None:
    visitor = visit(java_script_enabled=False)
    page = inside(visitor)
    expect(page.get_by_role("button", name="Thème")).to_be_hidden()
    page.get_by_label("Qui demande").select_option("Employeur")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=ROOFERS.subject).click()
    page.get_by_label("Note interne, jamais envoyée").fill("Sans script.")
    page.get_by_role("button", name="Ajouter la note").click()
    expect(page.locator(".since")).to_contain_text("Sans script.")
    page.get_by_text("Confier à quelqu’un d’autre").or_(page.get_by_text("Clore sans courriel")).first.click()
    page.get_by_role("link", name="Toutes").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter (CSV)").click()
    assert roofers in download.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion")
    assert "Sans script." in [event.text for event in house.requests.read(roofers).events]


def test_a_text_that_is_not_sent_is_not_left_by_a_slip(visit: Visit, roofers: str) -> None:
    visitor = visit()
    page = inside(visitor, f"/demandes/{roofers}")
    page.get_by_label("Votre réponse à Camille Zzyx").press_sequentially("Bonjour")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Journal").click(no_wait_after=True)
    expect(page.get_by_label("Votre réponse à Camille Zzyx")).to_have_value("Bonjour")
    page.wait_for_function("document.title.startsWith('DEM-')")
    assert asked == ["beforeunload"]


def test_who_writes_for_long_is_still_in(visit: Visit, roofers: str) -> None:
    visitor = visit()
    visitor.page.clock.install()
    page = inside(visitor, f"/demandes/{roofers}")
    answer = page.get_by_label("Votre réponse à Camille Zzyx")
    answer.press_sequentially("Bonjour")
    page.clock.fast_forward("05:00")
    with page.expect_response("**/correspondant/present") as heard:
        answer.press_sequentially(", ")
    assert heard.value.status == 204


def test_the_theme_is_chosen_as_on_the_page(visit: Visit, house: House) -> None:
    assert house.accounts.any()
    visitor = visit(color_scheme="light")
    page = inside(visitor)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Thème").click()
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light
    visitor.looks("desk-chosen-dark")
