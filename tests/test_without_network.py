"""Pages without a network or a league: no dangling marks, no name mistaken for a network's."""

import csv
import re

import pytest

from commands import run
from files import write
from said import said as catalogue_said

RULES = 'name = "o"\nversion = "1"\n[[indicators]]\nkey = "k"\nof = ["likes"]\n[[indicators]]\nkey = "k2"\n' \
    'of = ["likes"]\ndirection = "lower"\nweight = 2\n'  # fmt: skip
PAGES = "page,region,likes,net,excluded\na,,5,x,\nb,,4,x,our own\nc,,3,ok,\nd,,2,x,\n,Abai,1,ok,\n"


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "o.toml", RULES)
    write(tmp_path, "p.csv", PAGES)
    write(tmp_path, "q.csv", PAGES.replace("a,,5", "a,,1").replace("d,,2,x,\n", ""))
    return tmp_path


def said(folder, *args):
    ended = run(*args, "-q", "-m", "o.toml", folder=folder)
    assert ended.code == 0, ended.err
    return ended.out


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("score", "p.csv", "--digest", "--indicators"), id="score"),
        pytest.param(("score", "p.csv", "--digest", "--previous", "q.csv"), id="moves"),
        pytest.param(("explain", "p.csv", "--page", "c"), id="explain"),
        pytest.param(("explain", "p.csv", "--page", "Abai"), id="a page without a name"),
        pytest.param(("robustness", "p.csv"), id="robustness"),
        pytest.param(("compare", "p.csv", "q.csv"), id="compare"),
        pytest.param(("trend", "q.csv", "p.csv"), id="trend"),
        pytest.param(("export", "p.csv", "-f", "md", "-o", "-"), id="markdown"),
        pytest.param(("export", "p.csv", "-f", "html", "-o", "-"), id="html"),
        pytest.param(("export", "p.csv", "-f", "csv", "-o", "-"), id="csv"),
    ],
)
def test_nothing_stands_where_the_network_would(folder, args):
    lines = said(folder, *args).splitlines()

    assert not [line for line in lines if re.search(r"\w \(\)|\(, ", line)]
    assert not [line for line in lines if line.rstrip().endswith(" ·") or " · ," in line or " · |" in line]


def test_the_card_names_the_page_and_its_neighbours(folder):
    lines = said(folder, "explain", "p.csv", "--page", "c").splitlines()

    assert lines[0] == "c"
    assert catalogue_said("card.above", page="d", place="2nd", total="7", apart="1") in lines
    assert catalogue_said("card.below", page="a", place="4th", total="9", apart="1") in lines


def test_a_page_without_a_name_and_a_network_is_called_by_its_region(folder):
    rows = [*csv.DictReader(said(folder, "score", "p.csv", "-f", "csv").splitlines())]

    assert "Abai" in [row["page"] for row in rows]


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("score", "p.csv", "--digest", "--indicators"), id="score"),
        pytest.param(("robustness", "p.csv"), id="robustness"),
        pytest.param(("trend", "q.csv", "p.csv"), id="trend"),
        pytest.param(("export", "p.csv", "-f", "md", "-o", "-"), id="markdown"),
        pytest.param(("export", "p.csv", "-f", "html", "-o", "-"), id="html"),
    ],
)
def test_leagues_of_another_column_keep_their_names(folder, args):
    out = said(folder, *args, "--by", "net")

    for label in ("League: X", "League: OK", "X:", "OK:", "· X", "· OK", ">OK<", ">X<", "X –", "OK –"):
        assert label not in out


@pytest.mark.parametrize("heading", ["platform", "Соцсеть"])
def test_leagues_of_the_network_bear_its_label_however_the_rules_call_the_column(folder, heading):
    write(folder, "n.csv", PAGES.replace("net", "platform").replace(",x,", ",vk,"))
    write(folder, "o.toml", RULES.replace("[[", f'league = "{heading}"\n[[', 1))

    out = said(folder, "score", "n.csv")
    assert [label for label in ("VK", "OK") if catalogue_said("rating.league", league=label) not in out] == []
