"""A mail server on this machine that keeps what it is given, with a certificate of its own."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.server import free_port

USER, PASSWORD = "heard", "a password for letters only"


@dataclass
class Letterbox:
    """What the server was given, and how to reach it."""

    port: int
    ca_file: str
    security: str
    letters: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Keep one letter, or refuse it."""
        if self.refuses:
            return "451 Try again later"
        # Over implicit TLS the whole connection is; aiosmtpd knows of no other.
        assert session.ssl is not None or self.security == "tls"
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def settings(self, **special: str) -> dict[str, str]:
        """What Heard is told about it."""
        return {
            "HEARD_SMTP_HOST": "localhost",
            "HEARD_SMTP_PORT": str(self.port),
            "HEARD_SMTP_SECURITY": self.security,
            "HEARD_SMTP_USER": USER,
            "HEARD_SMTP_PASSWORD": PASSWORD,
            "HEARD_SMTP_FROM": "heard@your-area.example",
            "HEARD_SMTP_CA_FILE": self.ca_file,
        } | special


@contextmanager
def letterbox(folder: Path, *, security: str = "starttls") -> Iterator[Letterbox]:
    """Run one for as long as the block lasts."""
    box = Letterbox(free_port(), str(_certificate(folder)), security)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(box.ca_file)
    over_tls: dict[str, Any] = (
        {"ssl_context": context} if security == "tls" else {"tls_context": context}
    )
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        authenticator=_knows,
        auth_required=security == "starttls",
        auth_require_tls=security == "starttls",
        require_starttls=security == "starttls",
        **over_tls,
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _knows(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_known)


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


def link_in(letter: EmailMessage) -> str:
    """The path of the one link in a letter."""
    [found] = re.findall(r"https?://[^/\s]+(/staff/links/\S+)", letter.get_content())
    return str(found)
