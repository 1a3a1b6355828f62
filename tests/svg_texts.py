"""Positions of an SVG's texts in the widest font that pages are read in, whatever fonts this machine has."""

import json
from itertools import combinations
from pathlib import Path

SIZE = 12  # pixels, as page.css has it
ABOVE, BELOW = 10, 3  # pixels that letters need above and below their baseline
# Advances of the bold DejaVu Sans 2.37, in thousandths of its size, each with the letters that have it.
ADVANCES = {
    letter: float(advance) / 1000
    for advance, letters in json.loads(
        Path(__file__).with_name("dejavu_sans_bold.json").read_text(encoding="utf-8")
    ).items()
    for letter in letters
}


def widest(text, size=SIZE):
    """Return how wide a text of Latin and Cyrillic letters is in the bold DejaVu Sans."""
    return size * sum(ADVANCES[letter] for letter in text)


def text_boxes(tree):
    """Return each text with its left, right, top and bottom."""
    boxes = []
    for text in tree.iter("text"):
        width = widest(text.text)
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - width * {None: 0, "start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        boxes.append((text, left, left + width, y - ABOVE, y + BELOW))
    return boxes


def cut_texts(tree):
    """Return the texts that are not inside the drawing."""
    width, height = float(tree.get("width")), float(tree.get("height"))
    return [
        text.text
        for text, left, right, top, bottom in text_boxes(tree)
        if left < 0 or right > width or top < 0 or bottom > height
    ]


def covered_texts(tree):
    """Return the pairs of texts that overlap; a name beside its line may cover other lines' texts."""
    boxes = [box for box in text_boxes(tree) if box[0].get("class") != "beside"]
    return [
        (one[0].text, other[0].text)
        for one, other in combinations(boxes, 2)
        if min(one[2], other[2]) > max(one[1], other[1]) and min(one[4], other[4]) > max(one[3], other[3])
    ]
