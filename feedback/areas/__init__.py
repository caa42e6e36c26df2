"""A local area as data: one TOML file each, read here and checked before anything starts."""

from feedback.areas.area import Area, Term
from feedback.areas.known import Baseline, Definition, Engagement, Evidence, Initiative
from feedback.areas.logo import Logo
from feedback.areas.look import Look
from feedback.areas.organisations import TO_BE_FILLED_IN, Contact, Forum, Partnership, Sendiass
from feedback.areas.percentages import impossible_percentage
from feedback.areas.promises import (
    Action,
    Board,
    Brag,
    Measure,
    Milestone,
    Plan,
    PlanPriority,
    Priority,
    Strategy,
    Vision,
)
from feedback.areas.reading import AreaError, load_area
from feedback.areas.retention import Retention
from feedback.areas.shapes import Citation, Document

__all__ = [
    "TO_BE_FILLED_IN",
    "Action",
    "Area",
    "AreaError",
    "Baseline",
    "Board",
    "Brag",
    "Citation",
    "Contact",
    "Definition",
    "Document",
    "Engagement",
    "Evidence",
    "Forum",
    "Initiative",
    "Logo",
    "Look",
    "Measure",
    "Milestone",
    "Partnership",
    "Plan",
    "PlanPriority",
    "Priority",
    "Retention",
    "Sendiass",
    "Strategy",
    "Term",
    "Vision",
    "impossible_percentage",
    "load_area",
]
