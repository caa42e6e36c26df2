"""The audit: what staff read, exported and changed, one entry after another, for good."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from feedback.models.columns import moment


class Action(StrEnum):
    """One thing that staff do; `feedback.look_back.words` says each in a sentence.

    A new one is added here and there. None is ever taken out: old entries still say it.
    """

    READ_COMMENTS = "read_comments"
    READ_COMMENT = "read_comment"
    READ_QUOTES = "read_quotes"
    READ_RESPONSE = "read_response"
    READ_WISHES = "read_wishes"
    EXPORTED = "exported"
    ASKED_FOR_RAW_EXPORT = "asked_for_raw_export"
    TOOK_RAW_EXPORT = "took_raw_export"
    DECIDED = "decided"
    DECIDED_AGAIN = "decided_again"
    GAVE_SECOND_OPINION = "gave_second_opinion"
    TRANSLATED_COMMENT = "translated_comment"
    TYPED_IN = "typed_in"
    CHECKED_PAPER = "checked_paper"
    DELETED_RESPONSE = "deleted_response"
    IMPORTED = "imported"
    OPENED_COLLECTION = "opened_collection"
    CHANGED_COLLECTION = "changed_collection"
    CLOSED_COLLECTION = "closed_collection"
    COUNTED_BURST = "counted_burst"
    ADDED_PLACEMENT = "added_placement"
    ADDED_RECORDING = "added_recording"
    DELETED_RECORDING = "deleted_recording"
    CHANGED_WORDING = "changed_wording"
    CHANGED_SURVEY = "changed_survey"
    CHECKED_SURVEY_WORDS = "checked_survey_words"
    PUBLISHED_SURVEY = "published_survey"
    RETIRED_SURVEY = "retired_survey"
    ADDED_INITIATIVE = "added_initiative"
    CHANGED_INITIATIVE = "changed_initiative"
    PROPOSED_INITIATIVE = "proposed_initiative"
    CONFIRMED_INITIATIVE = "confirmed_initiative"
    DISPUTED_INITIATIVE = "disputed_initiative"
    ADDED_THEME = "added_theme"
    CHANGED_THEME = "changed_theme"
    DELETED_THEME = "deleted_theme"
    REPLIED = "replied"
    TOLD_FAMILIES = "told_families"
    SAID_WHAT_CHANGED = "said_what_changed"
    PUT_UNDER_THEMES = "put_under_themes"
    ADDED_CONVERSATION = "added_conversation"
    CHANGED_CONVERSATION = "changed_conversation"
    DELETED_CONVERSATION = "deleted_conversation"
    DECIDED_ABOUT_QUOTE = "decided_about_quote"
    CHANGED_SETTING = "changed_setting"
    RELEASED_RESULTS = "released_results"
    ERASED = "erased"
    PLANNED_PARTICIPATION = "planned_participation"
    RATED_PLAN = "rated_plan"
    COUNTED_FOR_PLAN = "counted_for_plan"
    MARKED_MILESTONE = "marked_milestone"
    SPOKE_FOR_THE_FORUM = "spoke_for_the_forum"
    SPOKE_INSTEAD = "spoke_instead"
    TOOK_WORDS_BACK = "took_words_back"
    ANSWERED_THE_FORUM = "answered_the_forum"
    SAID_HOW_TO_ASK = "said_how_to_ask"
    IMPORTED_SERIES = "imported_series"
    FROZE_PLAN = "froze_plan"
    CHANGED_STATEMENT = "changed_statement"
    PUBLISHED_STATEMENT = "published_statement"
    MADE_EVIDENCE = "made_evidence"
    ADDED_STAFF = "added_staff"
    CHANGED_STAFF = "changed_staff"
    PASSED_FIRST_STEP = "passed_first_step"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SESSION_RAN_OUT = "session_ran_out"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"


# Nothing changes in the database but the entry.
READS = frozenset(action for action in Action if action.startswith("read_")) | {Action.EXPORTED}


class Subject(StrEnum):
    """The kind of thing that something was done to."""

    QUEUE = "queue"
    COMMENT = "comment"
    COLLECTION = "collection"
    SURVEY = "survey"
    PAPER_FORM = "paper_form"
    PLACEMENT = "placement"
    RECORDING = "recording"
    INITIATIVE = "initiative"
    REPLY = "reply"
    OUTCOME = "outcome"
    CONVERSATION = "conversation"
    LANGUAGE = "language"
    STAFF = "staff"
    SETTING = "setting"
    RELEASE = "release"
    PLAN = "plan"
    COMMENTARY = "commentary"
    PREFERENCE = "preference"
    STATEMENT = "statement"
    EVIDENCE = "evidence"


class AuditEntry(SQLModel, table=True):
    """One thing somebody did. The database refuses to change or delete it.

    Never in it: an answer, a comment, an address of a computer, a browser. `who` and
    `subject_id` are plain values: they stay when what they name is gone.
    """

    __tablename__ = "audit_entry"

    # 1, 2, 3 and so on: a gap is an entry that somebody took out.
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = moment()
    who: str = Field(max_length=40, index=True)
    # A word and no checked choice: an old entry still says what is no longer done.
    action: str = Field(max_length=40, index=True)
    subject: str | None = Field(default=None, max_length=40)
    subject_id: str | None = Field(default=None, max_length=200)
    how_many: int | None = None
    reason: str | None = Field(default=None, max_length=500)
    previous_hash: str = Field(max_length=64)
    entry_hash: str = Field(max_length=64, unique=True)
