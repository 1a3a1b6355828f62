"""One edition with hostile names, through every format: nothing is executed, nothing is lost."""

import csv
import html
import io
import json
import os
import re
from html.parser import HTMLParser

import pytest
from defusedxml import ElementTree

from commands import run
from files import HEADER, csv_bytes, unzipped, write
from said import LANGUAGES, printable, words

pytestmark = pytest.mark.slow  # writes every format for each name

KZ = ("--population", "kz-2023")
LONG = "Аппарат" + "у" * 9_993
NAMES = [
    "=cmd|' /C calc'!A0", "=1+1", "+7 700", "-1+1", "@SUM(A1:A9)", "'=1+1", "a\tb", "a\rb", "a\nb", "a\r\n=1+1",
    'a "b", c', "a;b|c", "\\", "`rm -rf /`", "$(reboot)", "; rm -rf /", "%s %d {0} {name}", "[red]x[/red]", "[/x]",
    "[link=https://evil.example]x[/link]", ":smile:", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "</title></style></script><b>x", "<!-- x", "]]>", "&lt;b&gt; &amp;", "{{7*7}}", "{% x %}", "{# x #}", "$x_1$",
    "$\\frac{1}{2}$", "x^2_3", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31mC1", "a\x08\x08b", "a\x7fb",
    "\u202egnirts\u202c", "\u2066isolate\u2069", "zero\u200bwidth\u200djoiner\ufeff", "_x0041_", "💩👩‍👩‍👧🇰🇿",
    "中文政务微博", "\u0041\u030a\u0301", "١٢٣", "../../etc/passwd", "javascript:alert(1)", "https://evil.example/",
    "*star* _line_ ~~x~~ # 1. - > x", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "NULL", "nan x",
    "x;=cmd|'/c calc'!A1;y", "x\t+1", "＝1+1", "＋7", "－1", "＠x", "\ufffe", "__proto__", LONG, "a\x00b",
]  # fmt: skip
CONTROLS = set(
    map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF])
)
"""What a terminal or a browser obeys: control codes and marks that turn or hide letters."""
SHOWN = [printable(name) for name in NAMES]


def edition(folder, name="july.csv"):
    """Write an edition in which every text is hostile: names, networks, reasons."""
    header = ["page", *HEADER, "excluded"]
    rows = [[page, "Акмола", f"{page[:40]} {n}", 1000 + n, 20, 700 - n, ""] for n, page in enumerate(NAMES)]
    rows += [[f"out {n}", "Атырау", f"vk {n}", 900, 20, 7, reason] for n, reason in enumerate(NAMES[:-2])]
    return write(folder, name, csv_bytes([header, *rows]))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return the edition and the one before, which lacks a page and has another."""
    folder = tmp_path_factory.mktemp("hostile")
    july, june = edition(folder), edition(folder, "june.csv")
    june.write_text(june.read_text("utf-8").replace("=1+1", "=2+2"), "utf-8", newline="")
    return june, july


def done(*args):
    ended = run(*args, *KZ)
    assert ended.code == 0, ended.err[-500:]
    assert "Traceback" not in ended.err
    assert not set(ended.err) & (CONTROLS - {"\n"})
    return ended.out


def commands(june, july, how):
    """Return every command that writes all the names in a format."""
    every = {
        "score": ["score", july, "-f", how],
        "previous": ["score", july, "--previous", june, "-f", how],
        "compare": ["compare", june, july, "-f", how],
        "robustness": ["robustness", july, "--draws", "10", "-f", how],
        "trend": ["trend", june, july, "-f", how],
        "export": ["export", july, "--previous", june, "-f", how, "-o", "-"],
    }
    lacks = {"table": {"export"}, "csv": {"robustness"}, "html": {"score", "previous", "compare", "robustness"}}
    return {name: args for name, args in every.items() if name not in lacks.get(how, set())}


def lacking(text, shown=None):
    """Return the names that are not to be read in a text, spaces aside."""
    packed = re.sub(r"\s+", "", text)
    return [name for name in shown or SHOWN if re.sub(r"\s+", "", name) not in packed]


TABLE = ["score", "previous", "compare", "robustness", "trend"]


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.slow
def test_on_a_terminal_every_letter_is_seen_and_none_obeyed(files, name):
    out = done(*commands(*files, "table")[name])

    assert not set(out) & (CONTROLS - {"\n"})
    assert lacking(out) == []


@pytest.mark.parametrize("lang", LANGUAGES[1:])
@pytest.mark.slow
def test_the_digest_and_the_indicators_are_as_safe(files, lang):
    out = done("score", files[1], "--digest", "--indicators", "--lang", lang)

    assert not set(out) & (CONTROLS - {"\n"})
    assert lacking(out) == []


@pytest.mark.parametrize("name", ["score", "previous", "compare", "robustness", "trend", "export"])
@pytest.mark.slow
def test_markdown_shows_every_name_and_obeys_none(files, name):
    out = done(*commands(*files, "md")[name])
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(out)
    inline = [child for token in tokens if token.type == "inline" for child in token.children]
    kinds = {token.type for token in [*tokens, *inline]}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "code_inline",
        "fence",
        "em_open",
        "strong_open",
    }
    assert not set(out) & (CONTROLS - {"\n"})
    assert lacking("".join(token.content for token in inline)) == []


def test_markdown_makes_no_formula(files):
    """$…$ is a formula on GitHub and in many editors: shown as letters it would be another name."""
    out = done("score", files[1], "-f", "md")

    assert not re.search(r"(?<!\\)\$x\\?_1(?<!\\)\$", out)


@pytest.mark.parametrize("name", ["score", "previous", "export", "compare", "trend"])
def test_csv_begins_no_formula_and_keeps_every_name(files, name):
    out = done(*commands(*files, "csv")[name])
    rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    cells = [cell for row in rows[1:] for cell in row]

    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for cell in cells if cell[:1] in tuple("=+@＝＋－＠\t\r\n")] == []
    assert [cell for cell in cells if cell[:1] == "-" and not re.fullmatch(r"-[0-9.]+", cell)] == []
    plain = "".join(printable(cell.replace("'", "")) for cell in cells)
    assert lacking(plain, [printable(one.replace("'", "")) for one in NAMES]) == []


def test_csv_begins_no_formula_where_a_program_splits_at_semicolons(files):
    """Excel in Russian does; quotes around a cell in the middle of a line do not stop it."""
    out = done("score", files[1], "-f", "csv")
    cells = [cell for row in csv.reader(io.StringIO(out, newline=""), delimiter=";") for cell in row]

    assert len(cells) > len(out.splitlines())
    assert [cell for cell in cells if cell.lstrip('" ')[:1] in tuple("=+-@＝＋－＠\t\r")] == []


@pytest.mark.parametrize("name", ["score", "compare", "trend"])
def test_csv_on_standard_output_moves_no_terminal(files, name):
    """CONTRACT 6: terminal escapes in names are shown, never obeyed."""
    out = done(*commands(*files, "csv")[name])

    assert not set(out) & {"\x00", "\x07", "\x08", "\x1b", "\x9b"}


@pytest.mark.parametrize("name", ["score", "previous", "export", "compare", "trend", "robustness"])
def test_json_keeps_every_name_to_the_letter(files, name):
    out = done(*commands(*files, "json")[name])
    texts = set()
    collect(json.loads(out), texts)

    assert not set(out) & set(map(chr, range(0x20))) - {"\n"}
    assert [one for one in NAMES if one.strip().strip("\ufeff") not in {text.strip("\ufeff") for text in texts}] == []


def test_json_on_standard_output_moves_no_terminal(files):
    r"""C1 codes and marks of direction can be written as \u009b and \u202e: the name stays the same."""
    out = done("score", files[1], "-f", "json")

    assert not set(out) & {"\x7f", "\x9b", "\u202e", "\u2066"}


def collect(document, texts):
    if isinstance(document, dict):
        for value in document.values():
            collect(value, texts)
    elif isinstance(document, list):
        for value in document:
            collect(value, texts)
    elif isinstance(document, str):
        texts.add(document)


class Page(HTMLParser):
    """The elements of a page, and its text outside of scripts and styles."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self.code = [], [], "", 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.code += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.code -= tag in ("script", "style")

    def handle_data(self, data):
        self.text += "" if self.code else data


@pytest.mark.parametrize("name", ["export", "trend"])
def test_html_escapes_every_name(files, name):
    out = done(*commands(*files, "html")[name])
    plain = Page(done("export" if name == "export" else "trend", *([] if name == "export" else ["examples/june.xlsx"]),
                      "examples/july.xlsx", "-f", "html", "-o", "-"))  # fmt: skip
    page = Page(out)

    assert page.tags.count("script") == plain.tags.count("script")
    assert set(page.tags) <= set(plain.tags) | {
        *("input", "label", "output"),  # of fifty pages and more
        "h3",
        "ul",
        "li",
        "section",
        "details",
        "summary",
        "text",
        "line",
        "g",
        "circle",
    }
    assert not [key for key, _value in page.attributes if key.startswith("on")]
    assert not [
        value for key, value in page.attributes if key in ("href", "src") and not value.startswith(("#", "data:"))
    ]
    assert not set(out) & (CONTROLS - {"\n"})
    assert "49" not in {cell.strip() for cell in re.findall(r"<th[^>]*>([^<]*)</th>", out)}
    assert lacking(page.text) == []


def test_the_workbooks_texts_are_strings(files, tmp_path):
    from openpyxl import load_workbook

    out = tmp_path / "out.xlsx"
    done("export", files[1], "--previous", files[0], "-o", out)
    parts = unzipped(out.read_bytes())
    formulas = {
        html.unescape(formula)
        for part in parts.values()
        for formula in re.findall(r"<f>(.*?)</f>", part.decode("utf-8", "replace"))
    }  # fmt: skip
    assert not [formula for formula in formulas if re.search(r"cmd|SUM\(A1:A9\)|^1\+1|evil", formula)]
    assert not [name for name in parts if "externalLink" in name or "vba" in name.lower()]
    assert not [part for part in parts.values() if b"<hyperlinks>" in part.lower() or b'TargetMode="External"' in part]
    book = load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert [
        cell.value for cell in cells if cell.data_type == "f" and cell.parent.title != words("en").say("xlsx.audit")
    ] == []
    from openpyxl.utils.escape import unescape

    assert lacking("".join(map(unescape, texts))) == []
    assert [text for text in texts if set(text) & (CONTROLS - {"\n"})] == []


@pytest.mark.parametrize("how", ["table", "md", "json"])
@pytest.mark.slow
def test_a_hostile_page_can_be_asked_for_and_its_card_is_safe(tmp_path, how):
    for name in NAMES:
        rows = [[page, "Акмола", "vk", 1000 + n, 20, 700 - n] for n, page in enumerate([name, "A", "B"])]
        july = write(tmp_path, "july.csv", csv_bytes([["page", *HEADER], *rows]))
        if "\x00" in name:
            continue  # no command line can hold it
        out = done("explain", july, "--page", name, "-f", how)
        if how == "json":
            texts = set()
            collect(json.loads(out), texts)
            assert {text.strip("\ufeff") for text in texts} & {name.strip("\ufeff")}, repr(name)
        else:
            assert not set(out) & (CONTROLS - {"\n"}), repr(name)
            text = re.sub(r"\\(?=[^\w\s]|_)", "", out) if how == "md" else out
            wanted = re.sub(r"\\(?=[^\w\s]|_)", "", printable(name)) if how == "md" else printable(name)
            assert lacking(text, [wanted]) == [], repr(name)


@pytest.mark.parametrize("how", ["svg", "png"])
@pytest.mark.slow
def test_pictures_are_drawn(files, tmp_path, how):
    out = tmp_path / f"out.{how}"
    done("export", files[1], "-o", out)
    contents = [path.read_bytes() for path in tmp_path.glob(f"out-final-*.{how}")]  # so many long names are several

    assert len(contents) > 1
    assert min(map(len, contents)) > 1000
    if how == "svg":
        elements = [element for content in contents for element in ElementTree.fromstring(content).iter()]
        assert {element.tag.rpartition("}")[2] for element in elements} & {
            "script",
            "img",
            "a",
            "foreignObject",
        } == set()
        assert not [key for element in elements for key in element.attrib if key.startswith("on")]


OUTPUTS = ["html", "svg", "xlsx", "json", "md", "csv", "pdf", pytest.param("png", marks=pytest.mark.slow)]


@pytest.mark.parametrize("command", ["export", "trend"])
@pytest.mark.parametrize("how", OUTPUTS)
def test_files_are_whole_whatever_a_file_a_league_and_a_period_are_called(tmp_path, how, command):
    """XML holds no control code, UTF-8 no half of a letter: each is spelled out in every kind of file."""
    called = os.fsdecode(b"\x1b[31m\x07\xef\xbf\xbe\xff\xed\xa0\x80")
    rows = [[f"a{n}\ufffe\x1b", "Акмола", f"vk {n}\ufffe\x07", 1000 + n, 20, 700 - n] for n in range(3)]
    july, june = (
        write(tmp_path, f"{month}{called}.csv", csv_bytes([["page", *HEADER], *rows])) for month in ("july", "june")
    )
    args = [july, "--period", called, "--previous", june] if command == "export" else [june, july]
    tables = ["--table", "all"] if command == "export" and how in ("svg", "png", "pdf") else []
    done(command, *args, *tables, "--by", "platform", "-f", how, "-o", tmp_path / f"out.{how}")

    written = [path for path in tmp_path.iterdir() if path.name.startswith("out")]
    assert written
    for path in written:
        content = path.read_bytes()
        if how == "svg":
            ElementTree.fromstring(content)
        elif how == "xlsx":
            assert [ElementTree.fromstring(part).tag for part in unzipped(content).values()]
        elif how == "json":
            json.loads(content)
        elif how not in ("png", "pdf"):
            text = content.decode("utf-8")
            assert not set(text) & (set(map(chr, range(0x20))) - {"\n"}), path.name


@pytest.mark.parametrize("name", [name for name in NAMES if "/" not in name and "\x00" not in name and len(name) < 60])
@pytest.mark.slow
def test_hostile_file_names_are_shown(tmp_path, name):
    """The edition is called after its file, and a problem names it."""
    good = write(tmp_path, f"{name}.csv", csv_bytes([HEADER, ["Акмола", "vk", 1000, 20, 700]]))
    ended = run("score", good.name if good.name[0] not in "-" else f"./{good.name}", *KZ, folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert not set(ended.out) & (CONTROLS - {"\n"})
    bad = write(tmp_path, f"{name}.csv", csv_bytes([HEADER, ["Акмола", "vk", "12k", 20, 700]]))
    for args in (["score"], ["check"]):
        ended = run(*args, f"./{bad.name}", *KZ, folder=tmp_path)
        assert ended.code == 1
        assert not set(ended.out + ended.err) & (CONTROLS - {"\n"})
        assert len(ended.err.splitlines()) <= 2
    ended = run("score", f"./{name}-absent", folder=tmp_path)
    assert ended.code == 2
    assert not set(ended.err) & (CONTROLS - {"\n"})


def test_a_zero_byte_makes_no_other_letters_of_the_rest(tmp_path):
    """The text is UTF-8 to the last byte: what is wrong is one name, and not every region."""
    rows = [["page", *HEADER], ["a\x00b", "Акмола", "vk", 1000, 20, 700]]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ)

    assert "Р" not in ended.err + ended.out
    assert "Акмола" in ended.err + ended.out


ESCAPES = "\x1b[31mred\u202e"


@pytest.mark.parametrize(
    "args",
    [
        ["population", "show", "{people}"],
        ["methodology", "show", "{rules}"],
        ["methodology", "check", "{rules}"],
        ["methodology", "check", "{wrong}"],
        ["template", "{folder}/a\x1b[31m.xlsx"],
        ["template", "{folder}/b.xlsx", "--platforms", ESCAPES],
        ["template", "{folder}/c.xlsx", "--population", "{people}"],
        ["methodology", "init", "{folder}/a\x1b[31m.toml"],
        ["score", "{july}", "--period", ESCAPES, *KZ],
        ["score", "{july}", "--by", ESCAPES, *KZ],
        ["score", "{july}", "--encoding", ESCAPES, *KZ],
        ["score", "{july}", f"--{ESCAPES}"],
        [ESCAPES],
        ["score", "{july}", "-f", ESCAPES],
        ["export", "{july}", *KZ, "-o", "{folder}/a\x1b[31m.csv"],
        ["export", "{july}", *KZ, "-o", "{folder}/a\x1b[31m/b.csv"],
        ["check", "{july}", *KZ, "--annotate", "{folder}/a\x1b[31m.xlsx"],
    ],
    ids=lambda args: " ".join(args).encode("unicode_escape").decode(),
)
def test_other_texts_of_files_and_options_are_shown_and_never_obeyed(tmp_path, args):
    rules = run("methodology", "init", "-").out
    paths = {
        "folder": tmp_path,
        "july": edition(tmp_path),
        "people": write(tmp_path, "p\x1b[31m.csv", f"region,population,date\na{ESCAPES},5,{ESCAPES}\n"),
        "rules": write(tmp_path, "r\x1b[31m.toml", rules.replace("Official pages", r"Official\u001b[31m\u202e pages")),
        "wrong": write(tmp_path, "w\x1b[31m.toml", 'na\u202eme = 1\n"x\u202e" = 5\nscoring = "\u202e"\n'),
    }  # fmt: skip
    ended = run(*(arg.format(**paths) for arg in args))

    assert ended.code in (0, 1, 2, 3)
    assert not set(ended.out + ended.err) & (CONTROLS - {"\n"}), ended


def test_the_largest_index_that_rules_allow_is_a_number(tmp_path):
    """Thirty terms, each as large as it may be, of the largest counts: far below what a float holds."""
    terms = "".join(
        f'[[terms]]\nkey = "t{n}"\nof = ["reads"]\nper = ["{"reads" if n else "posts"}"]\nfactor = 1e12\nweight = 1e6\n'
        for n in range(30)
    )
    head = 'name = "big"\nversion = "1"\nscoring = "log-index"\nscale = 1e12\npower = 20\n'
    rules = write(tmp_path, "big.toml", head + terms)
    pages = write(tmp_path, "p.csv", "page,posts,reads\nA,1,1000000000000\nB,2,5\n")
    ended = run("score", pages, "--methodology", rules, "-f", "json")

    assert ended.code == 0
    assert all(1e150 < page["total"] < 1e308 for page in ended.document["pages"])
