"""What each entry of the audit says on a page."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from feedback.audit import Action, Subject
from forms.questions import Wording

ACTIONS: Mapping[Action, Wording] = {
    Action.READ_COMMENTS: _l("Read a list of comments"),
    Action.READ_COMMENT: _l("Read one comment"),
    Action.READ_QUOTES: _l("Read quotes"),
    Action.READ_RESPONSE: _l("Read one family’s answers"),
    Action.READ_WISHES: _l("Read what families wrote about their language"),
    Action.EXPORTED: _l("Exported"),
    Action.DECIDED: _l("Decided about a comment"),
    Action.DECIDED_AGAIN: _l("Changed a decision about a comment"),
    Action.GAVE_SECOND_OPINION: _l("Gave a second opinion on a comment"),
    Action.TRANSLATED_COMMENT: _l("Translated a comment"),
    Action.TYPED_IN: _l("Typed in a paper form"),
    Action.CHECKED_PAPER: _l("Checked a paper form"),
    Action.DELETED_RESPONSE: _l("Deleted one family’s answers"),
    Action.IMPORTED: _l("Imported feedback"),
    Action.OPENED_COLLECTION: _l("Opened a collection"),
    Action.CHANGED_COLLECTION: _l("Changed a collection"),
    Action.CLOSED_COLLECTION: _l("Closed a collection"),
    Action.COUNTED_BURST: _l("Let answers be counted that came very fast"),
    Action.ADDED_PLACEMENT: _l("Added a place for a code"),
    Action.ADDED_RECORDING: _l("Added a recording"),
    Action.DELETED_RECORDING: _l("Deleted a recording"),
    Action.CHANGED_WORDING: _l("Changed translations"),
    Action.ADDED_INITIATIVE: _l("Added an initiative"),
    Action.CHANGED_INITIATIVE: _l("Changed an initiative"),
    Action.PROPOSED_INITIATIVE: _l("Proposed an initiative"),
    Action.CONFIRMED_INITIATIVE: _l("Confirmed an initiative"),
    Action.DISPUTED_INITIATIVE: _l("Disputed an initiative"),
    Action.CHANGED_SETTING: _l("Changed a setting"),
    Action.RELEASED_RESULTS: _l("Released results"),
    Action.ERASED: _l("Erased what was kept long enough"),
    Action.PLANNED_PARTICIPATION: _l("Wrote what is planned for who is missing"),
    Action.RATED_PLAN: _l("Rated a row of the action plan"),
    Action.COUNTED_FOR_PLAN: _l("Added a number to the action plan"),
    Action.MARKED_MILESTONE: _l("Said when a milestone was reached"),
    Action.ADDED_STAFF: _l("Gave somebody an account"),
    Action.CHANGED_STAFF: _l("Changed somebody’s account"),
    Action.PASSED_FIRST_STEP: _l("Gave the right password, and still needs a code"),
    Action.SIGNED_IN: _l("Signed in"),
    Action.SIGNED_OUT: _l("Signed out"),
    Action.SESSION_RAN_OUT: _l("Was signed out after too long"),
    Action.SIGN_IN_FAILED: _l("Could not sign in"),
    Action.SIGN_IN_THROTTLED: _l("Tried to sign in too often"),
}
SUBJECTS: Mapping[Subject, Wording] = {
    Subject.QUEUE: _l("List of comments"),
    Subject.COMMENT: _l("Comment"),
    Subject.COLLECTION: _l("Collection"),
    Subject.PAPER_FORM: _l("Paper form"),
    Subject.PLACEMENT: _l("Place for a code"),
    Subject.RECORDING: _l("Recording"),
    Subject.INITIATIVE: _l("Initiative"),
    Subject.REPLY: _l("Reply"),
    Subject.LANGUAGE: _l("Language"),
    Subject.STAFF: _l("Member of staff"),
    Subject.SETTING: _l("Setting"),
    Subject.RELEASE: _l("Release"),
    Subject.PLAN: _l("Action plan"),
}
