"""A folder of files as an edition, wherever a file of pages can be named."""

import json

import pytest

from commands import run
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, write, xlsx
from govrank import CommandError, rate_file
from inside import Request, edition_files, edition_names
from said import command_line
from test_layouts import JULY, csv_file, rated
from test_many import split

KZ = ("--population", "kz-2023")
FROM_FILE = ("--network-from", "file")


def cut(rows, at=3):
    """Return a table as two, each with the header."""
    return {"east.csv": rows[:at], "west.csv": [rows[0], *rows[at:]]}


def folder_of(place, files):
    place.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        write(place, name, csv_bytes(rows))
    return place


@pytest.fixture
def months(tmp_path):
    """May, June and July, each a file and a folder of two files that are called alike in each."""
    may, june = changed(2, 4, 4000), changed(5, 4, 21000)
    for month, rows in (("may", may), ("june", june), ("july", CLEAN)):
        write(tmp_path, f"{month}.csv", csv_bytes(rows))
        folder_of(tmp_path / month, cut(rows))
    return tmp_path


def names(sources):
    return [source["name"] for source in sources]


def test_a_folder_with_a_file_a_network_gives_the_rating_of_one_table(tmp_path):
    folder = tmp_path / "july"
    folder.mkdir()
    for network, rows in split().items():
        csv_file(folder / f"{network.lower()}.CSV", rows)
    (folder / "govrank.toml").write_text('lang = "ru"\n')
    for name in ("~$facebook.xlsx", ".~lock.facebook.csv#", ".instagram.csv", "notes.docx"):
        (folder / name).write_bytes(b"x")
    (folder / "old.csv").mkdir()
    write(folder / "old.csv", "pages.csv", b"x")

    assert rated(folder, *FROM_FILE) == rated(f"{folder}/", *FROM_FILE) == rated(JULY)
    document = run("score", ".", *FROM_FILE, "-f", "json", folder=folder).document
    assert names(document["edition"]["sources"])[:2] == ["facebook.CSV", "instagram.CSV"]
    assert document["edition"]["period"] == "july"
    assert (
        rate_file(folder, network_from="file").edition.sources
        == rate_file(str(folder), network_from="file").edition.sources
    )


def test_files_of_every_kind_are_taken_in_the_order_of_their_names(tmp_path):
    write(tmp_path, "b.xlsx", xlsx([HEADER, *PAGES[:2]]))
    write(tmp_path, "c.txt", csv_bytes([HEADER, PAGES[2]], "\t"))
    write(tmp_path, "A.tsv", csv_bytes([HEADER, *PAGES[3:]], "\t"))

    assert [path.name for path in edition_files(tmp_path)] == ["A.tsv", "b.xlsx", "c.txt"]
    assert len(rate_file(tmp_path, population="kz-2023").pages) == len(PAGES)


def test_a_file_that_is_not_read_is_refused_and_not_passed_over(tmp_path):
    write(folder_of(tmp_path / "july", cut(CLEAN)), "north.xls", b"\xd0\xcf\x11\xe0" + bytes(99))

    ended = run("score", "july", *KZ, folder=tmp_path)

    assert (ended.code, ended.said[0].split()[:1]) == (1, ["north.xls"])


def test_a_bad_cell_is_named_by_its_own_file(tmp_path):
    files = cut(changed(6, 2, "12 тыс."))
    write(tmp_path, "east.csv", csv_bytes(files["east.csv"]))
    write(tmp_path, "west.xlsx", xlsx(files["west.csv"], sheet="W"))

    ended = run("check", tmp_path, *KZ)
    (problem,) = run("check", tmp_path, *KZ, "-f", "json").document["problems"]

    assert ended.code == 1
    assert (problem["file"], problem["sheet"], problem["cell"]) == ("west.xlsx", "W", "C4")


@pytest.mark.parametrize("name", ["rating.csv", "rating.xlsx"])
def test_a_result_beside_the_counts_is_named_as_what_it_is(tmp_path, name):
    """A csv of it lacks only some columns, and a workbook has sheets that look like a file of pages."""
    folder = folder_of(tmp_path, {"july.csv": CLEAN})
    assert run("export", folder / "july.csv", *KZ, "-o", folder / name).code == 0

    ended = run("check", folder, *KZ, "--format", "json")

    assert ended.code == 1
    assert [(one["code"], one["file"]) for one in ended.document["problems"]] == [("unreadable", name)]


def test_a_folder_without_pages_is_the_commands_fault(tmp_path):
    folder_of(tmp_path / "july" / "inside", cut(CLEAN))

    for args in (("score", "july"), ("score", "inside.csv", "--previous", "july"), ("trend", "july", "july")):
        write(tmp_path, "inside.csv", csv_bytes(CLEAN))
        ended = run(*args, *KZ, folder=tmp_path)
        assert (ended.code, ended.lines) == (2, [command_line("empty-folder", path="july")])
    with pytest.raises(CommandError, match="empty-folder"):
        rate_file(tmp_path / "july")
    with pytest.raises(CommandError, match="is-a-folder"):
        rate_file("")


def test_no_file_of_a_folder_is_written_over_and_the_folder_names_the_output(months):
    before = {path: path.read_bytes() for path in months.rglob("*.csv")}
    for args in (
        ("score", "july", "-o", "july/west.csv"),
        ("score", "july.csv", "--previous", "june", "-o", "june/west.csv"),
        ("compare", "june", "july", "-o", "june/east.csv"),
        ("diff", "june", "july", "-o", "june/east.csv"),
        ("trend", "june", "july", "-o", "june/east.csv"),
    ):
        ended = run(*args, *KZ, "-f", "csv", folder=months)
        assert (ended.code, ended.lines[-1].startswith(command_line("output-is-input", path=args[-1]))) == (2, True)
    assert {path: path.read_bytes() for path in months.rglob("*.csv")} == before

    assert run("export", ".", *KZ, "-f", "md", folder=months / "july").code == 0
    assert (months / "july" / "july-rating.md").exists()
    assert Request(pages=str(months / "july"), also=("x/august.csv",)).stem == "july-august"


def test_a_folder_is_refused_a_marked_copy(months):
    ended = run("check", "july", *KZ, "--annotate", "marked.xlsx", folder=months)

    assert (ended.code, ended.lines) == (2, [command_line("annotate-several")])


def test_editions_in_folders_are_compared_and_followed_as_files_are(months):
    def documents(*args):
        one = run(
            *(f"{word}.csv" if (months / word).is_dir() else word for word in args), *KZ, "-f", "json", folder=months
        )
        many = run(*args, *KZ, "-f", "json", folder=months)
        assert (one.code, many.code) == (0, 0), one.err + many.err
        return one.document, many.document

    one, many = documents("compare", "june", "july")
    assert (one["pages"], one["left"]) == (many["pages"], many["left"])
    assert any(page["move"]["state"] == "up" for page in one["pages"])
    one, many = documents("score", "july", "--previous", "june")
    assert one["pages"] == many["pages"]
    one, many = documents("trend", "may", "june", "july")
    assert one["pages"] == many["pages"]
    assert [edition["period"] for edition in many["editions"]] == ["may", "june", "july"]
    one, many = documents("diff", "june", "july")
    assert [figure | {"cell": "", "cell_before": ""} for figure in one["figures"]] == [
        figure | {"cell": "", "cell_before": ""} for figure in many["figures"]
    ]
    (figure,) = many["figures"]  # the 4th page, the 2nd of the second file
    assert (figure["cell"], figure["cell_before"]) == ("july/west.csv · 3", "june/west.csv · 3")


def test_a_changed_figure_is_found_among_rows_of_the_same_number(tmp_path):
    folder_of(tmp_path / "old", cut(CLEAN))
    folder_of(tmp_path / "new", cut(changed(4, 3, 26)))  # row 2 of the second file, of another page in the first

    (figure,) = run("diff", "old", "new", *KZ, "-f", "json", folder=tmp_path).document["figures"]

    assert (figure["page"], figure["before"], figure["now"]) == ("Атырауская область · facebook", 25, 26)
    assert figure["cell"] == "new/west.csv · 2"


def test_files_of_two_editions_that_are_called_alike_are_named_with_their_folders(tmp_path):
    for month, rows in (("june", changed(3, 2, 90000)), ("july", CLEAN)):
        folder_of(tmp_path / month, {"pages.csv": rows})
    june, july = "june/pages.csv", "july/pages.csv"
    asked = (*KZ, "-f", "json")

    moves = run("compare", june, july, *asked, folder=tmp_path).document
    score = run("score", july, "--previous", june, *asked, folder=tmp_path).document
    trend = run("trend", june, july, *asked, folder=tmp_path).document
    write(tmp_path / "june", "pages.csv", csv_bytes(changed(3, 2, "x")))
    wrong = [
        run(*args, *KZ, folder=tmp_path).said[0]
        for args in (
            ("compare", june, july),
            ("score", july, "--previous", june),
            ("trend", june, july),
            ("diff", june, july),
        )
    ]

    assert (names(moves["edition"]["sources"]), names(moves["previous"]["sources"])) == ([july], [june])
    assert (names(score["edition"]["sources"]), names(score["previous"]["sources"])) == ([july], [june])
    assert [names(edition["sources"]) for edition in trend["editions"]] == [[june], [july]]
    assert [line.partition(",")[0] for line in wrong] == [june] * 4
    alone = run("score", july, *asked, folder=tmp_path).document
    assert names(alone["edition"]["sources"]) == ["pages.csv"]


def test_growth_counts_from_a_folder_before(months):
    rules = (
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "x"\nof = ["followers"]\nless = ["previous.followers"]\n'
    )
    write(months, "own.toml", rules)
    asked = ("-m", "own.toml", "-f", "json")

    files = run("score", "july.csv", "--previous", "june.csv", *asked, folder=months)
    folders = run("score", "july", "--previous", "june", *asked, folder=months)
    both = run("compare", "june", "july", "--previous", "may", *asked, folder=months)

    assert (files.code, folders.code, both.code) == (0, 0, 0), files.err + folders.err + both.err
    assert files.document["pages"] == folders.document["pages"]


def test_the_period_of_a_folder_is_the_month_that_its_files_say_else_its_own_name(tmp_path):
    def period(folder, **files):
        place = folder_of(tmp_path / folder, {f"{name}.csv": rows for name, rows in files.items()})
        return rate_file(place, population="kz-2023").edition.period

    east, west = cut(CLEAN).values()
    assert period("july", east=east, west=west) == "july"
    assert period("2020-07 final", east=east, west=west) == "2020-07"
    assert period("v2.1", east=east, west=west) == "v2.1"
    assert period("last", **{"2020-07 east": east, "2020-07 west": west}) == "2020-07"


def test_what_was_scored_in_a_folder_is_exported(months, tmp_path):
    asked = {"folder": months, "XDG_STATE_HOME": str(tmp_path / "state")}

    assert run("score", "july/", *KZ, "--previous", "june", **asked).code == 0
    assert run("export", "-f", "json", "-o", "out.json", **asked).code == 0

    assert names(json.loads((months / "out.json").read_text("utf-8"))["edition"]["sources"])[:2] == [
        "july/east.csv",
        "july/west.csv",
    ]


@pytest.mark.parametrize("name", ["rating.xlsx", "rating.json"])
def test_a_single_file_is_verified_with_its_folder(months, name):
    asked = ("july", *KZ, "--previous", "june")
    assert run("export", *asked, "-o", name, folder=months).code == 0
    check = ("verify", name, "--input", "july", *KZ, "--previous")

    assert run(*check, "june", folder=months).code == 0
    assert run(*check, "may", folder=months).code == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param("july", "june", id="folders of files that are called alike"),
        pytest.param("july/west.csv", "june/west.csv", id="files that are called alike"),
        pytest.param("july", "june.csv", id="a folder after a file"),
        pytest.param("previous", "june.csv", id="a folder that is called as one of the package"),
    ],
)
def test_an_edition_in_a_folder_is_packaged_and_checked(months, now, before):
    pytest.importorskip("typst", reason="the extra images is not installed")
    folder_of(months / "previous", cut(CLEAN))

    made = run("package", now, *KZ, "--previous", before, "-o", "made", "-q", folder=months)
    right = run("verify", "made", folder=months)
    west = next(path for path in (months / "made" / "input").rglob("west.csv") if "june" not in path.parts)
    west.write_bytes(west.read_bytes().replace(b"30303", b"30304"))

    assert (made.code, right.code) == (0, 0), made.err + right.err + right.out
    assert run("verify", "made", folder=months).code == 1


def test_a_folder_beside_a_file_of_its_own_is_given_twice(months):
    assert run("score", "july", "july/east.csv", *KZ, folder=months).code == 2


def test_editions_in_folders_of_one_name_are_called_by_what_tells_them_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("2020/v.1", "2021/v.1", "2021/v.2"):
        folder_of(tmp_path / name, cut(CLEAN))

    assert edition_names(["2020/v.1", "2021/v.1/", "2021/v.2"]) == ["2020/v.1", "2021/v.1", "v.2"]
    trend = run("trend", "2020/v.1", "2021/v.1", *KZ, "-f", "json").document
    assert [edition["period"] for edition in trend["editions"]] == ["2020/v.1", "2021/v.1"]


def test_the_files_that_bring_populations_are_all_named(tmp_path):
    head = "region,network,followers,posts,engaged"
    files = {"a.csv": (f"{head},Население", "Абай,vk,9,4,8,99"), "b.csv": (f"{head},population", "Омск,vk,7,4,2,98")}
    for name, rows in files.items():
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")

    assert rate_file(tmp_path).edition.population_files == ("a.csv", "b.csv")
