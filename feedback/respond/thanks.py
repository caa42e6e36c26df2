"""A family's thank-you: made once and kept, for only the receipt differs from family to family."""

from collections import OrderedDict
from typing import TypeAlias

from flask import current_app, render_template

from feedback.language import current_languages, speaking
from feedback.respond import nonce, since
from feedback.respond.sent import Sent
from feedback.shown_changes import ShownChange

MOST_KEPT = 256
# The page shows a receipt with spaces, and sends it on as it is: a mark that tells the two apart.
MARK = "@@re-ceipt@@"
SHOWN_MARK = MARK.replace("-", " ")
Key: TypeAlias = tuple[object, ...]


class ThanksPages:
    """The newest thank-yous, one for each survey, language and version."""

    def __init__(self) -> None:
        """Start with none; each is made when first asked for."""
        self._kept: OrderedDict[Key, str] = OrderedDict()

    def page(self, sent: Sent, stamp: nonce.Stamp) -> str:
        """Thanks for this form, with its receipt."""
        changes = since.last_time(sent.placement, sent.language, sent.way)
        receipt = stamp.receipt
        if sent.way.is_tablet:
            # It names the placement and clears this very form.
            return _rendered(sent, receipt, changes, stamp=stamp.text)
        page = self._page_without_receipt(sent, changes)
        return page.replace(MARK, receipt).replace(SHOWN_MARK, receipt.replace("-", " "))

    def _page_without_receipt(self, sent: Sent, changes: tuple[ShownChange, ...]) -> str:
        # All that the page shows, as it is before it is made: no kept page outlives a change.
        key: Key = (
            sent.asked.slug,
            sent.asked.version,
            sent.variant,
            sent.language.code,
            sent.way,
            changes,
            current_languages().state_of(sent.language),
        )
        page = self._kept.get(key)
        if page is None:
            page = self._kept[key] = _rendered(sent, MARK, changes)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return page


def _rendered(
    sent: Sent, receipt: str, changes: tuple[ShownChange, ...], *, stamp: str = ""
) -> str:
    with speaking(sent.language):
        return render_template(
            "respond/tablet_thanks.html" if sent.way.is_tablet else "respond/thanks.html",
            survey=sent.asked,
            variant=sent.variant.value,
            receipt=receipt,
            nonce=stamp,
            changes=changes,
        )


def page(sent: Sent, stamp: nonce.Stamp) -> str:
    """Thanks for this form, with its receipt."""
    kept: ThanksPages = current_app.extensions["heard_thanks"]
    return kept.page(sent, stamp)
