"""The style sheet of family pages in an area's own colours; in the dark it keeps Heard's."""

from feedback.areas import Look
from feedback.areas.contrast import darker
from feedback.areas.logo import IN_A_PAGE

BAND, LINKS, BUTTONS = "--brand:#2e2a6e", "--link:#2f3a9e", "--go:#0a5f66"
# A button under the pointer, and the edge below it.
PRESSED, EDGE = "--over:#084a50", "--under:#04343a"


def in_colours(sheet: str, look: Look) -> str:
    """The built sheet with each colour that the area has chosen in the place of ours."""
    chosen = {BAND: look.band, LINKS: look.links, BUTTONS: look.buttons}
    if look.buttons:
        chosen |= {PRESSED: darker(look.buttons, 0.2), EDGE: darker(look.buttons, 0.45)}
    for ours, theirs in chosen.items():
        if theirs:
            # The first is by day; later ones are other colours, for the dark.
            sheet = sheet.replace(ours, f"{ours.partition(':')[0]}:{theirs}", 1)
    has_logo = look.logo is not None and look.logo.fits_a_page
    return f"{sheet}.{IN_A_PAGE}{{vertical-align:middle}}" if has_logo else sheet
