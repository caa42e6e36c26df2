"""How far each language is, for who answers for what families read."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from feedback.access import Audience, open_to
from feedback.language import current_languages

languages = Blueprint("languages", __name__, url_prefix="/staff")


@languages.get("/languages")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.VIEWER)
def progress() -> ResponseReturnValue:
    """Each language beside what is translated and checked of it."""
    return render_template("languages/progress.html", rows=current_languages().progress)
