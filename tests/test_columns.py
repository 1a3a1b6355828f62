"""Which column is which: required, substituted, duplicate, similar and unused ones."""

import pytest

from govrank import Methodology, load_methodology
from inside import Grid, missing_columns, recogniser, required_columns, resolve_columns, sum_parts
from rows import Source

AKIMATS = load_methodology("akimats")
NEEDED = ["region", "platform", "followers", "posts"]


def table(headings):
    return Grid(
        source=Source("july.csv", ""),
        sheet=None,
        headings=tuple(headings),
        columns=tuple([] for _ in headings),
        rows=[],
        positions=tuple(range(len(headings))),
    )


def resolved(headings, rules=AKIMATS, **how):
    made = headings if isinstance(headings, Grid) else table(headings)
    return resolve_columns(made, rules, "", recogniser(rules), **{"own_population": True, "days": None, **how})


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
    found = missing_columns(headings, AKIMATS)

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
        pytest.param([*NEEDED, "engaged", "Link", "URL"], [("unused-column", "Link", "")], id="two addresses"),
        pytest.param([*NEEDED, "engaged", "Link", "Ссылка"], [("unused-column", "Ссылка", "")], id="the first one"),
        pytest.param(
            [*NEEDED, "engaged", "posts_count"], [("unused-column", "posts_count", "")],
            id="what says exactly posts goes before what a tool wrote around it",
        ),
        pytest.param(
            [*NEEDED, "num_likes", "n_likes"],
            [("duplicate-column", "likes", "")],
            id="two that are written around alike",
        ),
        pytest.param(
            ["region", "platform", "Total Views", "Channel Link", "posts", "engaged"],
            [("missing-column", "followers", ""), ("unused-column", "Total Views", ""),
             ("unused-column", "Channel Link", "")],
            id="what is another thing is proposed for nothing",
        ),
        pytest.param(
            [*NEEDED, "Количество по полю Likes"],
            [("missing-column", "engaged", "engaged"), ("unused-column", "Количество по полю Likes", "")],
            id="a pivot's number of rows",
        ),
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


def own_rules(*of):
    indicators = [{"key": f"i{n}", "of": [name]} for n, name in enumerate(of)]
    return Methodology.model_validate({"name": "own", "version": "1", "indicators": indicators})


def test_a_methodologys_own_column_is_found_by_its_heading():
    recognise = recogniser(own_rules("Hours online"), "Округ")

    assert recognise(" HOURS  online ") == "Hours online"
    assert recognise("округ") == "Округ"
    assert recognise("Посты") == "posts"
    assert recognise("цвет") is None


@pytest.mark.parametrize(
    ("of", "headings", "at", "sums"),
    [
        pytest.param(["Engagement Rate"], ["Engagement Rate"], {"Engagement Rate": 1}, {}, id="the file's own rate"),
        pytest.param(["Hours online"], ["hours_online"], {"Hours online": 1}, {}, id="other case and separators"),
        pytest.param(["Вовлечённость Ё"], ["вовлеченность е"], {"Вовлечённость Ё": 1}, {}, id="е for ё"),
        pytest.param(["hours-online"], ["Hours online", "hours-online"], {"hours-online": 2}, {}, id="exact first"),
        pytest.param(
            ["Reactions"], ["Likes", "Reactions"], {"Reactions": 2, "likes": 1}, {}, id="not another of one column"
        ),
        pytest.param(
            ["Подписчиков", "followers"], ["Подписчиков"], {"Подписчиков": 1, "followers": 1}, {}, id="both our words"
        ),
        pytest.param(
            ["Подписчиков"], ["num_followers"], {"followers": 1}, {"Подписчиков": ("followers",)}, id="else ours"
        ),
        pytest.param(
            ["Вовлечённые"], ["likes", "shares"], {"likes": 1, "shares": 2}, {"Вовлечённые": ("likes", "shares")},
            id="or what ours is summed from",
        ),
    ],
)  # fmt: skip
def test_what_a_methodology_names_is_any_heading_of_the_file(of, headings, at, sums):
    found = resolved(["page", *headings], own_rules(*of))

    assert {name: found.at[name] for name in at} == at
    assert (found.sums, [problem.code for problem in found.problems if problem.severity == "error"]) == (sums, [])


def test_a_rate_that_the_rules_rank_by_is_not_said_to_be_ignored():
    found = resolved(["page", "Engagement Rate"], own_rules("Engagement Rate"))
    assert ("er" in found, found.problems) == (False, ())


def test_a_heading_that_is_not_there_is_answered_with_what_is_written_nearly_so():
    found = resolved(["page", "Hours onlin"], own_rules("Hours online"))
    assert [(p.column, p.wording, p.args["near"]) for p in found.problems] == [
        ("Hours online", "near", ["Hours onlin"])
    ]


def test_of_thousands_of_unknown_headings_the_first_are_compared():
    headings = ["page", *(f"Column of {chr(97 + n % 26)}{n}" for n in range(200)), "Hours onlin"]
    found = resolved(headings, own_rules("Hours online"))
    assert [p.wording for p in found.problems if p.code == "missing-column"] == [""]


def filled(**columns):
    rows = len(next(iter(columns.values())))
    return Grid(
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
    found = resolved(below).problems

    assert [(problem.code, problem.wording, problem.args["searched"]) for problem in found] == [
        ("missing-column", "header", 20)
    ]
    assert problems(["Report"])[0] == ("missing-column", "region", ""), "in a short table there is none below"
