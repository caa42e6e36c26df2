"""The part of the queue that an address asks for, and an address for a part of the queue."""

from typing import Any
from uuid import UUID

from flask import request

from feedback.access import signed_in
from feedback.moderate.queue import Around, Spot, State, Wanted


def wanted() -> Wanted:
    """The part of the queue that the address asks for; all that wait if it asks for none."""
    state = request.args.get("state", "")
    try:
        collection_id = UUID(request.args.get("collection", ""))
    except ValueError:
        collection_id = None
    return Wanted(
        state=State(state) if state in set(State) else State.WAITING,
        collection_id=collection_id,
        staff_id=signed_in().id,
    )


def around() -> Around:
    """The page that the address asks for; the first if it asks for none."""
    return Around(
        after=Spot.read(request.args.get("after", "")),
        before=Spot.read(request.args.get("before", "")),
    )


def for_audit(wanted: Wanted, around: Around) -> str:
    """The same part of the queue, and its page, for the audit."""
    asked = {**of(wanted), "after": around.after, "before": around.before}
    return " ".join(f"{name}={value}" for name, value in asked.items() if value)


def of(wanted: Wanted) -> dict[str, Any]:
    """The same part of the queue, for an address."""
    return {"state": wanted.state.value, "collection": wanted.collection_id or None}
