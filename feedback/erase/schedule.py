"""The retention schedule: how long every table is kept, from when, and what ends it."""

from collections.abc import Iterator
from dataclasses import dataclass

from feedback.areas import Retention
from feedback.erase.kinds import CLEARED_DAYS, PACK_DAYS, SCAN_DAYS, SIGN_IN_DAYS


@dataclass(frozen=True)
class Line:
    """One kind of thing: its tables, how long it is kept, and what ends it."""

    name: str
    what: str
    kept: str
    ends: str
    tables: tuple[str, ...]


ERASED = "`heard erase-due`; a receipt code, or an officer with the paper, at any time"
BY_HAND = "an officer or administrator"
NEVER = "nothing: the database refuses"


def schedule(keep: Retention) -> tuple[Line, ...]:
    """Every kind of thing that is stored, with an area's own days."""
    return (
        *_of_answers(keep),
        *_beside_answers(keep),
        *_of_conversations(keep),
        *_of_scans(),
        *_of_staff(),
        *_of_the_record(),
        *_of_what_is_frozen(),
        *_of_what_staff_said(),
        *_of_words(),
    )


def _of_answers(keep: Retention) -> Iterator[Line]:
    yield Line(
        "comments",
        "what families wrote, what a computer or a person noted about it, and its translations",
        f"{_days(keep.comments)} from the Monday of its week",
        ERASED,
        (
            *("comment", "reading", "noticing", "comment_translation", "translation_reading"),
            *("judgement", "second_opinion", "comment_theme", "queued_comment"),
        ),
    )
    yield Line(
        "quotes",
        "of a comment approved for quoting, with consent: the approved words and the decision "
        "alone, from the day the other comments go",
        f"{_days(keep.quotes)} from the Monday of its week",
        ERASED,
        (),
    )
    yield Line(
        "responses",
        "the options a family chose, and what its response hangs from",
        f"{_days(keep.responses)} from the Monday of its week, and not before its term is released",
        ERASED,
        ("response", "answer", "counted_response"),
    )


def _beside_answers(keep: Retention) -> Iterator[Line]:
    yield Line(
        "paper",
        "the number that leads from a form on paper to its answers; shred the paper by then",
        f"{_days(keep.paper)} from the Monday of its week",
        ERASED,
        ("paper_form",),
    )
    yield Line(
        "wishes",
        "which language a family lacked",
        f"{_days(keep.wishes)} from the Monday of its week",
        "`heard erase-due`",
        ("missing_language",),
    )
    yield Line(
        "cleared",
        "that a tablet is done with a form",
        f"{_days(CLEARED_DAYS)} from the Monday of its week",
        "`heard erase-due`, or the next form that is cleared",
        ("cleared_form",),
    )
    yield Line(
        "pace",
        "how many forms came in a row, of everybody together",
        "until no more come: half an hour at most",
        "a process beside `heard run`, within seconds",
        ("pace",),
    )
    yield Line(
        "backups",
        "copies of all of this",
        f"{_days(keep.backups)} from the day each was made",
        f"`heard backup --keep-days {keep.backups}`",
        (),
    )


def _of_conversations(keep: Retention) -> Iterator[Line]:
    yield Line(
        "conversation quotes",
        "words of somebody in a conversation who agreed to be quoted",
        f"{_days(keep.quotes)} from the day of the conversation, up to a month less where that is "
        "no longer kept; less when they change their mind",
        "`heard erase-due`, an officer, or whoever noted it",
        ("conversation_quote", "quote_decision"),
    )
    yield Line(
        "conversation notes",
        "conversations: notes of what was said go; of a talk with one person or family, or with "
        "fewer than 5 parent carers and young people, the title too, and the day becomes the first "
        "of its month unless it is a session of an initiative; kind, headcounts and themes stay",
        f"notes, such a title and day {_days(keep.comments)} from the day; the rest for good",
        "`heard erase-due`, or whoever noted it",
        ("conversation",),
    )


def _of_scans() -> Iterator[Line]:
    yield Line(
        "scans",
        "how often surveys were opened, begun and sent, before what may be told of it is frozen",
        f"until two weeks after the term; {_days(SCAN_DAYS)} from the Monday of a week in no term",
        "freezing, or `heard erase-due`",
        ("scan_count", "scan_day"),
    )


def _of_staff() -> Iterator[Line]:
    kept = f"until it has run out, and at most {_days(SIGN_IN_DAYS + 1)} more"
    yield Line(
        "signing in",
        "sessions, links that were sent, tries to sign in",
        kept,
        "signing out, use, or `heard erase-due`",
        ("staff_session", "staff_link", "throttle"),
    )
    yield Line(
        "raw exports",
        "who may take stored answers away, and why; the file itself is made as it is taken, and "
        "never kept here",
        f"until 24 hours are over, and at most {_days(SIGN_IN_DAYS + 1)} more; the audit keeps the "
        "reason for good",
        "`heard erase-due`",
        ("raw_export",),
    )
    yield Line(
        "accounts",
        "staff, and the codes of their second step",
        "while they work here; a disabled account stays while decisions hang from it",
        "whoever runs the server",
        ("staff_member", "recovery_code"),
    )
    yield Line(
        "mail",
        "letters to staff",
        "not kept by Heard; a mail server keeps its own",
        "nothing to end",
        (),
    )
    yield Line(
        "audit",
        "what staff read, exported and changed; never an answer",
        "for good",
        NEVER,
        ("audit_entry",),
    )


def _of_the_record() -> Iterator[Line]:
    yield Line(
        "results",
        "frozen results and scans (protected counts only), their rules, and how often each answer "
        "to the pulse of an initiative was given",
        "for good",
        NEVER,
        ("results_release", "gate_setting", "participation_plan", "kept_pulse", "scan_release"),
    )
    yield Line(
        "record",
        "what was asked, designed, confirmed and answered: about no one family",
        "for good: it is what the area has done",
        BY_HAND,
        (
            *(
                "composed_survey",
                "composed_check",
                "collection",
                "placement",
                "import_run",
                "initiative",
            ),
            *("involvement", "reply", "conversation_theme", "conversation_session"),
            *("confirmation", "telling", "outcome", "statement_choice", "evidence_file"),
        ),
    )


def _of_what_is_frozen() -> Iterator[Line]:
    yield Line(
        "snapshots",
        "what was on record when an initiative was confirmed, and the plan at the end of a term",
        "for good",
        NEVER,
        ("confirmed_snapshot", "plan_snapshot"),
    )
    yield Line(
        "statements",
        "what was published about the Local Offer",
        "for good",
        NEVER,
        ("published_statement",),
    )


def _of_what_staff_said() -> Iterator[Line]:
    yield Line(
        "plan",
        "what staff said of the action plan: ratings, milestones, their own numbers and others'",
        "for good",
        NEVER,
        ("plan_rating", "plan_count", "milestone_mark", "plan_series", "plan_point"),
    )
    yield Line(
        "evidence packs",
        "packs that were made on a page, with their files",
        f"{_days(PACK_DAYS)} from the day each was asked for",
        "a process beside `heard run`, within seconds",
        ("evidence_pack",),
    )


def _of_words() -> Iterator[Line]:
    yield Line(
        "surveys",
        "surveys that officers put together, as published",
        "for good: answers point at them",
        NEVER,
        ("composed_version",),
    )
    yield Line(
        "forum",
        "what the Forum and youth advocates said and were answered, and how the Forum wants to be "
        "asked",
        "for good",
        NEVER,
        ("commentary", "commentary_answer", "forum_preference"),
    )
    yield Line(
        "words and voices",
        "translations of officers' words, recordings, and who made them",
        "as long as what they say is shown",
        BY_HAND,
        ("translation", "recording", "recording_revision"),
    )


def as_markdown(keep: Retention) -> str:
    """The schedule as the table of docs/retention.md."""
    lines = [
        "| Kind | What | Kept | Ended by | Tables |",
        "|---|---|---|---|---|",
    ]
    for one in schedule(keep):
        tables = ", ".join(f"`{table}`" for table in one.tables)
        lines.append(f"| {one.name} | {one.what} | {one.kept} | {one.ends} | {tables} |")
    return "\n".join(lines)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
