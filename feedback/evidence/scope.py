"""For whom a document is, as at which day: everything in it is asked through this."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flask import current_app

from feedback import results
from feedback.areas import Area
from feedback.evidence.document import Variant
from feedback.results import Made, Results, Seer
from translations import Language

SEERS = {
    Variant.PUBLIC: Seer.PUBLIC,
    # A viewer sits on the board and sees what the Forum sees.
    Variant.BOARD: Seer.FORUM,
    Variant.RESTRICTED: Seer.OFFICER,
}


@dataclass(frozen=True)
class Scope:
    """What may go into one document; `today` is the day on which it is made."""

    variant: Variant
    as_at: date
    today: date
    language: Language

    @property
    def day(self) -> date:
        """The last day of which anything is known: of days to come nothing is."""
        return min(self.as_at, self.today)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.variant is Variant.PUBLIC

    @property
    def to_officer(self) -> bool:
        """Whether only officers may read it."""
        return self.variant is Variant.RESTRICTED

    @property
    def seer(self) -> Seer:
        """As whom its numbers are asked for."""
        return SEERS[self.variant]

    @cached_property
    def area(self) -> Area:
        """The area this is for."""
        found: Area = current_app.extensions["heard_area"]
        return found

    @cached_property
    def made(self) -> tuple[Made, ...]:
        """Every release that may be in it, the newest first, also those that show nothing."""
        return tuple(one for one in results.made() if self._may_have(one))

    @cached_property
    def releases(self) -> tuple[Results, ...]:
        """The same as this reader may see them.

        The public gets no fingerprints: with one, a guess at what only the partnership sees could
        be checked.
        """
        found = (results.release(one.number, self.seer) for one in self.made)
        seen = (one for one in found if one is not None)
        return tuple(replace(one, hashes=()) if self.is_public else one for one in seen)

    @cached_property
    def shown(self) -> tuple[Results, ...]:
        """Those that show something."""
        return tuple(one for one in self.releases if one.withheld is None)

    @cached_property
    def waiting(self) -> tuple[Made, ...]:
        """Those that were frozen, and that the public may not see yet."""
        if not self.is_public:
            return ()
        return tuple(
            one
            for one in results.made()
            if one.frozen_on <= self.day and not one.survey.is_restricted and one not in self.made
        )

    @property
    def file_name(self) -> str:
        """A plain name for a file that holds all of it, without an ending."""
        of = (self.area.code, "evidence", self.variant, self.as_at.isoformat(), self.language.code)
        return "-".join(("heard", *of)).lower()

    @property
    def base(self) -> int:
        """The fewest answers that anything is shown of."""
        return max((one.base for one in self.releases), default=results.base_now())

    def _may_have(self, one: Made) -> bool:
        if one.frozen_on > self.day:
            return False
        if self.is_public:
            return results.is_public(one, self.day)
        return self.to_officer or not one.survey.is_restricted
