"""A pack as one ZIP: the document in every kind of file, the data, and a manifest that proves it.

The same pack always gives the same bytes, so that anybody can make it again and compare.
"""

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from feedback import chain
from feedback.coproduce.past import end_of
from feedback.database import database
from feedback.evidence.document import Document
from feedback.evidence.gathering import document_of
from feedback.evidence.gathering.method import suppressed
from feedback.evidence.hashes import sha256_of
from feedback.evidence.records import UNFINISHED
from feedback.evidence.scope import Scope
from feedback.language import speaking
from translations import ENGLISH

FORMAT = 1
DISTRIBUTION = "heard-send"
MANIFEST, README = "manifest.json", "README.txt"
# Every file in a ZIP has a date: the first that there can be, so that it tells nothing.
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
ABOUT = """{title}
{subtitle}

evidence.pdf        the whole document, tagged for screen readers
evidence.docx       the same for Word, to copy from and to edit
evidence-data.xlsx  every table of it, one a sheet
data/               the same numbers as CSV files; data/data-dictionary.csv says what each column is
manifest.json       the frozen releases it comes from, what is withheld and why, and the SHA-256 of
                    each file, so that anybody can tell that none was changed

Every number was frozen in a release before, and stands beside the name of its cell. Where a number
is hidden, the range says all that anybody may know.
"""

Files = dict[str, bytes]


# One thing to make: the files it gives.
Step: TypeAlias = Callable[[Scope, Document], Mapping[str, bytes]]


def _pdf(_scope: Scope, document: Document) -> Mapping[str, bytes]:
    from feedback.evidence.pdf import as_pdf

    return {"evidence.pdf": as_pdf(document)}


def _word(_scope: Scope, document: Document) -> Mapping[str, bytes]:
    from feedback.evidence.word import as_docx

    return {"evidence.docx": as_docx(document)}


def _workbook(_scope: Scope, document: Document) -> Mapping[str, bytes]:
    from feedback.evidence.workbook import as_xlsx

    return {"evidence-data.xlsx": as_xlsx(document)}


def _data(scope: Scope, _document: Document) -> Mapping[str, bytes]:
    from feedback.evidence.open_data import open_data

    # Programs read it, in English: a scope of its own, whose releases are read in that language.
    in_english = Scope(scope.variant, scope.as_at, scope.today, ENGLISH)
    return {f"data/{name}": content for name, content in open_data(in_english).items()}


STEPS: tuple[Step, ...] = (_pdf, _word, _workbook, _data)


def made(scope: Scope, *, on_step: Callable[[int], None] = lambda _step: None) -> bytes:
    """The whole pack; `on_step` hears which part is being made, from 1 on."""
    on_step(1)
    document = document_of(scope)
    parts: Files = {}
    for number, make in enumerate(STEPS, start=2):
        on_step(number)
        with speaking(scope.language):
            parts.update(make(scope, document))
    parts[README] = ABOUT.format(
        title=document.title.text, subtitle=document.subtitle.text
    ).encode()
    parts[MANIFEST] = manifest(scope, parts)
    return _zipped(parts)


def manifest(scope: Scope, parts: Files) -> bytes:
    """What the pack is made of, and by what anybody can tell that none of it was changed."""
    with speaking(ENGLISH):
        content = {
            "format": FORMAT,
            "area": scope.area.code,
            "variant": scope.variant.value,
            "as_at": scope.as_at.isoformat(),
            "language": scope.language.code,
            "software": version(DISTRIBUTION),
            "releases": list(_releases(scope)),
            # The public gets none: what lies between two of them could be guessed and checked.
            **({} if scope.is_public else {"audit_head": _audit_head(scope)}),
            "withheld": [
                {
                    "release": one.release,
                    "table": one.table,
                    "cell": one.cell_id,
                    "why": one.why.text,
                }
                for one in suppressed(scope)
            ],
            "files": {
                name: {"sha256": sha256_of(content), "bytes": len(content)}
                for name, content in sorted(parts.items())
            },
        }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _releases(scope: Scope) -> Iterator[dict[str, Any]]:
    for one in scope.releases:
        yield {
            "release": one.ref,
            "survey": one.survey.slug,
            "terms": [term.ref for term in one.terms],
            "frozen_on": one.frozen_on.isoformat(),
            # Empty for the public, who can still check each file by its own.
            "hashes": list(one.hashes),
        }


def _audit_head(scope: Scope) -> dict[str, Any]:
    """The last entry of the day: whoever keeps it can tell that no entry before was changed."""
    with database().reading.connect() as connection:
        head = chain.head_before(connection, end_of(scope.day))
    return {"number": head.number, "hash": head.entry_hash}


def _zipped(parts: Files) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return written.getvalue()


def put(content: bytes, place: Path) -> None:
    """Put a whole file in place at once; where that fails, nothing of it is left."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=UNFINISHED)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
