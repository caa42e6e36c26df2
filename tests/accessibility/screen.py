"""One page on one kind of screen, and its pixels."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import FloatRect, Page

Pixels = NDArray[np.uint8]
Luminance = NDArray[np.float64]
Mask = NDArray[np.bool_]

# What WCAG asks of the parts of a control (1.4.11), and we ask of a change of focus.
ENOUGH = 3.0


@dataclass(frozen=True)
class Outcome:
    """How many things a check looked at, and what is wrong with some."""

    looked_at: int
    problems: tuple[str, ...]


# A check changes the window or the style only as long as it looks, but may leave answers chosen.
Check = Callable[[Page], Outcome]


@contextmanager
def sized(page: Page, *, width: int, height: int | None = None) -> Iterator[None]:
    """The page in a window of this size as long as the block lasts; without a height, all of it."""
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": width, "height": height or before["height"]})
    if height is None:
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": whole})
    yield
    page.set_viewport_size(before)


@contextmanager
def styled(page: Page, css: str) -> Iterator[None]:
    """The page with more style as long as the block lasts."""
    added = page.add_style_tag(content=css)
    yield
    added.evaluate("one => one.remove()")


def pixels(page: Page, clip: FloatRect | None = None) -> Pixels:
    """What is drawn in the window, or in this part of it."""
    picture = page.screenshot(clip=clip, caret="hide")
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def settled(page: Page) -> Pixels:
    """The whole window once it no longer changes: a tall one is drawn in parts."""
    picture = pixels(page)
    for _ in range(9):
        earlier, picture = picture, pixels(page)
        if np.array_equal(earlier, picture):
            break
    return picture


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
    # One number for each colour: counting rows of three takes twenty times as long.
    colours = picture.reshape(-1, 3) @ np.array([1 << 16, 1 << 8, 1])
    _values, places, counts = np.unique(colours, return_index=True, return_counts=True)
    commonest = places[counts.argmax()]
    background = luminance(picture.reshape(-1, 3)[commonest : commonest + 1])[0]
    mask: Mask = contrast(luminance(picture), background) >= ENOUGH
    return mask
