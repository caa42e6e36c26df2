"""Carrying a whole installation from SQLite to PostgreSQL, proved row by row."""

from feedback.carry_over.carrying import Carried, carry_over
from feedback.carry_over.source import CarryRefusedError, source_engine

__all__ = ["Carried", "CarryRefusedError", "carry_over", "source_engine"]
