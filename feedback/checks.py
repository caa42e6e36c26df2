"""Who checked translations of composed surveys' own words: name and day, as our ledger has it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from sqlmodel import Session, col, select

from feedback.models import ComposedCheck
from translations import ledger
from translations.ledger import SignOff

# An English text and what stands for it.
Pair: TypeAlias = tuple[str, str]
# For each language's code: who checked, by the key of the two texts.
Checks: TypeAlias = Mapping[str, Mapping[str, SignOff]]
NO_CHECKS: Checks = MappingProxyType({})


def sign(held: Session, slug: str, language: str, pairs: Iterable[Pair], by: SignOff) -> None:
    """Keep who checked these translations; whoever checked one last counts."""
    for key in sorted({ledger.key(*pair) for pair in pairs}):
        row = ComposedCheck(
            survey_slug=slug, language=language, key=key, speaker=by.speaker, checked_on=by.on
        )
        held.merge(row)


def of_survey(held: Session, slug: str) -> Checks:
    """Every check of one survey."""
    order = (col(ComposedCheck.language), col(ComposedCheck.key))
    wanted = select(ComposedCheck).where(col(ComposedCheck.survey_slug) == slug)
    found: dict[str, dict[str, SignOff]] = {}
    for row in held.exec(wanted.order_by(*order)):
        found.setdefault(row.language, {})[row.key] = SignOff(row.speaker, row.checked_on)
    return found
