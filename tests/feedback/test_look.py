"""An area's colours can be read, and its logo is a picture and nothing more."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from flask import Flask

from feedback import create_app, typeset
from feedback.areas import Area, AreaError, load_area
from feedback.areas.contrast import contrast, darker
from feedback.areas.logo import MOST_BYTES, MOST_BYTES_IN_A_PAGE
from feedback.colours import BAND, BUTTONS, EDGE, LINKS, PRESSED
from feedback.config import Config
from tests.feedback.areas import LITTLE_BOROUGH

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">{}<path d="M0 0h2v1z"/></svg>'


def area_that_looks(folder: Path, look: str, **files: bytes) -> Area:
    """A little borough with this [look], and these files beside its own; `_` stands for a dot."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    place = folder / "area.toml"
    place.write_text(f"{LITTLE_BOROUGH}\n[look]\n{look}\n", encoding="utf-8")
    return load_area(str(place))


def refused(folder: Path, look: str, **files: bytes) -> str:
    """Why it is refused."""
    with pytest.raises(AreaError) as caught:
        area_that_looks(folder, look, **files)
    assert caught.value.line is not None
    return caught.value.reason


def png(width: int = 2, height: int = 1, *more: tuple[bytes, bytes]) -> bytes:
    """A grey picture, with these parts before its end."""
    dots = zlib.compress(bytes(height * (width + 1)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", dots), *more, (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


# -- colours


def test_contrasts_are_those_that_wcag_gives() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("key", "colour", "why"),
    [
        ("band", "#777777", "white words on it have a contrast of 4.48 to 1 with #777777"),
        ("buttons", "#FFCC00", "white words on it have a contrast of 1.51 to 1 with #FFCC00"),
        ("links", "#767676", "links in it on the pale ground #f2f1f9 have a contrast of 4.05 to 1"),
    ],
)
def test_a_colour_that_is_hard_to_read_is_refused_with_the_ratio(
    tmp_path: Path, key: str, colour: str, why: str
) -> None:
    said = refused(tmp_path, f'{key} = "{colour}"')

    assert said.startswith(f"[look]: {key} is hard to read: {why}")
    assert said.endswith("and WCAG asks for 4.5 to 1")


@pytest.mark.parametrize("colour", ["green", "#0b5", "0b5a3c", "#0b5a3g", "#0b5a3c;}"])
def test_what_is_no_colour_is_refused(tmp_path: Path, colour: str) -> None:
    said = refused(tmp_path, f'band = "{colour}"')

    assert said == '[look]: band must be a colour such as "#2e2a6e"'


def app_of(folder: Path, look: str, **files: bytes) -> Flask:
    """Heard for an area that looks like this."""
    area_that_looks(folder, look, **files)
    settings = {"HEARD_DATA_DIR": str(folder / "data"), "HEARD_AREA": str(folder / "area.toml")}
    return create_app(Config.from_environment(settings))


def test_families_see_the_areas_colours_and_the_policy_allows_no_others(tmp_path: Path) -> None:
    app = app_of(tmp_path, 'band = "#0b5a3c"\nbuttons = "#7a1f5c"\nlinks = "#00407a"')

    sheet = str(app.jinja_env.globals["family_css"])

    for theirs in ("--brand:#0b5a3c", "--go:#7a1f5c", "--link:#00407a"):
        assert theirs in sheet
    assert f"--over:{darker('#7a1f5c', 0.2)}" in sheet
    assert app.config["HEARD_INLINE_STYLES"] == (sheet,)
    assert app.test_client().get("/privacy").status_code == 200


def test_every_colour_that_an_area_may_choose_is_in_the_built_sheet(app: Flask) -> None:
    sheet = str(app.jinja_env.globals["family_css"])

    assert all(sheet.count(ours) == 1 for ours in (BAND, LINKS, BUTTONS, PRESSED, EDGE))


# -- logos


def test_a_small_drawing_stands_on_the_first_page_and_on_no_survey(tmp_path: Path) -> None:
    app = app_of(tmp_path, 'logo = "logo.svg"', logo_svg=DRAWN.format("").encode())
    client = app.test_client()

    assert '<svg class="h-logo" aria-hidden="true"' in client.get("/").get_data(as_text=True)
    assert "<svg" not in client.get("/privacy").get_data(as_text=True)


def test_a_drawing_too_large_for_a_page_is_for_paper_alone(tmp_path: Path) -> None:
    many = "<circle cx='1' cy='1' r='1'/>" * 99
    area = area_that_looks(tmp_path, 'logo = "logo.svg"', logo_svg=DRAWN.format(many).encode())

    assert area.look.logo is not None
    assert len(area.look.logo.content) > MOST_BYTES_IN_A_PAGE
    assert area.look.logo.in_a_page == ""


def test_a_drawing_keeps_what_it_looks_like_and_nothing_else(tmp_path: Path) -> None:
    drawn = b"""<?xml version="1.0"?><!-- by a program -->
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/" width="20px"
        height="10px" i:version="1" class="main">
        <title>Secret note</title><metadata>somebody</metadata><i:view>Desktop</i:view>
        <defs><linearGradient id="main"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
        <rect id="h1" width="2" height="1" style="fill:url(#main);behaviour:odd" class="x"/>
      </svg>"""
    area = area_that_looks(tmp_path, 'logo = "logo.svg"', logo_svg=drawn)

    assert area.look.logo is not None
    kept = area.look.logo.content.decode()
    assert 'viewBox="0 0 20 10"' in kept
    assert 'fill="url(#logo-main)"' in kept
    assert '<linearGradient id="logo-main">' in kept
    for gone in ("Secret", "somebody", "inkscape", "Desktop", "class", "style", "behaviour", "<!"):
        assert gone not in kept


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<image/>", "<image>"),
        ("<style>@import 'x'</style>", "<style>"),
        ("<text>Words</text>", "<text>"),
        ("<animate/>", "<animate>"),
        ("<a><path/></a>", "<a>"),
        ('<path onload="alert(1)"/>', "onload"),
        ('<path href="https://x.example/"/>', "href"),
        ('<path fill="url(https://x.example/#a)"/>', "points outside"),
        ('<path style="fill:url(//x.example)"/>', "points outside"),
        ('<path fill="javascript:alert(1)"/>', "points outside"),
        ("<g>" * 3000 + "</g>" * 3000, "without end"),
        ("<path>", "can be read"),
    ],
)
def test_a_drawing_that_does_more_than_look_is_refused(
    tmp_path: Path, inside: str, why: str
) -> None:
    said = refused(tmp_path, 'logo = "logo.svg"', logo_svg=DRAWN.format(inside).encode())

    assert said.startswith("[look]: logo logo.svg ")
    assert why in said


@pytest.mark.parametrize("view", ["", "0 0 0 1", "0 0 1", "a b c d", "0 0 nan 1", "0 0 1e99 1"])
def test_a_drawing_without_sides_is_refused(tmp_path: Path, view: str) -> None:
    drawn = DRAWN.format("").replace("0 0 2 1", view).encode()

    assert "viewBox" in refused(tmp_path, 'logo = "logo.svg"', logo_svg=drawn)


def test_a_drawing_with_entities_is_refused_before_it_is_read(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>' + DRAWN.format("&a;").encode()

    assert "has a DOCTYPE" in refused(tmp_path, 'logo = "logo.svg"', logo_svg=bomb)


def test_a_picture_keeps_its_dots_and_loses_its_notes(tmp_path: Path) -> None:
    noted = png(2, 1, (b"tEXt", b"Author\0Somebody")) + b"<script>alert(1)</script>"
    area = area_that_looks(tmp_path, 'logo = "logo.png"', logo_png=noted)

    assert area.look.logo is not None
    assert area.look.logo.content == png(2, 1)
    assert area.look.logo.in_a_page == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "neither an SVG drawing nor a PNG picture"),
        (b"<html><script>", "neither an SVG drawing nor a PNG picture"),
        (b"", "neither an SVG drawing nor a PNG picture"),
        (png()[:-20], "broken PNG"),
        (png()[:40] + b"x" + png()[41:], "broken PNG"),
        (png(9000, 1), "9000 by 1 dots"),
        (b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES), "more than 100,000 bytes"),
    ],
)
def test_a_file_is_judged_by_its_bytes(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refused(tmp_path, 'logo = "logo.png"', logo_png=content)


@pytest.mark.parametrize("name", ["../secret.svg", "/etc/passwd", ".", "", "nowhere.svg"])
def test_only_a_file_beside_the_areas_own_is_opened(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path, f'logo = "{name}"').startswith("[look]: logo ")


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_typst_draws_a_logo_of_either_kind(tmp_path: Path, name: str) -> None:
    files = {"logo_svg": DRAWN.format("").encode(), "logo_png": png(20, 10)}
    logo = area_that_looks(tmp_path, f'logo = "{name}"', **files).look.logo
    template = tmp_path / "template.typ"
    template.write_text(
        "#let form = json(bytes(sys.inputs.form))\n"
        "#image(bytes(form.content), format: form.kind, height: 1cm, alt: form.kind)\n"
        '#set document(title: "x")\n'
    )

    assert logo is not None
    assert typeset.tagged_pdf(template, typeset.image(*logo)).startswith(b"%PDF")
