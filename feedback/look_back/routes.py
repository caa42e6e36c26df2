"""The audit on a page, for administrators: who read, exported and changed what."""

from math import ceil

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from feedback.access import Audience, open_to
from feedback.audit import Action
from feedback.look_back import pages, records
from feedback.look_back.records import Wanted

look_back = Blueprint("look_back", __name__)


@look_back.get("/staff/audit")
@open_to(Audience.ADMINISTRATOR)
def entries() -> ResponseReturnValue:
    """The newest entries first, all or of one kind."""
    asked = request.args.get("action", "")
    action = asked if asked in set(Action) else None
    page = max(1, request.args.get("page", 1, type=int))
    lines, total = records.page_of(Wanted(action=action), page=page)
    names = records.names()
    return render_template(
        "look_back/entries.html",
        rows=[pages.row(line, names) for line in lines],
        total=total,
        action=action,
        actions=sorted(
            ((one.value, pages.action_words(one)) for one in Action), key=lambda pair: pair[1]
        ),
        page=page,
        pages=max(1, ceil(total / records.PAGE)),
    )
