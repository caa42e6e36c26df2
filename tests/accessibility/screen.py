"""One page on one kind of screen, and its pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

Pixels = NDArray[np.uint8]
Luminance = NDArray[np.float64]
Mask = NDArray[np.bool_]

# What WCAG asks of the parts of a control (1.4.11), and we ask of a change of focus.
ENOUGH = 3.0


@dataclass(frozen=True)
class Screen:
    """A page to look at; `css` is added to it, as a mistake of ours would be."""

    browser: Browser
    url: str
    css: str = ""
    color_scheme: Literal["dark"] | None = None

    def spoilt(self, css: str) -> Screen:
        """The same page with a mistake in its style."""
        return replace(self, css=css)

    @contextmanager
    def page(
        self, *, width: int = 390, height: int = 844, forced_colors: Literal["active"] | None = None
    ) -> Iterator[Page]:
        """The page on a screen of this size, with motion reduced."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            forced_colors=forced_colors,
            color_scheme=self.color_scheme,
            locale="en-GB",
            # Only so that a check can add style of its own.
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto(self.url)
        if self.css:
            page.add_style_tag(content=self.css)
        yield page
        context.close()


@dataclass(frozen=True)
class Outcome:
    """How many things a check looked at, and what is wrong with some."""

    looked_at: int
    problems: tuple[str, ...]


def pixels(page: Page, clip: FloatRect | None = None) -> Pixels:
    """What is drawn in the window, or in this part of it."""
    picture = page.screenshot(clip=clip, caret="hide")
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def luminance(picture: Pixels) -> Luminance:
    """The relative luminance of each pixel, as WCAG defines it."""
    share = picture.astype(np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    weighed: Luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighed


def contrast(one: Luminance, other: Luminance | np.float64) -> Luminance:
    """The contrast ratio of each pixel with its counterpart, or with one colour."""
    lighter, darker = np.maximum(one, other), np.minimum(one, other)
    ratio: Luminance = (lighter + 0.05) / (darker + 0.05)
    return ratio


def ink(picture: Pixels) -> Mask:
    """The pixels that stand out from the background by 3:1; the background is the commonest."""
    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    background = luminance(colours[counts.argmax()].reshape(1, 3))[0]
    mask: Mask = contrast(luminance(picture), background) >= ENOUGH
    return mask
