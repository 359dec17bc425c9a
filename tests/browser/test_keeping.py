"""Nothing is lost: reload, a lost network, a lost reply, a full server; and what is erased is erased."""

from __future__ import annotations

import json

from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

QUESTION = "combien d'aides-soignants à Tours ?"


def hold_the_first(visitor: Visitor) -> list[Route]:
    """Keep the first question on its way, in the list returned, until the test lets it go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.page.route("**/api/messages", hold, times=1)
    return held


def the_held(visitor: Visitor, held: list[Route]) -> Route:
    """Return the question on its way, once it is."""
    while not held:
        visitor.page.wait_for_timeout(20)
    return held[0]


def test_a_page_over_plain_http_makes_its_own_ids(visit: Visit) -> None:
    visitor = visit()
    visitor.context.add_init_script("delete Crypto.prototype.randomUUID")
    visitor.open()
    assert visitor.page.evaluate("crypto.randomUUID") is None
    assert "Aides-soignants" in visitor.ask(QUESTION).inner_text()


def test_reload_keeps_the_conversation_and_the_draft(visit: Visit) -> None:
    visitor = visit().open()
    said = visitor.ask(QUESTION).get_by_role("heading", level=2).inner_text()
    visitor.page.get_by_label("Votre question").fill("et à Blo")
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", level=2, name=said)).to_be_visible()
    expect(visitor.page.locator(".asked")).to_have_text(f"Vous : {QUESTION}")
    expect(visitor.page.get_by_label("Votre question")).to_have_value("et à Blo")
    expect(visitor.page.locator("#welcome")).to_be_hidden()


def test_a_lost_network_keeps_the_question_and_sends_it_once_back(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(True)
    field = visitor.page.get_by_label("Votre question")
    field.fill(QUESTION)
    field.press("Enter")
    again = visitor.page.get_by_role("button", name="Réessayer")
    expect(again).to_be_visible()
    visitor.looks("offline")
    again.click()
    expect(visitor.page.locator(".problem")).to_contain_text("connexion est coupée")
    visitor.context.set_offline(False)
    assert "Aides-soignants" in visitor.answered().inner_text()
    expect(visitor.page.locator(".turn")).to_have_count(1)
    expect(again).to_have_count(0)


def test_two_questions_asked_without_network_are_sent_in_order(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("ERR_INTERNET_DISCONNECTED")
    visitor.context.set_offline(True)
    for number, question in enumerate((QUESTION, "et à Blois ?"), start=1):
        visitor.page.get_by_label("Votre question").fill(question)
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.get_by_role("button", name="Réessayer")).to_have_count(number)
    visitor.context.set_offline(False)
    expect(visitor.page.locator(".turn .sentence")).to_have_count(2)
    for place, town in enumerate(("Tours", "Blois")):
        expect(visitor.page.locator(".turn").nth(place).locator(".sentence")).to_contain_text(town)


def test_a_question_asked_while_another_is_answered_is_sent_next(visit: Visit) -> None:
    visitor = visit().open()
    held = hold_the_first(visitor)
    field = visitor.page.get_by_label("Votre question")
    for question in (QUESTION, "et à Blois ?", "et à Orléans ?"):
        field.fill(question)
        field.press("Enter")
        expect(field).to_have_value("")
    expect(visitor.page.locator(".queued")).to_have_count(2)
    visitor.looks("queued")
    the_held(visitor, held).continue_()
    expect(visitor.page.locator(".turn .sentence")).to_have_count(3)
    expect(visitor.page.locator(".queued")).to_have_count(0)
    for place, town in enumerate(("Tours", "Blois", "Orléans")):
        expect(visitor.page.locator(".turn").nth(place).locator(".sentence")).to_contain_text(town)
    kept = visitor.context.request.get(f"{visitor.url}/api/conversation").json()["messages"]
    assert [each["text"] for each in kept if each["from"] == "user"] == [QUESTION, "et à Blois ?", "et à Orléans ?"]


def test_a_question_that_follows_a_failed_one_is_not_sent_before_it(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("400")
    held = hold_the_first(visitor)
    for question in (QUESTION, "et à Blois ?"):
        visitor.page.get_by_label("Votre question").fill(question)
        visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".queued")).to_have_count(1)
    the_held(visitor, held).fulfill(status=400, body=json.dumps({"error": "Requête illisible."}))
    expect(visitor.page.locator(".problem").nth(0)).to_have_text("Requête illisible.")
    expect(visitor.page.locator(".problem").nth(1)).to_contain_text("la question d’avant n’est pas passée")
    for number in range(2):
        visitor.page.get_by_role("button", name="Réessayer").first.click()
        expect(visitor.page.locator(".turn .sentence")).to_have_count(number + 1)


def test_queued_questions_are_sent_after_a_reload(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.route("**/api/messages", lambda _: None)  # never answered
    for question in (QUESTION, "et à Blois ?"):
        visitor.page.get_by_label("Votre question").fill(question)
        visitor.page.keyboard.press("Enter")
    visitor.page.unroute("**/api/messages")
    visitor.page.reload()
    expect(visitor.page.locator(".turn .sentence")).to_have_count(2)
    expect(visitor.page.locator(".sentence").last).to_contain_text("Blois")


def test_a_server_error_is_not_told_as_a_lost_connection(visit: Visit) -> None:
    visitor = visit(width=390, height=700).open()
    visitor.expected += ["500", "503"]
    told = json.dumps({"error": "Une erreur est survenue.", "reference": "a1b2c3"})
    visitor.page.route("**/health/ready", lambda route: route.fulfill(status=503, body="{}"))
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=500, body=told), times=1)
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".problem")).to_contain_text("a1b2c3")
    status = visitor.page.locator("#status")
    expect(status).to_contain_text("Le service a un problème")
    expect(status).not_to_contain_text("Connexion")
    visitor.looks("server-error-390")
    for name in ("Réessayer", "Modifier"):  # not under the line above the field
        button, line = visitor.page.get_by_role("button", name=name).bounding_box(), status.bounding_box()
        assert button is not None
        assert line is not None
        assert button["y"] + button["height"] <= line["y"]
    visitor.page.get_by_role("button", name="Réessayer").click()
    visitor.answered()
    expect(status).to_be_empty()


def test_a_file_that_cannot_be_had_is_told(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("429")
    turn = visitor.ask(QUESTION)
    told = json.dumps({"error": "Trop de demandes à la fois. Réessayez dans 5 secondes.", "retry_after": 5})
    visitor.page.route("**/api/diagnostics/**", lambda route: route.fulfill(status=429, body=told), times=1)
    turn.get_by_role("link", name="(PDF)").click()
    expect(turn.locator(".files .lost")).to_contain_text("Réessayez dans 5 secondes")
    visitor.looks("file-refused")
    with visitor.page.expect_download() as download:
        turn.get_by_role("link", name="(PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")
    expect(turn.locator(".lost")).to_have_count(0)


def test_a_failed_question_can_be_taken_back(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("ERR_FAILED")
    visitor.page.route("**/api/messages", lambda route: route.abort())
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="Modifier").click()
    expect(visitor.page.get_by_label("Votre question")).to_have_value(QUESTION)
    expect(visitor.page.get_by_label("Votre question")).to_be_focused()
    expect(visitor.page.locator(".turn")).to_have_count(0)
    expect(visitor.page.locator("#welcome")).to_be_visible()


def test_a_lost_reply_is_not_played_twice(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("ERR_FAILED")
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        route.fetch()  # the server answers, the page never knows
        route.abort()

    visitor.page.route("**/api/messages", lose_the_first)
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    with visitor.page.expect_response("**/api/messages") as second:
        visitor.page.keyboard.press("Enter")
    assert json.loads(second.value.request.post_data or "") == json.loads(lost[0])
    visitor.answered()
    kept = visitor.context.request.get(f"{visitor.url}/api/conversation").json()["messages"]
    assert [each["from"] for each in kept] == ["user", "bot"]


def test_a_question_left_unsent_is_sent_after_a_reload(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("ERR_FAILED")
    visitor.page.route("**/api/messages", lambda route: route.abort())
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("button", name="Réessayer")).to_be_visible()
    visitor.page.unroute("**/api/messages")
    visitor.page.reload()
    assert "Aides-soignants" in visitor.answered().inner_text()


def test_too_many_questions_are_told_with_the_wait(visit: Visit) -> None:
    visitor = visit().open()
    visitor.expected.append("429")
    visitor.page.clock.install()  # the wait is long, and passes when told
    told = json.dumps({"error": "Trop de messages à la suite.", "retry_after": 300})
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=429, body=told), times=1)
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    visitor.page.keyboard.press("Enter")
    again = visitor.page.get_by_role("button", name="Réessayer")
    expect(again).to_contain_text("dans")
    visitor.looks("too-many")
    visitor.page.clock.run_for("05:00")
    expect(again).to_have_text("Réessayer")
    again.click()
    visitor.answered()


def test_a_failing_server_is_told_with_its_reference(visit: Visit) -> None:
    visitor = visit(width=390, height=844, color_scheme="dark").open()
    visitor.expected.append("503")
    told = json.dumps({"error": "Le service est indisponible.", "reference": "ab12cd34"})
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=503, body=told), times=1)
    visitor.page.get_by_label("Votre question").fill(QUESTION)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".problem")).to_contain_text("ab12cd34")
    visitor.looks("failing-390-dark")
    visitor.answered()  # by itself


def test_erasing_asks_first_and_forgets_everything(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask(QUESTION)
    visitor.page.get_by_role("button", name="Effacer la conversation").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    visitor.looks("erase")
    dialog.get_by_role("button", name="Garder").click()
    expect(visitor.page.locator(".turn")).to_have_count(1)
    visitor.page.get_by_role("button", name="Effacer la conversation").click()
    dialog.get_by_role("button", name="Effacer", exact=True).click()
    expect(visitor.page.locator(".turn")).to_have_count(0)
    expect(visitor.page.locator("#welcome")).to_be_visible()
    visitor.page.reload()
    visitor.page.locator("#welcome .example").first.wait_for()
    expect(visitor.page.locator(".turn")).to_have_count(0)


def test_a_message_near_the_limit_is_counted_and_a_longer_one_not_sent(visit: Visit) -> None:
    visitor = visit().open()
    field, count = visitor.page.get_by_label("Votre question"), visitor.page.locator("#count")
    field.fill("a" * 500)
    expect(count).to_be_empty()
    field.fill("a" * 3990)
    expect(count).to_contain_text("encore 10")
    field.fill("a" * 4001)
    expect(count).to_contain_text("1 de trop")
    visitor.looks("too-long")
    field.press("Enter")
    expect(visitor.page.locator(".turn")).to_have_count(0)
    expect(field).to_have_value("a" * 4001)


def test_an_opinion_given_while_another_goes_is_sent_and_a_question_after_it(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask(QUESTION)
    turn = visitor.page.locator(".turn").first
    sent: list[str] = []
    visitor.page.on("request", lambda each: sent.append(each.post_data or "") if each.method == "POST" else None)
    held = hold_the_first(visitor)
    turn.get_by_role("button", name="Pas utile").click()
    going = the_held(visitor, held)
    turn.get_by_role("button", name="Utile", exact=True).click()
    visitor.page.get_by_label("Votre question").fill("et à Blois ?")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".queued")).to_be_visible()
    going.continue_()
    expect(visitor.answered()).to_contain_text("Blois")
    assert [json.loads(each)["text"] for each in sent] == ["pas utile", "utile", "et à Blois ?"]
    expect(turn.locator(".thanks")).to_be_visible()


def test_an_answer_that_another_followed_is_not_rated_any_more(visit: Visit) -> None:
    """The server takes an opinion as of its last answer: a reason pressed here would be told of another."""
    visitor = visit().open()
    visitor.ask(QUESTION)
    turn = visitor.page.locator(".turn").first
    turn.get_by_role("button", name="Pas utile").click()
    expect(turn.get_by_role("button", name="Pas clair")).to_be_visible()
    held = hold_the_first(visitor)
    visitor.page.get_by_label("Votre question").fill("et à Blois ?")
    visitor.page.keyboard.press("Enter")
    going = the_held(visitor, held)
    expect(turn.get_by_role("button", name="Pas clair")).to_be_hidden()
    expect(turn.locator(".thanks")).to_be_visible()
    going.continue_()
    visitor.answered()


def test_what_could_not_be_read_is_shown_once_it_can_before_what_was_asked_since(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask(QUESTION)
    failing = {"status": 503, "json": {"error": "Le service est momentanément indisponible."}}
    refused: list[Route] = []

    def refuse(route: Route) -> None:
        if route.request.method != "GET":
            route.continue_()
            return
        refused.append(route)
        route.fulfill(**failing)  # type: ignore[arg-type]

    visitor.expected.append("503")
    visitor.page.route("**/api/conversation", refuse)
    visitor.page.clock.install()
    visitor.page.reload()
    expect(visitor.page.locator("#status")).to_contain_text("ne répond pas encore")
    visitor.ask("et à Blois ?")
    visitor.page.clock.run_for(5_000)
    while len(refused) < 2:
        visitor.page.wait_for_timeout(20)
    expect(visitor.page.locator(".turn")).to_have_count(1)
    visitor.page.unroute("**/api/conversation")
    visitor.page.clock.run_for(8_000)
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.page.locator(".asked")).to_have_text([f"Vous : {QUESTION}", "Vous : et à Blois ?"])
    expect(visitor.page.locator(".turn article")).to_have_count(2)
    expect(visitor.page.locator("#status")).to_be_empty()
