"""Scanners find nothing in Heard, and do find what is planted in a sabotaged copy of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlencode

import pytest
from sqlmodel import select

from feedback import create_app, staff_sessions
from feedback.config import Config
from feedback.database import session
from feedback.models import Role, StaffMember
from tests.scan.scanners import MODULES, sabotaged_server, sqlmap, wapiti
from tests.server import Server, running_server

pytestmark = pytest.mark.whole_scan

SURVEYS = ("/S/GARDEN", "/S/THREAD", "/S/SEARCH", "/S/BRANCH", "/S/SPEECH", "/S/HEARTS")
# Families' forms have no tokens on purpose: no cookie rides along that a token could guard.
# Sample mode has no TLS, so its cookie cannot be Secure.
FOR_STAFF = tuple({*MODULES, "csrf"} - {"cookieflags"})
# What would end the session that the scan needs.
ENDS_THE_SESSION = ("/staff/sign-out", "/staff/placements/*", "/staff/account*", "/staff/sign-in*")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Heard with its sample answers, as `make run` serves it."""
    with running_server(tmp_path_factory.mktemp("scan") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def server_of_staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another one: a scan that may send every form closes surveys and disables people."""
    with running_server(tmp_path_factory.mktemp("staff") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def sabotaged(server: Server) -> Iterator[str]:
    """The copy without guards, on the same sample answers."""
    with sabotaged_server(server.data_dir) as url:
        yield url


def cookie_of(
    server: Server, role: Role, monkeypatch: pytest.MonkeyPatch, *, holds_token: bool = True
) -> str:
    """The cookie of somebody with this role who has signed in and seen a form.

    A scanner keeps no cookie that a page sets: without this half of the token, the half that each
    form holds would fit no cookie, and every form it sends would be refused.
    """
    monkeypatch.setenv("HEARD_DATA_DIR", str(server.data_dir))
    monkeypatch.setenv("PORT", server.url.rpartition(":")[2])
    app = create_app(Config.from_environment())
    with app.test_request_context():
        # By the address: a scan may have changed somebody's role.
        sample = select(StaffMember).where(StaffMember.email == f"{role.value}@sample.example")
        person = session().exec(sample).one()
        signed_in = {"sid": staff_sessions.begin(person)}
        if holds_token:
            signed_in["csrf_token"] = token_hex(20)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(signed_in)}"


def report(title: str, found: list[str]) -> None:
    print(f"\n{title}: {len(found)} findings", *found, sep="\n  ", flush=True)


# --- Wapiti --------------------------------------------------------------------------------------


def test_wapiti_finds_nothing_in_the_pages_of_families(server: Server, tmp_path: Path) -> None:
    surveys = [f"{server.url}{path}" for path in SURVEYS]

    found = wapiti(f"{server.url}/", tmp_path, also=surveys)

    report("Wapiti, pages of families", found)
    assert found == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM, Role.ADMINISTRATOR])
def test_wapiti_finds_nothing_in_the_pages_of_staff(
    server_of_staff: Server, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(server_of_staff, role, monkeypatch)
    left_out = [f"{server_of_staff.url}{path}" for path in ENDS_THE_SESSION]

    found = wapiti(
        f"{server_of_staff.url}/staff",
        tmp_path,
        also=[f"{server_of_staff.url}/staff/"],
        leave_out=left_out,
        cookie=cookie,
        modules=FOR_STAFF,
    )

    report(f"Wapiti, pages of the {role.value}", found)
    assert found == []


def test_wapiti_finds_what_is_planted(sabotaged: str, tmp_path: Path) -> None:
    found = wapiti(
        f"{sabotaged}/",
        tmp_path,
        also=[f"{sabotaged}/find?code=GARDEN&lang=en", f"{sabotaged}/staff/sign-in"],
    )

    report("Wapiti, sabotaged", found)
    kinds = {line.partition(":")[0] for line in found}
    assert len(kinds) >= 5, kinds


def findings_in_forms(sabotaged: str, place: Path, cookie: str) -> set[str]:
    """What is found in the sabotaged forms of administrators, each as kind and address."""
    found = wapiti(
        f"{sabotaged}/staff/people/",
        place,
        also=[f"{sabotaged}/staff/people", f"{sabotaged}/staff/people/new"],
        cookie=cookie,
        modules=("xss", "csrf"),
    )
    report("Wapiti, sabotaged forms of staff", found)
    return {" ".join(line.split(": ")[:2]) for line in found}


def test_wapiti_finds_what_is_planted_behind_a_token(
    server: Server, sabotaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(server, Role.ADMINISTRATOR, monkeypatch)

    found = findings_in_forms(sabotaged, tmp_path, cookie)

    assert any("Cross Site Scripting POST /staff/people/new" in one for one in found)
    assert any("Request Forgery" in one and one.endswith("/role") for one in found)


def test_without_a_valid_token_it_would_see_nothing_behind_one(
    server: Server, sabotaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(server, Role.ADMINISTRATOR, monkeypatch, holds_token=False)

    found = findings_in_forms(sabotaged, tmp_path, cookie)

    assert not any("Cross Site Scripting" in one for one in found)


# --- sqlmap --------------------------------------------------------------------------------------

FORMS = {
    "the search for a code": ("/find?code=GARDEN&lang=en", {}, ""),
    "a survey": (
        "/S/GARDEN",
        {
            **{"lang": "en", "version": "1", "nonce": "x", "website": "", "ps_overall": "good"},
            **{"role": "parent_carer", "ps_better": "More notice", "child_age": "5_10"},
        },
        "nonce",
    ),
    "taking answers back": ("/withdraw", {"receipt": "AAAA-BBBB-CCCC"}, ""),
    "a missing language": ("/missing-language", {"language": "xx", "name": "Tigrinya"}, ""),
    "signing in": (
        "/staff/sign-in",
        {"csrf_token": "x", "next": "/staff", "email": "a@b.example", "password": "long enough"},
        "csrf_token",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_sqlmap_finds_nothing(server: Server, form: str, tmp_path: Path) -> None:
    path, fields, token = FORMS[form]

    found = sqlmap(f"{server.url}{path}", tmp_path, data=urlencode(fields), token=token)

    report(f"sqlmap, {form}", found)
    assert found == []


def test_sqlmap_finds_what_is_planted(sabotaged: str, tmp_path: Path) -> None:
    found = sqlmap(f"{sabotaged}/find?code=GARDEN&lang=en", tmp_path)

    report("sqlmap, sabotaged", found)
    assert any(re.fullmatch(r"Parameter: code \(GET\)", line) for line in found)
