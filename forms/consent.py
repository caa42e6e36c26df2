"""The consent to quote: its exact words, numbered, so that we know what a family agreed to."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from forms.questions import Variant, Wording, refuse_odd_picture


@dataclass(frozen=True, eq=False)
class Consent:
    """One wording of a consent; change the words and the version goes up."""

    version: int
    standard: Wording
    easy: Wording
    picture: str | None = None  # Beside the words, never instead: static/pictures/NAME.svg.

    def __post_init__(self) -> None:
        refuse_odd_picture(self.picture)

    def wording(self, variant: Variant) -> Wording:
        """Return the sentence beside the tick box as this reader sees it."""
        return self.easy if variant is Variant.EASY else self.standard


CONSENT_TO_QUOTE = Consent(
    version=1,
    standard=_l("You may quote my words. Do not use my name."),
    easy=_l("You can show my words to other people. Do not use my name."),
    picture="loudspeaker",
)
