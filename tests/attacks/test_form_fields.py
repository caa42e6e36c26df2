"""S17 and S18: things said twice or in the wrong place, and forms without their token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from feedback.access import OPEN, audiences_of
from feedback.models import Role
from tests.attacks.forms import forms_of_staff
from tests.attacks.register import attack, control
from tests.attacks.routes import addresses
from tests.attacks.world import World, changed, enter_as, rows, token_for
from tests.feedback.asking import open_collection, stamp_on, stored

OVERRIDES = {
    "X-HTTP-Method-Override": "DELETE",
    "X-HTTP-Method": "DELETE",
    "X-Method-Override": "DELETE",
    "X-Original-URL": "/staff",
    "X-Rewrite-URL": "/staff",
}


def read_otherwise(app: Flask) -> list[str]:
    """Say a thing twice, or in the wrong place: whatever was read but the first, in its place."""
    client = app.test_client()
    typed = {"nonce": stamp_on(client), "ps_overall": ["good", "bad"], "role": ["", "parent_carer"]}
    client.post("/S/ABC234?ps_heard=yes", data=typed)
    _responses, answers, _comments = stored(app)
    found = [f"{one.question_id}: {one.code}" for one in answers]
    said = [] if found == ["ps_overall: good"] else [f"of a thing said twice: {found}"]
    for name, value in OVERRIDES.items():
        answer = client.get("/privacy", headers={name: value})
        if answer.status_code != 200 or b"You are" in answer.data:
            said.append(f"{name} is obeyed")
        if client.post("/withdraw?_method=PUT", data={"_method": "PUT"}).status_code == 405:
            said.append("_method is obeyed")
    return said


@attack("S17")
def test_s17_of_things_said_twice_the_first_counts_and_no_method_but_the_real_one(
    bare: Flask,
) -> None:
    open_collection(bare)

    assert read_otherwise(bare) == []


@control("S17")
def test_s17_control_a_server_that_obeys_overriding_headers_is_noticed(bare: Flask) -> None:
    open_collection(bare)
    real = bare.wsgi_app

    def obeying(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        wanted = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE")
        return real({**environ, **({"REQUEST_METHOD": wanted} if wanted else {})}, start_response)

    bare.wsgi_app = obeying  # type: ignore[method-assign]  # the sabotage

    assert read_otherwise(bare) == ["X-HTTP-Method-Override is obeyed"]


def taken_without_token(world: World) -> list[str]:
    """Every form of staff without a token, with another session's, and what that has changed."""
    app = world.app
    forms = forms_of_staff(world)
    stranger = enter_as(app, Role.OFFICER)
    with stranger.session_transaction() as cookie:
        cookie["csrf_token"] = "f" * 40
    browsers = {role: enter_as(app, role) for role in Role}
    before, found = rows(app), []
    for token in ("", token_for(stranger), "made up"):
        for form in forms:
            kind = "multipart/form-data" if form.is_upload else None
            data = {**form.values, "csrf_token": token}
            answer = browsers[form.role].post(form.action, data=data, content_type=kind)
            if answer.status_code != 400:
                found.append(f"{form.action} with {token[:8]!r}: {answer.status_code}")
        found += unguarded_addresses(app, browsers[Role.OFFICER], token)
    return found + changed(before, rows(app))


def unguarded_addresses(app: Flask, client: FlaskClient, token: str) -> list[str]:
    """Every address of staff that takes a form, also those that no page leads to."""
    answers = {
        one.path: client.post(one.path, data={"csrf_token": token}).status_code
        for one in addresses(app)
        if "POST" in one.methods and not OPEN & audiences_of(app, one.endpoint)
    }
    return [f"{path} with {token[:8]!r}" for path, status in answers.items() if status != 400]


@attack("S18")
def test_s18_no_form_of_staff_is_taken_without_its_own_token(world: World) -> None:
    assert taken_without_token(world) == []


@control("S18")
def test_s18_control_without_the_check_forms_are_taken(world: World) -> None:
    world.app.config["WTF_CSRF_CHECK_DEFAULT"] = False

    through = taken_without_token(world)

    assert {"staff_member", "placement"} & set(through)
    assert len(through) > 20
