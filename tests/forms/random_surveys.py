"""Random composed surveys, from the grammar of the kinds of question there are."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from forms.composed import (
    BANK,
    After,
    Composed,
    Kind,
    OwnOption,
    OwnQuestion,
    Piece,
    Scale,
    Words,
    limits,
    new_own_id,
    problems,
)
from forms.questions import Meaning, TextKind
from forms.surveys import ROLE

# Words that could break a page, a form on paper or a file, beside ordinary ones.
ENGLISH = ("tea", "Was it <b>fun</b>?", "{{ 7 }} %(x)s", "'; --", "=1+1", "#let x", "a — “b”", "☕")
ARABIC = ("شاي", "هل كان ممتعا؟", "مَرحبًا", "‏١٢", "أ/ب", "قهوة & كعك")


@st.composite
def some_words(draw: st.DrawFn, longest: int) -> Words:
    """A text in English and Arabic, as long as it may be."""
    number = draw(st.integers(0, 10**6))
    english, arabic = (
        " ".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=12)))
        for words in (ENGLISH, ARABIC)
    )
    texts = {"en": f"{english} {number}", "ar": f"{arabic} {number}"}
    most = {language: limits.longest_in(language, longest) for language in texts}
    # Reading takes away the space that a cut may leave at the end.
    return Words({code: text[: most[code]].strip() for code, text in texts.items()})


@st.composite
def own_questions(draw: st.DrawFn, kind: Kind) -> OwnQuestion:
    """A question of its own of this kind."""
    hint, why = (
        st.none() | some_words(longest) for longest in (limits.LONGEST_HINT, limits.LONGEST_WHY)
    )
    most = {Kind.CHOICE: limits.MOST_OPTIONS, Kind.SEVERAL: limits.MOST_TICKS}.get(kind)
    number = draw(st.integers(limits.FEWEST_OPTIONS, most)) if most else 0
    return OwnQuestion(
        new_own_id(),
        kind,
        standard=draw(some_words(limits.LONGEST_QUESTION)),
        easy=draw(some_words(limits.LONGEST_QUESTION)),
        hint=draw(hint),
        easy_hint=draw(hint),
        why=draw(why),
        scale=draw(st.sampled_from(Scale)) if kind is Kind.SCALE else None,
        options=tuple(
            OwnOption(
                f"o{place}",
                Words({"en": f"{place} {draw(st.sampled_from(ENGLISH))}", "ar": f"{place} نعم"}),
                draw(some_words(limits.LONGEST_OPTION)),
                draw(st.sampled_from(Meaning)),
            )
            for place in range(number)
        ),
        text_kind=draw(st.sampled_from(TextKind)) if kind is Kind.OPEN else None,
    )


def _codes(piece: Piece) -> tuple[str, ...]:
    if piece.own:
        return () if piece.own.kind is Kind.SEVERAL else piece.own.codes
    return tuple(option.code for option in BANK[piece.id].options)


@st.composite
def composed_surveys(draw: st.DrawFn, slug: str) -> Composed:
    """A survey that may be published: as long as it may be, of every kind, own and of the bank."""
    first = draw(st.sampled_from(["ps_overall", "in_who"]) | own_questions(Kind.SCALE))
    pieces = [Piece(first, is_overall=True)]
    more = st.lists(st.sampled_from([*Kind, None]), min_size=2, max_size=limits.MOST_PIECES - 1)
    kinds = draw(more)
    for kind in kinds:
        taken = {piece.id for piece in pieces}
        others = [name for name in BANK if name not in taken]
        question: str | OwnQuestion = (
            draw(own_questions(kind)) if kind else draw(st.sampled_from(others))
        )
        before = [piece for piece in pieces if len(_codes(piece)) > 1]
        parent = draw(st.none() | st.sampled_from(before))
        after = None
        if parent:
            codes = _codes(parent)
            some = draw(
                st.lists(st.sampled_from(codes), min_size=1, max_size=len(codes) - 1, unique=True)
            )
            after = After(parent.id, tuple(some))
        is_for_some = isinstance(question, OwnQuestion) and draw(st.booleans())
        role = draw(st.sampled_from([one.code for one in ROLE.options])) if is_for_some else None
        pieces.append(Piece(question, only_for=role, after=after))
    made = Composed(
        slug,
        title=draw(some_words(limits.LONGEST_TITLE)),
        easy_title=draw(some_words(limits.LONGEST_TITLE)),
        intro=draw(some_words(limits.LONGEST_INTRO)),
        easy_intro=draw(some_words(limits.LONGEST_INTRO)),
        pieces=tuple(pieces),
        over_budget_reason="The Forum asked for all of these.",
        asks_about_you=draw(st.booleans()),
    )
    assert not problems(made), problems(made)
    return made


def texts_of(made: Composed, language: str, *, is_easy: bool) -> Mapping[str, str]:
    """What a reader of one version must find, by its path."""
    other = "standard" if is_easy else "easy"
    skipped = {"title", "intro", "hint"} if is_easy else {"easy_title", "easy_intro", "easy_hint"}
    return {
        path: str(words.in_(language))
        for path, words in made.words()
        if path.rsplit(".", 1)[-1] not in {other, *skipped}
    }
