"""Sends a letter to a mail server. SMTP cannot deliver exactly once: a letter cut after it was accepted goes again."""

from __future__ import annotations

import asyncio
import contextlib
from email.message import EmailMessage

import aiosmtplib

from bot.handover.delivery.outcome import Refused, TryLater, told
from bot.settings import Security, Settings

SECONDS = 30.0
"""For one exchange with the server."""
SECONDS_IN_ALL = 90.0
"""For a letter: shorter than its lease."""
_SILENT = "le serveur d'envoi n'a pas répondu à temps"
_UNREACHABLE = "le serveur d'envoi est injoignable : {}"


def send(message: EmailMessage, sender: str, recipient: str, settings: Settings, seconds: float = SECONDS) -> None:
    """Return once the server accepted the message. Raises TryLater or Refused."""
    try:
        asyncio.run(asyncio.wait_for(_sent(message, sender, recipient, settings, seconds), 3 * seconds))
    except aiosmtplib.SMTPRecipientsRefused as error:
        refused = error.recipients[0]
        raise _verdict(refused.code, refused.message) from error
    except aiosmtplib.SMTPDataError as error:
        raise _verdict(error.code, error.message) from error
    except aiosmtplib.SMTPNotSupported as error:  # an address that this server cannot write to
        raise Refused(told(None, str(error))) from error
    except aiosmtplib.SMTPResponseException as error:  # the account, the sender: of the settings, not of this letter
        raise TryLater(told(error.code, error.message)) from error
    except (asyncio.TimeoutError, aiosmtplib.SMTPTimeoutError) as error:
        raise TryLater(_SILENT) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise TryLater(_UNREACHABLE.format(told(None, str(error)))) from error


async def _sent(message: EmailMessage, sender: str, recipient: str, settings: Settings, seconds: float) -> None:
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        local_hostname=settings.mail_from.rpartition("@")[2],
        timeout=seconds,
        use_tls=settings.smtp_security is Security.TLS,
        start_tls=settings.smtp_security is Security.STARTTLS,
        username=settings.smtp_user or None,
        password=settings.smtp_password.get_secret_value() or None,
    )
    try:
        await client.connect()
        await client.send_message(message, sender=sender, recipients=[recipient])
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):  # it is accepted all the same
            await client.quit()
    finally:
        client.close()


def _verdict(code: int, text: str) -> Exception:
    return (Refused if 500 <= code < 600 else TryLater)(told(code, text))
