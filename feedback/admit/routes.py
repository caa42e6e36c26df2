"""Who has an account: administrators invite people, change what they may do, and shut accounts."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback import letters, mail
from feedback.access import Audience, open_to, signed_in
from feedback.admit import pages, records
from feedback.admit.pages import Person
from feedback.admit.records import Newcomer
from feedback.config import Config
from feedback.links import LinkPurpose
from forms.accounts import InviteForm, RoleForm
from forms.staff import ConfirmForm

admit = Blueprint("admit", __name__)


@admit.get("/staff/people")
@open_to(Audience.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """Everybody who has an account."""
    rows = [pages.person(staff, signed_in().id) for staff in records.everybody()]
    return render_template("admit/people.html", rows=rows)


@admit.route("/staff/people/new", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def invite() -> ResponseReturnValue:
    """Make an account, and send its owner the link to their first password."""
    form = InviteForm()
    if not form.is_submitted():
        return render_template("admit/invite.html", form=form)
    if not form.validate():
        return render_template("admit/invite.html", form=form), 400
    newcomer = Newcomer(form.name.data, form.email.data, pages.Role(form.role.data))
    staff_id = records.add(newcomer, by=signed_in().id)
    if staff_id is None:
        form.email.errors = [_("Somebody has an account with this address already.")]
        return render_template("admit/invite.html", form=form), 400
    return _send_link(_found(staff_id))


@admit.get("/staff/people/<uuid:staff_id>")
@open_to(Audience.ADMINISTRATOR)
def person(staff_id: UUID) -> ResponseReturnValue:
    """One account, and what can be done with it."""
    found = _found(staff_id)
    return _person_page(found, RoleForm(formdata=None, role=found.role))


@admit.post("/staff/people/<uuid:staff_id>/role")
@open_to(Audience.ADMINISTRATOR)
def change_role(staff_id: UUID) -> ResponseReturnValue:
    """Let somebody do something else; they are signed out."""
    found, form = _another(staff_id), RoleForm()
    if not form.validate():
        return _person_page(found, form), 400
    records.change_role(found.staff, pages.Role(form.role.data), by=signed_in().id)
    flash(_("The role is changed, and the person is signed out everywhere."))
    return _back(found)


@admit.post("/staff/people/<uuid:staff_id>/link")
@open_to(Audience.ADMINISTRATOR)
def send_link(staff_id: UUID) -> ResponseReturnValue:
    """Invite again, or let somebody choose another password."""
    found = _another(staff_id)
    if found.is_disabled:
        abort(403)
    return _send_link(found)


@admit.post("/staff/people/<uuid:staff_id>/disable")
@open_to(Audience.ADMINISTRATOR)
def disable(staff_id: UUID) -> ResponseReturnValue:
    """Shut an account at once."""
    found = _another(staff_id)
    records.set_disabled(found.staff, is_disabled=True, by=signed_in().id)
    flash(_("The account is disabled, and the person is signed out everywhere."))
    return _back(found)


@admit.post("/staff/people/<uuid:staff_id>/enable")
@open_to(Audience.ADMINISTRATOR)
def enable(staff_id: UUID) -> ResponseReturnValue:
    """Open a shut account again."""
    found = _another(staff_id)
    records.set_disabled(found.staff, is_disabled=False, by=signed_in().id)
    flash(_("The account works again."))
    return _back(found)


@admit.post("/staff/people/<uuid:staff_id>/sign-out")
@open_to(Audience.ADMINISTRATOR)
def sign_out(staff_id: UUID) -> ResponseReturnValue:
    """End every session of somebody, for example when a phone is lost."""
    found = _another(staff_id)
    records.sign_out(found.staff, by=signed_in().id)
    flash(_("The person is signed out everywhere."))
    return _back(found)


@admit.post("/staff/people/<uuid:staff_id>/forget-second-step")
@open_to(Audience.ADMINISTRATOR)
def forget_second_step(staff_id: UUID) -> ResponseReturnValue:
    """Help somebody who has lost their phone and their recovery codes."""
    found = _another(staff_id)
    records.forget_second_step(found.staff, by=signed_in().id)
    flash(_("The second step is taken away. Be sure that you know whom you help."))
    return _back(found)


@admit.post("/staff/people/<uuid:staff_id>/disconnect-work-account")
@open_to(Audience.ADMINISTRATOR)
def disconnect(staff_id: UUID) -> ResponseReturnValue:
    """Stop a work account from opening somebody's account here."""
    found = _another(staff_id)
    records.disconnect(found.staff, by=signed_in().id)
    flash(_("The work account is disconnected, and the person is signed out everywhere."))
    return _back(found)


def _found(staff_id: UUID) -> Person:
    staff = records.person(staff_id)
    if staff is None:
        abort(404)
    return pages.person(staff, signed_in().id)


def _another(staff_id: UUID) -> Person:
    """Somebody else: so there is always an administrator left."""
    found = _found(staff_id)
    if found.is_oneself:
        abort(403)
    return found


def _back(found: Person) -> ResponseReturnValue:
    return redirect(url_for("admit.person", staff_id=found.id), 303)


def _person_page(found: Person, form: RoleForm) -> str:
    return render_template(
        "admit/person.html", person=found, form=form, confirm=ConfirmForm(formdata=None)
    )


def _send_link(found: Person) -> ResponseReturnValue:
    """By a letter; where none can be sent, the administrator hands the link over."""
    config: Config = current_app.extensions["heard_config"]
    purpose = records.purpose_for(found.staff)
    address = f"{config.base_url}{records.link_for(found.staff, by=signed_in().id)}"
    has_failed = False
    if config.mail is not None:
        try:
            mail.send(config, letters.with_link(found.email, purpose, address))
        except mail.MailFailedError:
            has_failed = True
        else:
            flash(_("We sent a link to %(email)s.", email=found.email))
            return _back(found)
    # Answered without a redirect: it is kept nowhere, so no other page could show it.
    return render_template(
        "admit/link.html",
        person=found,
        address=address,
        has_failed=has_failed,
        is_invitation=purpose is LinkPurpose.INVITATION,
    )
