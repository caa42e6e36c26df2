"""The front page: where to type a code, and the way to what was published."""

from flask import current_app, render_template

from feedback.database import AWAY


def page(**shown: object) -> str:
    """The front page, with the newest Local Offer statement where there is one."""
    return render_template("respond/home.html", statement_year=_statement_year(), **shown)


def _statement_year() -> str | None:
    try:
        year: str | None = current_app.extensions["heard_newest_statement"]()
    except AWAY:
        # Whoever comes to type a code must not be turned away for want of a link.
        return None
    return year
