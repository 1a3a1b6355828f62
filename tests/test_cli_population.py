"""`govrank population`: the packaged tables, listed and shown."""

import csv
import io
import re

import pytest
from rich.cells import cell_len

from commands import execute, run
from files import write
from govrank.packaged import LANGUAGES, POPULATIONS
from govrank.population.tables import load_population
from said import command_line, nothing, said

OWN = "region,population,aliases,date\nНорд,1200,Nord;North,2024-01-01\n=Юг,300,,2024-01-01\n"


def population(*args, **how):
    return run("population", *args, **how)


def test_the_packaged_tables_are_listed_with_date_regions_and_sum():
    ended = population("list")

    assert (ended.code, ended.err) == (0, "")
    assert [re.split("  +", line) for line in ended.out.splitlines()] == [
        ["kz-2020", "2020-01-01", said("count.regions", n=17), "18,631,779"],
        ["kz-2021", "2021-01-01", said("count.regions", n=17), "18,879,552"],
        ["kz-2022", "2022-01-01", said("count.regions", n=20), "19,503,159"],
        ["kz-2023", "2023-01-01", said("count.regions", n=20), "19,766,807"],
    ]


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_they_are_listed_in_other_languages(lang):
    first = re.split("  +", population("list", "--lang", lang).out.splitlines()[0])

    assert first == ["kz-2020", "2020-01-01", said("count.regions", lang, n=17), "18\u202f631\u202f779"]


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
    assert title == f"{name}, {table.date}"
    assert len(lines) == len(table.regions) + 1
    for line, region in zip(lines, table.regions.values(), strict=False):
        assert line.startswith(f"{region.key} ")
        assert region.labels[lang] in line
        assert digits(line.rsplit("  ", 1)[1]) == region.population
    assert digits(lines[-1].rsplit("  ", 1)[1]) == sum(region.population for region in table.regions.values())


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
    assert list(rows[0]) == ["region", "population", "aliases", "date"]

    table, base = load_population(str(write(tmp_path, "mine.csv", ended.out))), load_population("kz-2023")
    assert table.date == base.date
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
    }


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
