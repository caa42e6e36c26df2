"""What to call a row of an area's file when something in it is wrong."""

from feedback.areas.lines import Path

NOUNS = {
    "priorities": "priority",
    "plan_priorities": "plan priority",
    "brag": "BRAG colour",
    "engagement": "engagement",
    "evidence": "evidence",
}
LABELS = ("ref", "key", "colour", "name", "term")


def describe(raw: object, path: Path) -> tuple[str, str]:
    """The nearest row around a path, as a person would say it, and the rest of the path."""
    thing, rest, node = "the file", path, raw
    # A key is never itself the row, even when its value is a table.
    inside = path[:-1] if path and isinstance(path[-1], str) else path
    for depth, step in enumerate(inside, start=1):
        node = _inside(node, step)
        if isinstance(step, int) and isinstance(node, dict):
            thing, rest = _row(str(path[depth - 2]), step, node), path[depth:]
        elif depth == 1 and isinstance(node, dict):
            thing, rest = f"[{step}]", path[depth:]
    return thing, ".".join(str(step) for step in rest if isinstance(step, str))


def _row(rows: str, position: int, node: dict[str, object]) -> str:
    noun = NOUNS.get(rows, rows.removesuffix("s"))
    # A row too broken to have a name is counted, as a person would, from one.
    label = next((node[key] for key in LABELS if key in node), f"number {position + 1}")
    return f"{noun} {label}"


def _inside(node: object, step: str | int) -> object:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    # The rest of a path leads to what is missing.
    return None
