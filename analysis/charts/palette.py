"""The four colours of our charts: neighbours told apart by anyone, on any screen and in grey.

Blue, orange and white may lie side by side: each is at least three times as light or dark as the
others. Ink is for words, outlines and ticks. The middle of a scale is white within ink. A test
measures the contrasts, and says them.
"""

BLUE = "#12436D"
ORANGE = "#D9730D"
INK = "#0B0C0C"
WHITE = "#FFFFFF"

# The colours of a rating are named by the plan, so each also has its own shape, letter and word.
RATED_BLUE = "#1D4F91"
RATED_RED = "#B10E1E"
RATED_AMBER = "#FFBF47"
RATED_GREEN = "#00703C"
