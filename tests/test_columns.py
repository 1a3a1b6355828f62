"""Which column is which: what is required, what stands in for what, what is doubled, near or not used."""

import pytest

from govrank.methodology.file import load_methodology
from govrank.read.table import Source, Table
from govrank.validate.columns import missing_columns, recogniser, required_columns, resolve_columns, sum_parts

AKIMATS = load_methodology("akimats")
NEEDED = ["region", "platform", "followers", "posts"]


def table(headings):
    return Table(
        source=Source("july.csv", ""),
        sheet=None,
        headings=tuple(headings),
        columns=tuple([] for _ in headings),
        rows=[],
        positions=tuple(range(len(headings))),
    )


def resolved(headings, **how):
    return resolve_columns(table(headings), AKIMATS, "", **{"own_population": True, **how})


def problems(headings, **how):
    return [(problem.code, problem.column, problem.wording) for problem in resolved(headings, **how).problems]


@pytest.mark.parametrize(
    ("count", "there", "parts"),
    [
        pytest.param("engaged", ["engaged", "interactions", "likes"], ("engaged",), id="engaged itself"),
        pytest.param("engaged", ["interactions", "likes"], ("interactions",), id="else interactions"),
        pytest.param("engaged", ["saves", "likes", "posts"], ("likes", "saves"), id="else the sum of what is there"),
        pytest.param("engaged", ["posts"], (), id="else nothing"),
        pytest.param("interactions", ["interactions", "engaged", "likes"], ("interactions",), id="interactions itself"),
        pytest.param("interactions", ["engaged", "likes", "shares"], ("likes", "shares"), id="else the same sum"),
        pytest.param("interactions", ["engaged"], ("engaged",), id="else engaged"),
        pytest.param("posts", ["likes"], (), id="nothing stands in for posts"),
    ],
)
def test_what_stands_in_for_a_count(count, there, parts):
    assert sum_parts(count, there) == parts


def test_the_packaged_methodology_needs_region_network_and_three_counts():
    assert set(required_columns(AKIMATS, [])) >= {"region", "platform", "followers", "posts", "engaged"}


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        ([*NEEDED, "engaged"], []),
        ([*NEEDED, "likes"], []),
        ([*NEEDED, "interactions"], []),
        (NEEDED, ["engaged", "interactions"]),
        (["region", "platform", "posts", "engaged"], ["followers"]),
        (["region", "page", "followers", "posts", "engaged"], ["platform"]),
        (["platform", "page", "followers", "posts", "engaged"], ["region"]),
    ],
)
def test_columns_that_are_missing(headings, missing):
    found = missing_columns(table(headings), AKIMATS, recogniser(AKIMATS))

    assert sorted(found) == sorted(missing)


def test_columns_are_found_in_any_order_under_any_of_their_names():
    columns = resolved(["Посты", "Вовлечённость", "Регион", "Соцсеть", "Fans"])

    assert columns.at == {"posts": 0, "engaged": 1, "region": 2, "platform": 3, "followers": 4}
    assert columns.sums == {"interactions": ("engaged",)}
    assert columns.problems == ()


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        pytest.param(
            [*NEEDED, "engaged", "Подписчики"], [("duplicate-column", "followers", "")], id="a column stands twice"
        ),
        pytest.param(
            [*NEEDED, "engaged", "posts", "посты"], [("duplicate-column", "posts", "")] * 2, id="or three times"
        ),
        pytest.param([*NEEDED, "engaged", "note", "примечание"], [], id="two notes harm nobody"),
        pytest.param([*NEEDED, "engaged", "Цвет"], [("unused-column", "Цвет", "")], id="a column nobody uses"),
        pytest.param([*NEEDED, "engaged", ""], [], id="a column without a heading"),
        pytest.param([*NEEDED, "engaged", "№", "note", "url"], [], id="columns that need no word"),
        pytest.param([*NEEDED, "engaged", "Дата"], [("unused-column", "date", "")], id="a date that nobody uses"),
        pytest.param([*NEEDED, "engaged", "er"], [("ignored-column", "er", "er")], id="a rate is recomputed"),
        pytest.param(
            ["region", "platform", "folowers", "posts", "engaged"],
            [("missing-column", "followers", "near")],
            id="a mistyped heading is what is missing",
        ),
        pytest.param(
            [*NEEDED, "engaged", "ексклюдед", "excludd"],
            [("unused-column", "ексклюдед", ""), ("similar-heading", "excludd", "")],
            id="a mistyped heading of an optional column",
        ),
        pytest.param(
            [*NEEDED, "likes", "coments"],
            [("similar-heading", "coments", ""), ("summed-count", "engaged", "")],
            id="a mistyped part of a sum",
        ),
        pytest.param(
            [*NEEDED, "comments", "shares", "Цвет"],
            [("unused-column", "Цвет", ""), ("summed-count", "engaged", "")],
            id="a sum without a part that may have another heading",
        ),
        pytest.param([*NEEDED, "comments", "shares"], [], id="a sum without a part that is nowhere"),
        pytest.param(
            [*NEEDED, "likes", "comments", "shares", "Цвет"], [("unused-column", "Цвет", "")], id="a whole sum"
        ),
        pytest.param(
            [*NEEDED, "engaged", "comments", "Цвет"],
            [("unused-column", "Цвет", ""), ("summed-count", "interactions", "")],
            id="only the count that is a sum",
        ),
        pytest.param([*NEEDED], [("missing-column", "engaged", "engaged")], id="no sum"),
        pytest.param(
            ["region", "platform", "Подписчики, тыс.", "posts", "engaged"],
            [("missing-column", "followers", "thousands")],
            id="thousands are not proposed",
        ),
        pytest.param(
            ["region", "platform", "followers", "posts", "Вовлечённость на пост"],
            [("missing-column", "engaged", "engaged"), ("unused-column", "Вовлечённость на пост", "")],
            id="nor a mean",
        ),
        pytest.param(
            ["region", "platform", "followers", "Постов в день", "Вовлечённые, %", "engaged"],
            [("missing-column", "posts", ""), ("unused-column", "Постов в день", ""),
             ("unused-column", "Вовлечённые, %", "")],
            id="nor what is a day's, nor a share",
        ),
        pytest.param(
            [*NEEDED, "likes", "ERpost", "Место", "Place"],
            [*(("unused-column", heading, "") for heading in ("ERpost", "Место", "Place")),
             ("summed-count", "engaged", "")],
            id="nor what shares a few letters only",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_or_odd_with_the_headings(headings, found):
    assert problems(headings) == found


def test_a_population_column_is_ignored_where_a_table_is_named():
    assert problems([*NEEDED, "engaged", "population"], own_population=False) == [
        ("ignored-column", "population", "population")
    ]
    assert problems([*NEEDED, "engaged", "population"]) == []


def test_a_doubled_population_column_matters_only_where_it_is_used():
    headings = [*NEEDED, "engaged", "population", "население"]

    assert ("duplicate-column", "population", "") in problems(headings)
    assert ("duplicate-column", "population", "") not in problems(headings, own_population=False)


def test_a_duplicate_names_both_headings():
    assert resolved([*NEEDED, "engaged", "Подписчики"]).problems[0].args["headings"] == ["followers", "Подписчики"]


def test_a_methodologys_own_column_is_found_by_its_heading(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'name = "own"\nversion = "1"\n[[indicators]]\nkey = "hours"\nlabel = "Hours"\nof = ["Hours online"]\n', "utf-8"
    )
    recognise = recogniser(load_methodology(str(own)), "Округ")

    assert recognise(" HOURS  online ") == "Hours online"
    assert recognise("округ") == "Округ"
    assert recognise("Посты") == "posts"
    assert recognise("цвет") is None


def filled(**columns):
    rows = len(next(iter(columns.values())))
    return Table(
        source=Source("july.csv", ""),
        sheet=None,
        headings=tuple(heading.replace("_", " ") for heading in columns),
        columns=tuple(columns.values()),
        rows=list(range(2, rows + 2)),
        positions=tuple(range(len(columns))),
    )


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Регион", "Instagram подписчики", "Instagram посты", "Facebook подписчики", "Facebook посты"], (1, 3)),
        (["Регион", "Подписчики (VK)", "Подписчики (OK)"], (1, 2)),
        (["region", "followers: TikTok", "posts", "followers: X"], (1, 3)),
        (["Регион", "Подписчики", "Посты", "Подписчики", "Посты"], (1, 3)),
    ],
)
def test_a_block_of_columns_a_network_is_one_problem(headings, expected):
    (problem,) = resolved(headings).problems
    assert (problem.code, problem.severity, problem.row) == ("wide-table", "error", None)
    assert problem.args["headings"] == [headings[i] for i in expected]


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param([*NEEDED, "engaged", "posts", "followers"], id="a network a row"),
        pytest.param(["region", "page", "followers", "Подписчики", "posts", "Посты"], id="two languages"),
        pytest.param(["region", "page", "followers", "followers", "posts"], id="one column twice"),
        pytest.param([*NEEDED, "Instagram followers", "engaged"], id="one network"),
    ],
)
def test_columns_that_come_again_are_no_blocks(headings):
    assert "wide-table" not in {problem.code for problem in resolved(headings).problems}


def test_a_header_below_the_searched_rows_is_one_problem():
    below = filled(Report=["a"] * 25)
    found = resolve_columns(below, AKIMATS, "", own_population=True).problems

    assert [(problem.code, problem.wording, problem.args["searched"]) for problem in found] == [
        ("missing-column", "header", 20)
    ]
    assert problems(["Report"])[0] == ("missing-column", "region", ""), "in a short table there is none below"
