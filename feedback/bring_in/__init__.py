"""Bring in feedback that was given before Heard, or beside it, from a spreadsheet."""

from feedback.bring_in.mapping import Mapping, read_mapping
from feedback.bring_in.refusals import ImportRefusedError, Refusal
from feedback.bring_in.taking_in import Report, Source, take_in

__all__ = [
    "ImportRefusedError",
    "Mapping",
    "Refusal",
    "Report",
    "Source",
    "read_mapping",
    "take_in",
]
