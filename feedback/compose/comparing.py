"""What publishing would do: the languages, what is new since the version before, what may pool."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from markupsafe import Markup

from feedback.authored import Said, sentence
from feedback.checks import NO_CHECKS, Checks
from feedback.compose import records
from feedback.compose.pages import said_of_piece
from feedback.compose.texts import sentences_of, texts_of
from feedback.drafts import Draft
from feedback.language import page_language
from forms import composed
from forms.composed import Composed, Piece
from forms.questions import Survey
from translations import SOURCE, Language


@dataclass(frozen=True)
class LanguageView:
    """How far a survey's own words are in one language."""

    language: Language
    total: int
    translated: int
    checked: int
    # Who checked and when, in sentences.
    checked_by: Sequence[str] = ()

    @property
    def is_offered(self) -> bool:
        """Whether families can choose it: every word is there."""
        return self.translated == self.total

    @property
    def is_checked(self) -> bool:
        """Whether fluent speakers have checked every word."""
        return self.checked == self.total


def languages(
    found: Composed, offered: Iterable[Language], checks: Checks = NO_CHECKS
) -> list[LanguageView]:
    """How far the survey is in each language that the area offers, but for English."""
    texts = [words for _path, words in found.words()]
    return [
        LanguageView(
            one,
            total=len(texts),
            translated=sum(one.code in words.languages for words in texts),
            checked=sum(one.code in words.checked for words in texts),
            checked_by=_checked_by(found, one.code, checks),
        )
        for one in offered
        if one.code != SOURCE
    ]


def _checked_by(found: Composed, code: str, checks: Checks) -> list[str]:
    signed = (text.signed(checks.get(code, {})) for text in texts_of(found, code))
    return sentences_of(one for one in signed if one)


def unchanged(draft: Draft) -> list[Piece]:
    """Own questions that the version before asked in the same words: they may count together."""
    before = _before(draft)
    if before is None:
        return []
    found = [(piece, before.piece(piece.id)) for piece in draft.composed.pieces if piece.own]
    return [piece for piece, then in found if then and _english(then) == _english(piece)]


def _english(piece: Piece) -> object:
    """What it asks, of whom, and how: the same of two pieces whose answers may be compared."""
    own = piece.own
    texts = [(path, words.in_english) for path, words in own.words()] if own else []
    meanings = tuple(one.meaning for one in own.options) if own else ()
    kind = (own.kind, own.scale, own.text_kind, own.codes, meanings) if own else piece.id
    return (texts, kind, piece.only_for, piece.after)


def changes(draft: Draft, offered: Iterable[Language]) -> list[Markup]:
    """What is another than in the version before, in sentences; none where there is no version."""
    before, now = _before(draft), draft.composed
    if before is None:
        return []
    said = [*_of_pieces(before, now)]
    order = [one.id for one in now.pieces if before.piece(one.id)]
    if order != [one.id for one in before.pieces if now.piece(one.id)]:
        said.append(sentence(_("The questions are in another order.")))
    if _above(now) != _above(before):
        said.append(sentence(_("What stands above the questions is another.")))
    return [*said, *_of_languages(before, now, offered)]


def _of_languages(before: Composed, now: Composed, offered: Iterable[Language]) -> Iterator[Markup]:
    """A family that could answer before and now cannot is no small print."""
    for then, after in zip(languages(before, offered), languages(now, offered), strict=True):
        # Translators: %(language)s is the language's own name, such as Français.
        lost = _("Families could answer in %(language)s. Now they cannot: a word is missing.")
        if then.is_offered is not after.is_offered:
            name = Said(then.language.own_name, then.language, page_language())
            words = lost if then.is_offered else _("New: families can answer in %(language)s.")
            yield sentence(words, language=name)


def _of_pieces(before: Composed, now: Composed) -> Iterator[Markup]:
    for piece in now.pieces:
        then, asked = before.piece(piece.id), said_of_piece(piece)
        if then is None:
            yield sentence(_("New: %(question)s"), question=asked)
        elif _english(then) != _english(piece):
            yield sentence(_("Changed: %(question)s"), question=asked)
    for piece in before.pieces:
        if now.piece(piece.id) is None:
            yield sentence(_("Taken away: %(question)s"), question=said_of_piece(piece))


def _above(found: Composed) -> object:
    above = (found.title, found.easy_title, found.intro, found.easy_intro)
    return tuple(words.in_english for words in above)


def _before(draft: Draft) -> Composed | None:
    if draft.version is None:
        return None
    return records.version_of(draft.composed.slug, draft.version)


def as_survey(found: Composed) -> Survey | None:
    """A draft as families would see it; None where too much is missing to show anything.

    What is not written in Easy Read yet stands there in the other words.
    """
    whole = tuple(_shown(piece) for piece in found.pieces if not _is_bare(piece))
    if not whole:
        return None
    if sum(piece.is_overall for piece in whole) != 1:
        first = whole[0].id
        whole = tuple(replace(one, is_overall=one.id == first) for one in whole)
    try:
        return composed.survey(replace(found, pieces=whole), 1)
    except ValueError:
        return None  # A question or an answer stands there twice, as the page says.


def _is_bare(piece: Piece) -> bool:
    own = piece.own
    has_words = own is None or bool(own.standard.in_english)
    return not has_words or (own is not None and not own.codes and own.text_kind is None)


def _shown(piece: Piece) -> Piece:
    own = piece.own
    if own is None or own.easy.in_english:
        return piece
    return replace(piece, question=replace(own, easy=own.standard))
