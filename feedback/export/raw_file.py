"""The answers of one collection as they are stored: a row an answer or comment, with a warning.

No key, no receipt, no placement and no id of the database is in it, and no time finer than a week.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from feedback import surveys
from feedback.export.raw_records import Asked, Given
from feedback.language import speaking
from feedback.review.files import safe_cell
from forms.questions import Question
from translations import ENGLISH

NOTICE = "NOT FOR STATISTICS, NOT FOR SHARING: single families can be known from this"
# Taken from the row of a response just as they are stored.
OF_A_RESPONSE = (
    *("survey_version", "week", "variant", "language", "channel"),
    *("consent_version", "is_quarantined", "is_in_burst"),
)
COLUMNS = (
    *("notice", "export", "response", "survey", *OF_A_RESPONSE),
    *("question_id", "question", "code", "answer", "comment_language", "comment"),
)


def as_csv(one: Asked, found: Sequence[Given]) -> bytes:
    """The file: a warning and the number of the leave in every row, wherever rows are pasted."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    every = surveys.questions()
    with speaking(ENGLISH):
        for number, given in enumerate(found, start=1):
            for row in _rows(given, every):
                beside = {
                    "notice": NOTICE,
                    "export": one.id,
                    "response": number,
                    "survey": one.survey_slug,
                    **{name: given.response[name] for name in OF_A_RESPONSE},
                    **row,
                }
                writer.writerow([safe_cell(beside.get(name)) for name in COLUMNS])
    # Excel reads a file as UTF-8 only if it begins with this.
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _rows(given: Given, every: Mapping[str, Question]) -> Iterator[dict[str, Any]]:
    for answer in given.answers:
        yield {**_question(answer, every), "code": answer["code"], "answer": _option(answer, every)}
    for comment in given.comments:
        yield {
            **_question(comment, every),
            "comment_language": comment["language"],
            "comment": comment["text"],
        }


def _question(row: Mapping[str, Any], every: Mapping[str, Question]) -> dict[str, str]:
    asked = every.get(row["question_id"])
    return {"question_id": row["question_id"], "question": str(asked.standard) if asked else ""}


def _option(answer: Mapping[str, Any], every: Mapping[str, Question]) -> str:
    asked = every.get(answer["question_id"])
    options = asked.options if asked else ()
    return next((str(one.standard) for one in options if one.code == answer["code"]), "")
