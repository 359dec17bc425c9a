"""Letters leave as they should, to a real mail server in a process of its own, whatever it does."""

from __future__ import annotations

import email
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_httpserver import HTTPServer
from werkzeug import Request as HttpRequest
from werkzeug import Response

from bot.handover.case import Filters, Letter, Sending, Step
from bot.handover.delivery import files
from bot.handover.delivery.worker import back_off
from bot.handover.outbox import LONGEST_WAIT
from bot.handover.request import Request, Status
from bot.handover.store import Requests
from bot.settings import settings
from tests.handover.conftest import Clock, send_all, set_up
from tests.handover.examples import SENDER
from tests.handover.mail_server import ACCOUNT, SECONDS
from tests.handover.mailbox import Mailbox


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite alone: what is sent is the same, and the outbox is tested on both."""
    return f"sqlite:///{tmp_path / 'handover.sqlite'}"


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_the_correspondent_and_who_asked_are_written_to(store: Requests, mailbox: Mailbox, left: Request) -> None:
    filed = store.submit(left)
    assert filed.sending
    send_all(store)
    request, acknowledgement = mailbox.messages()
    case = store.read(filed.reference)
    assert case.line.status is Status.SENT
    assert [each.sending for each in case.deliveries] == [Sending.SENT] * 2
    assert [each["Message-ID"] for each in (request, acknowledgement)] == [each.message_id for each in case.deliveries]
    assert [each.step for each in case.events] == [Step.RECEIVED, Step.SENT]

    assert request["Subject"] == f"[{filed.reference}] {left.subject}"
    assert request["To"] == "blois@agence.exemple.fr"
    assert request["Reply-To"] == f"{left.name} <{left.email}>"
    assert request["From"].addresses[0].addr_spec == SENDER
    for told in (text_of(request), html_of(request)):
        for each in (
            left.name,
            left.email,
            "06\u00a012\u00a034\u00a056\u00a078",
            "Vendôme",
            "Employeur",
            *left.context,
            filed.reference,
        ):
            assert each in told
        assert "https://exemple.fr/annonce" in told
    assert "je cherche deux couvreurs" in text_of(request)
    assert "<a" not in html_of(request)
    assert list(request.iter_attachments()) == []

    assert acknowledgement["To"] == left.email
    assert acknowledgement["Auto-Submitted"] == "auto-generated"
    for told in (text_of(acknowledgement), html_of(acknowledgement)):
        assert filed.reference in told
        assert "confiée à la conseillère entreprises de Blois, qui vous répond" in told
        assert "sous un jour ouvré" in told
        for typed in (left.name, left.subject, "couvreurs", "exemple.fr/annonce"):
            assert typed not in told


def test_an_answer_is_sent_in_the_thread(store: Requests, mailbox: Mailbox, left: Request) -> None:
    reference = store.submit(left).reference
    store.answer(reference, "anne", "Bonjour,\n\nVoici <deux> pistes : https://francetravail.fr & rien d'autre.")
    send_all(store)
    answer = next(each for each in mailbox.messages() if each["Subject"].startswith(f"[{reference}] Réponse"))
    assert answer["To"] == left.email
    assert answer["Reply-To"].addresses[0].addr_spec == "blois@agence.exemple.fr"
    assert answer["In-Reply-To"] == store.read(reference).deliveries[1].message_id
    assert "Voici <deux> pistes : https://francetravail.fr & rien d'autre." in text_of(answer)
    assert "Voici &lt;deux&gt; pistes" in html_of(answer)
    assert "Auto-Submitted" not in answer


@pytest.mark.parametrize(
    "odd",
    [
        "a\r\nBcc: tous@exemple.fr",
        "a\nBcc: tous@exemple.fr\n\nun autre corps",
        "a\x0bBcc: x\x1c\u2028\u0085Bcc: tous@exemple.fr",
        '"; Bcc: tous@exemple.fr, <x@y.fr>',
        "=?utf-8?q?=0ABcc:_tous@exemple.fr?=",
        "{{ 7 * 7 }} {% raw %} <script>alert(1)</script>",
        "é" * 3000,
        "\u202e\u200bmi\u0000xte \ud83d",
    ],
)
def test_what_is_typed_is_never_a_header_nor_html(store: Requests, mailbox: Mailbox, left: Request, odd: str) -> None:
    store.submit(replace(left, subject=odd, name=odd, organisation=odd, message=odd, context=(odd, odd)))
    send_all(store)
    messages = mailbox.messages()
    assert len(messages) == 2
    for message in messages:
        assert "Bcc" not in message
        assert message["To"] in ("blois@agence.exemple.fr", left.email)
        assert set(message.keys()) <= {
            *("Message-ID", "Date", "Subject", "From", "To", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress"),
            *("MIME-Version", "Content-Type"),
        }
        assert "<script" not in html_of(message)
    assert len(messages[0]["Reply-To"].addresses) == 1
    assert messages[0]["Reply-To"].addresses[0].addr_spec == left.email
    if "7 * 7" in odd:
        assert "{{ 7 * 7 }}" in text_of(messages[0])


@pytest.mark.parametrize("address", ["jérôme@exemple.fr", "moi@mairie-vendôme.fr", "moi@xn--mairie-vendme-ekb.fr"])
def test_addresses_with_accents_are_written_to(store: Requests, mailbox: Mailbox, left: Request, address: str) -> None:
    reference = store.submit(replace(left, email=address)).reference
    send_all(store)
    assert len(mailbox.messages()) == 2
    assert {each.sending for each in store.read(reference).deliveries} == {Sending.SENT}
    assert address in text_of(mailbox.messages()[0])


def test_greylisted_letters_wait_then_leave(store: Requests, mailbox: Mailbox, left: Request, clock: Clock) -> None:
    mailbox.does("greylist")
    reference = store.submit(left).reference
    send_all(store)
    assert mailbox.messages() == []
    first = store.read(reference).deliveries[0]
    assert (first.sending, first.tries) == (Sending.WAITING, 1)
    assert first.error == "451 4.7.1 <adresse> greylisted, come back later"
    assert store.read(reference).line.status is Status.RECORDED
    send_all(store)
    assert mailbox.messages() == []
    clock.now += back_off(1) + 1
    send_all(store)
    assert len(mailbox.messages()) == 2
    assert store.read(reference).line.status is Status.SENT


@pytest.mark.parametrize("mode", ["reject", "refuse-data"])
def test_refused_letters_are_seen_and_leave_once_mended(
    store: Requests, mailbox: Mailbox, left: Request, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.does(mode)
    reference = store.submit(left).reference
    send_all(store)
    case = store.read(reference)
    assert case.line.status is Status.FAILED
    assert {each.sending for each in case.deliveries} == {Sending.DEAD}
    assert [each.step for each in case.events] == [Step.RECEIVED, Step.UNDELIVERED, Step.UNDELIVERED]
    assert store.counts().undelivered == 1
    assert [line.reference for line in store.inbox(Filters(undelivered=True))] == [reference]
    assert f"contacts show {reference}" in caplog.text
    for personal in (left.email, left.name, "blois@"):
        assert personal not in caplog.text + "".join(each.error for each in case.deliveries)
    mailbox.does("accept")
    send_all(store)
    assert mailbox.messages() == []
    assert store.retry(reference, "anne") == 2
    send_all(store)
    assert len(mailbox.messages()) == 2
    assert (store.read(reference).line.status, store.counts().undelivered) == (Status.SENT, 0)


def test_what_is_cut_after_it_was_accepted_comes_twice_under_one_message_id(
    store: Requests, mailbox: Mailbox, left: Request, clock: Clock
) -> None:
    mailbox.does("cut")
    reference = store.submit(replace(left, email="")).reference
    send_all(store)
    mailbox.does("accept")
    clock.now += back_off(1) + 1
    send_all(store)
    assert [each["Message-ID"] for each in mailbox.messages()] == [store.read(reference).deliveries[0].message_id] * 2
    bodies = {text_of(each) for each in mailbox.messages()}
    assert len(bodies) == 1


@pytest.mark.parametrize("mode", ["drop", "delay", "killed"])
def test_a_server_that_fails_delays_and_loses_nothing(
    store: Requests, mailbox: Mailbox, left: Request, clock: Clock, mode: str
) -> None:
    assert SECONDS > 1.0
    if mode == "killed":
        mailbox.kill()
    else:
        mailbox.does(mode)
    reference = store.submit(replace(left, email="")).reference
    send_all(store)
    (delivery,) = store.read(reference).deliveries
    assert (delivery.sending, delivery.tries) == (Sending.WAITING, 1)
    assert "serveur d'envoi" in delivery.error
    if mode == "killed":
        mailbox.start()
    mailbox.does("accept")
    clock.now += back_off(1) + 1
    send_all(store)
    assert store.read(reference).line.status is Status.SENT


def test_a_letter_never_accepted_dies_at_last(
    store: Requests, mailbox: Mailbox, left: Request, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handover.delivery.worker._MOST_TRIES", 3)
    mailbox.kill()
    reference = store.submit(replace(left, email="")).reference
    for _ in range(3):
        send_all(store)
        clock.now += LONGEST_WAIT + 1
    assert store.read(reference).line.status is Status.FAILED


def test_waits_grow_and_are_bounded() -> None:
    waits = [back_off(tries) for tries in range(1, 200)]
    assert waits[:4] == [30, 60, 120, 240]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_without_a_server_letters_are_files_then_they_leave(
    store: Requests, left: Request, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = store.submit(left)
    assert not filed.sending
    send_all(store)
    files = sorted((tmp_path / "outbox").iterdir())
    assert [each.stat().st_mode & 0o777 for each in files] == [0o600] * 2
    first = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert first["Subject"] == f"[{filed.reference}] {left.subject}"
    assert left.message.splitlines()[1] in text_of(first)
    case = store.read(filed.reference)
    assert ({each.sending for each in case.deliveries}, case.line.status) == ({Sending.FILED}, Status.RECORDED)
    assert store.submit(left).sending is False

    box = Mailbox(tmp_path / "mail")
    box.start()
    try:
        set_up(monkeypatch, box, "none")
        assert store.submit(left).sending is True
        clock.now += LONGEST_WAIT + 1
        send_all(store)
        assert {each["Message-ID"] for each in box.messages()} == {each.message_id for each in case.deliveries}
    finally:
        box.kill()
    progress = store.status(filed.reference, email=left.email)
    assert progress is not None
    assert (progress.status, progress.sending) == (Status.SENT, True)


def test_a_recipient_without_address_waits_in_a_file(
    store: Requests, mailbox: Mailbox, left: Request, directory: Path
) -> None:
    directory.write_text("- {id: region, label: le correspondant régional, email: '', delay: 2}\n", "utf-8")
    filed = store.submit(left)
    assert not filed.sending
    send_all(store)
    assert [each["To"] for each in mailbox.messages()] == [left.email]
    assert [each.sending for each in store.read(filed.reference).deliveries] == [Sending.FILED, Sending.SENT]


def test_an_entry_that_left_the_directory_gives_way(
    store: Requests, mailbox: Mailbox, left: Request, directory: Path
) -> None:
    store.submit(left)
    directory.write_text("- {id: new, label: la nouvelle, email: new@agence.exemple.fr, delay: 2}\n", "utf-8")
    send_all(store)
    assert mailbox.messages()[0]["To"] == "new@agence.exemple.fr"


def test_files_go_with_their_request(store: Requests, left: Request, tmp_path: Path) -> None:
    reference = store.submit(left).reference
    kept = store.submit(replace(left, message="Autre chose.", conversation="web-2")).reference
    send_all(store)
    assert len(list((tmp_path / "outbox").iterdir())) == 4
    store.erase(left.conversation)
    assert {each.name[:18] for each in (tmp_path / "outbox").iterdir()} == {kept}
    assert reference != kept
    store.erase_one(kept)
    assert list((tmp_path / "outbox").iterdir()) == []


def test_a_request_erased_while_its_file_is_written_leaves_none(
    store: Requests, left: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write

    def write(message: EmailMessage, reference: str, name: str, folder: Path) -> Path:
        store.erase(left.conversation)
        return real(message, reference, name, folder)

    monkeypatch.setattr(files, "write", write)
    store.submit(left)
    send_all(store)
    assert list((tmp_path / "outbox").iterdir()) == []


def test_what_was_erased_is_not_sent(store: Requests, mailbox: Mailbox, left: Request) -> None:
    store.submit(left)
    store.erase(left.conversation)
    send_all(store)
    assert mailbox.messages() == []


# Encryption and accounts


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of localhost with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(1))
        .not_valid_after(today + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    formats = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(key.private_bytes(*formats) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_leave_encrypted_and_by_an_account(
    store: Requests,
    left: Request,
    clock: Clock,
    tmp_path: Path,
    certificate: Path,
    security: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Mailbox(tmp_path / "mail", security, str(certificate))
    box.start()
    try:
        set_up(monkeypatch, box, security)
        reference = store.submit(replace(left, email="")).reference
        monkeypatch.setenv("SMTP_USER", ACCOUNT[0].decode())
        monkeypatch.setenv("SMTP_PASSWORD", ACCOUNT[1].decode())

        def tried(error: str) -> None:
            clock.now += LONGEST_WAIT + 1
            send_all(store)
            (delivery,) = store.read(reference).deliveries
            assert (delivery.sending, error in delivery.error) == (Sending.WAITING, True), delivery.error

        tried("CERTIFICATE_VERIFY_FAILED")  # nobody vouches for it
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert ssl.create_default_context().get_ca_certs()
        monkeypatch.setenv("SMTP_PASSWORD", "faux")
        tried("535")
        monkeypatch.setenv("SMTP_PASSWORD", ACCOUNT[1].decode())
        clock.now += LONGEST_WAIT + 1
        send_all(store)
        assert len(box.messages()) == 1
        assert store.read(reference).line.status is Status.SENT
    finally:
        box.kill()


def test_nothing_leaves_in_clear_where_encryption_is_asked(
    store: Requests, mailbox: Mailbox, left: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_SECURITY", "starttls")
    reference = store.submit(replace(left, email="")).reference
    send_all(store)
    assert mailbox.messages() == []
    assert store.read(reference).deliveries[0].sending is Sending.WAITING


# Zammad


@pytest.fixture
def zammad(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """A local server that stands for a Zammad, and the settings that lead to it."""
    monkeypatch.setenv("ZAMMAD_TOKEN", "jeton-secret")
    monkeypatch.setenv("ZAMMAD_GROUP", "Emploi")
    monkeypatch.setenv("ZAMMAD_URL", httpserver.url_for("/"))
    return httpserver


def _ticket_handler(tickets: list[dict[str, object]]) -> Callable[[HttpRequest], Response]:
    def handle(request: HttpRequest) -> Response:
        if request.headers["Authorization"] != "Token token=jeton-secret":
            return Response('{"error": "Authentication required"}', 401)
        tickets.append(request.get_json())
        return Response('{"id": 1}', 201, content_type="application/json")

    return handle


def test_a_request_becomes_a_ticket(store: Requests, zammad: HTTPServer, left: Request, tmp_path: Path) -> None:
    tickets: list[dict[str, object]] = []
    zammad.expect_request("/api/v1/tickets", method="POST").respond_with_handler(_ticket_handler(tickets))
    filed = store.submit(left)
    assert filed.sending
    send_all(store)
    (ticket,) = tickets
    title = f"[{filed.reference}] {left.subject}"
    assert (ticket["title"], ticket["group"], ticket["customer_id"]) == (title, "Emploi", f"guess:{left.email}")
    article = cast("dict[str, object]", ticket["article"])
    assert (article["subject"], article["internal"], article["content_type"]) == (title, False, "text/plain")
    assert left.context[1] in str(article["body"])
    assert [each.sending for each in store.read(filed.reference).deliveries] == [Sending.SENT, Sending.FILED]
    assert [each.name for each in (tmp_path / "outbox").iterdir()] == [f"{filed.reference}-2-acknowledgement.eml"]


@pytest.mark.parametrize(("code", "sending"), [(422, Sending.DEAD), (401, Sending.WAITING), (503, Sending.WAITING)])
def test_what_a_zammad_refuses_is_seen_and_what_it_puts_off_is_tried_again(
    store: Requests, zammad: HTTPServer, left: Request, clock: Clock, code: int, sending: Sending
) -> None:
    zammad.expect_request("/api/v1/tickets").respond_with_data(f'{{"error": "{left.email}"}}', code)
    reference = store.submit(replace(left, email="")).reference
    send_all(store)
    (delivery,) = store.read(reference).deliveries
    assert (delivery.sending, str(code) in delivery.error, left.email in delivery.error) == (sending, True, False)
    zammad.clear()
    tickets: list[dict[str, object]] = []
    zammad.expect_request("/api/v1/tickets").respond_with_handler(_ticket_handler(tickets))
    store.retry(reference, "anne")
    clock.now += back_off(1) + 1
    send_all(store)
    assert tickets[0]["customer_id"] == "guess:blois@agence.exemple.fr"
    assert store.read(reference).deliveries[0].letter is Letter.REQUEST
    assert store.read(reference).line.status is Status.SENT


def test_settings_that_lack_their_other_half_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SMTP_HOST", "mail.exemple.fr"), ("ZAMMAD_URL", "https://z.exemple.fr")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(Exception, match=f"« {name} » vaut"):
                settings()
