"""Every form of staff as it stands on its page, filled in so that it would be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from feedback.models import Role
from tests.accessibility.pages import Places
from tests.attacks.test_looking import direct
from tests.attacks.world import World, enter_as
from tests.feedback.initiatives import filled_in

EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMINISTRATOR)
# What ends the session or leads out of it: nothing could be sent after it.
ENDS = ("/staff/sign-out", "/hand-over", "/staff/sign-in", "/staff/links")
WORDS = "Words that somebody types."
A_DAY, A_PAGE = "01/10/2025", "https://harbour.example/news"


@dataclass(frozen=True)
class Form:
    """One form: who may send it, where to, and what a browser would send."""

    role: Role
    action: str
    values: Mapping[str, Sequence[str]]
    is_upload: bool
    # The page it stands on, and its boxes into which anything may be written.
    path: str
    boxes: tuple[str, ...]


# The same for every copy of the same data.
_FOUND: dict[Places, list[Form]] = {}


def forms_of_staff(world: World) -> list[Form]:
    """All of them, each once; gathered once for all attacks."""
    if world.places not in _FOUND:
        _FOUND[world.places] = _gathered(world)
    return _FOUND[world.places]


def _gathered(world: World) -> list[Form]:
    found: dict[tuple[Role, str], Form] = {}
    for role in EDITORS:
        client = enter_as(world.app, role)
        for path in direct(world):
            if path.startswith("/staff") and not path.endswith(ENDS):
                for form in forms_on(client, role, path):
                    found.setdefault((role, form.action), form)
    assert len(found) > 25
    return list(found.values())


def forms_on(client: FlaskClient, role: Role, path: str) -> list[Form]:
    """The forms on one page that change something."""
    page = client.get(path)
    if page.status_code != 200 or page.mimetype != "text/html":
        return []
    soup = BeautifulSoup(page.get_data(as_text=True), "html.parser")
    found = []
    for form in soup.select("form[method=post]"):
        action = str(form.get("action") or path).partition("#")[0]
        if action.endswith(ENDS) or action.startswith("/staff/links"):
            continue
        values = {name: typed(name, said) for name, said in filled_in(form).items()}
        for box in form.select("select[name]"):
            # The first choice is often no choice.
            options = [str(one["value"]) for one in box.select("option[value]") if one["value"]]
            if options and not any(filled_in(form)[str(box["name"])]):
                values[str(box["name"])] = options[:1]
        for choice in form.select("input[type=radio], input[type=checkbox]"):
            if not filled_in(form)[str(choice["name"])]:
                values[str(choice["name"])] = [str(choice["value"])]
        is_upload = form.get("enctype") == "multipart/form-data"
        found.append(Form(role, action, values, is_upload, path, tuple(boxes_of(form))))
    return found


def boxes_of(form: Tag) -> Iterator[str]:
    """The boxes of a form that take words, not days, numbers, links or passwords."""
    for box in form.select("textarea[name], input[name][type=text], input[name]:not([type])"):
        name = str(box["name"])
        if box.get("inputmode") != "numeric" and not name.endswith(
            ("_on", "_at", "_until", "_time", "_link")
        ):
            yield name


# What an empty box wants that takes no words.
FITTING = {"email": "new@harbour.example", "as_at": A_DAY, "counted": "3", "out_of": "5"}


def typed(name: str, values: list[str]) -> list[str]:
    """What stands in a box, or what somebody would type into an empty one."""
    if any(one.strip() for one in values):
        return values
    if name.endswith("_on"):
        return [A_DAY]
    return [A_PAGE] if name.endswith("_link") else [FITTING.get(name, WORDS)]
