"""A form as a family sent it."""

from dataclasses import dataclass

from feedback.respond.nonce import Stamp
from feedback.respond.records import OpenedPlacement
from feedback.respond.ways import Way
from forms.questions import Survey, Variant
from translations import Language


@dataclass(frozen=True)
class Sent:
    """A form as a family sent it, and what it was a form of."""

    placement: OpenedPlacement
    asked: Survey
    language: Language
    variant: Variant
    stamp: Stamp | None
    way: Way
