"""What a survey that officers put together says to families where they wrote nothing else."""

from flask_babel import lazy_gettext as _l

INTRO = _l("Tell us what you think, so that we can do better.")
