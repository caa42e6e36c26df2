"""A language's plural forms, each with the numbers that take it."""

from dataclasses import dataclass
from gettext import c2py

from babel.messages.catalog import Catalog

# No rule we know tells larger numbers apart.
NUMBERS = range(1000)
EXAMPLES = 3


@dataclass(frozen=True)
class PluralForm:
    """One form: the first numbers that take it, and whether only one number does."""

    examples: tuple[int, ...]
    is_for_one_number: bool
    has_one: bool

    @property
    def words(self) -> str:
        """The numbers as a translator reads them."""
        return ", ".join(str(number) for number in self.examples)


def plural_forms(catalogue: Catalog) -> tuple[PluralForm, ...]:
    """The forms of a catalogue's language, in its order."""
    form_of = c2py(catalogue.plural_expr)
    numbers: list[list[int]] = [[] for _ in range(catalogue.num_plurals)]
    for number in NUMBERS:
        numbers[form_of(number)].append(number)
    return tuple(
        PluralForm(
            examples=tuple(found[:EXAMPLES]),
            is_for_one_number=len(found) == 1,
            has_one=1 in found,
        )
        for found in numbers
    )
