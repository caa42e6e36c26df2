"""Surveys travel: one survey as a file, and a file as a draft of a survey."""
