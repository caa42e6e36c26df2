"""Rows of an area's file that do not say yet where in a document they were copied from."""

from dataclasses import fields, is_dataclass

from feedback.areas.shapes import Citation

# What `heard new-area` writes, for nobody knows the page while answering questions.
TO_BE_CITED = "to be filled in: the page or section"


def uncited(found: object) -> int:
    """How many rows of an area, or of a part of it, still say so."""
    if isinstance(found, Citation):
        return found.section == TO_BE_CITED
    if isinstance(found, tuple):
        return sum(map(uncited, found))
    if is_dataclass(found):
        return sum(uncited(getattr(found, one.name)) for one in fields(found))
    return 0
