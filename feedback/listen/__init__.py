"""Conversations: staff and the Forum note what was said where nobody fills in a form."""
