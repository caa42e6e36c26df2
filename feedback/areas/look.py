"""What an area looks like: colours that can be read, and a logo that does nothing but look."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator, ValidationInfo
from pydantic.dataclasses import dataclass

from feedback.areas.contrast import COLOUR, LEAST, contrast
from feedback.areas.logo import Logo, LogoError, read_logo
from feedback.areas.shapes import SHAPE, Text

WHITE = "#ffffff"
# The palest ground that links lie on, as feedback/styles has it.
PALE = "#f2f1f9"


def _readable(what: str, ground: str) -> Callable[[str], str]:
    def checked(colour: str) -> str:
        if not COLOUR.fullmatch(colour):
            raise ValueError('must be a colour such as "#2e2a6e"')
        found = contrast(colour, ground)
        if found < LEAST:
            raise ValueError(
                f"is hard to read: {what} have a contrast of {found:.2f} to 1 with {colour}, "
                f"and WCAG asks for {LEAST} to 1"
            )
        return colour.lower()

    return checked


def _logo(name: object, info: ValidationInfo) -> Logo:
    if not isinstance(name, str):
        raise ValueError("must be the name of a file, in quotes")
    try:
        return read_logo(name, (info.context or {})["folder"])
    except LogoError as error:
        raise ValueError(str(error)) from None


white_words_on = _readable("white words on it", WHITE)

Ground = Annotated[Text, AfterValidator(white_words_on)]
Ink = Annotated[Text, AfterValidator(_readable(f"links in it on the pale ground {PALE}", PALE))]


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Look:
    """The area's colours and its logo; whatever is left out looks like Heard."""

    band: Ground | None = None
    buttons: Ground | None = None
    links: Ink | None = None
    logo: Annotated[Any, PlainValidator(_logo)] = None
