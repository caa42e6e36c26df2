"""What families let us quote: approved copies, a role at most, in an order that tells nothing."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l

from feedback.evidence.document import Block, Phrase, Quotation
from feedback.evidence.saying import paragraph, say
from feedback.evidence.scope import Scope
from feedback.evidence.wording import BY_FAMILY, BY_PARENT_CARER, BY_YOUNG_PERSON
from feedback.moderate.quotes import Quote, public_quotes, quotes

ROLES = {"parent_carer": BY_PARENT_CARER, "young_person": BY_YOUNG_PERSON}


def blocks(scope: Scope) -> Iterator[Block]:
    """Every quote that may be used today and was approved by the day."""
    found = found_for(scope)
    yield paragraph(
        _l(
            "Each of them said that we may quote their words. They can change their mind, so "
            "make this document again before you use it."
        )
    )
    for one in found:
        yield Quotation(Phrase(one.text, one.language), by(one))
    if not found:
        yield paragraph(_l("Nobody’s words may be quoted yet."))


def found_for(scope: Scope) -> Sequence[Quote]:
    """In a document for everybody no more than the open page of quotes says."""
    if scope.is_public:
        return public_quotes(scope.day)
    return quotes(to_officer=scope.to_officer, as_at=scope.day)


def by(one: Quote) -> Phrase:
    """Who said it, as far as may be known."""
    return say(ROLES.get(one.role or "", BY_FAMILY))
