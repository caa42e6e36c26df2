"""Erasing what has been kept long enough, and proving it."""

from feedback.erase.erasing import EraseRefusedError, erase_due, look
from feedback.erase.report import Report

__all__ = ["EraseRefusedError", "Report", "erase_due", "look"]
