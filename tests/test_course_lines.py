"""Which lines of a course stand out, in which colours, and where their names stand."""

import itertools

import numpy as np
import pytest

from courses import course
from govrank.export.course_lines import DARK, LIGHT, course_panels, spread_labels
from test_export_html import contrast


def test_small_moves_do_not_stand_out():
    (panel,) = course_panels(course("ABCDEFGHIJ", "ABCEDFGIHJ"))
    assert {line.role for line in panel.lines} == {"leader", ""}


def vision(color, matrix):
    """Return a colour as somebody sees it, in CIE L*a*b*."""
    parts = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.clip(matrix @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
# severity 1.0
VISIONS = {
    "all colours": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}


@pytest.mark.parametrize("name", VISIONS)
@pytest.mark.parametrize("colors", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_colours_can_be_told_apart_by_every_kind_of_colour_vision(colors, name):
    seen = [vision(color, VISIONS[name]) for color in colors]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) > 15


@pytest.mark.parametrize(("colors", "paper"), [(LIGHT, "#ffffff"), (DARK, "#14171a")])
def test_lines_stand_out_from_the_paper(colors, paper):
    assert min(contrast(color, paper) for color in colors) >= 3  # WCAG 2.1 for graphics


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param([5, 50, 95], [5, 50, 95], id="as wanted where there is room"),
        pytest.param([50, 50, 50], [40, 50, 60], id="equal wishes around their place"),
        pytest.param([60, 50], [60, 50], id="the order is that of the wishes"),
        pytest.param([10, 15, 22], [5.67, 15.67, 25.67], id="neighbours make room for each other"),
    ],
)
def test_names_are_as_near_to_their_places_as_can_be(wanted, expected):
    assert spread_labels(wanted, [10] * len(wanted)) == pytest.approx(expected, abs=0.01)
