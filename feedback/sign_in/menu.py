"""What a member of staff can do here: the links of the menu and of the home page."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from feedback.access import ROLE_OF, audiences_of, current_staff
from forms.questions import Wording


@dataclass(frozen=True)
class Task:
    """One thing to do: where it is, and what for."""

    endpoint: str
    label: Wording
    purpose: Wording

    @property
    def url(self) -> str:
        """Its page."""
        return url_for(self.endpoint)


TASKS = (
    Task(
        "invite.collections",
        _l("Collections"),
        _l("Ask families: open a collection, and print its QR codes."),
    ),
    Task(
        "compose.surveys",
        _l("Our own surveys"),
        _l("Put a survey together when none of ours asks what you want to know."),
    ),
    Task(
        "review.index",
        _l("Results"),
        _l("See what families said. Small numbers are hidden."),
    ),
    Task(
        "moderate.comments",
        _l("Comments"),
        _l("Read what families wrote, one comment after another, and decide."),
    ),
    Task(
        "moderate.quotes",
        _l("Quotes"),
        _l("See what families said that may be quoted."),
    ),
    Task(
        "listen.every",
        _l("Conversations"),
        _l("See what families said when we met them, and under which themes."),
    ),
    Task(
        "reply.themes",
        _l("You said, we did"),
        _l("See what families said, what we replied, and what changed."),
    ),
    Task(
        "coproduce.register",
        _l("Initiatives"),
        _l("See what was designed with families, and what counts."),
    ),
    Task(
        "plan.rows",
        _l("Action plan"),
        _l("See where each row of the plan stands, and what shows it."),
    ),
    Task(
        "weigh_in.said",
        _l("The Forum says"),
        _l("See what the Forum and young people say, and how the Forum wants to be asked."),
    ),
    Task(
        "publish.statements",
        _l("Local Offer statement"),
        _l("Publish once a year what families said about the Local Offer, and the answers."),
    ),
    Task(
        "evidence.packs",
        _l("Evidence packs"),
        _l("Take along what families said and what came of it, as at any day."),
    ),
    Task(
        "speak.languages",
        _l("Recordings"),
        _l("Let families listen to a question in a person’s voice."),
    ),
    Task(
        "languages.progress",
        _l("Languages"),
        _l("See which translations a fluent speaker has checked."),
    ),
    Task(
        "look_back.entries",
        _l("Audit"),
        _l("See what staff read and changed, and when."),
    ),
    Task(
        "raw.asked",
        _l("Answers as stored"),
        _l("For the data controller alone: take answers away, once, with a reason."),
    ),
    Task(
        "admit.people",
        _l("People"),
        _l("Say who may sign in, and what they may do."),
    ),
    Task(
        "account.own",
        _l("Your account"),
        _l("Change your password and your second step."),
    ),
)


def tasks() -> list[Task]:
    """What the person signed in may open: each page's own guard decides."""
    staff = current_staff()
    if staff is None:
        return []
    return [
        task
        for task in TASKS
        if staff.role
        in {ROLE_OF.get(audience) for audience in audiences_of(current_app, task.endpoint)}
    ]


def menu() -> list[tuple[Wording, str, bool]]:
    """The links above every staff page, as the base template prints them."""
    if current_staff() is None:
        return []
    home, current = url_for("sign_in.home"), _current()
    return [
        (_l("Home"), home, request.path == home),
        *((task.label, task.url, task is current) for task in tasks()),
    ]


def _current() -> Task | None:
    """The task that the page being made belongs to."""
    path = request.path
    # Each address is made once: they are three dozen, and this is done for every page.
    places = [(task.url, task) for task in TASKS]
    inside = [one for one in places if f"{path}/".startswith(f"{one[0]}/")]
    # A page may lie inside another task's: the closest one is meant.
    return max(inside, key=lambda one: len(one[0]))[1] if inside else None
