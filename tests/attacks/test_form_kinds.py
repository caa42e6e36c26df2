"""S19 and S20: forms from other sites, forms left open for a day, and forms of other kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from feedback import security
from feedback.access import OPEN, UPLOADS, Audience, audiences_of
from feedback.models import Role
from feedback.respond import nonce
from tests.attacks.register import attack, control
from tests.attacks.routes import addresses
from tests.attacks.world import enter_as, token_for
from tests.conventions.test_family_posts import (
    FROM_ELSEWHERE,
    OF_OTHER_KINDS,
    posts_of_families,
    unguarded,
)
from tests.feedback.asking import open_collection, stored

DAY = timedelta(hours=24)


def misjudged(app: Flask) -> list[str]:
    """Forms of other sites that are taken, and a family's own that is not."""
    open_collection(app, opens_at=datetime.now(UTC) - 2 * DAY)
    through = [
        problem
        for address in posts_of_families(app)
        for problem in unguarded(app, address, FROM_ELSEWHERE)
    ]
    if not is_taken_after(app, DAY):
        through.append("a form left open for a day is refused")
    return through


def is_taken_after(app: Flask, waited: timedelta) -> bool:
    """Whether a form that was opened this long ago is stored."""
    before = len(stored(app)[0])
    stamp = nonce.new_stamp(str(app.secret_key), now=datetime.now(UTC) - waited)
    typed = {"nonce": stamp, "ps_overall": "good"}
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    answer = app.test_client().post("/S/ABC234", data=typed, headers=headers)
    return answer.status_code == 200 and len(stored(app)[0]) == before + 1


@attack("S19")
def test_s19_a_family_form_is_taken_from_our_page_only_and_for_a_day(bare: Flask) -> None:
    assert misjudged(bare) == []


def believe_every_site(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(security, "is_from_our_own_page", lambda: True)


def forget_stamps_after_an_hour(patch: pytest.MonkeyPatch) -> None:
    kept = nonce.read_stamp

    def read_stamp(text: str, keys: tuple[str, ...]) -> nonce.Stamp | None:
        found = kept(text, keys)
        is_fresh = found and datetime.now(UTC) - found.opened_at < timedelta(hours=1)
        return found if is_fresh else None

    patch.setattr(nonce, "read_stamp", read_stamp)


@control("S19")
@pytest.mark.parametrize(
    ("sabotage", "least"), [(believe_every_site, 12), (forget_stamps_after_an_hour, 1)]
)
def test_s19_control_a_form_that_is_judged_otherwise_is_noticed(
    bare: Flask,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Callable[[pytest.MonkeyPatch], None],
    least: int,
) -> None:
    sabotage(monkeypatch)

    assert len(misjudged(bare)) >= least


def taken_of_other_kinds(app: Flask) -> list[str]:
    """Every form of families and of staff, sent as anything but a plain form."""
    families = [
        problem
        for address in posts_of_families(app)
        for problem in unguarded(app, address, OF_OTHER_KINDS)
    ]
    return [*families, *staff_forms_of_other_kinds(app)]


def staff_forms_of_other_kinds(app: Flask) -> Iterator[str]:
    """The same for forms that have a token, which then is in a header, as scripts send it."""
    # A file is looked at only where it comes from somebody who may send one.
    desks = {role: enter_as(app, role) for role in (Role.ADMINISTRATOR, Role.OFFICER)}
    tokens = {role: {"X-CSRFToken": token_for(desk)} for role, desk in desks.items()}
    for one in addresses(app):
        is_officers = Audience.ADMINISTRATOR not in audiences_of(app, one.endpoint)
        role = Role.OFFICER if is_officers and one.endpoint in UPLOADS else Role.ADMINISTRATOR
        client, headers = desks[role], tokens[role]
        is_upload = one.endpoint in UPLOADS
        if "POST" not in one.methods or OPEN & audiences_of(app, one.endpoint):
            continue
        for data, kind, _headers, refusal in OF_OTHER_KINDS:
            if is_upload and kind.startswith("multipart/"):
                continue
            answer = client.post(one.path, data=data, content_type=kind, headers=headers)
            if answer.status_code != refusal:
                yield f"{one.path}: {kind} is answered {answer.status_code}"


@attack("S20")
def test_s20_only_plain_forms_are_read(bare: Flask) -> None:
    assert taken_of_other_kinds(bare) == []


@control("S20")
def test_s20_control_without_the_guard_other_kinds_reach_the_forms(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "_is_form_of_ours", lambda: True)

    assert len(taken_of_other_kinds(bare)) > 100
