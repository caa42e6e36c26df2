"""How far apart two colours are, by the rule of WCAG 2.2."""

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# What WCAG 2.2 asks for words of the usual size (1.4.3).
LEAST = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as #2e2a6e: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def darker(colour: str, by: float) -> str:
    """The same colour with some of its light taken away; 1 takes all."""
    parts = (round(part * (1 - by)) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
