"""Released results as files for spreadsheets and SPSS, beside the CSV and JSON of the page."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from feedback.access import open_to
from feedback.export import spreadsheet, spss
from feedback.language import page_language
from feedback.results import Results
from feedback.review import files, opened
from feedback.review.files import Kind

export = Blueprint("export", __name__, url_prefix="/staff/results")


@export.get("/<int:number>/results.xlsx", defaults={"kind": "xlsx"})
@export.get("/<int:number>/results.sav", defaults={"kind": "sav"})
@open_to(*opened.READERS)
def release_file(number: int, kind: str) -> ResponseReturnValue:
    """Every number of a release as a file."""
    return _file(opened.release(number), Kind(kind))


@export.get("/years/<string:key>/<string:slug>/results.xlsx", defaults={"kind": "xlsx"})
@export.get("/years/<string:key>/<string:slug>/results.sav", defaults={"kind": "sav"})
@open_to(*opened.READERS)
def year_file(key: str, slug: str, kind: str) -> ResponseReturnValue:
    """Every number of a year as a file."""
    return _file(opened.year(key, slug), Kind(kind))


def _file(found: Results, kind: Kind) -> Response:
    area = opened.area()
    said = files.lines(found, area=area, to_officer=opened.is_officer())
    about = files.about(found, area=area, language=page_language().code)
    if kind is Kind.XLSX:
        content = spreadsheet.as_xlsx(found, about, said, area=area)
    else:
        content = spss.as_sav(found, about, said)
    return opened.as_file(content, found, kind, lines=len(said))
