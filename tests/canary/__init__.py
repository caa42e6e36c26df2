"""Words and addresses nobody else has, sent everywhere and then looked for in every byte."""
