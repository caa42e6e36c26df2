"""Looking back: what staff read, exported and changed."""
