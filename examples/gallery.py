"""Build what govrank writes of the July example into gallery/, beside this file, and a page that shows it all.

The folder is not kept: all in it comes from july.xlsx and june.xlsx. Only july.png is, the picture in the README:

    python examples/gallery.py             # gallery/index.html and what it shows
    python examples/gallery.py --picture   # july.png
"""

import subprocess
import sys
from html import escape
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
OUT = HERE / "gallery"
MOVED = ["--previous", "june.xlsx"]
SHOWN = {
    "page.html": ["export", "july.xlsx", *MOVED],
    "report.pdf": ["export", "july.xlsx", *MOVED],
    "article.md": ["export", "july.xlsx", *MOVED],
    "workbook.xlsx": ["export", "july.xlsx", *MOVED],
    "table.png": ["export", "july.xlsx", *MOVED],
    "table-kk.svg": ["export", "july.xlsx", *MOVED, "--lang", "kk"],
    "totals.png": ["export", "july.xlsx", "--table", "totals"],
    "er.png": ["export", "july.xlsx", "--table", "er"],
    "moves.pdf": ["compare", "june.xlsx", "july.xlsx"],
    "trend.svg": ["trend", "june.xlsx", "july.xlsx"],
    "robustness.png": ["export", "july.xlsx", "--robustness"],
    "card.pdf": ["explain", "july.xlsx", "--page", "Акимат Жамбылской области · facebook"],
}


def write(arguments, path):
    """Run govrank inside examples/, writing to a path."""
    govrank = [sys.executable, "-m", "govrank", *arguments, "--output", str(path), "--quiet"]
    subprocess.run(govrank, cwd=HERE, check=True)


def draw_picture(path):
    """Write the final table as a picture light enough to be kept beside the README: half the size, few colours."""
    write(SHOWN["table.png"], path)
    with Image.open(path) as whole:
        small = whole.convert("RGB").resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    small.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)


def index():
    """Return the page of the gallery: each file with the command that writes it, pictures as they are."""
    entries = []
    for name, arguments in SHOWN.items():
        command = " ".join(["govrank", *(f'"{one}"' if " " in one else one for one in arguments), "-o", name])
        picture = f'<br><img src="{name}" alt="">' if name.endswith((".png", ".svg")) else ""
        entries.append(f'<h2><a href="{name}">{name}</a></h2>\n<p><code>{escape(command)}</code>{picture}</p>')
    head = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>govrank: what it writes</title>'
    style = "<style>body { font: 1rem sans-serif; margin: 2rem auto; max-width: 60rem } img { max-width: 100% }</style>"
    return "\n".join([head, style, "<h1>What govrank writes</h1>", *entries, "</html>", ""])


if __name__ == "__main__":
    if "--picture" in sys.argv:
        draw_picture(HERE / "july.png")
    else:
        OUT.mkdir(exist_ok=True)
        for name, arguments in SHOWN.items():
            write(arguments, OUT / name)
        (OUT / "index.html").write_text(index(), encoding="utf-8")
        print(OUT / "index.html")
