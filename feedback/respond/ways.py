"""How a family meets the form, and the address that its form is sent to."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from forms.questions import Variant
from translations import Language

YOUNG = "young-person"
NOTHING_CARRIED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Way:
    """How a family meets the form: on our tablet or their own device, by which kind of link."""

    is_tablet: bool = False
    is_young: bool = False
    # They asked for buttons that let the device's own voice read the questions.
    reads_aloud: bool = False
    # An officer looks at it before any family can.
    is_preview: bool = False


BY_THEMSELVES = Way()


def form_action(
    variant: Variant, language: Language, way: Way, times_sent: int, carried: Mapping[str, str]
) -> str:
    """An address that no page before had: sending to the same one makes a browser that loses its
    connection forget the page it came from, and all that was typed there."""
    parts = {"lang": language.code, "version": variant.value, "sent": str(times_sent), **carried}
    return "?" + urlencode(parts | ({"for": YOUNG} if way.is_young else {}))
