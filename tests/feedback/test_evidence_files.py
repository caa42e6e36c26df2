"""Files that show what a session did: what is in them, who may save them, and what they sign."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from sqlmodel import select
from werkzeug.test import TestResponse

from feedback.coproduce.reading_files import JPEG, PDF, PNG, NotEvidenceError, read
from feedback.models import EvidenceFile, Role
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import REGISTER, error_at, filled_in, links, one_day
from tests.feedback.staff_pages import signed_in, words

__all__ = ["one_day"]

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
WHAT = "The plan that families drew"


def picture(kind: str, *, says: str = "") -> bytes:
    """A small picture, with something that its camera wrote beside it."""
    drawn, beside = BytesIO(), Image.Exif()
    beside[0x010E] = says
    beside[0x0112] = 6  # It lies on its side.
    Image.new("RGB", (8, 4), "red").save(drawn, kind, exif=beside)
    return drawn.getvalue()


def add(client: CheckingClient, page: str, data: bytes, **special: str) -> TestResponse:
    """Add a file to the only session of an initiative."""
    [form] = [link for link in links(client, page) if link.endswith("/files/new")]
    typed = {"what": WHAT, "shows_nobody": "y", **special}
    sent: dict[str, Any] = filled_in(soup(client.get(form)).select_one("main form")) | typed
    sent["file"] = (BytesIO(data), "Amina Khan.pdf")
    return client.post(form, data=sent, content_type="multipart/form-data")


def kept(app: Flask) -> list[EvidenceFile]:
    with database_of(app).session() as session:
        return list(session.exec(select(EvidenceFile)))


def page_of(made: UUID) -> str:
    return f"{REGISTER}/{made}"


def test_whoever_reads_the_register_saves_the_file_and_it_never_opens_as_a_page(app: Flask) -> None:
    page = page_of(make.without_pulse(app))
    assert add(signed_in(app), page, A_PDF).status_code == 303

    forum = signed_in(app, Role.FORUM)
    [link] = [one for one in links(forum, page) if "/files/" in one]
    saved = forum.get(link)

    assert saved.data == A_PDF
    assert saved.headers["Content-Type"] == "application/pdf"
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="evidence-')
    assert "Amina" not in saved.headers["Content-Disposition"]
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Cache-Control"] == "no-store"
    assert f"{WHAT} (PDF)" in soup(forum.get(page)).get_text()
    assert signed_in(app, Role.ADMINISTRATOR).get(link).status_code == 403
    assert app.test_client().get(link).status_code == 302


@pytest.mark.parametrize(("kind", "content_type"), [("PNG", PNG), ("JPEG", JPEG)])
def test_a_picture_stands_upright_and_says_nothing_beside_its_points(
    kind: str, content_type: str
) -> None:
    found = read(picture(kind, says="Amina, 12 Garden Row") + b"<script>")

    assert found.content_type == content_type
    assert b"Amina" not in found.content
    assert b"script" not in found.content
    with Image.open(BytesIO(found.content)) as drawn:
        assert drawn.size == (4, 8)
        assert dict(drawn.getexif()) == {}


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7 cut off",
        picture("PNG")[:40],
        b"\xff\xd8\xff\xe0 no picture",
        b"GIF89a",
        b"PK\x03\x04",
    ],
)
def test_anything_else_or_broken_is_refused(data: bytes) -> None:
    with pytest.raises(NotEvidenceError):
        read(data)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    small, large = BytesIO(), (8_000, 8_000)
    Image.new("1", large).save(small, "PNG")

    with pytest.raises(NotEvidenceError):
        read(small.getvalue())


def test_a_pdf_is_kept_as_it_is() -> None:
    assert read(A_PDF).content_type == PDF


@pytest.mark.parametrize(
    ("data", "special", "field", "says"),
    [
        (b"", {}, "file", "Choose a file."),
        (b"%PDF-" + b"x" * (2048 * 1024), {}, "file", "at most"),
        (b"hello", {}, "file", "no PDF, PNG or JPEG"),
        (A_PDF, {"what": ""}, "what", "Write what the file shows."),
        (A_PDF, {"shows_nobody": ""}, "shows_nobody", "Otherwise do not add the file."),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(
    app: Flask, data: bytes, special: dict[str, str], field: str, says: str
) -> None:
    answer = add(signed_in(app), page_of(make.without_pulse(app)), data, **special)

    assert answer.status_code == 400
    assert says in error_at(soup(answer), field)
    assert kept(app) == []


def test_only_officers_add_and_delete(app: Flask) -> None:
    page, officer = page_of(make.without_pulse(app)), signed_in(app)
    add(officer, page, A_PDF)
    forms = [one for one in links(officer, page) if "/files/" in one and not one.endswith("/new")]
    delete = next(one for one in forms if one.endswith("/delete"))

    refused = signed_in(app, Role.FORUM).get(delete).status_code
    sent = make.send(officer, delete)

    assert refused == 403
    assert sent.status_code == 303
    assert kept(app) == []


def test_a_file_that_comes_or_goes_after_the_confirmation_is_noticed(app: Flask) -> None:
    page, officer = page_of(make.complete(app)), signed_in(app)
    before = words(officer.get(page))

    add(officer, page, A_PDF)

    assert "Confirmed: it counts" in before
    assert "Changed since it was confirmed" in words(officer.get(page))


def test_a_file_goes_with_its_session(app: Flask) -> None:
    page, officer = page_of(make.without_pulse(app)), signed_in(app)
    add(officer, page, A_PDF)

    [delete] = [
        one for one in links(officer, page) if one.endswith("/delete") and "/files/" not in one
    ]
    make.send(officer, delete)

    assert kept(app) == []


def test_another_initiatives_file_is_not_found(app: Flask) -> None:
    mine, other = page_of(make.without_pulse(app)), page_of(make.without_pulse(app))
    officer = signed_in(app)
    add(officer, mine, A_PDF)

    [link] = [
        one
        for one in links(officer, mine)
        if "/files/" in one and not one.endswith(("/new", "/delete"))
    ]

    assert officer.get(link.replace(mine, other)).status_code == 404
