"""Nothing is lost: reload, a lost network, a lost reply, a full server; and what is erased is erased."""

from __future__ import annotations

import json

from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit

QUESTION = "combien d'aides-soignants à Tours ?"


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
