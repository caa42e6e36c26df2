"""Where to go after signing in: only ever a page of ours, whatever the address asks for."""

import unicodedata

HOME = "/staff"


def own_page(wanted: str | None) -> str:
    """The page asked for if it is on this site, and the staff home for anything else."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    # Browsers read a backslash as a slash and drop tabs and line breaks, so "/\\evil" leaves us.
    if any(letter == "\\" or unicodedata.category(letter)[0] in "CZ" for letter in wanted):
        return HOME
    return wanted
