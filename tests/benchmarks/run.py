"""The figures of README, "How fast": whole commands against named baselines, in turn, in one run.

    python tests/benchmarks/run.py [--runs 7] [--rows 1000000] [--posts 200000] [WHAT …]

WHAT is small, csv, xlsx, growth, export, workbook, collect or robustness; without it, all of them.

Every pair is run A B A B …; what counts is the median of the ratios, because machines are noisy. Peak memory is
the largest resident set of the finished process. Nothing here is a test: no suite fails on the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
PYTHON = sys.executable
GOVRANK = [PYTHON, "-m", "govrank"]

PLAIN_SCRIPT = """
import sys
import pandas as pd
source, population, out = sys.argv[1:]
read = pd.read_excel if source.endswith("xlsx") else pd.read_csv
data = read(source).merge(pd.read_csv(population), on="region")
data["engaged"] = data.likes + data.comments + data.shares
data["followers_share"] = data.followers * 100 / data.population
data["per_post"] = data.engaged / data.posts
data["engaged_share"] = data.engaged * 100 / data.population
data["er"] = data.engaged * 100 / (data.posts * data.followers)
keys = ["followers", "followers_share", "engaged", "per_post", "engaged_share", "er"]
for key in keys:
    data[key + "_points"] = data[key].rank(ascending=False, method="min").astype(int)
data["total"] = data[[key + "_points" for key in keys]].sum(axis=1)
data["place"] = data.total.rank(method="min").astype(int)
data.sort_values("place").to_csv(out, index=False)
"""

POSTS_SCRIPT = """
import sys
import pandas as pd
source, out = sys.argv[1:]
posts = pd.read_csv(source)
local = pd.to_datetime(posts["Date (GMT)"], utc=True).dt.tz_convert("Asia/Almaty")
posts = posts[local.dt.strftime("%Y-%m") == "2026-07"].drop_duplicates("Post ID", keep="last")
posts["interactions"] = posts.Reactions + posts.Comments + posts.Shares
pages = posts.groupby("Facebook Page").agg(posts=("Post ID", "size"), interactions=("interactions", "sum"))
pages.to_csv(out)
"""


SORT_SCRIPT = """
import sys
import numpy as np
pages, draws = map(int, sys.argv[1:])
part = np.random.default_rng(1).random((50, 6, pages))  # six indicators
for _ in range(draws // 50):
    np.sort(part, axis=2)
"""

DRAWN_PAGES, DRAWS = 5000, 1000


def run(command: list[str]) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:6])} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def pair(name: str, ours: list[str], baseline: list[str], runs: int) -> None:
    """Time two commands in turn and print the medians and the median ratio."""
    run(ours), run(baseline)
    a, b = [], []
    for _ in range(runs):
        a.append(run(ours))
        b.append(run(baseline))
    ratios = [x[0] / y[0] for x, y in zip(a, b, strict=True)]
    memory = statistics.median(x[1] for x in a) / statistics.median(y[1] for y in b)
    print(
        f"{name}: {statistics.median(x[0] for x in a):.2f} s against {statistics.median(y[0] for y in b):.2f} s,"
        f" time ×{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}), memory ×{memory:.2f}",
        flush=True,
    )


def write_pages(path: Path, rows: int) -> None:
    """Write a CSV of pages: 1 000 regions, three networks, plausible counts, seeded."""
    draw = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        out.write("region,platform,page,followers,posts,likes,comments,shares\n")
        for n in range(rows):
            followers = draw.randint(100, 2_000_000)
            network = ("instagram", "facebook", "vk")[n % 3]
            counts = (followers, draw.randint(1, 300), draw.randint(0, followers), draw.randint(0, 5000))
            region = draw.randrange(1000)
            out.write(f"Region {region},{network},Page {n},{','.join(map(str, counts))},{draw.randint(0, 3000)}\n")


def write_population(path: Path) -> None:
    draw = random.Random(2)
    lines = [f"Region {n},{draw.randint(10_000, 3_000_000)}\n" for n in range(1000)]
    path.write_text("region,population\n" + "".join(lines), encoding="utf-8")


def write_posts(path: Path, rows: int) -> None:
    """Write an export of posts: a hundredth as many pages, two months around one, one post in fifty again, seeded."""
    draw = random.Random(3)
    start = datetime(2026, 6, 15)  # of Greenwich, as the heading says
    pages = max(1, rows // 100)
    with path.open("w", encoding="utf-8") as out:
        out.write("Date (GMT),Facebook Page,Post ID,Post Permalink,Post Message,Reactions,Comments,Shares\n")
        for n in range(rows):
            post = n if draw.random() > 0.02 else draw.randrange(n + 1)
            page = post % pages
            when = start + timedelta(seconds=post * 7919 % (60 * 86_400))
            name = f"{100_000_000_000 + page}_{10**12 + post}"
            counts = f"{draw.randrange(900)},{draw.randrange(90)},{draw.randrange(50)}"
            link = f"https://www.facebook.com/{name.replace('_', '/posts/')}/"
            out.write(f"{when:%Y-%m-%d %H:%M:%S},Page {page},{name},{link},Text {post},{counts}\n")


def to_xlsx(source: Path, target: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pages")
    for line in source.read_text(encoding="utf-8").splitlines():
        sheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    book.save(target)


CELLS_SCRIPT = """
import pickle, sys
from openpyxl import load_workbook
source, target = sys.argv[1:]
books = [load_workbook(source, data_only=only) for only in (False, True)]
sheets = []
for sheet, values in zip(*(book.worksheets for book in books)):
    rows = [
        [(b.value if a.data_type != "f" else a.value, (a.font.b, a.fill.fgColor.rgb if a.fill.patternType else None,
          a.number_format, a.alignment.horizontal, a.alignment.wrap_text, a.alignment.indent, a.border.left.style))
         for a, b in zip(*pair)]
        for pair in zip(sheet.iter_rows(), values.iter_rows())
    ]
    sheets.append((sheet.title, rows))
with open(target, "wb") as file:
    pickle.dump(sheets, file)
"""

OPENPYXL_SCRIPT = """
import pickle, sys
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
source, target = sys.argv[1:]
with open(source, "rb") as file:
    sheets = pickle.load(file)
book, styles, side = Workbook(write_only=True), {}, Side("thin", "D0D0D0")
for title, rows in sheets:
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for value, look in row:
            cell = WriteOnlyCell(sheet, value)
            if look in styles:
                cell._style = styles[look]
            else:
                bold, fill, form, align, wrap, indent, lines = look
                cell.font = Font(name="Calibri", size=11, bold=bold)
                if fill:
                    cell.fill = PatternFill("solid", fgColor=fill)
                if lines:
                    cell.border = Border(side, side, side, side)
                cell.number_format = form
                cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=wrap, indent=indent)
                styles[look] = cell._style
            cells.append(cell)
        sheet.append(cells)
book.save(target)
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "what", nargs="*", default=["small", "csv", "xlsx", "growth", "export", "workbook", "collect", "robustness"]
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--posts", type=int, default=200_000)
    asked = parser.parse_args()
    july = str(EXAMPLES / "july.xlsx")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, population = folder / "plain.py", folder / "population.csv"
        plain.write_text(PLAIN_SCRIPT)
        write_population(population)

        def score(source: Path, out: str) -> list[str]:
            named = ["--population", str(population), "--format", "csv", "--output", str(folder / out)]
            return [*GOVRANK, "score", str(source), *named]

        def script(source: Path, out: str) -> list[str]:
            return [PYTHON, str(plain), str(source), str(population), str(folder / out)]

        if "small" in asked.what:
            imports = [PYTHON, "-c", "import typer, rich"]
            pair("govrank --help / import typer, rich", [*GOVRANK, "--help"], imports, asked.runs)
            pair("govrank --version / import typer, rich", [*GOVRANK, "--version"], imports, asked.runs)
            heavy = [PYTHON, "-c", "import pandas, openpyxl, typer, rich, pydantic"]
            pair("govrank score july.xlsx / the five imports", [*GOVRANK, "score", july], heavy, asked.runs)
        if "export" in asked.what:
            for form in ("xlsx", "png", "pdf"):
                target = ["--format", form, "--output", str(folder / f"july-rating.{form}")]
                pair(
                    f"export july.xlsx as {form} / score",
                    [*GOVRANK, "export", july, *target],
                    [*GOVRANK, "score", july],
                    asked.runs,
                )
        pages = folder / "pages.csv"
        if "csv" in asked.what:
            write_pages(pages, asked.rows)
            pair(
                f"{asked.rows:,}-row CSV / pandas",
                score(pages, "a.csv"),
                script(pages, "b.csv"),
                min(asked.runs, 5),
            )
        if "growth" in asked.what:
            write_pages(pages, asked.rows)
            tenth = folder / "tenth.csv"
            write_pages(tenth, asked.rows // 10)
            pair(f"{asked.rows:,} rows / a tenth", score(pages, "a.csv"), score(tenth, "b.csv"), min(asked.runs, 5))
        if "collect" in asked.what:
            posts, script_of_posts = folder / "posts.csv", folder / "posts.py"
            write_posts(posts, asked.posts)
            script_of_posts.write_text(POSTS_SCRIPT)
            options = ["--period", "2026-07", "--timezone", "Asia/Almaty", "-q", "-o", str(folder / "collected.csv")]
            pair(
                f"collect {asked.posts:,} posts / pandas",
                [*GOVRANK, "collect", str(posts), *options],
                [PYTHON, str(script_of_posts), str(posts), str(folder / "b.csv")],
                min(asked.runs, 5),
            )
        if "robustness" in asked.what:
            drawn, script_of_draws = folder / "drawn.csv", folder / "sort.py"
            write_pages(drawn, DRAWN_PAGES)
            script_of_draws.write_text(SORT_SCRIPT)
            named = ["--population", str(population), "--draws", str(DRAWS), "--format", "csv", "-q"]
            pair(
                f"robustness of {DRAWN_PAGES:,} pages and {DRAWS:,} draws, by rules and by chance / sorting with numpy",
                [*GOVRANK, "robustness", str(drawn), *named, "-o", str(folder / "firm.csv")],
                [PYTHON, str(script_of_draws), str(DRAWN_PAGES), str(DRAWS)],
                min(asked.runs, 5),
            )
        if "xlsx" in asked.what:
            write_pages(pages, asked.rows // 10)
            book = folder / "pages.xlsx"
            to_xlsx(pages, book)
            pair(
                f"{asked.rows // 10:,}-row XLSX / pandas",
                score(book, "a.csv"),
                script(book, "b.csv"),
                min(asked.runs, 5),
            )
        if "workbook" in asked.what:
            write_pages(pages, asked.rows // 100)
            book, cells = folder / "rating.xlsx", folder / "cells.pickle"
            export = [*GOVRANK, "export", str(pages), "--population", str(population), "--output", str(book)]
            reader, writer = folder / "cells.py", folder / "openpyxl_writer.py"
            reader.write_text(CELLS_SCRIPT)
            writer.write_text(OPENPYXL_SCRIPT)
            run(export)
            run([PYTHON, str(reader), str(book), str(cells)])
            pair(
                f"{asked.rows // 100:,} pages to xlsx, read and rated / openpyxl writing the same styled cells",
                export,
                [PYTHON, str(writer), str(cells), str(folder / "b.xlsx")],
                min(asked.runs, 3),
            )


if __name__ == "__main__":
    main()
