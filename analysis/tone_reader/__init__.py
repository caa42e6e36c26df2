"""How the tone of a comment is worked out, without any library but TextBlob's word list."""
