"""Letters leave over TLS that we trust, or they do not leave, and nothing is lost by that."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback import mail
from feedback.config import Config, ConfigError
from feedback.mail import Letter, MailFailedError
from tests.feedback.posting import PASSWORD, letterbox

LETTER = Letter(
    "sam@harbour.example", "Your account – قهوة", "Open this page:\n\nhttps://a.example/x"
)


def config(tmp_path: Path, settings: dict[str, str]) -> Config:
    return Config.from_environment({"HEARD_DATA_DIR": str(tmp_path), **settings})


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_arrives_whole_over_tls(tmp_path: Path, security: str) -> None:
    with letterbox(tmp_path, security=security) as box:
        mail.send(config(tmp_path, box.settings()), LETTER)

    [letter] = box.letters
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter["From"] == "Heard <heard@your-area.example>"
    assert letter.get_content().split() == LETTER.text.split()
    assert letter["Message-ID"].endswith("@your-area.example>")


@pytest.mark.parametrize(
    "special",
    [
        {"HEARD_SMTP_CA_FILE": ""},
        {"HEARD_SMTP_PASSWORD": "wrong"},
        {"HEARD_SMTP_PORT": "1"},
        {"HEARD_SMTP_CA_FILE": "/nowhere.pem"},
    ],
)
def test_a_server_we_do_not_trust_or_that_does_not_trust_us_gets_nothing(
    tmp_path: Path, special: dict[str, str]
) -> None:
    with letterbox(tmp_path) as box, pytest.raises(MailFailedError) as failed:
        mail.send(config(tmp_path, box.settings(**special)), LETTER)

    assert box.letters == []
    assert LETTER.to not in str(failed.value)


def test_a_letter_refused_is_said_to_be_refused(tmp_path: Path) -> None:
    with letterbox(tmp_path) as box:
        box.refuses = True

        with pytest.raises(MailFailedError):
            mail.send(config(tmp_path, box.settings()), LETTER)


def test_nobody_adds_a_second_reader_or_a_line_to_a_letter(tmp_path: Path) -> None:
    with letterbox(tmp_path) as box:
        settings = config(tmp_path, box.settings())
        for to in ("a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"):
            with pytest.raises(MailFailedError):
                mail.send(settings, Letter(to, "Subject", "Text"))
        with pytest.raises(MailFailedError):
            mail.send(settings, Letter(LETTER.to, "Subject\r\nBcc: c@d.example", "Text"))

    assert box.letters == []


def test_sample_mode_prints_what_it_cannot_send(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail.send(config(tmp_path, {}), LETTER)

    assert LETTER.text in capsys.readouterr().out


@pytest.mark.parametrize(
    ("special", "said"),
    [
        ({"HEARD_SMTP_FROM": ""}, "HEARD_SMTP_FROM"),
        ({"HEARD_SMTP_FROM": "a@b.example, c@d.example"}, "HEARD_SMTP_FROM"),
        ({"HEARD_SMTP_SECURITY": "hope"}, "HEARD_SMTP_SECURITY"),
        (
            {"HEARD_SMTP_SECURITY": "none", "HEARD_SMTP_HOST": "mail.your-area.example"},
            "let people in",
        ),
        ({"HEARD_SMTP_PORT": "many"}, "HEARD_SMTP_PORT"),
    ],
)
def test_an_unsafe_mail_server_stops_the_start(
    tmp_path: Path, special: dict[str, str], said: str
) -> None:
    usual = {"HEARD_SMTP_HOST": "localhost", "HEARD_SMTP_FROM": "heard@your-area.example"}

    with pytest.raises(ConfigError, match=said):
        config(tmp_path, usual | special)


def test_no_secret_is_printed_with_the_settings(tmp_path: Path) -> None:
    settings = config(
        tmp_path,
        {
            "HEARD_SMTP_HOST": "localhost",
            "HEARD_SMTP_FROM": "heard@your-area.example",
            "HEARD_SMTP_PASSWORD": PASSWORD,
        },
    )

    assert PASSWORD not in repr(settings)
    assert settings.secret_key not in repr(settings)
