"""Letters on a colour are black or white, whichever is read better."""

import pytest

from colors import contrast
from inside import PALETTE, text_color_on


@pytest.mark.parametrize(
    "color",
    [*PALETTE, "#ffffff", "#c6efce", "#ffc7ce", "#f28b99", "#767676", "#777777", "#7f7f7f", "#d55e00", "#000000"],
)
def test_letters_are_read_on_any_colour_and_better_than_in_the_other_ink(color):
    other = {"#000000": "#ffffff", "#ffffff": "#000000"}[text_color_on(color)]

    assert contrast(text_color_on(color), color) >= max(4.5, contrast(other, color))
