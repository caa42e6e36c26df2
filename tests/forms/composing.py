"""The smallest composed surveys for tests; each test says what is special about its own."""

from dataclasses import replace

from forms.composed import (
    Composed,
    Kind,
    OwnOption,
    OwnQuestion,
    Piece,
    Scale,
    Words,
)
from forms.questions import TextKind

BRING = "own_aaaaaaaaaa"
HELPS = "own_bbbbbbbbbb"
SAY = "own_cccccccccc"
WARM = "own_dddddddddd"


def words(english: str, **others: str) -> Words:
    return Words({"en": english, **others})


def option(code: str, english: str, **others: str) -> OwnOption:
    return OwnOption(code, words(english, **others), words(english, **others))


def choice(own_id: str = BRING, *, kind: Kind = Kind.CHOICE) -> OwnQuestion:
    return OwnQuestion(
        own_id,
        kind,
        standard=words("Who came with you?", ar="من أتى معك؟"),
        easy=words("Who came too?", ar="من أتى؟"),
        options=(option("nobody", "Nobody", ar="لا أحد"), option("friend", "A friend", ar="صديق")),
    )


def scale(own_id: str = WARM) -> OwnQuestion:
    return OwnQuestion(
        own_id,
        Kind.SCALE,
        standard=words("Was the room warm?", ar="هل كانت الغرفة دافئة؟"),
        easy=words("Was it warm?", ar="هل كان دافئا؟"),
        why=words("We can change the room.", ar="يمكننا تغيير الغرفة."),
        scale=Scale.YES_PARTLY_NO,
    )


def open_question(own_id: str = SAY) -> OwnQuestion:
    return OwnQuestion(
        own_id,
        Kind.OPEN,
        standard=words("What would you like next?", ar="ماذا تريد بعد ذلك؟"),
        easy=words("What next?", ar="ماذا بعد؟"),
        text_kind=TextKind.OPEN,
    )


def composed(*pieces: Piece, slug: str = "coffee_morning") -> Composed:
    return Composed(
        slug=slug,
        title=words("Coffee morning", ar="صباح القهوة"),
        easy_title=words("Coffee morning", ar="صباح القهوة"),
        intro=words("Tell us how it was.", ar="أخبرنا كيف كان."),
        easy_intro=words("Tell us.", ar="أخبرنا."),
        pieces=pieces or (Piece("ps_overall", is_overall=True), Piece(choice())),
    )


def of_every_kind(slug: str = "coffee_morning") -> Composed:
    return composed(
        Piece("ps_overall", is_overall=True),
        Piece(scale()),
        Piece(choice()),
        Piece(choice(HELPS, kind=Kind.SEVERAL)),
        Piece(open_question()),
        slug=slug,
    )


def without_arabic(found: Composed) -> Composed:
    return replace(found, title=Words.english(found.title.in_english))
