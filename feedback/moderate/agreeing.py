"""What the page about agreement shows: two readings of the same comments side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from analysis.agreement import FEWEST_FOR_KAPPA, Agreement
from feedback.moderate.pages import tone_words


@dataclass(frozen=True)
class AgreementTable:
    """Two readings of the same comments side by side, and what may be said of them."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    sentence: str
    kappa: str


def agreement_table(found: Agreement, *, title: str, first: str, second: str) -> AgreementTable:
    """The table in words; `second` has a place for the tone."""
    return AgreementTable(
        title=title,
        columns=[first, *(second % {"tone": tone_words(code)} for code in found.codes)],
        rows=[
            [tone_words(code), *map(str, counts)]
            for code, counts in zip(found.codes, found.counts, strict=True)
        ],
        sentence=str(
            _(
                "The same tone for %(same)s of %(pairs)s comments.",
                same=found.same,
                pairs=found.pairs,
            )
        ),
        kappa=_kappa(found),
    )


def _kappa(found: Agreement) -> str:
    if found.kappa is None:
        return str(
            _(
                "Cohen’s kappa is shown from %(number)s comments on. Fewer say too little.",
                number=FEWEST_FOR_KAPPA,
            )
        )
    return str(
        _(
            "Cohen’s kappa: %(value)s, 95%% interval %(low)s to %(high)s.",
            value=format_decimal(found.kappa.value, "0.00"),
            low=format_decimal(found.kappa.low, "0.00"),
            high=format_decimal(found.kappa.high, "0.00"),
        )
    )
