"""What `heard run` prints before it serves: the addresses and, in sample mode, who may sign in."""

from datetime import datetime

from flask import Flask, url_for
from sqlalchemy import select

from feedback import surveys
from feedback.config import Config
from feedback.database import Database, database
from feedback.models import Collection, Placement, StaffMember
from feedback.responses import table_of
from feedback.sample import credentials
from forms.surveys import SURVEYS

COLLECTION, PLACEMENT = table_of(Collection), table_of(Placement)
STAFF = table_of(StaffMember)


def welcome(app: Flask, config: Config, *, now: datetime) -> str:
    """The whole text."""
    with app.test_request_context(base_url=config.base_url):
        area = app.extensions["heard_area"]
        codes = open_codes(database(), now=now)
        every = surveys.all_of_them()
        titles = {slug: str(every[slug].title) for slug in codes}
        width = max((len(title) for title in titles.values()), default=0)
        families = [
            f"  {titles[slug]:<{width}}  {url_for('respond.survey', code=code, _external=True)}"
            for slug, code in codes.items()
        ]
        about = " with made-up answers" if config.is_sample else ""
        lines = [f"Heard serves {area.name}{about} at {config.base_url}"]
        lines += ["", "Families answer at"] + (families or ["  (no collection is open)"])
        lines += ["", f"Staff sign in at {url_for('sign_in.sign_in', _external=True)}"]
        if not _has_staff(database()):
            lines += ["  (nobody may yet: heard add-staff EMAIL --name NAME --role administrator)"]
    if config.is_sample:
        lines += [f"  {one.name:<22} {one.email:<28} {one.password}" for one in credentials(config)]
    return "\n".join([*lines, "", "Stop with Ctrl-C.", ""])


def _has_staff(database: Database) -> bool:
    with database.reading.connect() as connection:
        return connection.execute(select(STAFF.c.id).limit(1)).first() is not None


def open_codes(database: Database, *, now: datetime) -> dict[str, str]:
    """One code for each survey that is open now: the newest collection's first placement."""
    with database.reading.connect() as connection:
        rows = connection.execute(
            select(COLLECTION.c.survey_slug, PLACEMENT.c.code)
            .join(PLACEMENT, PLACEMENT.c.collection_id == COLLECTION.c.id)
            .where(COLLECTION.c.opens_at <= now, now < COLLECTION.c.closes_at)
            .order_by(COLLECTION.c.opens_at.desc(), PLACEMENT.c.created_at, PLACEMENT.c.code)
        ).all()
    found: dict[str, str] = {}
    for slug, code in rows:
        found.setdefault(slug, code)
    return {slug: found[slug] for slug in [*SURVEYS, *sorted(found)] if slug in found}
