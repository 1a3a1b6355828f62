"""Headings given by the user: on the command line, in a file, in the folder's options."""

import tomllib

import pytest

from commands import run
from govrank import CommandError, DataError, rate_file
from inside import (
    Grid,
    Source,
    column_mapping,
    known_column,
    load_methodology,
    mapping_lines,
    recogniser,
    suggested_mapping,
)
from said import noted

PAGES = """Where,network,Crowd,Items,engaged,population
Atyrau,instagram,900,10,40,600
Aktobe,instagram,500,20,90,800
Mangystau,facebook,700,5,20,700
"""
MAPPING = {"region": "Where", "followers": "Crowd", "posts": "Items"}
LINES = [f"{name}={heading}" for name, heading in MAPPING.items()]
AKIMATS = load_methodology()


@pytest.fixture
def pages(tmp_path):
    path = tmp_path / "july.csv"
    path.write_text(PAGES, encoding="utf-8")
    return path


@pytest.fixture
def usual(tmp_path):
    """The rating of the same pages under headings that are known."""
    path = tmp_path / "usual" / "july.csv"
    path.parent.mkdir()
    path.write_text(PAGES.replace("Where,network,Crowd,Items", "region,network,followers,posts"), encoding="utf-8")
    return run("score", path, "--format", "csv").out


def flags(*lines):
    return [part for line in lines for part in ("--columns", line)]


def test_headings_are_named_on_the_command_line_in_files_and_in_the_folders_options(pages, usual, tmp_path):
    plain, toml = tmp_path / "plain.txt", tmp_path / "columns.toml"
    plain.write_text("# ours\nregion = Where\nfollowers=Crowd\nposts = 'Items'\n", encoding="utf-8")
    toml.write_text("\n".join(mapping_lines(MAPPING)), encoding="utf-8")

    given = [
        run("score", pages, "--format", "csv", *how)
        for how in (flags(*LINES), flags(plain), flags(toml), flags(plain, "url=Items")[:2])
    ]
    (tmp_path / "govrank.toml").write_text(toml.read_text("utf-8"), encoding="utf-8")
    given.append(run("score", "july.csv", "--format", "csv", folder=tmp_path))

    assert [ended.out for ended in given] == [usual] * 5
    assert "govrank.toml: columns" in given[-1].err


def test_it_may_be_a_dict_in_python(pages):
    assert rate_file(pages, columns=MAPPING).pages.counts["followers"].figure(0) in (900, 500, 700)


def test_a_named_column_has_no_other_heading(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(PAGES.replace("Where,", "region,").replace("Crowd,Items", "followers,posts"), encoding="utf-8")
    swapped = run("check", path, *flags("posts=followers", "followers=posts"))
    other = tmp_path / "other.csv"
    other.write_text(
        "region,network,followers,Crowd,posts,engaged,population\nAtyrau,ig,1,900,10,40,600\n", encoding="utf-8"
    )

    rated = run("score", other, "--format", "json", *flags("followers=Crowd"))

    assert swapped.code == 0
    assert rated.document["pages"][0]["values"]["followers"] == 900
    assert ("unused-column", "followers") in {(one["code"], one["column"]) for one in rated.document["warnings"]}


def test_a_heading_that_the_file_has_not_is_an_error_with_what_is_near(pages):
    with pytest.raises(DataError) as caught:
        rate_file(pages, columns={**MAPPING, "followers": "Crowds"})

    problem = next(one for one in caught.value.problems if one.severity == "error")
    assert (problem.key, problem.column) == ("missing-column/mapped", "followers")
    assert problem.args == {"heading": "Crowds", "near": ["Crowd"]}


def test_two_columns_under_the_named_heading_are_an_error(tmp_path):
    path = tmp_path / "july.csv"
    path.write_text(PAGES.replace("Where", "Items"), encoding="utf-8")

    ended = run("check", path, *flags("posts=Items", "followers=Crowd"))

    assert "duplicate-column" in ended.out
    assert ended.code == 1


@pytest.mark.parametrize(
    ("given", "wording", "told"),
    [
        pytest.param(
            ["folowers=Crowd"],
            "no-such-column",
            {"column": "folowers", "near": ["followers", "followers_date"]},
            id="unknown",
        ),
        pytest.param(["posts=a", "posts=b"], "mapped-twice", {"column": "posts", "headings": ["a", "b"]}, id="twice"),
        pytest.param(["posts=a", "likes=a"], "heading-twice", {"heading": "a"}, id="one heading of two"),
        pytest.param(["posts="], "no-mapping", {"value": "posts="}, id="no heading"),
        pytest.param(["followers"], "no-mapping", {"value": "followers"}, id="a name alone"),
        pytest.param(["columns.txt"], "no-such-file", {"path": "columns.txt"}, id="no file"),
    ],
)
def test_a_mapping_that_is_none_is_refused(given, wording, told):
    with pytest.raises(CommandError) as caught:
        column_mapping(given)

    assert caught.value.wording == wording
    assert told.items() <= caught.value.args_named.items()


def test_a_mapping_is_written_so_that_it_can_be_read_back(tmp_path):
    mapping = {"followers": 'Fan "Count" \\ = [x]', "likes": "'ай'", "posts": "a\tb"}
    path = tmp_path / "columns.toml"
    path.write_text("\n".join(mapping_lines(mapping)), encoding="utf-8")

    assert column_mapping([str(path)]) == mapping


def test_a_methodologys_own_count_is_named_too():
    own = AKIMATS.model_copy(
        update={"indicators": (AKIMATS.indicators[0].model_copy(update={"of": ("Hours online",)}),)}
    )
    recognise = recogniser(own, "", {"hours online": "H"})

    assert recognise.names(["H", "Hours online", "posts"]) == ["Hours online", None, "posts"]


@pytest.mark.parametrize(
    ("headings", "mapping", "lacking"),
    [
        pytest.param(
            ["Регион", "Сеть", "Подписчики на 1 июля", "Folowers", "Постов в день", "num_likes"],
            {"region": "Регион", "platform": "Сеть", "likes": "num_likes"},
            ["followers", "posts"],
            id="two that may be followers, and posts a day",
        ),
        pytest.param(
            ["region", "network", "Folowers", "posts", "Население, тыс. чел.", "Dislikes", "engaged"],
            {
                "region": "region",
                "platform": "network",
                "posts": "posts",
                "engaged": "engaged",
                "followers": "Folowers",
            },
            [],
            id="a mistyped one, thousands and another thing",
        ),
        pytest.param(["region", "region", "Region"], {}, ["region", "platform"], id="two of one"),
        pytest.param(
            ["region", "network", "followers", "followers", "Postts", "Postts", "likes"],
            {"region": "region", "platform": "network", "likes": "likes"},
            ["followers", "posts"],
            id="twice the same",
        ),
    ],
)
def test_the_suggestion_names_what_would_be_taken_and_never_another_thing(headings, mapping, lacking):
    columns = tuple(["1"] for _ in headings)
    made = Grid(Source("july.csv", ""), None, tuple(headings), columns, [2], tuple(range(len(headings))))

    found, missing = suggested_mapping(made, AKIMATS, recogniser(AKIMATS))

    assert found == mapping
    assert [name for name in missing if name in {*lacking}] == lacking


def test_the_suggestion_is_a_mapping_that_gives_the_same_rating(tmp_path, usual):
    path = tmp_path / "july.csv"
    path.write_text(PAGES.replace("Where", "Oblast").replace("Crowd,Items", "Folowers,num_posts"), encoding="utf-8")
    columns = tmp_path / "columns.toml"

    suggested = run("check", path, "--suggest-columns", "-o", columns)
    rated = run("score", path, "--format", "csv", *flags(columns))

    assert (suggested.code, suggested.out) == (0, "")
    assert rated.out == usual


def test_a_heading_that_no_file_has_is_not_offered_for_one_that_lacks(tmp_path):
    headings = ["region", "followers", "posts", "likes"]
    path = tmp_path / "vk.csv"
    path.write_text(f"{','.join(headings)}\nAtyrau,9,1,2\n", encoding="utf-8")

    with pytest.raises(DataError) as caught:
        rate_file(path, network_from="file", population="kz-2020", columns={"followers": "Цифра"})

    assert [one.args["near"] for one in caught.value.problems if one.wording == "mapped"] == [headings]


def test_headings_that_tell_nothing_stand_below_what_is_lacking(tmp_path):
    path = tmp_path / "july.csv"
    path.write_text('region,network,"Наша ""аудитория""",posts,likes\nAtyrau,vk,9,1,2\n', encoding="utf-8")

    lines = run("check", path, "--suggest-columns").out.splitlines()

    assert lines[-2:] == ['# followers = ""', '# ? = "Наша \\"аудитория\\""']


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["Great job", "Спасибо!", "2 thumbs up"], set(), id="texts"),
        pytest.param([5, "нет", "1 200"], {"comments"}, id="figures"),
        pytest.param(["12k", "3,4 тыс.", "?"], {"comments"}, id="figures to mend"),
    ],
)
def test_a_heading_above_texts_is_not_suggested_for_a_count(cells, expected):
    made = Grid(Source("july.csv", ""), None, ("Commentss",), (cells,), [2, 3, 4], (0,))

    assert suggested_mapping(made, AKIMATS, recogniser(AKIMATS))[0].keys() == expected


@pytest.mark.parametrize(
    ("files", "suggested"),
    [
        pytest.param(
            {
                "vk": "region,Folowers,posts,likes\nAtyrau,9,1,2\n",
                "facebook": "region,Folowers,posts,likes\nAtyrau,8,1,3\n",
            },
            {"region", "followers", "posts", "likes"},
            id="several files",
        ),
        pytest.param(
            {"wide": "region,instagram,,,facebook,,\n,Folowers,posts,likes,Folowers,posts,likes\nAtyrau,9,1,2,8,1,3\n"},
            {"region", "followers", "posts", "likes"},
            id="a block of columns a network, which no column says",
        ),
        pytest.param(
            {"july": "\n\nJuly,,,,\nregion,network,Folowers,posts,likes\nAtyrau,vk,9,1,2\n"},
            {"region", "platform", "followers", "posts", "likes"},
            id="below a title",
        ),
    ],
)
def test_a_suggestion_names_columns_of_the_file_and_is_taken(tmp_path, files, suggested):
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    how = ["--network-from", "file"] if len(files) > 1 else []
    asked = ("check", *(f"{name}.csv" for name in files), *how, "--population", "kz-2020")

    mapping = run(*asked, "--suggest-columns", folder=tmp_path).out
    (tmp_path / "columns.toml").write_text(mapping, encoding="utf-8")
    checked = run(*asked, "--columns", "columns.toml", "-f", "json", folder=tmp_path)

    assert tomllib.loads(mapping)["columns"].keys() == suggested
    assert (checked.code, checked.document["errors"]) == (0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"], ids=["as a shell writes it", "as PowerShell does"])
def test_names_that_are_no_plain_keys_are_suggested_in_quotes(tmp_path, encoding):
    rules = tmp_path / "own.toml"
    indicators = "".join(
        f'[[indicators]]\nkey = "k{n}"\nof = ["{of}"]\n' for n, of in enumerate(["Часы = в сети", "Hours online"])
    )
    rules.write_text(f'name = "own"\nversion = "1"\n{indicators}', encoding="utf-8")
    (tmp_path / "july.csv").write_text("page,Часы = в сети,hours online\nA,5,7\nB,6,9\n", encoding="utf-8")
    asked = ("score", "july.csv", "-m", rules, "-f", "json")

    mapping = run("check", "july.csv", "-m", rules, "--suggest-columns", folder=tmp_path).out
    (tmp_path / "columns.toml").write_text(mapping, encoding=encoding)
    given = run(*asked, "--columns", "columns.toml", folder=tmp_path)
    (tmp_path / "govrank.toml").write_text(mapping, encoding="utf-8")
    usual = run(*asked, folder=tmp_path)

    columns = {"page": "page", "Часы = в сети": "Часы = в сети", "Hours online": "hours online"}
    assert [one.document["edition"]["columns"] for one in (given, usual)] == [columns, columns]


def test_what_lacks_is_left_to_fill_in(tmp_path):
    path = tmp_path / "july.csv"
    path.write_text(PAGES, encoding="utf-8")

    lines = run("check", path, "--suggest-columns").lines_out

    assert lines[0] == "[columns]"
    assert {'# region = ""', '# followers = ""', 'platform = "network"'} <= {*lines}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("followers_count", "followers"),
        ("Fan-Count", "followers"),
        ("num.comments", "comments"),
        ("n_posts", "posts"),
        ("likes_count", "likes"),
        ("Sum of Shares", "shares"),
        ("Сумма по полю Комментарии", "comments"),
        ("Сумма по полю num_likes", "likes"),
        ("Сумма по полю Подписчики", None),
        ("Количество по полю Likes", None),
        ("Average of Likes", None),
    ],
)
def test_a_heading_is_known_with_what_tools_write_around_it(heading, column):
    assert known_column(heading) == column


def test_a_package_holds_the_mapping_itself_and_can_be_checked_without_its_file(pages, tmp_path):
    columns = tmp_path / "columns.txt"
    columns.write_text("\n".join(LINES), encoding="utf-8")
    packed = run("package", pages, *flags(columns), "-o", tmp_path / "july.zip")
    columns.unlink()

    assert packed.code == 0, packed.err
    assert run("verify", tmp_path / "july.zip").code == 0


def test_the_command_line_goes_before_the_folder_and_the_folder_before_the_methodology(tmp_path):
    rules = tmp_path / "own.toml"
    rules.write_text(
        'extends = "akimats"\n[columns]\nregion = "Where"\nfollowers = "First"\nposts = "Items"\n', encoding="utf-8"
    )
    (tmp_path / "july.csv").write_text(
        PAGES.replace("Crowd", "First,Second,Third").replace("00,", "00,70000,80000,"), encoding="utf-8"
    )

    def figures(*how):
        ended = run("score", "july.csv", "-m", rules, "--format", "json", *how, folder=tmp_path)
        return ended.document["pages"][0]["values"]["followers"], ended.document["edition"]["columns"]

    by_rules = figures()
    (tmp_path / "govrank.toml").write_text('[columns]\nfollowers = "Second"\n', encoding="utf-8")
    by_folder = figures()
    by_flag = figures(*flags("followers=Third"))

    others = {"region": "Where", "posts": "Items"}
    assert [figure for figure, _columns in (by_folder, by_flag)] == [70000, 80000]
    assert by_rules[0] in (900, 500, 700)
    assert [columns for _figure, columns in (by_rules, by_folder, by_flag)] == [
        {"followers": heading} | others for heading in ("First", "Second", "Third")
    ]


def test_a_heading_of_the_folder_may_lack_in_a_file_that_heads_the_column_otherwise(tmp_path):
    (tmp_path / "govrank.toml").write_text("\n".join(mapping_lines(MAPPING)), encoding="utf-8")
    usual_headings = PAGES.replace("Where,network,Crowd,Items", "region,network,followers,posts")
    (tmp_path / "old.csv").write_text(usual_headings, encoding="utf-8")
    (tmp_path / "new.csv").write_text(PAGES, encoding="utf-8")
    (tmp_path / "none.csv").write_text(PAGES.replace("Crowd", "Colour"), encoding="utf-8")

    compared = run("compare", "old.csv", "new.csv", "--format", "json", folder=tmp_path)
    strict = run("check", "old.csv", *flags("followers=Crowd"), folder=tmp_path)
    without = run("check", "none.csv", "--format", "json", folder=tmp_path)

    assert {page["move"]["state"] for page in compared.document["pages"]} == {"same"}
    assert strict.code == 1
    assert "missing-column" in strict.out
    assert [(one["code"], one["column"]) for one in without.document["problems"] if one["severity"] == "error"] == [
        ("missing-column", "followers")
    ]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        pytest.param(['hours={ heading = "H", decimal = "," }'], 1.234, id="comma"),
        pytest.param(['hours={ heading = "H", decimal = "." }'], 1234, id="dot"),
        pytest.param({"hours": {"heading": "H", "decimal": ","}}, 1.234, id="in Python"),
    ],
)
def test_a_mapping_may_state_the_decimal_sign_of_a_column(tmp_path, given, value):
    rules = tmp_path / "own.toml"
    rules.write_text(
        'name = "own"\nversion = "1"\nrequired = []\n[[indicators]]\nkey = "hours"\nof = ["hours"]\n', encoding="utf-8"
    )
    path = tmp_path / "july.csv"
    path.write_text('page,H\nA,"1,234"\n', encoding="utf-8")

    rating = rate_file(path, methodology=str(rules), columns=given, decimal="." if value == 1.234 else ",")

    assert float(rating.measured["hours"].values[0]) == value


def test_the_methodology_and_the_folder_state_it_too(tmp_path):
    said = '[columns]\nhours = { heading = "H", decimal = "," }\n'
    own = 'name = "own"\nversion = "1"\nrequired = []\n'
    indicator = '[[indicators]]\nkey = "hours"\nof = ["hours"]\n'
    (tmp_path / "with.toml").write_text(own + indicator + said, encoding="utf-8")
    (tmp_path / "without.toml").write_text(own + indicator, encoding="utf-8")
    (tmp_path / "july.csv").write_text('page,H\nA,"1,234"\n', encoding="utf-8")

    def value(rules):
        ended = run("score", "july.csv", "-m", rules, "--format", "json", folder=tmp_path)
        return ended.document["pages"][0]["values"]["hours"]

    by_rules = value("with.toml")
    (tmp_path / "govrank.toml").write_text(said, encoding="utf-8")

    assert [by_rules, value("without.toml")] == [1.234, 1.234]


@pytest.mark.parametrize(
    ("line", "code", "at"),
    [
        pytest.param("hours = 5", "type-text", 4, id="a number"),
        pytest.param('hours = { heading = "H", decimal = ";" }', "literal_error", 4, id="another sign"),
        pytest.param('hours = { head = "H" }', "extra_forbidden", 4, id="another key"),
        pytest.param('url = "H"\nfolowers = "Crowd"', "no-such-column", 5, id="no such column"),
        pytest.param('network = "H"\nplatform = "I"', "mapped-twice", 5, id="two headings of a column"),
        pytest.param('posts = "H"\nlikes = "H"', "heading-twice", 5, id="two columns of a heading"),
    ],
)
def test_a_wrong_mapping_of_a_methodology_is_named_by_its_line(tmp_path, line, code, at):
    rules = tmp_path / "own.toml"
    rules.write_text(f'extends = "akimats"\n\n[columns]\n{line}\n', encoding="utf-8")

    with pytest.raises(DataError) as caught:
        load_methodology(str(rules))

    assert (f"methodology/{code}", at) in {(problem.key, problem.row) for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        pytest.param('url = "H"\nfolowers = "Crowd"', "line 5 (columns.folowers)", id="no such column"),
        pytest.param('network = "H"\nplatform = "I"', "line 5 (columns.platform)", id="two headings of a column"),
        pytest.param('posts = "H"\n\nlikes = "H"', "line 6 (columns.likes)", id="two columns of a heading"),
    ],
)
@pytest.mark.usefixtures("pages")
def test_a_wrong_mapping_of_the_folder_is_named_by_its_line(tmp_path, lines, place):
    (tmp_path / "govrank.toml").write_text(f'lang = "en"\n\n[columns]\n{lines}\n', encoding="utf-8")

    ended = run("score", "july.csv", "-q", folder=tmp_path)

    assert (ended.code, ended.said[:1]) == (1, [f"govrank.toml, {place} [settings]"])


@pytest.mark.parametrize(
    ("lines", "wording", "line", "told"),
    [
        pytest.param(
            ["[columns]", "", 'posts = "Items"', 'folowers = "Crowd"'],
            "no-such-column",
            4,
            {"value": "folowers", "near": ["followers", "followers_date"]},
            id="no such column",
        ),
        pytest.param(["# ours", "network=H", "platform=I"], "mapped-twice", 3, {"other": "network"}, id="two headings"),
        pytest.param(["posts=H", "", "likes=H"], "heading-twice", 3, {"other": "posts"}, id="two columns"),
        pytest.param(["posts=H", "likes ="], "no-mapping", 2, {"value": "likes ="}, id="no heading"),
        pytest.param(["", "likes = { head = 3 }"], "no-mapping", 2, {"key": "likes"}, id="no table of a heading"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_wrong_mapping_in_a_file_is_named_by_file_and_line(tmp_path, lines, wording, line, told, encoding):
    path = tmp_path / "ours.txt"
    path.write_text("\n".join(lines), encoding=encoding)

    with pytest.raises(DataError) as caught:
        column_mapping([str(path)])

    (problem,) = caught.value.problems
    assert (problem.key, problem.file, problem.row) == (f"methodology/{wording}", "ours.txt", line)
    assert told.items() <= problem.args.items()


@pytest.mark.parametrize("command", ["score", "check", "collect"])
def test_a_command_says_where_a_file_names_no_column(pages, tmp_path, command):
    (tmp_path / "ours.txt").write_text('\nfolowers = "Crowd"\n', encoding="utf-8")
    period = ("--period", "2020-07", "-o", tmp_path / "out.csv") if command == "collect" else ()

    ended = run(command, pages, "--columns", tmp_path / "ours.txt", *period)

    found = [noted(line) for line in (ended.out + ended.err).splitlines()]
    assert (ended.code, "ours.txt, line 2 (folowers) [settings]" in found) == (1, True)


def test_the_heading_of_a_count_goes_with_the_indicator_that_is_dropped(tmp_path):
    (tmp_path / "base.toml").write_text(
        'extends = "akimats"\n[columns]\nhours = "H"\nposts = "Items"\n[[indicators]]\nkey = "h"\nof = ["hours"]\n',
        encoding="utf-8",
    )
    (tmp_path / "own.toml").write_text('extends = "base.toml"\nwithout = ["h"]\n', encoding="utf-8")

    assert load_methodology(str(tmp_path / "own.toml")).columns.keys() == {"posts"}


def found(ended):
    """Return the errors and warnings that are of the mapping, each with its column."""
    codes = ("missing-column", "unused-mapping")
    return [(one["code"], one["column"]) for one in ended.document["problems"] if one["code"] in codes]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        pytest.param("region,network,Crowd,posts", [], id="as it says"),
        pytest.param("region,network,followers,posts", [("unused-mapping", "followers")], id="another that is known"),
        pytest.param("region,network,followers,posts,Crwod", [("missing-column", "followers")], id="a slip beside it"),
        pytest.param("region,network,Colour,posts", [("missing-column", "followers")], id="none"),
    ],
)
def test_a_heading_of_the_folder_that_no_column_has_is_said(tmp_path, headings, expected):
    (tmp_path / "govrank.toml").write_text('[columns]\nfollowers = "Crowd"\n', encoding="utf-8")
    cells = ["Atyrau", "vk", "90", "10", "5"][: len(headings.split(","))]
    (tmp_path / "july.csv").write_text(f"{headings},engaged,population\n{','.join(cells)},40,600\n", encoding="utf-8")

    assert found(run("check", "july.csv", "-f", "json", folder=tmp_path)) == expected


def test_a_heading_of_the_folder_may_stand_in_one_of_several_files(tmp_path):
    (tmp_path / "govrank.toml").write_text('[columns]\nfollowers = "Crowd"\nposts = "Items"\n', encoding="utf-8")
    for name, heading in (("vk", "Crowd"), ("facebook", "followers")):
        rows = f"region,{heading},Items,engaged,population\nAtyrau,90,10,40,600\n"
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")

    ended = run("check", "vk.csv", "facebook.csv", "--network-from", "file", "-f", "json", folder=tmp_path)

    assert (ended.code, found(ended)) == (0, [])


@pytest.mark.parametrize("period", [[], ["--period-column", "Month", "--period", "2020-07"]])
def test_an_edition_before_may_head_its_columns_as_usual(pages, tmp_path, period):
    old = tmp_path / "june.csv"
    old.write_text(PAGES.replace("Where,network,Crowd,Items", "region,network,followers,posts"), encoding="utf-8")
    if period:
        pages.write_text(PAGES.replace("\n", ",2020-07\n").replace("population,2020-07", "population,Month"), "utf-8")

    ahead = run("score", pages, *flags(*LINES), *period, "--previous", old, "-f", "json")
    back = run("score", old, *flags(*LINES), "--previous", pages)
    trend = run("trend", old, pages, *flags(*LINES)) if not period else ahead

    assert {page["move"]["state"] for page in ahead.document["pages"]} == {"same"}
    assert ahead.err.count("[unused-mapping]") == trend.err.count("[unused-mapping]") == 3
    assert (back.code, trend.code) == (1, 0)


def test_the_edition_that_growth_counts_from_may_head_its_columns_as_usual(pages, tmp_path):
    old, rules = tmp_path / "june.csv", tmp_path / "own.toml"
    old.write_text("region,network,followers\nAtyrau,instagram,300\n", encoding="utf-8")
    rules.write_text(
        'name = "own"\nversion = "1"\nrequired = ["region", "platform"]\nmissing = "worst"\n'
        '[[indicators]]\nkey = "growth"\nof = ["followers"]\nper = ["previous.followers"]\n',
        encoding="utf-8",
    )
    named = flags("region=Where", "followers=Crowd")

    ended = run("score", pages, *named, "-m", rules, "--previous", old, "-f", "json")

    assert ended.document["pages"][0]["values"]["growth"] == 3  # 900 / 300
    assert ended.err.count("[unused-mapping]") == 2


def test_every_output_names_the_mapping_in_its_rules(pages):
    for form in ("md", "html"):
        text = run("export", pages, "--format", form, "-o", "-", *flags(*LINES)).out
        assert "followers = Crowd, posts = Items, region = Where" in text


@pytest.mark.usefixtures("pages")
def test_a_package_takes_the_folders_mapping_along(tmp_path):
    (tmp_path / "govrank.toml").write_text("\n".join(mapping_lines(MAPPING)), encoding="utf-8")

    made = run("package", "july.csv", "-o", "out", folder=tmp_path)
    (tmp_path / "govrank.toml").unlink()

    assert made.code == 0
    assert run("verify", "out", folder=tmp_path).code == 0
