"""An edition states what was rated: the period, the exact files it was made from, the population table."""

import hashlib

import pytest

from editions import EXAMPLES
from files import CLEAN, csv_bytes, write
from govrank import rate_file
from inside import distinct_names, edition_names


def test_an_edition_names_its_file_and_the_sum_of_its_bytes():
    edition = rate_file(EXAMPLES / "july.xlsx").edition

    digest = hashlib.sha256((EXAMPLES / "july.xlsx").read_bytes()).hexdigest()
    assert edition.period == "Июль 2020"
    assert [(source.name, source.sha256) for source in edition.sources] == [("july.xlsx", digest)]


@pytest.mark.parametrize(
    ("population", "sources", "name", "date"),
    [
        pytest.param("kz-2023", ["p.csv"], "kz-2023", "2023-01-01", id="a packaged table is no file"),
        pytest.param("people.csv", ["p.csv", "people.csv"], "people.csv", "1 May", id="a table of one's own is one"),
    ],
)
def test_the_population_table_is_named_with_its_date(tmp_path, monkeypatch, population, sources, name, date):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "p.csv", csv_bytes(CLEAN))
    regions = dict.fromkeys(row[0] for row in CLEAN[1:])
    write(
        tmp_path, "people.csv", csv_bytes([["region", "population", "date"], *([r, 500000, "1 May"] for r in regions)])
    )
    edition = rate_file("p.csv", population=population).edition

    assert [source.name for source in edition.sources] == sources
    assert (edition.population, edition.population_date) == (name, date)
    assert len(edition.population_sha256) == 64


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param({"source": "Office", "vintage": "first"}, ("Office", "first"), id="once is enough"),
        pytest.param({"Источник": "Бюро"}, ("Бюро", None), id="the source alone"),
        pytest.param({}, (None, None), id="neither"),
    ],
)
def test_a_table_of_ones_own_says_its_source_and_vintage(tmp_path, columns, said):
    pages = write(tmp_path, "p.csv", csv_bytes(CLEAN))
    regions = [*dict.fromkeys(row[0] for row in CLEAN[1:])]
    rows = [
        [region, 500000, *(text if i == 0 else "" for text in columns.values())] for i, region in enumerate(regions)
    ]
    people = write(tmp_path, "people.csv", csv_bytes([["region", "population", *columns], *rows]))
    edition = rate_file(pages, population=str(people)).edition

    assert (edition.population_source, edition.population_vintage) == said
    assert edition.population_sha256 == hashlib.sha256(people.read_bytes()).hexdigest()


def test_rules_without_populations_have_no_population_table(tmp_path):
    own = write(tmp_path, "own.toml", 'name = "own"\nversion = "1"\n[[indicators]]\nkey = "x"\nof = ["posts"]\n')
    path = write(tmp_path, "p.csv", csv_bytes(CLEAN))
    edition = rate_file(path, methodology=str(own), population="kz-2023").edition

    assert (edition.population, edition.population_date) == (None, None)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        pytest.param(["may.csv", "x/june.csv"], ["may", "june"], id="stems that differ need no folder"),
        pytest.param(["jan/p.csv", "feb/p.csv", "x/may.csv"], ["jan/p", "feb/p", "may"], id="only those that repeat"),
        pytest.param(["2020/jan/p.csv", "2021/jan/p.csv"], ["2020/jan/p", "2021/jan/p"], id="folders of one name"),
        pytest.param(["may.csv", "-"], ["may", "stdin"], id="standard input"),
        pytest.param(["a/p.csv", "a/p.csv"], ["p", "p (2)"], id="one file twice"),
        pytest.param(["a/p.csv", "a/p.xlsx"], ["p.csv", "p.xlsx"], id="two files of one stem"),
        pytest.param(["a/p.csv", "a/p.xlsx", "b/p.csv"], ["a/p.csv", "p.xlsx", "b/p"], id="both"),
    ],
)
def test_editions_are_called_so_that_they_can_be_told_apart(paths, names):
    found = edition_names(paths)

    assert found == names


def test_a_name_that_is_taken_gets_the_next_number():
    assert distinct_names(["a", "a (2)", "a"]) == ["a", "a (2)", "a (3)"]
