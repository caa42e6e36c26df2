"""Our app with every library loaded before the first request, as if nothing were put off."""

import docx  # noqa: F401
import matplotlib.backends.backend_agg
import matplotlib.figure  # noqa: F401
import numpy  # noqa: F401
import openpyxl  # noqa: F401
import pandas  # noqa: F401
import py3langid  # noqa: F401
import scipy.optimize  # noqa: F401
import segno  # noqa: F401
import textblob  # noqa: F401
import typst  # noqa: F401
import xlsxwriter  # noqa: F401
from flask import Flask

from feedback import create_app
from feedback.scans import keep_writing


def served() -> Flask:
    """The whole app at once; what makes it large is imported above."""
    app = create_app()
    keep_writing(app.extensions["heard_scans"])
    return app
