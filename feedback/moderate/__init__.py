"""Officers read comments: tone, themes, translation, what may be quoted, and who agrees."""
