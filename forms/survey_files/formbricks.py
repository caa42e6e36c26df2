"""Formbricks' questionnaires in JSON: the questions that we can ask, and what of the rest is lost.

Older files have a list of questions, newer ones blocks of elements; a text is a plain one, or one
for each language with "default" among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.composed import Kind
from forms.questions import Wording
from forms.survey_files import words
from forms.survey_files.drafting import Drafting, Texts
from forms.survey_files.own import checked_values
from forms.survey_files.results import FileRefusedError, Refusal, TakenIn
from translations import SOURCE

LOST: Mapping[str, Wording] = {
    "nps": words.NUMBERS,
    "ranking": words.NUMBERS,
    "date": words.NUMBERS,
    "csat": words.NUMBERS,
    "ces": words.NUMBERS,
    "matrix": words.GRID,
    "cta": words.ONLY_TEXT,
    "consent": words.ONLY_TEXT,
    "cal": words.PERSONAL,
    "address": words.PERSONAL,
    "contactInfo": words.PERSONAL,
    "fileUpload": words.NO_FILES,
    "pictureSelection": words.NO_FILES,
}
KINDS = {
    "openText": Kind.OPEN,
    "multipleChoiceSingle": Kind.CHOICE,
    "multipleChoiceMulti": Kind.SEVERAL,
    "rating": Kind.CHOICE,
}
PERSONAL = frozenset({"email", "phone", "url"})
FEWEST, MOST = 2, 10


def survey_in(plain: object, text: str) -> TakenIn:
    """The survey in values that were loaded from JSON, as far as we can ask it."""
    checked_values(plain, text)
    survey = _survey(plain)
    base = _base(survey)
    drafting = Drafting()
    for number, one in enumerate(_questions(survey), start=1):
        _ask(drafting, one, base, number)
    card = _group(survey.get("welcomeCard"))
    for one in (card, *map(_group, _list(survey.get("endings")))):
        for shown in _texts(one.get("headline"), base).values():
            drafting.lose("", shown, words.ONLY_TEXT)
    for one in _list(_group(survey.get("hiddenFields")).get("fieldIds")):
        drafting.lose("", str(one), words.PERSONAL)
    title = _text(survey.get("name"))
    intro = _texts(card.get("html"), base) or _texts(card.get("subheader"), base)
    return drafting.finished(title, {SOURCE: title}, intro)


def _survey(plain: object) -> Mapping[str, Any]:
    """The survey itself, also where it lies in an answer of the interface or in a template."""
    found = plain[0] if isinstance(plain, list) and len(plain) == 1 else plain
    for name in ("data", "preset"):
        inner = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(inner, Mapping):
            found = inner
    if isinstance(found, Mapping) and isinstance(found.get("questions", found.get("blocks")), list):
        return found
    raise FileRefusedError(Refusal(None, "", words.NOT_KNOWN))


def _questions(survey: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from map(_group, _list(survey.get("questions")))
    for block in _list(survey.get("blocks")):
        elements = [_group(one) for one in _list(_group(block).get("elements"))]
        # What a block leads to hangs from its last question.
        for one in elements:
            logic = _group(block).get("logic") if one is elements[-1] else None
            yield {**one, "logic": one.get("logic") or logic}


def _ask(drafting: Drafting, one: Mapping[str, Any], base: str, number: int) -> None:
    code = _text(one.get("id")) or str(number)
    texts = _texts(one.get("headline"), base)
    shown = texts.get(SOURCE) or next(iter(texts.values()), code)
    kind = KINDS.get(_text(one.get("type")))
    if kind is None:
        why = LOST.get(_text(one.get("type")), words.NO_SUCH_KIND)
        return drafting.lose(code, shown, why)
    typed = _text(one.get("inputType"))
    if typed in PERSONAL or typed == "number":
        return drafting.lose(code, shown, words.PERSONAL if typed in PERSONAL else words.NUMBERS)
    if any(_list(one.get("logic"))):
        # The question comes along, so what is lost of it is named first.
        drafting.lose(code, f"logic: {shown}", words.CONDITION)
    return drafting.ask(
        code,
        kind,
        texts,
        hint=_texts(one.get("subheader"), base),
        options=_options(drafting, one, base, code),
        is_mandatory=one.get("required") is True,
    )


def _options(
    drafting: Drafting, one: Mapping[str, Any], base: str, code: str
) -> Sequence[tuple[str, Texts]]:
    if one.get("type") == "rating":
        return _steps(one, base)
    made = []
    for number, choice in enumerate(_list(one.get("choices")), start=1):
        label = choice if isinstance(choice, str) else _group(choice).get("label")
        texts = _texts(label, base)
        name = _text(_group(choice).get("id"))
        if name == "other":
            drafting.lose(code, next(iter(texts.values()), name), words.OTHER_BOX)
        elif texts:
            made.append((f"answer_{number}", texts))
    return made


def _steps(one: Mapping[str, Any], base: str) -> Sequence[tuple[str, Texts]]:
    """The steps of a rating as answers in words: a number, and what its ends mean."""
    wide = one.get("range")
    last = wide if isinstance(wide, int) and FEWEST <= wide <= MOST else 5
    ends = {1: _texts(one.get("lowerLabel"), base), last: _texts(one.get("upperLabel"), base)}
    return [
        (
            str(step),
            {code: f"{step} – {said}" for code, said in ends.get(step, {}).items()}
            or {SOURCE: str(step)},
        )
        for step in range(1, last + 1)
    ]


def _base(survey: Mapping[str, Any]) -> str:
    """Which language "default" is; English unless the file says so."""
    for one in _list(survey.get("languages")):
        if _group(one).get("default") is True:
            code = _text(_group(_group(one).get("language")).get("code"))
            return code or SOURCE
    return SOURCE


def _texts(value: object, base: str) -> Texts:
    if isinstance(value, str):
        return {base: value} if value.strip() else {}
    return {
        base if code == "default" else str(code): said
        for code, said in _group(value).items()
        if isinstance(said, str) and said.strip()
    }


def _group(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
