"""What an officer reads at a field whose wording should be looked at again."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

# The codes are those of `analysis.wording`.
TROUBLES: Mapping[str, Wording] = {
    "hard_word": _l("This word is hard to read:"),
    "short_name": _l("Not everybody knows this short name. Write it in full:"),
    "long_sentence": _l("This sentence is long. Make two of it, or leave words out:"),
    "leading": _l("These words push towards one answer. Ask so that any answer is fine:"),
    "double": _l("This asks two things at once. Ask one, or make two questions:"),
    "asks_for_names": _l("This may ask who somebody is. Surveys here ask for no names:"),
}
# Before the plainer word, where we know one.
PLAINER = _l("You could write:")
