"""How far each language is translated, and how much of it a fluent speaker has checked."""
