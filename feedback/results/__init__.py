"""THE GATE: stored answers in, frozen releases out; nothing else turns counts into what people see.

`making` freezes a survey's answers once a term, through analysis.gate, into a release that the
database refuses to change. `shown` puts a release into the reader's words. Every page, file and
chart takes its numbers from there; docs/decisions/0019 says why.
"""

from feedback.results.adding import year, year_before, years
from feedback.results.asking import About, Seer
from feedback.results.leaving_out import LeftOut, left_out
from feedback.results.looking import Waiting, counted_in_public, is_public, waiting_for_the_forum
from feedback.results.naming import role_may_be_named
from feedback.results.pooling import Pooled, across_surveys
from feedback.results.pulse import (
    Heard,
    Pulses,
    base_now,
    has_enough_so_far,
    pulses_for,
    read_pulses,
)
from feedback.results.scans import (
    ScanResult,
    Together,
    collections_scanned,
    is_opened_enough_so_far,
    scan_results,
    scans_together,
)
from feedback.results.shown import (
    ChangeResult,
    CrossingResult,
    Made,
    Results,
    TableResult,
    made,
    release,
)
from feedback.results.stored import ReleaseBrokenError
from feedback.results.terms import due_on, was_open_in

__all__ = [
    "About",
    "ChangeResult",
    "CrossingResult",
    "Heard",
    "LeftOut",
    "Made",
    "Pooled",
    "Pulses",
    "ReleaseBrokenError",
    "Results",
    "ScanResult",
    "Seer",
    "TableResult",
    "Together",
    "Waiting",
    "across_surveys",
    "base_now",
    "collections_scanned",
    "counted_in_public",
    "due_on",
    "has_enough_so_far",
    "is_opened_enough_so_far",
    "is_public",
    "left_out",
    "made",
    "pulses_for",
    "read_pulses",
    "release",
    "role_may_be_named",
    "scan_results",
    "scans_together",
    "waiting_for_the_forum",
    "was_open_in",
    "year",
    "year_before",
    "years",
]
