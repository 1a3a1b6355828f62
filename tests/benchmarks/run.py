"""How fast govrank is: whole commands against the scripts beside this one, in turn, in one run.

    python tests/benchmarks/run.py [--runs 5] [--write] [WHAT …]

WHAT is small, csv, plain, polars, xlsx, tenfold, export, workbook, collect, robustness or growth; without it, all.
`--write` puts the lines of this run into README.md beside this file, with the day and the versions.

Every pair is run A B A B …; what counts is the median of the ratios, because machines are noisy. Memory is the
largest resident set of the finished process. Nothing here is a test: no suite fails on the clock.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = HERE / "scripts"
DOCUMENT = HERE / "README.md"
JULY = str(HERE.parent.parent / "examples" / "july.xlsx")
GOVRANK = [sys.executable, "-m", "govrank"]
PACKAGES = ("numpy", "pandas", "polars", "pydantic", "openpyxl", "xlsxwriter", "typst")

MILLION = 1_000_000  # rows of a CSV
BOOK_ROWS = 100_000  # rows of a workbook that is read
STYLED_PAGES = 10_000  # pages of a workbook that is written
POSTS, PAGES_OF_POSTS = 2_000_000, 20_000
DRAWN_PAGES, DRAWS = 5000, 1000


# byte code is kept, as for an installed package: an uncounted run creates it
_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Pair:
    """One of our commands, its competitor, and how many times as long it may take."""

    work: str
    ours: list[str]
    against: str
    baseline: list[str]
    limit: str


def script(name: str, *args: object) -> list[str]:
    return [sys.executable, str(SCRIPTS / name), *map(str, args)]


def run(command: list[str], allowed: tuple[int, ...] = (0,)) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_INSTALLED)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise SystemExit(f"{' '.join(command[:6])} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(pair: Pair, runs: int) -> list[str]:
    """Time two commands in turn and return the cells of their line: medians, and the lowest and the highest ratio."""
    run(pair.ours), run(pair.baseline)
    timed = [(run(pair.ours), run(pair.baseline)) for _ in range(runs)]
    ratios = [ours[0] / other[0] for ours, other in timed]
    seconds, others, mine, theirs = (
        statistics.median(one[side][figure] for one in timed) for figure in (0, 1) for side in (0, 1)
    )
    return [
        pair.work,
        pair.against,
        f"{seconds:.2f} s / {others:.2f} s",
        f"×{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
        f"×{mine / theirs:.2f}",
        pair.limit,
    ]


def write_pages(path: Path, rows: int, *, wrong: bool = False, leagues: int = 0) -> None:
    """Write a CSV of pages: 1 000 regions, three networks, plausible counts, seeded.

    Args:
        wrong: whether the followers of every page are invalid.
        leagues: how many leagues the pages play in; 0 for a table without that column.
    """
    draw = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        out.write("region,platform,page,followers,posts,likes,comments,shares" + (",league\n" if leagues else "\n"))
        for n in range(rows):
            followers = draw.randint(100, 2_000_000)
            network = ("instagram", "facebook", "vk")[n % 3]
            counts = (draw.randint(1, 300), draw.randint(0, followers), draw.randint(0, 5000), draw.randint(0, 3000))
            cells = (f"Region {draw.randrange(1000)}", network, f"Page {n}", f"{followers}{'k' * wrong}", *counts)
            out.write(",".join(map(str, cells)) + (f",L{n % leagues}\n" if leagues else "\n"))


def write_population(path: Path) -> None:
    draw = random.Random(2)
    lines = [f"Region {n},{draw.randint(10_000, 3_000_000)}\n" for n in range(1000)]
    path.write_text("region,population\n" + "".join(lines), encoding="utf-8")


def write_posts(paths: list[Path], rows: int, pages: int) -> None:
    """Write exports of posts: two months around one, one post in fifty again, seeded; a file holds as many rows."""
    draw = random.Random(3)
    start = dt.datetime(2026, 6, 15)  # of Greenwich, as the heading says
    for at, path in enumerate(paths):
        with path.open("w", encoding="utf-8") as out:
            out.write("Date (GMT),Facebook Page,Post ID,Post Permalink,Post Message,Reactions,Comments,Shares\n")
            for n in range(rows * at // len(paths), rows * (at + 1) // len(paths)):
                post = n if draw.random() > 0.02 else draw.randrange(n + 1)
                page = post % pages
                when = start + dt.timedelta(seconds=post * 7919 % (60 * 86_400))
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


class Workplace:
    """A folder for the files of a run; a million rows are written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.population = folder / "population.csv"
        write_population(self.population)

    def pages(self, rows: int, **how: int) -> Path:
        path = self.folder / f"pages-{rows}-{'-'.join(how)}.csv"
        if not path.exists():
            write_pages(path, rows, **how)
        return path

    def posts(self, rows: int, pages: int, files: int) -> list[str]:
        paths = [self.folder / f"posts-{rows}-{at}.csv" for at in range(files)]
        if not paths[0].exists():
            write_posts(paths, rows, pages)
        return [*map(str, paths)]

    def govrank(self, command: str, *args: object, out: str = "", program: list[str] = GOVRANK) -> list[str]:
        """Return a command with the made-up regions; its result goes to a file of that name, if any."""
        named = ["-o", str(self.folder / out)] if out else []
        return [*program, command, *map(str, args), "--population", str(self.population), *named]

    def score(self, source: Path, program: list[str] = GOVRANK) -> list[str]:
        return self.govrank("score", source, "--format", "csv", "-q", out="a.csv", program=program)

    def collect(self, posts: list[str]) -> list[str]:
        how = ["--period", "2026-07", "--timezone", "Asia/Almaty", "-q"]
        return [*GOVRANK, "collect", *posts, *how, "-o", str(self.folder / "c.csv")]

    def pairs(self, what: str) -> Iterator[Pair]:
        """Yield the pairs of one kind, their files written."""
        out = self.folder / "b.csv"
        if what == "small":
            light = [sys.executable, "-c", "import typer, rich"]
            heavy = [sys.executable, "-c", "import pandas, openpyxl, typer, rich, pydantic"]
            for option in ("--help", "--version"):
                yield Pair(f"`govrank {option}`", [*GOVRANK, option], "`import typer, rich`", light, "1.3, aim 1.1")
            against = "`import pandas, openpyxl, typer, rich, pydantic`"
            yield Pair("`govrank score examples/july.xlsx`", [*GOVRANK, "score", JULY], against, heavy, "1.1, aim 0.85")
        elif what in ("csv", "plain", "polars"):
            pages = self.pages(MILLION)
            program = script("without_extra.py") if what == "plain" else GOVRANK
            name = "score_polars.py" if what == "polars" else "score_pandas.py"
            extra = "without the extra `large`" if what == "plain" else "with the extra `large`"
            limit = {"csv": "0.5, aim 0.35; memory 1.3", "plain": "2.5; memory 3", "polars": "4, aim 2.5"}[what]
            work = f"1 000 000-row CSV → CSV, {extra}"
            yield Pair(work, self.score(pages, program), f"`{name}`", script(name, pages, self.population, out), limit)
        elif what == "tenfold":
            many, few = self.score(self.pages(MILLION)), self.score(self.pages(MILLION // 10))
            yield Pair("1 000 000-row CSV → CSV", many, "100 000 rows", few, "11")
        elif what == "collect":
            posts = self.posts(POSTS, PAGES_OF_POSTS, 2)
            work = "`collect` of 2 000 000 posts of 20 000 pages, with the extra `large`"
            theirs = script("posts_polars.py", *posts, out)
            yield Pair(work, self.collect(posts), "`posts_polars.py`", theirs, "6, aim 4")
        elif what == "xlsx":
            book = self.folder / "pages.xlsx"
            to_xlsx(self.pages(BOOK_ROWS), book)
            theirs = script("score_pandas.py", book, self.population, out)
            yield Pair("100 000-row XLSX → CSV", self.score(book), "`score_pandas.py`", theirs, "0.5, aim 0.3")
        elif what == "export":
            for form, limit in (("xlsx", ""), ("png", "2, aim 1.4"), ("pdf", "2, aim 1.4")):
                ours = [*GOVRANK, "export", JULY, "--format", form, "-o", str(self.folder / f"july.{form}")]
                yield Pair(
                    f"`export` of the example as {form}", ours, "`score` of it", [*GOVRANK, "score", JULY], limit
                )
        elif what == "workbook":
            book, cells = self.folder / "rating.xlsx", self.folder / "cells.pickle"
            ours = self.govrank("export", self.pages(STYLED_PAGES), out=book.name)
            run(ours)
            run(script("cells_of.py", book, cells))
            theirs = script("cells_openpyxl.py", cells, self.folder / "b.xlsx")
            yield Pair("10 000 pages → XLSX, read and rated", ours, "`cells_openpyxl.py`: the same cells", theirs, "1")
        elif what == "robustness":
            args = ["--draws", DRAWS, "--format", "csv", "-q"]
            ours = self.govrank("robustness", self.pages(DRAWN_PAGES), *args, out="firm.csv")
            work = "`robustness`, 5 000 pages × 1 000 draws, by rules and by chance"
            yield Pair(work, ours, "`sort_numpy.py`", script("sort_numpy.py", DRAWN_PAGES, DRAWS), "6, aim 3")

    def growing(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield works, each with its commands for n, 2n and 4n rows."""

        def each(rows: int) -> list[int]:
            return [rows, 2 * rows, 4 * rows]

        yield "`score`, n = 250 000 pages", [self.score(self.pages(n)) for n in each(MILLION // 4)]
        plain = script("without_extra.py")
        works = [self.score(self.pages(n), plain) for n in each(MILLION // 4)]
        yield "`score` without the extra, n = 250 000 pages", works
        works = [self.collect(self.posts(n, n // 100, 2)) for n in each(250_000)]
        yield "`collect`, n = 250 000 posts in two files", works
        works = [self.govrank("explain", self.pages(n), "--page", "Page 7") for n in each(50_000)]
        yield "`explain` of one page, n = 50 000 pages", works
        rules = self.folder / "leagues.toml"
        rules.write_text('name = "leagues"\nextends = "akimats"\nleague = "league"\n', encoding="utf-8")
        works = [
            self.govrank(
                "score", self.pages(n, leagues=n // 10), "--methodology", rules, "--format", "csv", out="l.csv"
            )
            for n in each(50_000)
        ]
        yield "`score` of leagues of ten, n = 50 000 pages", works
        works = [self.govrank("check", self.pages(n, wrong=True), "--format", "json") for n in each(100_000)]
        yield "`check --format json`, n = 100 000 wrong cells", works


WHAT = ["small", "csv", "plain", "polars", "collect", "xlsx", "export", "workbook", "robustness", "tenfold", "growth"]
PAIRS = ["work", "against", "seconds", "time", "memory", "at most", "day"]
GROWTH = ["work", "n", "2n", "4n", "4n / n", "day"]


def table(heads: list[str], lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, ["---"] * len(heads), *lines])


def update(pairs: list[list[str]], growth: list[list[str]]) -> None:
    """Put the lines of a run in the place of those of the same work in the document; others stay as they are."""
    old = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (DOCUMENT.read_text(encoding="utf-8").splitlines() if DOCUMENT.exists() else [])
        if line.startswith("| ") and not line.startswith(("| work", "| ---"))
    ]
    tables = []
    for heads, new in ((PAIRS, pairs), (GROWTH, growth)):
        before = [cells for cells in old if len(cells) == len(heads)]
        known = {tuple(cells[:2] if heads is PAIRS else cells[:1]): cells for cells in before + new}
        tables.append(table(heads, [*known.values()]))
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    DOCUMENT.write_text(
        "# How fast\n\n"
        "Whole commands against the scripts in [`scripts/`](scripts), which check nothing. Each pair is run in turn,\n"
        "after one run of each that does not count; the ratios are medians, with the lowest and the highest. Memory\n"
        "is the peak of the process. Machines are noisy: only ratios of one run say something.\n\n"
        f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores. Written by\n"
        "`python tests/benchmarks/run.py --write` (or with the names of some lines behind it, see `--help`).\n\n"
        f"{tables[0]}\n\n"
        "## Growth\n\n"
        "Seconds (medians) for n, twice and four times as many rows: the last should be four times the first.\n\n"
        f"{tables[1]}\n",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=WHAT, metavar="WHAT")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    day = dt.date.today().isoformat()
    with tempfile.TemporaryDirectory() as name:
        workplace = Workplace(Path(name))
        for what in asked.what:
            for pair in workplace.pairs(what):
                cells = [*measure(pair, asked.runs), day]
                print(" | ".join(cells), flush=True)
                if asked.write:
                    update([cells], [])
        for work, commands in workplace.growing() if "growth" in asked.what else ():
            ends = (1,) if "check" in commands[0] else (0,)  # wrong cells make the exit code an error
            seconds = [statistics.median(run(own, ends)[0] for _ in range(min(asked.runs, 3))) for own in commands]
            cells = [work, *(f"{value:.2f}" for value in seconds), f"×{seconds[-1] / seconds[0]:.1f}", day]
            print(" | ".join(cells), flush=True)
            if asked.write:
                update([], [cells])


if __name__ == "__main__":
    main()
