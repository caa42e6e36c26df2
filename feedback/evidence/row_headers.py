"""The first cell of each row of a PDF's tables is the header of its row, also for a screen reader.

Typst marks column headers; for rows it has a switch that its Python package cannot turn. So the
tags that it wrote are changed afterwards, and nothing else of the file.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

ROW = {"O": "Table", "Scope": "Row"}


def with_row_headers(made: bytes) -> bytes:
    """The same PDF; the same bytes whenever it is given the same."""
    # Loaded when a document is made: it is large.
    import pikepdf

    with pikepdf.open(BytesIO(made)) as opened:
        scope = pikepdf.Dictionary({f"/{key}": pikepdf.Name(f"/{v}") for key, v in ROW.items()})
        for cell in _first_cells(opened.Root.StructTreeRoot):
            cell.S = pikepdf.Name("/TH")
            cell.A = pikepdf.Array([*_attributes(cell), scope])
        written = BytesIO()
        opened.save(written, deterministic_id=True)
    return written.getvalue()


def _first_cells(under: Any) -> Iterator[Any]:
    """The first cell of each row below the headings of each table."""
    for element in _elements(under):
        tag = str(element.S)
        if tag == "/TBody":
            for row in _elements(element):
                yield from [cell for cell in _elements(row) if str(cell.S) == "/TD"][:1]
        elif tag != "/THead":
            yield from _first_cells(element)


def _elements(parent: Any) -> Iterator[Any]:
    """The elements under one: not its text, which is a number, nor a link's place."""
    import pikepdf

    found = parent.get("/K", [])
    for one in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one


def _attributes(cell: Any) -> list[Any]:
    import pikepdf

    found = cell.get("/A", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]
