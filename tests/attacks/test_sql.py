"""S25: SQL in every part of every address and in every field of every form."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import inspect, text

from feedback.access import OPEN, ROLE_OF, Audience, audiences_of, open_to
from feedback.database import session
from feedback.models import Role
from tests.attacks.forms import forms_of_staff
from tests.attacks.register import attack, control
from tests.attacks.routes import path_of
from tests.attacks.test_looking import found_in
from tests.attacks.world import World, enter_as, token_for
from tests.conventions.checkout import python_files
from tests.conventions.test_family_posts import posts_of_families
from tests.feedback.asking import database_of

# They differ in a sign that is not part of any code: /find makes one of what is typed.
TRUE, FALSE = "x' OR '!'='!", "x' OR '!'='."
INJECTIONS = (
    "'",
    '")--',
    "1; DROP TABLE comment; --",
    "x' UNION SELECT password_hash FROM staff_member--",
    # Seconds of work on SQLite; the other is for PostgreSQL.
    "x' OR 1=(SELECT length(hex(randomblob(200000000))))--",
    "x'||(SELECT pg_sleep(1))--",
    "1 ORDER BY 99",
    "(CASE WHEN 1=1 THEN at ELSE who END)",
    "\\'%27%00",
)
READ_FROM_ADDRESS = re.compile(r'request\.args(?:\.get\(|\[)"([a-z_-]+)"')
# What attackers try for: none of ours takes a key to sort by, so none can be missing from a list.
USUAL = ("sort", "order", "order_by", "filter", "per_page", "q", "id")
SORTED_BY_WORDS = re.compile(r"order_by\([^)]*(?:request|text\(|f\")")
SLOW = 2.0


def let_through(world: World, part: str = "") -> list[str]:
    """Every place where SQL breaks a page, slows it or changes what it says.

    With a part, only at the addresses that have it.
    """
    browsers = {role: enter_as(world.app, role) for role in Role}
    found = list(in_addresses(world, browsers, part))
    found += [] if part else in_forms(world, browsers)
    tables = set(inspect(database_of(world.app).engine).get_table_names())
    found += [f"{name} is gone" for name in {"comment", "staff_member"} - tables]
    return found + [
        f"{name} sorts by words" for name, said in our_code() if SORTED_BY_WORDS.search(said)
    ]


def our_code() -> list[tuple[str, str]]:
    """Every module that asks the database."""
    return list(python_files("feedback").items())


def names_in_addresses() -> list[str]:
    """Everything that any page reads from an address."""
    found = {name for _file, said in our_code() for name in READ_FROM_ADDRESS.findall(said)}
    assert {"page", "state", "number", "action"} <= found
    return sorted({*found, *USUAL})


def in_addresses(world: World, browsers: dict[Role, FlaskClient], part: str) -> Iterator[str]:
    """In what comes after the question mark, and in the parts that take words."""
    app, known, names = world.app, found_in(world), names_in_addresses()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if part not in rule.rule or rule.endpoint == "static" or "GET" not in (rule.methods or ()):
            continue
        audiences = audiences_of(app, rule.endpoint)
        role = None if OPEN & audiences else ROLE_OF[min(audiences, key=list(Audience).index)]
        client = browsers[role] if role else app.test_client()
        path = path_of(app, rule, known)
        gaps = [name for name, kind in rule._converters.items() if is_of_words(kind)]
        for one in INJECTIONS:
            yield from told(client, path, dict.fromkeys(names, one))
            for gap in gaps:
                yield from told(client, path_of(app, rule, {**known, gap: one}), {})
        pages = [shown(client, path, dict.fromkeys(names, one)) for one in (TRUE, FALSE)]
        if pages[0] != pages[1]:
            yield f"{path} tells true from false"


def is_of_words(converter: object) -> bool:
    """Whether a gap takes any words."""
    return type(converter).__name__ == "UnicodeConverter"


def told(client: FlaskClient, path: str, asked: dict[str, str]) -> Iterator[str]:
    """Whether one page breaks or takes its time."""
    started = time.thread_time()
    answer = client.get(path, query_string=asked)
    # A database that cannot read what it is asked looks as if it were away: 503.
    if answer.status_code >= 500 and path != "/readyz":
        yield f"{path} with {asked or 'words in it'} is answered {answer.status_code}"
    # Work, not the clock: this machine may be busy with something else.
    if time.thread_time() - started > SLOW:
        yield f"{path} is slow"


def shown(client: FlaskClient, path: str, asked: dict[str, str]) -> str:
    """A page without what it was asked for and what is new each time."""
    page = client.get(path, query_string=asked).data.decode(errors="replace")
    return re.sub(
        r'(?i)(?:nonce|csrf_token|key)"[^>]*|x(?:\'|&#39;|%27)[^"<]*|lang=[^"]*', "", page
    )


def in_forms(world: World, browsers: dict[Role, FlaskClient]) -> Iterator[str]:
    """In every field at once."""
    for form in forms_of_staff(world):
        kind = "multipart/form-data" if form.is_upload else None
        client = browsers[form.role]
        for one in INJECTIONS[:6]:
            data = {**dict.fromkeys(form.values, one), "csrf_token": token_for(client)}
            answer = client.post(form.action, data=data, content_type=kind)
            if answer.status_code >= 500:
                yield f"{form.action} with {one} is answered {answer.status_code}"
    for path in posts_of_families(world.app):
        for one in INJECTIONS:
            fields = dict.fromkeys(("nonce", "receipt", "language", "lang", "switch", "role"), one)
            if world.app.test_client().post(path, data=fields).status_code >= 500:
                yield f"{path} with {one} breaks"


@attack("S25")
def test_s25_sql_in_an_address_or_a_form_is_only_words(world: World) -> None:
    assert let_through(world) == []


@control("S25")
def test_s25_control_a_page_that_puts_words_into_sql_is_found(world: World) -> None:
    add_a_hole(world.app)

    through = let_through(world, "/hole")

    assert "/hole tells true from false" in through
    assert [one for one in through if one.startswith("/hole with") and one.endswith("503")]


def add_a_hole(app: Flask) -> None:
    """A view as it must never be written."""

    @open_to(Audience.PUBLIC)
    def hole() -> str:
        asked = f"SELECT count(*) FROM placement WHERE label = '{request.args.get('number', '')}'"  # noqa: S608
        return f"<p>{session().execute(text(asked)).scalar()}</p>"

    app.add_url_rule("/hole", "hole", hole)
