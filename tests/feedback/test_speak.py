"""Officers add a recording of a question: only sound, only a person's, only these words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import Engine, insert, select
from sqlmodel import col

from feedback import create_app
from feedback.config import Config
from feedback.models import RecordingRevision, Role
from feedback.recordings import content_hash
from feedback.speak.formats import read
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.recording import (
    M4A,
    MP3,
    OFFICE,
    OGG,
    place,
    send_recording,
)
from tests.feedback.staff_pages import browser, send_form, signed_in, words

KILOBYTE = 1024


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    return signed_in(app)


def stored(app: Flask) -> list[tuple[str, ...]]:
    """Question, language, version, speaker and address of every recording."""
    with database_of(app).reading.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT question_id, language, variant, spoken_by, content_hash FROM recording"
            " ORDER BY question_id, language, variant"
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("tone", "kind"), [(OGG, "audio/ogg"), (MP3, "audio/mpeg"), (M4A, "audio/mp4")]
)
def test_a_recording_is_kept_and_can_be_listened_to(
    app: Flask, officer: CheckingClient, tone: bytes, kind: str
) -> None:
    done = send_recording(officer, content=tone, name="../../etc/passwd\x00.exe")

    address = content_hash(read(tone).content)
    sound = browser(app).get(f"/sound/{address}")
    assert done.status_code == 303
    assert stored(app) == [("ps_overall", "en", "standard", "Amina Begum", address)]
    assert (sound.status_code, sound.content_type) == (200, kind)
    assert sound.data == read(tone).content


def test_what_the_sender_says_of_a_file_is_not_believed(
    app: Flask, officer: CheckingClient
) -> None:
    send_recording(officer, content=MP3, name="page.html", content_type="text/html")

    sound = browser(app).get(f"/sound/{content_hash(read(MP3).content)}")

    assert sound.content_type == "audio/mpeg"
    assert "Content-Disposition" not in sound.headers


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"content": None}, "Choose a sound file."),
        ({"content": b""}, "Choose a sound file."),
        ({"content": b"<html>", "content_type": "audio/ogg"}, "We cannot play this file."),
        ({"content": OGG + bytes(512 * KILOBYTE)}, "This file is too big: 514 KB."),
        ({"is_a_person": None}, "We play no voice that a computer made."),
        ({"spoken_by": "  "}, "Write who is speaking."),
        ({"spoken_by": "a" * 201}, "This is 1 character too long."),
        ({"wording": "0" * 64}, "The words changed while this page was open."),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    app: Flask, officer: CheckingClient, sent: dict[str, object], says: str
) -> None:
    answer = send_recording(officer, **sent)  # type: ignore[arg-type]  # as each case says

    page = soup(answer)
    assert answer.status_code == 400
    assert says in page.select_one("[class*=error-message]").get_text()
    assert says in page.select_one("[class*=error-summary]").get_text()
    assert (
        page.select_one("#spoken_by")["value"] == str(sent.get("spoken_by", "Amina Begum")).strip()
    )
    assert page.select_one("#is_a_person").has_attr("checked") == ("is_a_person" not in sent)
    assert stored(app) == []


def test_a_file_beyond_measure_is_refused_and_only_here(
    app: Flask, officer: CheckingClient
) -> None:
    def sent(path: str, kilobytes: int) -> int:
        much = BytesIO(bytes(kilobytes * KILOBYTE))
        return officer.post(path, data={"sound": (much, "a.ogg")}).status_code

    assert sent(place(), 2000) != 413
    assert sent(place(), 4000) == 413
    # No other form takes a file at all, however small.
    assert sent("/staff/initiatives/new", 300) == 415
    assert stored(app) == []


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_only_officers_and_administrators_meet_recordings(app: Flask, role: Role) -> None:
    other, administrator = signed_in(app, role), signed_in(app, Role.ADMINISTRATOR)

    assert other.get(OFFICE).status_code == 403
    assert other.get(place()).status_code == 403
    assert "Recordings" not in words(other.get("/staff"))
    assert administrator.get(place()).status_code == 200
    assert "Recordings" in words(administrator.get("/staff"))


@pytest.mark.parametrize(
    "path", ["/xx/standard", "/en/loud", "/en/standard/no_such", "/en/standard/ps_overall/delete"]
)
def test_a_place_that_is_none_is_not_found(officer: CheckingClient, path: str) -> None:
    assert officer.get(OFFICE + path).status_code == 404


def test_the_lists_say_what_is_recorded(officer: CheckingClient) -> None:
    send_recording(officer)
    send_recording(officer, place("role", "bn", "easy"))

    index = soup(officer.get(OFFICE))
    english = soup(officer.get(f"{OFFICE}/en/standard"))

    rows = {
        str(row.th.span["lang"]): row.get_text(" ") for row in index.select("tbody tr") if row.th
    }
    total = len(english.select("tbody tr"))
    assert f"1 of {total}" in rows["en"] and f"0 of {total}" in rows["en"]
    assert f"1 of {total}" in rows["bn"]
    assert "1 of" not in rows["ar"]
    states = {row.th.get_text(): row.td.get_text() for row in english.select("tbody tr")}
    assert states["Overall, how was this session?"] == "Recorded"
    assert list(states.values()).count("Recorded") == 1


def test_the_page_shows_the_words_in_the_language_to_read_them_in(officer: CheckingClient) -> None:
    page = soup(officer.get(place("ps_overall", "ar")))

    script = page.select_one("main div[lang=ar][dir=rtl]")
    assert script is not None
    assert page.h1.get_text() == "Overall, how was this session?"
    assert len(script.select("p")) == 7


def test_words_without_a_form_are_read_beside_the_nearest(officer: CheckingClient) -> None:
    page = soup(officer.get(place("ps_overall", "syl")))

    assert page.select_one("main div.h-notice[lang=bn]") is not None
    assert "ꠍꠤꠟꠐꠤ" in page.main.get_text()


def test_a_new_recording_takes_the_place_of_the_old(app: Flask, officer: CheckingClient) -> None:
    send_recording(officer)
    send_recording(officer, content=MP3, spoken_by="Rahim")

    assert [row[3] for row in stored(app)] == ["Rahim"]
    assert browser(app).get(f"/sound/{content_hash(read(OGG).content)}").status_code == 404


def test_the_first_two_recordings_may_be_added_at_the_same_moment(
    engine: Engine, config: Config
) -> None:
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    officer = signed_in(app)

    with ThreadPoolExecutor(1) as meanwhile:
        with engine.begin() as other:
            other.execute(insert(RecordingRevision).values(id=1, revision="theirs"))
            mine = meanwhile.submit(send_recording, officer)
            with pytest.raises(TimeoutError):
                mine.result(timeout=1)

        assert mine.result().status_code == 303
    assert len(stored(app)) == 1
    with engine.begin() as connection:
        assert connection.scalar(select(col(RecordingRevision.revision))) != "theirs"


def test_a_recording_goes_only_after_asking(app: Flask, officer: CheckingClient) -> None:
    send_recording(officer)

    asked = officer.get(f"{place()}/delete")
    still = stored(app)
    done = send_form(officer, f"{place()}/delete")

    assert "It cannot be brought back." in words(asked)
    assert len(still) == 1
    assert done.status_code == 303
    assert stored(app) == []


def test_who_spoke_is_told_to_staff_alone(app: Flask, officer: CheckingClient) -> None:
    send_recording(officer)

    assert "Amina Begum" in words(officer.get(place()))
    assert b"Amina" not in browser(app).get(f"/sound/{content_hash(read(OGG).content)}").data


def test_a_part_can_be_asked_for(app: Flask, officer: CheckingClient) -> None:
    send_recording(officer)
    whole = read(OGG).content
    family, address = browser(app), f"/sound/{content_hash(whole)}"

    part = family.get(address, headers={"Range": "bytes=100-199"})
    last = family.get(address, headers={"Range": "bytes=-10"})
    beyond = family.get(address, headers={"Range": "bytes=999999-"})
    again = family.get(address, headers={"If-None-Match": f'"{content_hash(whole)}"'})

    assert (part.status_code, part.data) == (206, whole[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole)}"
    assert (last.status_code, last.data) == (206, whole[-10:])
    assert beyond.status_code == 416
    assert again.status_code == 304
    headers = family.get(address).headers
    assert headers["Accept-Ranges"] == "bytes"
    assert "immutable" in headers["Cache-Control"]
    assert "max-age=31536000" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ["0" * 12, "x" * 12, "0" * 64, "%00", "_" * 12, "%25" * 4])
def test_no_address_but_a_known_one_gives_anything(app: Flask, address: str) -> None:
    missing = browser(app).get(f"/sound/{address}")

    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"


class Body(BytesIO):
    """A body that knows how much of it was read."""

    def __init__(self, content: bytes) -> None:
        """Nothing yet."""
        super().__init__(content)
        self.read_bytes = 0

    def read(self, size: int | None = -1) -> bytes:
        """Count it."""
        found = super().read(size)
        self.read_bytes += len(found)
        return found


@pytest.mark.parametrize("role", [None, Role.FORUM, Role.VIEWER])
def test_a_strangers_file_is_refused_before_any_of_it_is_read(
    app: Flask, role: Role | None
) -> None:
    client = signed_in(app, role) if role else browser(app)
    body = Body(b"--x\r\n" + b"a" * 2_000_000)

    answer = client.post(
        place(),
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": "2000005"},
    )

    assert (answer.status_code, body.read_bytes) == (403, 0)
