"""Surveys as files: our own, which lose nothing, and those of LimeSurvey and Formbricks.

A file may come from anybody. It is read whole or refused whole, each reason with its line.
"""

from forms.survey_files.own import as_json, as_toml
from forms.survey_files.results import FileRefusedError, Lost, Refusal, TakenIn
from forms.survey_files.taking_in import LARGEST, take_in

__all__ = [
    "LARGEST",
    "FileRefusedError",
    "Lost",
    "Refusal",
    "TakenIn",
    "as_json",
    "as_toml",
    "take_in",
]
