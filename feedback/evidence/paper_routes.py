"""Officers take along a paper for their committee, or paragraphs for a self-evaluation."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import audit
from feedback.access import Audience, open_to
from feedback.audit import Action, Subject
from feedback.evidence.papers import MIMETYPES, Made, Paper, make
from feedback.typeset import CannotPrintError
from forms.staff import LONDON
from forms.staff_papers import PaperForm
from translations import ENGLISH

papers = Blueprint("papers", __name__, url_prefix="/staff/evidence/papers")


@papers.get("")
@open_to(Audience.OFFICER)
def choose() -> ResponseReturnValue:
    """The choice; once it is made, the paper as a file. Committees here read English."""
    today = datetime.now(LONDON).date()
    is_fresh = "paper" not in request.args
    form = PaperForm(
        today=today, formdata=None if is_fresh else request.args, data={"as_at": today}
    )
    if is_fresh:
        return _page(form)
    if not form.validate():
        return _page(form), 400
    try:
        made = make(Paper(form.paper.data), form.as_at.data, ENGLISH, today=today)
    except CannotPrintError as error:
        form.paper.errors = [_("This cannot be printed here. %(reason)s", reason=error)]
        return _page(form), 400
    return _file(made)


def _page(form: PaperForm) -> str:
    return render_template("evidence/papers.html", form=form)


def _file(made: Made) -> Response:
    audit.record(Action.EXPORTED, Subject.EVIDENCE, made.name)
    return Response(
        made.content,
        mimetype=MIMETYPES[made.name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )
