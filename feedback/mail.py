"""Letters by SMTP over TLS; in sample mode without a mail server they are printed instead."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from feedback.config import Config, MailSecurity, MailServer

SECONDS_TO_WAIT = 10
# One after the other, beside the pages: how long one takes must tell nobody anything.
_BESIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class MailFailedError(Exception):
    """A letter could not be handed over; the message says how, and to whom it never says."""


@dataclass(frozen=True)
class Letter:
    """One message to one person."""

    to: str
    subject: str
    text: str


def can_send(config: Config) -> bool:
    """Whether letters go anywhere."""
    return config.mail is not None or config.is_sample


def send(config: Config, letter: Letter) -> None:
    """Hand a letter over; MailFailedError when nobody took it."""
    if config.mail is not None:
        _by_smtp(config.mail, letter)
    elif config.is_sample:
        print(f"\nTo: {letter.to}\nSubject: {letter.subject}\n\n{letter.text}\n", flush=True)
    else:
        raise MailFailedError("no mail server is set")


def later(job: Callable[[], None]) -> None:
    """Do this beside the page that is answered meanwhile; what fails is logged."""
    _BESIDE.submit(_logged, job)


def wait() -> None:
    """Return when everything to be done later is done."""
    _BESIDE.submit(lambda: None).result()


def _logged(job: Callable[[], None]) -> None:
    try:
        job()
    except MailFailedError as error:
        logging.getLogger("heard").error("A letter could not be sent: %s", error)
    except Exception as error:
        # The words of an error may hold an address; its kind does not.
        logging.getLogger("heard").error("A letter was not written: %s", type(error).__name__)


def _by_smtp(server: MailServer, letter: Letter) -> None:
    try:
        message = _message(server, letter)
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError, MessageError) as error:
        # Its words may hold the address: only its kind is told.
        raise MailFailedError(type(error).__name__) from None


def _message(server: MailServer, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address("Heard", addr_spec=server.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = formatdate(usegmt=True)
    # By itself it would name this machine.
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    # No answer by a machine that says its person is away.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection whose other end has shown a certificate we trust, unless it is this machine."""
    if server.security is MailSecurity.NONE:
        return smtplib.SMTP(server.host, server.port, timeout=SECONDS_TO_WAIT)
    trusted = ssl.create_default_context(cafile=server.ca_file or None)
    if server.security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS_TO_WAIT, context=trusted)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS_TO_WAIT)
    connection.starttls(context=trusted)
    return connection
