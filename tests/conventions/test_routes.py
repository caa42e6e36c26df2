"""Addresses a person can read, and a written list of who may open each page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from feedback.access import audiences_of
from tools import roles

MATRIX = Path(__file__).with_name("audiences.txt")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
PARAMETER = re.compile(r"<(?:(?P<kind>[a-z_]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>(\.[a-z]+)?")

UNTYPED = {None, "string", "path"}
# A code printed in capitals scans from a smaller QR code (alphanumeric mode).
CAPITALS = {"/S/<code>"}
# Words that name one of a few known things, and the list each is looked up in.
WORDS = {
    "code": "placements",
    "colour": "the action plan's ratings",
    "content_hash": "recordings",
    "filename": "static files",
    "kind": "what the Forum may speak of",
    "key": "the area's terms",
    "milestone_ref": "the action plan's milestones",
    "number": "forms typed in from paper",
    "language_code": "languages",
    "picture": "what a picture is of: all answers, who took part, or one question",
    "question_id": "the survey's questions",
    "ref": "the action plan's rows",
    "slug": "surveys, built in and composed",
    "thing_ref": "releases and their questions, initiatives, replies, rows of the plan",
    "term_ref": "the area's terms",
    "token": "links sent to staff",
    "version": "standard and Easy Read",
    "year": "the area's school years",
}


def rule_problems(rule: str) -> Iterator[str]:
    """What is wrong with an address, in sentences."""
    for part in rule.strip("/").split("/"):
        parameter = PARAMETER.fullmatch(part)
        if parameter is None:
            if part and not KEBAB.fullmatch(part) and rule not in CAPITALS:
                yield f"{rule}: {part!r} is not kebab-case"
        elif parameter["kind"] in UNTYPED and parameter["name"] not in WORDS:
            yield f"{rule}: say what kind {parameter['name']} is, such as <uuid:…>"


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def matrix(app: Flask) -> str:
    """Who may open every page, as audiences.txt holds it."""
    lines = []
    for rule in rules(app):
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        audiences = ", ".join(sorted(audiences_of(app, rule.endpoint)))
        lines.append(f"{rule.endpoint} | {' '.join(methods)} | {rule.rule} | {audiences}")
    return "\n".join(lines) + "\n"


def test_every_address_is_readable_and_typed(app: Flask) -> None:
    found = [problem for rule in rules(app) for problem in rule_problems(rule.rule)]

    assert len(rules(app)) > 5
    assert found == []


@pytest.mark.parametrize(
    "rule",
    ["/staff/openCollection", "/staff/open_collection", "/Staff", "/staff/<name>", "/x/<path:y>"],
)
def test_an_unreadable_or_untyped_address_is_caught(rule: str) -> None:
    assert list(rule_problems(rule))


@pytest.mark.parametrize(
    "rule", ["/", "/staff/sign-in", "/staff/collections/<uuid:id>/poster.svg", "/S/<code>"]
)
def test_a_good_address_passes(rule: str) -> None:
    assert list(rule_problems(rule)) == []


def test_every_page_says_who_may_open_it(app: Flask) -> None:
    silent = [rule.endpoint for rule in rules(app) if not audiences_of(app, rule.endpoint)]

    assert silent == []


def test_a_page_that_says_nothing_is_caught(app: Flask) -> None:
    app.add_url_rule("/quiet", "quiet", lambda: "hello")

    assert audiences_of(app, "quiet") == frozenset()
    with pytest.raises(RuntimeError, match="does not say who may open it"):
        app.test_client().get("/quiet")


def test_who_may_open_each_page_is_written_down(app: Flask) -> None:
    # A page that opens to more people than before has to be seen in review: this file's diff.
    written = set(MATRIX.read_text("utf-8").splitlines())
    found = set(matrix(app).splitlines())

    assert found - written == set(), f"Add these lines to {MATRIX.name}, if you mean them"
    assert written - found == set(), f"Take these lines out of {MATRIX.name}"


def test_the_document_about_roles_says_what_the_list_says(app: Flask) -> None:
    assert roles.PLACE.read_text("utf-8") == roles.page(app), "Run `python -m tools.roles`"


def test_staff_pages_are_under_staff_and_family_pages_are_not(app: Flask) -> None:
    open_audiences = {"family", "public"}
    misplaced = [
        rule.rule
        for rule in rules(app)
        if rule.rule.startswith("/staff") == bool(open_audiences & audiences_of(app, rule.endpoint))
        # Whoever signs in is nobody yet.
        and not rule.endpoint.startswith(("sign_in.", "by_link.", "two_steps.", "work_account."))
    ]

    assert misplaced == []
