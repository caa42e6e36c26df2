"""Asking for an evidence pack, seeing how far it is, and taking it along."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from feedback import audit
from feedback.access import ROLE_OF, Audience, open_to, signed_in
from feedback.audit import Action, Subject
from feedback.config import Config
from feedback.erase.kinds import PACK_DAYS
from feedback.evidence import records
from feedback.evidence.document import Variant
from feedback.evidence.records import Asked
from feedback.evidence.scope import Scope
from feedback.language import current_languages, listed, page_language
from forms.staff import LONDON
from forms.staff_packs import AUDIENCES, PackForm

evidence = Blueprint("evidence", __name__, url_prefix="/staff/evidence")

# The first step gathers, and then each kind of file has its own.
STEPS = 5
PUBLIC_AND_BOARD = (Variant.PUBLIC, Variant.BOARD)
MAY_MAKE: Mapping[Audience, tuple[Variant, ...]] = {
    Audience.OFFICER: (*PUBLIC_AND_BOARD, Variant.RESTRICTED),
    Audience.FORUM: PUBLIC_AND_BOARD,
}
MAY_READ: Mapping[Audience, tuple[Variant, ...]] = {**MAY_MAKE, Audience.VIEWER: PUBLIC_AND_BOARD}


@evidence.get("")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.VIEWER)
def packs() -> ResponseReturnValue:
    """The packs there are, and for officers and the Forum the form that asks for one."""
    may_make = _of(MAY_MAKE)
    return _page(_form(may_make, datetime.now(LONDON)) if may_make else None)


@evidence.post("")
@open_to(Audience.OFFICER, Audience.FORUM)
def ask() -> ResponseReturnValue:
    """Ask for a pack."""
    now = datetime.now(LONDON)
    form = _form(_of(MAY_MAKE), now)
    if not form.validate_on_submit():
        return _page(form), 400
    variant, as_at, language = Variant(form.audience.data), form.as_at.data, form.language.data
    made = records.ask(variant, as_at, language, by=signed_in().id, now=now)
    what = f"{variant} {as_at.isoformat()} {language}"
    audit.record(Action.MADE_EVIDENCE, Subject.EVIDENCE, what)
    return redirect(url_for("evidence.pack", pack_id=made), 303)


@evidence.get("/<uuid:pack_id>")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.VIEWER)
def pack(pack_id: UUID) -> ResponseReturnValue:
    """How far one pack is; made, it can be taken along."""
    found = _pack(pack_id)
    return render_template(
        "evidence/pack.html",
        pack=found,
        audience=AUDIENCES[found.variant],
        steps=STEPS,
        may_be_handed_out=records.may_be_handed_out(found),
        days=PACK_DAYS,
    )


@evidence.get("/<uuid:pack_id>/file")
@open_to(Audience.OFFICER, Audience.FORUM, Audience.VIEWER)
def file(pack_id: UUID) -> ResponseReturnValue:
    """The pack itself; who took it along is kept."""
    found, config = _pack(pack_id), _config()
    place = records.place_of(config, found.id)
    if not (records.may_be_handed_out(found) and place.is_file()):
        return redirect(url_for("evidence.pack", pack_id=found.id), 303)
    today = datetime.now(LONDON).date()
    name = f"{Scope(found.variant, found.as_at, today, found.language).file_name}.zip"
    audit.record(Action.EXPORTED, Subject.EVIDENCE, name)
    answer: Response = send_file(place, as_attachment=True, download_name=name)
    return answer


def _form(may_make: Sequence[Variant], now: datetime) -> PackForm:
    return PackForm(
        today=now.date(),
        may_make=may_make,
        languages=listed(current_languages().offered),
        data={"as_at": now.date(), "language": page_language().code},
    )


def _page(form: PackForm | None) -> str:
    return render_template(
        "evidence/packs.html",
        form=form,
        packs=records.packs(_of(MAY_READ)),
        audiences=AUDIENCES,
        days=PACK_DAYS,
        may_make_papers=signed_in().role == ROLE_OF[Audience.OFFICER],
    )


def _of(rights: Mapping[Audience, tuple[Variant, ...]]) -> tuple[Variant, ...]:
    role = signed_in().role
    return next((may for audience, may in rights.items() if ROLE_OF[audience] == role), ())


def _pack(pack_id: UUID) -> Asked:
    return records.pack(pack_id, _of(MAY_READ)) or abort(404)


def _config() -> Config:
    found: Config = current_app.extensions["heard_config"]
    return found
