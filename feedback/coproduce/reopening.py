"""Why an initiative that was confirmed is open again, and why one has lapsed."""

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.coproduce.standing import Standing, day_of
from feedback.coproduce.words import TEST_NAMES
from feedback.models import Verdict
from forms.staff_fields import day_in_words


def why_reopened(standing: Standing) -> str:
    """When it was confirmed, what says otherwise now, and what has to happen."""
    turns = [one for one in standing.record.turns if one.verdict is Verdict.CONFIRMED]
    confirmed = day_in_words(day_of(turns[-1].at))
    if standing.pulse_failed_at is not None:
        return str(
            _(
                "This was confirmed on %(day)s. In a later survey, closed on %(closed)s, fewer "
                "than two in three felt heard. So it does not count until it is confirmed again.",
                day=confirmed,
                closed=day_in_words(day_of(standing.pulse_failed_at)),
            )
        )
    return str(
        _(
            "This was confirmed on %(day)s. It does not count now, because a test no longer "
            "passes: %(tests)s. It has to be shown and confirmed again.",
            day=confirmed,
            tests=failed_tests(standing),
        )
    )


def why_lapsed(standing: Standing) -> str:
    """What ended it: it was stopped, or nothing new came for too long."""
    if standing.evidence.is_stopped:
        return str(_("It was stopped before families could use it."))
    last = standing.evidence.last_new_on or day_of(standing.record.last_new_at)
    return str(
        _(
            "Nothing new has been recorded since %(day)s, which is more than a year ago. "
            "Record what is new, or say that it was stopped.",
            day=day_in_words(last),
        )
    )


def failed_tests(standing: Standing) -> str:
    """The tests that do not pass, in a list."""
    failed = [str(TEST_NAMES[one.test]) for one in standing.assessment.tests if not one.passed]
    return str(format_list(failed, locale=get_locale()))


def why_not_confirmed(standing: Standing) -> str:
    """Why nobody can confirm it now, and what to do."""
    if standing.is_changed and standing.all_passed:
        return str(
            _(
                "It has been changed, so it cannot be confirmed now. "
                "An officer has to propose it again."
            )
        )
    return str(_("It cannot be confirmed now. Look at the tests: something is missing."))
