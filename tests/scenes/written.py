"""The texts of files and about them: workbooks, pages of trends, a command's messages about a written file."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from openpyxl import load_workbook

from analysed import july_edition, july_movement
from commands import run
from editions import example
from files import CLEAN, HEADER, changed, csv_bytes, write, xlsx
from govrank import load_population, rate_frames
from inside import TrendResult
from rendered import published, rendered
from trends import followed

HIDDEN = {"script", "style"}


class _Texts(HTMLParser):
    """The texts of a page, those of its charts too, one after another."""

    def __init__(self):
        super().__init__()
        self.open, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.texts += [value for name, value in attrs if name in ("aria-label", "title") and value]

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not HIDDEN & set(self.open) and data.strip():
            self.texts.append(data.strip())


def texts_of_page(text):
    page = _Texts()
    page.feed(text)
    return page.texts


NAMES = [f"p{n:02d}" for n in range(20)]
TRENDS = {
    "strong movers": followed(NAMES, [*NAMES[:4], "p19", *NAMES[5:19], "p04"]),
    "few editions, gone and back": followed("ABC", "BX", "BXA", least=2),
    "nobody in as many": followed("AB", "AB", least=3),
    "leagues": followed(
        "ABCD", "BADC", by="platform", platforms=dict(zip("ABCD", ("vk", "vk", "ok", "ok"), strict=True))
    ),
}


def trends(lang):
    """Return small trends as the terminal shows them, and the texts of their pages."""
    for title, trend in TRENDS.items():
        yield f"# {title}"
        yield from rendered(TrendResult(trend), "table", lang).splitlines()
        yield f"# {title}, the page"
        texts = dict.fromkeys(texts_of_page(rendered(TrendResult(trend), "html", lang)))
        yield from (text for text in texts if re.search(r"[^\W\d]{2}", text))


def pages(lang):
    """Return the texts of small editions' pages: a league of three, an index, indicators where less is better."""
    index = rate_frames(
        pd.DataFrame(
            {"page": [*"ab"], "platform": "weibo", "posts": 40, "shares": [300, 100], "comments": 50, "likes": 9}
        ),
        methodology="bci",
    )
    for title, rating, movement in (("a small edition", july_edition(), july_movement()), ("an index", index, None)):
        yield f"# {title}"
        texts = dict.fromkeys(texts_of_page(published(rating, "html", lang, movement)))
        yield from (text for text in texts if re.search(r"[^\W\d]{2}", text))
        yield f"# {title}, the workbook"
        yield from texts_of_book(published(rating, "xlsx", lang, movement), set())


def texts_of_book(content, names):
    """Return the texts of a workbook, sheet by sheet, each once, without formulas and without the pages' own names."""
    for sheet in load_workbook(io.BytesIO(content)):
        yield f"# {sheet.title}"
        cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
        yield from dict.fromkeys(text.replace("\n", " ⏎ ") for text in cells if text not in names)
        for check in sheet.data_validations.dataValidation:
            yield from dict.fromkeys(filter(None, (check.errorTitle, check.error, check.promptTitle, check.prompt)))


def workbooks(lang):
    """Return the texts of July's workbook and of the one to fill in."""
    rating, movement = example()
    names = {*rating.pages.names, *rating.pages.regions}
    yield from texts_of_book(published(rating, "xlsx", lang, movement), names)
    with TemporaryDirectory() as name:
        labels = {region.label(lang) for region in load_population("kz-2023").regions.values()}
        run("template", "empty.xlsx", "--lang", lang, folder=name)
        yield from texts_of_book((Path(name) / "empty.xlsx").read_bytes(), labels)
        pages = csv_bytes(changed(2, 2, "12k"))
        run("check", write(Path(name), "july.csv", pages), "--annotate", "marked.xlsx", "--lang", lang, folder=name)
        own = {str(cell) for row in CLEAN for cell in row}
        yield from texts_of_book((Path(name) / "marked.xlsx").read_bytes(), own)


SIZED = """\
name = "sized"
version = "1"
[league]
by = "followers"
bands = [{ name = "large", from = 10000 }, { name = "small", to = 10000 }]
[[indicators]]
key = "likes"
of = ["likes"]
[[indicators]]
key = "rate"
of = ["likes"]
per = ["followers"]
"""
SIZES = {
    "may.csv": {"Alpha": (12000, 9), "Beta": (11000, 8), "Gamma": (9000, 7), "Delta": (8000, 6)},
    "june.csv": {"Alpha": (12000, 9), "Beta": (11000, 8), "Gamma": (10500, 7), "Delta": (8000, 6)},
}
COMMANDS = (
    ("compare", "may.csv", "june.csv", "-m", "sized.toml"),
    ("score", "june.csv", "--previous", "may.csv", "-m", "sized.toml", "--digest"),
    ("trend", "may.csv", "june.csv", "-m", "sized.toml"),
    ("explain", "june.csv", "-m", "sized.toml", "--page", "Gamma"),
    ("compare", "old.csv", "new.csv", "--population", "kz-2023"),
    ("compare", "old.csv", "people.csv"),
    ("compare", "old.csv", "people.csv", "--force"),
    ("explain", "wechat.csv", "-m", "wci-2.0", "--page", "B"),
    ("trend", "wechat.csv", "wechat2.csv", "-m", "wci-2.0"),
    ("score", "july.csv", "--population", "kz-2023", "-q", "-f", "csv", "-o", "rating.csv"),
    ("export",),
    ("export", "july.csv", "--population", "kz-2023", "--format", "md"),
    ("check", "wrong.xlsx", "--population", "kz-2023", "--annotate", "marked.xlsx"),
    ("check", "broken.xlsx", "--annotate", "never.xlsx"),
    ("template", "empty.xlsx"),
    ("template", "empty.xlsx"),
    ("methodology", "init", "mine.toml"),
    ("methodology", "init", "mine.toml"),
    ("export", "july.csv", "--population", "kz-2023", "-o", "absent/july.md"),
)


def _fill(folder):
    """Write the files that the commands are given."""
    write(folder, "sized.toml", SIZED)
    for name, pages in SIZES.items():
        rows = [f"{page},vk,{followers},{likes}" for page, (followers, likes) in pages.items()]
        write(folder, name, "\n".join(["page,platform,followers,likes", *rows]))
    people = [[*HEADER, "population"], *([*row, 700_000 + len(row[0])] for row in CLEAN[1:])]
    write(folder, "old.csv", csv_bytes(people))
    write(folder, "people.csv", csv_bytes([[*row[:-1], row[-1] + 1] if n else row for n, row in enumerate(people)]))
    renamed = [["page", *HEADER], *([f"Press office {n}", *row] for n, row in enumerate(CLEAN[1:]))]
    write(folder, "new.csv", csv_bytes(renamed))
    for name, third in (("wechat.csv", 9), ("wechat2.csv", 4)):
        counts = "page,reads,articles,best reads,likes,best likes"
        write(folder, name, f"{counts}\nA,900,3,500,30,20\nB,500,2,300,10,9\nC,{third}0,1,{third},2,2\n")
    write(folder, "july.csv", csv_bytes(CLEAN))
    write(folder, "wrong.xlsx", xlsx(changed(3, 2, "12k")))
    write(folder, "broken.xlsx", xlsx()[:-40])


def said_of_files(lang):
    """Return what commands say that write files, in a folder that holds those of `_fill`."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        _fill(folder)
        for args in COMMANDS:
            if args == ("export",):
                write(folder, "july.csv", csv_bytes(changed(2, 2, 54321)))
            ended = run(*args, folder=folder, GOVRANK_LANG=lang)
            yield f"$ govrank {' '.join(args)}"
            yield from ended.err.replace(str(folder), "here").splitlines()
            yield from ended.out.splitlines()
            yield f"(exit code {ended.code})"
        yield "# mine.toml"
        yield from (line for line in (folder / "mine.toml").read_text("utf-8").splitlines() if line.startswith("#"))


def of_a_folder(lang):
    """Return what `init` writes into a folder, and what is said where its options are used or wrong."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "july.csv", csv_bytes(CLEAN))
        run("methodology", "init", "ours.toml", folder=folder)
        yield from run("init", "--lang", lang, folder=folder).lines
        yield from (folder / "govrank.toml").read_text("utf-8").splitlines()
        yield "# used"
        yield from run("score", "july.csv", folder=folder).err.splitlines()
        yield "# wrong"
        write(folder, "govrank.toml", 'metodology = "bci"\nskip_invalid = 1\n')
        yield from run("score", "july.csv", folder=folder, GOVRANK_LANG=lang).err.splitlines()
