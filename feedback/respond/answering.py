"""A survey's form, wherever a family meets it: shown, sent back with all that was typed, stored."""

from datetime import UTC, datetime, timedelta

from flask import (
    Response,
    abort,
    current_app,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _

from feedback import read_only, security
from feedback.language import Languages, current_languages, page_language, speaking
from feedback.opening import State
from feedback.respond import first_look, nonce, pages, records, since, thanks, views, visits
from feedback.respond.first_look import FirstLook
from feedback.respond.records import NewResponse, OpenedPlacement
from feedback.respond.sent import Sent
from feedback.respond.ways import YOUNG, Way
from feedback.responses import comments_of, week_of
from forms.answers import Answers, Problem, problems, read_answers
from forms.build import form_class, questions_asked
from forms.consent import CONSENT_TO_QUOTE
from forms.plain import read_plainly
from forms.questions import Survey, Variant
from forms.surveys import ABOUT_YOU
from translations import Language

HONEYPOT = "website"
# Nobody reads a survey and answers it sooner. A stamp counts in whole minutes, rounded down.
HURRIED = timedelta(minutes=2)


def refuse_what_no_form_of_ours_sends() -> None:
    """Only our own pages' plain forms may post here; no cookie or token is needed to know."""
    if request.method != "POST":
        return
    # Every other form may come empty; a family's has a stamp at least.
    if request.mimetype != security.FORM_TYPE:
        abort(415)
    if not security.is_from_our_own_page():
        abort(403)


def ask_to_try_again(_error: records.CannotLookError) -> ResponseReturnValue:
    """Nothing is known but what was sent: loading the page again sends it once more, safely."""
    if request.method == "POST":
        message = _(
            "We could not save your answers just now. Wait a little, then load this page again. "
            "Your browser asks if it may send your answers again: say yes."
        )
    else:
        message = _("Wait a little, then load this page again.")
    page = render_template("error.html", heading=_("We are busy for a moment"), message=message)
    return page, 503, {"Retry-After": "5"}


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def new_stamp() -> str:
    """A stamp for a form that is about to be shown."""
    return nonce.new_stamp(_keys()[0], now=now())


def sent_stamp() -> nonce.Stamp | None:
    """The stamp on the form that was sent, if we gave it out."""
    # One for another person comes with the button that says so.
    text = request.form.get("for_another") or request.form.get("nonce", "")
    return nonce.read_stamp(text, _keys())


def way_in(*, is_tablet: bool = False) -> Way:
    """By which kind of link a family came; the address keeps it through every switch."""
    return Way(
        is_tablet=is_tablet,
        is_young=request.args.get("for") == YOUNG,
        reads_aloud=_reads_aloud(),
    )


def _reads_aloud() -> bool:
    """Whether the device's own voice is asked for: by a button, the form before it, or a link."""
    if request.method != "POST":
        return request.args.get("sound") == "on"
    kind, _colon, value = request.form.get("switch", "").partition(":")
    if kind == "sound":
        return value == "on"
    return "on" in {request.form.get("sound"), request.args.get("sound")}


def asked_variant(way: Way) -> Variant:
    """The version an address asks for; a young person's link opens the one worded for them."""
    return _variant(request.args.get("version", Variant.EASY if way.is_young else ""))


def refusal(placement: OpenedPlacement | None) -> ResponseReturnValue | None:
    """A plain sentence why a code takes no answers now; None when it does."""
    if placement is None:
        return _gentle("unknown", None), 404
    state = placement.state(now())
    if state is not State.OPEN:
        return _gentle(state.value, placement), 200 if state is State.NOT_YET else 410
    return None


def show_on_tablet(placement: OpenedPlacement | None, way: Way) -> ResponseReturnValue:
    """The survey on a tablet in the room, or a plain sentence why it takes no answers."""
    refused = refusal(placement)
    if refused is not None or placement is None:
        return refused or ("", 404)
    language = placement.language()
    visits.opened(placement, language)
    # Its buttons name the placement, so no other's page would do.
    sent = Sent(placement, placement.survey, language, asked_variant(way), None, way)
    return _page(sent, views.NOTHING_YET)


def show(placement: OpenedPlacement | None, way: Way) -> ResponseReturnValue:
    """The survey as a family sees it first, or a plain sentence why it takes no answers."""
    refused = refusal(placement)
    if refused is not None or placement is None:
        return refused or ("", 404)
    language, variant = placement.language(), asked_variant(way)
    visits.opened(placement, language)
    asked, kept = placement.survey, current_app.extensions["heard_pages"]
    changes = since.last_time(placement, language, way)
    catalogue = current_languages().state_of(language)
    page = kept.page(asked, variant, language, placement, way, changes, catalogue=catalogue)
    look = FirstLook(placement=placement, language=language, catalogue=catalogue, page=page)
    if changes or not since.may_be_some(placement):
        request.environ[first_look.SHOWN] = look
    body, headers = look.answer(request.environ, new_stamp())
    return Response(body, headers=headers)


def receive(placement: OpenedPlacement | None, way: Way) -> ResponseReturnValue:
    """Store a family's answers and thank them; or show the form again with all they typed."""
    if placement is None:
        return _gentle("unknown", None), 404
    asked = placement.survey
    language, variant, is_switch = _wanted(asked)
    sent = Sent(placement, asked, language, variant, sent_stamp(), way)
    if is_switch:
        visits.begun(sent)
        return _switched(sent, _problems_shown(sent))
    answers = read_plainly(asked, request.form.to_dict()) or _checked_by_wtforms(sent)
    if sent.stamp is None or not isinstance(answers, Answers):
        visits.begun(sent)
        return _again(sent, _what_is_wrong(sent, answers)), 400
    if not placement.still_takes(opened_at=sent.stamp.opened_at, now=now()):
        return _gentle(placement.state(now()).value, placement), 410
    return _store(sent, _new_response(sent, sent.stamp, answers), sent.stamp)


def _checked_by_wtforms(sent: Sent) -> Answers | tuple[Problem, ...]:
    """The answers, or what is wrong with them in the reader's words."""
    form = form_class(sent.asked, sent.variant)(request.form)
    with speaking(sent.language):
        return read_answers(sent.asked, form) if form.validate() else problems(form)


def _what_is_wrong(sent: Sent, found: Answers | tuple[Problem, ...]) -> tuple[Problem, ...]:
    if not isinstance(found, Answers):
        return found
    # An unsigned form cannot be told from a retry: show it again, stamped, text kept.
    with speaking(sent.language):
        return please_send_again()


def _store(sent: Sent, new: NewResponse, stamp: nonce.Stamp) -> ResponseReturnValue:
    try:
        may_change = "change" in request.form
        is_kept = records.store_response(
            new, may_change=may_change, when_new=lambda: visits.sent(sent)
        )
    except records.NotSavedError:
        return _busy(sent)
    return thanks.page(sent, stamp) if is_kept else _ask_whose_answers(sent)


def please_send_again() -> tuple[Problem, ...]:
    """What is wrong with a form whose stamp we did not give out."""
    return (Problem("send", _("Please press the button again. Your answers are still here.")),)


def _keys() -> tuple[str, ...]:
    return (current_app.secret_key, *current_app.config["SECRET_KEY_FALLBACKS"])


def _variant(value: str | None) -> Variant:
    return Variant.EASY if value == Variant.EASY else Variant.STANDARD


def _wanted(asked: Survey) -> tuple[Language, Variant, bool]:
    """Language and version of a posted form, after any switch that was pressed."""
    languages: Languages = current_app.extensions["heard_languages"]
    kind, _colon, value = request.form.get("switch", "").partition(":")
    # The form says what it was shown in: the browser's own list may have changed since.
    language = languages.named(request.form.get("lang")) or page_language()
    variant = _variant(request.form.get("version"))
    if kind == "lang":
        language = languages.named(value) or language
    if kind == "version":
        variant = _variant(value)
    return languages.best_of(language, asked.is_in), variant, kind in {"lang", "version", "sound"}


def _problems_shown(sent: Sent) -> tuple[Problem, ...]:
    """What is still wrong, where a problem was shown: its reader may only now understand it."""
    found = _checked_by_wtforms(sent) if "problems" in request.form else ()
    return () if isinstance(found, Answers) else found


def _switched(sent: Sent, found: tuple[Problem, ...]) -> ResponseReturnValue:
    """The same form in other words; kept for going back only if it says nothing of a family."""
    about_a_family = (q.id for q in questions_asked(sent.asked) if q.is_text or q in ABOUT_YOU)
    is_private = sent.way.is_tablet or any(request.form.get(asked) for asked in about_a_family)
    return _again(sent, found), {} if is_private else {"Cache-Control": security.FOR_GOING_BACK}


def _again(sent: Sent, found: tuple[Problem, ...]) -> str:
    return _page(sent, views.Typed(values=request.form.to_dict(), problems=found))


def _page(sent: Sent, typed: views.Typed, *, stamp_for_another: str | None = None) -> str:
    return pages.render_survey(
        sent.asked,
        sent.variant,
        sent.language,
        occasion=sent.placement.occasion_in(sent.language),
        stamp=sent.stamp.text if sent.stamp else new_stamp(),
        typed=typed,
        way=sent.way,
        carried=visits.carried(sent.asked),
        times_sent=request.args.get("sent", 0, type=int),
        stamp_for_another=stamp_for_another,
        heard=records.players_on(sent.asked, sent.variant, sent.language, sent.placement),
        changes=since.last_time(sent.placement, sent.language, sent.way),
    )


def _busy(sent: Sent) -> ResponseReturnValue:
    """Everything typed is still on the page; pressing again sends the same form."""
    with speaking(sent.language):
        message = pages.not_saved()
    wait = str(read_only.seconds_to_wait())
    return _again(sent, (Problem("send", message),)), 503, {"Retry-After": wait}


def _ask_whose_answers(sent: Sent) -> ResponseReturnValue:
    """This form was sent before with other answers: only the family knows what these are."""
    with speaking(sent.language):
        message = _(
            "This form was sent before, with other answers. Choose a button at the end of the page."
        )
    typed = views.Typed(request.form.to_dict(), (Problem("send", message),))
    # A tablet hands every family a clean form, so there is nobody else's to send from this one.
    another = "" if sent.way.is_tablet else new_stamp()
    return _page(sent, typed, stamp_for_another=another), 409


def _new_response(sent: Sent, stamp: nonce.Stamp, answers: Answers) -> NewResponse:
    hashed = nonce.receipt_hash(stamp.receipt)
    assert hashed is not None  # noqa: S101 -- our own receipts always have the right length
    return NewResponse(
        placement=sent.placement,
        key_hash=stamp.key_hash,
        receipt_hash=hashed,
        variant=sent.variant.value,
        language=sent.language.code,
        choices=answers.choices,
        comments=comments_of(sent.asked, answers),
        consent_version=CONSENT_TO_QUOTE.version if answers.consent_to_quote else None,
        # A browser may fill the hidden box by itself, so such a response is set aside, not lost.
        is_quarantined=bool(request.form.get(HONEYPOT)),
        week=week_of(now()),
        is_hurried=now() - stamp.opened_at < HURRIED,
    )


def _gentle(name: str, placement: OpenedPlacement | None) -> str:
    heading, message = pages.gentle_message(name)
    when = placement and name == "not_yet" and format_datetime(placement.opens_at, "long")
    return render_template(
        "respond/closed.html", heading=heading, message=message, when=when or None
    )
