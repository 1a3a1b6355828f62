"""`govrank population`: the packaged tables, listed and shown."""

import csv
import hashlib
import io
import re

import openpyxl
import pytest
from rich.cells import cell_len

from commands import execute, run
from files import write
from inside import LANGUAGES, POPULATIONS, load_population, packaged_text
from said import command_line, nothing, said

OWN = "region,population,aliases,date\nНорд,1200,Nord;North,2024-01-01\n=Юг,300,,2024-01-01\n"


def population(*args, **how):
    return run("population", *args, **how)


def test_the_packaged_tables_are_listed_with_date_regions_and_sum():
    ended = population("list")

    assert (ended.code, ended.err) == (0, "")
    assert [re.split("  +", line)[:4] for line in ended.out.splitlines()] == [
        [name, date, said("count.regions", n=regions), total] for name, date, regions, total in LISTED
    ]
    assert all(len(re.split("  +", line)) == 6 for line in ended.out.splitlines())  # source and vintage


LISTED = [  # DOMAIN 2 and 10: the national totals
    ("by-2024", "2024-01-01", 7, "9,155,978"),
    ("by-2025", "2025-01-01", 7, "9,109,280"),
    ("kz-2020", "2020-01-01", 17, "18,631,779"),
    ("kz-2021", "2021-01-01", 17, "18,879,552"),
    ("kz-2022", "2022-01-01", 20, "19,503,159"),
    ("kz-2023", "2023-01-01", 20, "19,766,807"),
    ("ru-2020", "2020-01-01", 85 + 2, "146,745,098"),  # two stand there without their okrugs too
    ("ru-2020-iso", "2020-01-01", 83, "144,384,244"),
    ("uz-2025-10", "2025-10-01", 14, "38,069,116"),
]


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_they_are_listed_in_other_languages(lang):
    rows = [re.split("  +", line) for line in population("list", "--lang", lang).out.splitlines()]
    row = next(row for row in rows if row[0] == "kz-2020")

    assert row[1:4] == ["2020-01-01", said("count.regions", lang, n=17), "18\u202f631\u202f779"]
    assert all(not re.search("[a-z]{3}", text) for row in rows for text in row[1:])  # sources and vintages too


@pytest.mark.slow
def test_the_installed_command_says_the_same():
    assert execute("population", "list") == population("list")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", POPULATIONS)
def test_a_table_is_shown_with_its_names_and_its_sum(name, lang):
    ended = population("show", name, "--lang", lang)
    table = load_population(name)

    assert (ended.code, ended.err) == (0, "")
    title, *lines = ended.out.splitlines()
    assert title.startswith(f"{name}, {table.date}, ")
    assert len(lines) == len(table.regions) + 1
    for line, region in zip(lines, table.regions.values(), strict=False):
        assert line.startswith(f"{region.key} ")
        assert region.label(lang) in line
        assert digits(line.rsplit("  ", 1)[1]) == region.population
    assert digits(lines[-1].rsplit("  ", 1)[1]) == table.total


def digits(text):
    return int("".join(letter for letter in text if letter.isdigit()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_stand_under_one_another(lang):
    lines = population("show", "kz-2023", "--lang", lang).out.splitlines()[1:]
    assert len({cell_len(line) for line in lines}) == 1


def test_csv_is_a_population_file_that_can_be_edited_and_read_again(tmp_path):
    ended = population("show", "kz-2023", "--format", "csv")
    assert (ended.code, ended.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert list(rows[0]) == ["region", "population", "aliases", "date", "contains", "source", "vintage"]

    table, base = load_population(str(write(tmp_path, "mine.csv", ended.out))), load_population("kz-2023")
    assert (table.date, table.source, table.vintage) == (base.date, base.source, base.vintage)
    assert {key: region.population for key, region in table.regions.items()} == {
        key: region.population for key, region in base.regions.items()
    }
    for region in base.regions.values():
        assert table.find_region(region.labels["ru"]).population == region.population
        assert table.find_region(region.labels["kk"]).population == region.population


def test_a_rating_by_the_csv_is_that_by_the_packaged_table(tmp_path):
    write(tmp_path, "mine.csv", population("show", "kz-2023", "-f", "csv").out)
    rows = "region,platform,followers,posts,interactions\nАбай,vk,500,5,50\nАтырауская область,vk,400,9,20\n"
    write(tmp_path, "p.csv", rows)
    mine, base = (
        run("score", "p.csv", "--population", name, "-f", "csv", folder=tmp_path) for name in ("mine.csv", "kz-2023")
    )
    assert (mine.code, mine.out) == (base.code, base.out)
    assert base.code == 0


def test_json_holds_keys_names_and_figures():
    ended = population("show", "kz-2020", "-f", "json")

    assert (ended.code, ended.err) == (0, "")
    document = ended.document
    assert document["schema"] == "govrank.population/1"
    assert (document["name"], document["date"], len(document["regions"])) == ("kz-2020", "2020-01-01", 17)
    assert document["regions"][0] == {
        "region_key": "akmola",
        "region": "Akmola",
        "key": "akmola",
        "name": "Akmola",
        "labels": {"en": "Akmola", "ru": "Акмолинская область", "kk": "Ақмола облысы"},
        "population": 736735,
        "contains": [],
    }
    assert (document["source"], document["vintage"]) == (
        "Bureau of National Statistics of Kazakhstan", "before the 2021 census",
    )  # fmt: skip
    assert document["sha256"] == hashlib.sha256(packaged_text("populations", "kz-2020.csv").encode()).hexdigest()


def test_a_file_of_ones_own_is_shown(tmp_path):
    ended = population("show", write(tmp_path, "own.csv", OWN))

    assert (ended.code, ended.err) == (0, "")
    title, north, south, total = ended.out.splitlines()
    assert title.startswith("own.csv")
    assert (north.split()[-1], south.split()[-1], total.split()[-1]) == ("1,200", "300", "1,500")


def test_a_name_that_looks_like_a_formula_is_none_in_csv(tmp_path):
    out = population("show", write(tmp_path, "own.csv", OWN), "-f", "csv").out
    assert "\n'=Юг,300," in out


def test_a_name_that_is_markup_or_control_is_shown_as_it_is(tmp_path):
    out = population("show", write(tmp_path, "own.csv", "region,population\n[red]A[/x],5\n\x1b[31mB,6\n")).out
    assert "[red]A[/x]" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("kz-2019", command_line("no-population-table", name="kz-2019", near=["kz-2021", "kz-2023", "kz-2022"])),
        ("nowhere.csv", command_line("no-such-file", path="nowhere.csv")),
        ("nowhere", command_line("no-population-table", name="nowhere", known=POPULATIONS)),
    ],
)
def test_a_table_that_is_none_is_a_mistake_of_the_command(name, line):
    ended = population("show", name)
    assert (ended.code, ended.out, ended.lines) == (2, "", [line])


def test_a_wrong_file_is_a_mistake_of_the_data(tmp_path):
    ended = population("show", write(tmp_path, "own.csv", "region,population\nA,0\nA,x\n"))
    assert (ended.code, ended.out) == (1, "")
    assert ended.said == [
        "own.csv, row 2 (population) [no-population]",
        "own.csv, row 3 (population) [not-a-number]",
        nothing("population", 2, "own.csv"),
    ]


@pytest.mark.parametrize("args", [[], ["--help"], ["show", "-h"], ["list", "-h"]])
def test_help_says_what_there_is(args):
    ended = population(*args)
    assert "Usage: govrank population" in ended.out + ended.err
    assert ended.code == (0 if args else 2)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["show"], command_line("usage-missing", name="NAME|FILE", help="govrank population show --help")),
        (
            ["show", "kz-2023", "--format", "xlsx"],
            command_line("usage-not-among", value="xlsx", name="--format", known=["table", "csv", "tsv", "json"]),
        ),
        (["lst"], command_line("usage-no-command", name="lst", near=["list"])),
    ],
)
def test_a_mistyped_command_is_answered(args, line):
    ended = population(*args)
    assert (ended.code, ended.out, ended.lines) == (2, "", [line])


@pytest.mark.parametrize(("name", "_date", "n", "people"), LISTED)
def test_each_packaged_table_adds_up_to_its_total(name, _date, n, people):
    ended = population("check", name)

    assert (ended.code, ended.err) == (0, "")
    said_of_it = said("population.check.agrees", name=name, regions=said("count.regions", n=n), people=people)
    assert ended.out.splitlines()[0] == said_of_it


def test_without_a_name_all_are_checked():
    out = population("check").out
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")] == list(POPULATIONS)


WHOLE = """region,population,contains,date,source,vintage
North,700,Cape,2024-01-01,Office,first
Cape,50,,,,
South,300,,,,
"""


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        pytest.param(f"{WHOLE}Total,1000,,,,\n", 0, [], id="the parts are counted once"),
        pytest.param(f"{WHOLE}Total,1050,,,,\n", 1, ["total-differs"], id="people are missing"),
        pytest.param(f"{WHOLE}Итого,999,,,,\n", 1, ["total-differs"], id="there are too many"),
        pytest.param(WHOLE, 0, ["no-total"], id="no total"),
        pytest.param(WHOLE.replace("Cape,50", "Cape,701"), 1, ["contains-more", "no-total"], id="a part has more"),
        pytest.param(WHOLE.replace("50,", "50,North"), 1, ["contains-more"] * 2 + ["no-total"], id="a circle"),
        pytest.param(WHOLE.replace("700,Cape", "700,Cope"), 1, ["unknown-region"], id="a part that is not there"),
        pytest.param(f"{WHOLE}SOUTH,5,,,,\n", 1, ["duplicate-region"], id="a region twice"),
        pytest.param("region,population,aliases\nA,5,B\nB,6,\nTotal,11,\n", 1, ["ambiguous-region", "no-source"],
                     id="a name that is another's alias"),
        pytest.param("region,population,aliases\nA,5,X\nB,6,X\nTotal,11,\n", 0, ["shared-alias", "no-source"],
                     id="an alias of two"),
        pytest.param("Регион,Население\nРеспублика Казахстан,11\nАбай,5\nШымкент,6\n", 0, ["no-source"],
                     id="the country's row is the total"),
        pytest.param("Регион,Население\nРеспублика Казахстан,12\nАбай,5\nШымкент,6\n", 1,
                     ["total-differs", "no-source"], id="the country's row is another total"),
        pytest.param("Area,People\nA,5\n", 1, ["missing-column"], id="no population table"),
    ],
)  # fmt: skip
def test_a_table_of_ones_own_is_checked_the_same_way(tmp_path, text, code, found):
    ended = population("check", write(tmp_path, "own.csv", text))
    assert (ended.code, ended.err) == (code, "")
    assert re.findall(r"\[([a-z-]+)\]$", ended.out, re.MULTILINE) == found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("name", ["ru-2020", "uz-2025-10"])
def test_a_template_that_is_filled_in_is_the_table_again(tmp_path, name, suffix, lang):
    base, path = load_population(name), tmp_path / f"mine.{suffix}"
    assert population("template", name, "--lang", lang, "-o", path).code == 0
    assert population("check", path).code == 1  # nothing is filled in yet

    fill_in(
        path, [*(region.population for region in base.regions.values()), base.total], ["2026-01-01", "Office", "first"]
    )
    table = load_population(str(path))
    assert (table.date, table.source, table.vintage, table.total) == ("2026-01-01", "Office", "first", base.total)
    assert [region.population for region in table.regions.values()] == [r.population for r in base.regions.values()]
    inside = {base.regions[key].label(lang) for region in base.regions.values() for key in region.contains}
    assert {key for region in table.regions.values() for key in region.contains} == inside
    ended = population("check", path)
    assert (ended.code, re.findall(r"\[(\S+)\]$", ended.out, re.MULTILINE)) == (0, [])

    region = next(iter(base.regions.values()))
    rows = f"region,platform,followers,posts,interactions\n{region.labels['ru']},vk,500,5,50\n"
    rated = run("score", write(tmp_path, "p.csv", rows), "--population", path, "-f", "json").document
    assert rated["edition"]["population"] == {
        "name": path.name, "date": "2026-01-01", "source": "Office", "vintage": "first",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip
    assert rated["pages"][0]["values"]["followers_share"] == 500 * 100 / region.population


def fill_in(path, figures, said_once):
    """Write the figures below Population and, in the first row, date, source and vintage, as somebody types them."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        for row, figure in enumerate(figures, 2):
            book.active.cell(row, 2, figure)
        for column, text in enumerate(said_once, 5):
            book.active.cell(2, column, text)
        book.save(path)
        return
    separator = "\t" if path.suffix == ".tsv" else ","
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=separator))
    for row, figure in zip(rows[1:], figures, strict=True):
        row[1] = figure
    rows[1][4:] = said_once
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)


def test_a_filled_table_is_not_overwritten_by_a_template(tmp_path):
    path = write(tmp_path, "mine.csv", WHOLE)
    ended = population("template", "kz-2023", "-o", path)
    assert (ended.code, ended.lines) == (2, [command_line("holds-figures", path=str(path))])
    assert path.read_text("utf-8") == WHOLE
    assert population("template", "kz-2023", "-o", path, "--force").code == 0


def test_a_template_of_ones_own_table_keeps_its_aliases(tmp_path):
    out = population("template", write(tmp_path, "own.csv", OWN)).out
    assert out.splitlines()[1] == "Норд,,Nord;North,,,,"


@pytest.mark.parametrize("command", ["check", "template"])
def test_a_mistyped_table_gets_a_did_you_mean(command):
    ended = population(command, "by-2026")
    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("no-population-table", name="by-2026", near=["by-2025", "by-2024"])]
