"""A logo is embedded unchanged; other files, and those with external references, are refused."""

import io
import struct

import pytest
from PIL import Image

from commands import run
from editions import EXAMPLES
from said import command_line

pytestmark = pytest.mark.slow  # draws pages, reports and pictures

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">'
    b'<rect width="60" height="20" fill="#0b57a4"/></svg>'
)
XLINK = b'xmlns:xlink="http://www.w3.org/1999/xlink"'


def picture(kind, size=(60, 20)):
    stream = io.BytesIO()
    Image.new("RGB", size, "#0b57a4").save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        pytest.param(SVG, "svg+xml", id="SVG"),
        pytest.param(picture("png"), "png", id="PNG"),
        pytest.param(picture("jpeg"), "jpeg", id="JPEG"),
    ],
)
def test_page_report_and_picture_hold_the_logo(tmp_path, content, media):
    (tmp_path / "logo").write_bytes(content)
    plain = {}
    for more in ((), ("--logo", "logo")):
        for key in ("html", "png", "pdf"):
            ended = run("export", EXAMPLES / "july.xlsx", "-o", f"out.{key}", *more, "-q", folder=tmp_path)
            assert (ended.code, ended.err) == (0, "")
            written = (tmp_path / f"out.{key}").read_bytes()
            if more:
                assert written != plain[key]
            plain[key] = written
    assert f'<img class="logo" src="data:image/{media};base64,'.encode() in plain["html"]
    assert (14, 86, 163) in near_colors(plain["png"], (11, 87, 164))


def near_colors(png, color):
    """Return the sought colour as (14, 86, 163) where a picture has it, up to what few colours take from it."""
    pixels = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 24)
    return {(14, 86, 163) for _n, found in pixels if all(abs(a - b) < 9 for a, b in zip(found, color, strict=True))}


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(b"GIF89a", "not-a-logo", id="another kind"),
        pytest.param(b"", "not-a-logo", id="nothing"),
        pytest.param(SVG.replace(b"<rect", b'<image href="//example.org/a.png"/><rect'), "not-a-logo", id="an address"),
        pytest.param(
            SVG.replace(b"<svg", b"<svg " + XLINK).replace(b"<rect", b'<image xlink:href="../a.png"/><rect'),
            "not-a-logo",
            id="another file",
        ),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "not-a-logo", id="entities"),
        pytest.param(b"<html/>", "not-a-logo", id="other XML"),
        pytest.param(picture("png")[:20], "not-a-logo", id="a PNG cut off"),
        pytest.param(picture("png")[:16] + struct.pack(">II", 30000, 9) + bytes(9), "wide-logo", id="wide PNG"),
        pytest.param(picture("jpeg", (5000, 1)), "wide-logo", id="a wide JPEG"),
        pytest.param(SVG + b" " * (1 << 20), "large-logo", id="a large file"),
    ],
)  # fmt: skip
def test_what_is_no_logo_is_refused(tmp_path, content, wording):
    (tmp_path / "logo").write_bytes(content)
    ended = run("export", EXAMPLES / "july.xlsx", "-o", "out.html", "--logo", "logo", folder=tmp_path)
    most = {"wide-logo": {"most": 4096}, "large-logo": {"most": 1024}}.get(wording, {})
    assert (ended.code, ended.lines) == (2, [command_line(wording, path="logo", **most)])
    assert not (tmp_path / "out.html").exists()


def test_a_logo_whose_pixels_are_broken_is_refused_where_it_is_drawn(tmp_path):
    (tmp_path / "logo").write_bytes(picture("png")[:40] + b"broken")
    ended = run("export", EXAMPLES / "july.xlsx", "-o", "out.pdf", "--logo", "logo", folder=tmp_path)
    assert (ended.code, ended.lines) == (2, [command_line("not-a-logo", path="logo")])


def test_a_logo_is_never_overwritten(tmp_path):
    (tmp_path / "logo.svg").write_bytes(SVG)
    ended = run("export", EXAMPLES / "july.xlsx", "-o", "logo.svg", "--logo", "logo.svg", folder=tmp_path)
    assert (ended.code, (tmp_path / "logo.svg").read_bytes()) == (2, SVG)
