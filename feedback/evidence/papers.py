"""The papers that officers edit and copy from, each by the name of its file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.evidence.committee import committee_paper
from feedback.evidence.document import Document
from feedback.evidence.self_evaluation import self_evaluation
from translations import Language


class Paper(StrEnum):
    """One paper as one kind of file."""

    COMMITTEE_WORD = "committee-paper.docx"
    COMMITTEE_PDF = "committee-paper.pdf"
    SELF_EVALUATION = "self-evaluation.docx"

    @property
    def ending(self) -> str:
        """What kind of file it is."""
        return self.value.rpartition(".")[2]


@dataclass(frozen=True)
class Made:
    """One paper as a file; its name says as at which day it is."""

    name: str
    content: bytes


MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def make(paper: Paper, as_at: date, language: Language, *, today: date) -> Made:
    """The paper; CannotPrintError where what sets a PDF is missing."""
    contents = self_evaluation if paper is Paper.SELF_EVALUATION else committee_paper
    document = contents(as_at, language, today=today)
    first = paper.value.removesuffix(f".{paper.ending}")
    return Made(
        f"{first}-{as_at.isoformat()}-{language.code}.{paper.ending}",
        _writer(paper)(document),
    )


def _writer(paper: Paper) -> Callable[[Document], bytes]:
    # Both are heavy, and nobody needs both at once.
    if paper.ending == "pdf":
        from feedback.evidence.pdf import as_pdf

        return as_pdf
    from feedback.evidence.word import as_docx

    return as_docx
