"""Growth: indicators that count with the edition before, and indicators that ask for evidence of their own."""

import json
from fractions import Fraction

import pandas as pd
import pytest

import govrank
from commands import run
from editions import load
from inside import parse_methodology

RULES = """\
name = "growth"
version = "1"
missing = "{missing}"
required = ["region", "platform"]

[[indicators]]
key = "growth"
of = ["followers"]
less = ["previous.followers"]
per = ["previous.followers"]
times = 100
unit = "%"

[[indicators]]
key = "posts"
of = ["posts"]
"""
BEFORE = [("Абай", "vk", 300, 4), ("Жетісу", "vk", 200, 4), ("Ұлытау", "vk", 50, 4)]
NOW = [("Жетісу", "ВК", 150, 6), ("абай ", "vk", 310, 5), ("Ұлытау", "vk", 50, 9), ("Жетісу", "ok", 70, 1)]


def rules(missing="worst", text=RULES):
    return parse_methodology(text.format(missing=missing), "growth.toml")


def frame(rows, **more):
    return pd.DataFrame(rows, columns=["region", "platform", "followers", "posts"]).assign(**more)


def values(rating, key="growth"):
    pages = zip(rating.pages.regions, rating.pages.platforms, strict=True)
    return {page: rating.measured[key].exact(i) for i, page in enumerate(pages)}


def test_growth_is_exact_and_falls_below_nothing():
    rating = govrank.rate_frames(frame(NOW), previous=frame(BEFORE), methodology=rules())

    # 10 of 300 more, 50 of 200 fewer, none of 50; on ok the page is new
    assert values(rating) == {
        ("абай", "vk"): Fraction(10, 3), ("Жетісу", "vk"): -25, ("Ұлытау", "vk"): 0, ("Жетісу", "ok"): None,
    }  # fmt: skip
    ranks = {page: int(rank) for page, rank in zip(values(rating), rating.ranks["growth"], strict=True)}
    assert ranks == {("абай", "vk"): 1, ("Ұлытау", "vk"): 2, ("Жетісу", "vk"): 3, ("Жетісу", "ok"): 4}


def test_an_address_that_agrees_makes_the_page_the_same():
    before = frame([("Абай", "vk", 100, 1)], page="Press", url="https://vk.com/abai")
    now = frame([("Абай", "vk", 120, 1)], page="Newsroom", url="http://www.vk.com/abai/")
    assert [*values(govrank.rate_frames(now, previous=before, methodology=rules())).values()] == [20]


def test_a_new_page_goes_by_the_rule_for_missing_figures():
    rating = govrank.rate_frames(frame(NOW), previous=frame(BEFORE), methodology=rules("exclude"))
    assert [(out.region, out.platform, dict(out.reason.args)) for out in rating.excluded] == [
        ("Жетісу", "ok", {"count": "previous.followers"})
    ]
    loaded = load(frame(NOW), previous=frame(BEFORE), methodology=rules("error"))
    assert [(p.key, p.row, p.column) for p in loaded.problems if p.severity == "error"] == [
        ("missing-value/previous", 5, "previous.followers")
    ]


def test_without_the_edition_before_nothing_is_rated():
    with pytest.raises(govrank.DataError) as caught:
        govrank.rate_frames(frame(NOW), methodology=rules())
    assert [problem.key for problem in caught.value.problems] == ["missing-column/previous"]


def test_what_is_wrong_with_the_edition_before_is_said_by_its_cell():
    with pytest.raises(govrank.DataError) as caught:
        govrank.rate_frames(frame(NOW), previous=frame(BEFORE).assign(followers=["x", 1, 2]), methodology=rules())
    assert [(p.code, p.row) for p in caught.value.problems if p.severity == "error"] == [("not-a-number", 2)]


@pytest.mark.parametrize("command", ["score", "explain", "robustness", "check", "export"])
def test_every_command_that_rates_counts_with_it(tmp_path, command):
    (tmp_path / "rules.toml").write_text(RULES.format(missing="worst"), encoding="utf-8")
    frame(BEFORE).to_csv(tmp_path / "june.csv", index=False)
    frame(NOW).to_csv(tmp_path / "july.csv", index=False)
    more = {"explain": ["--page", "Ұлытау"], "export": ["-o", "-"]}.get(command, [])
    asked = ["-m", "rules.toml", "--previous", "june.csv", "--format", "json"]
    ended = run(command, "july.csv", *asked, *more, folder=tmp_path)

    assert ended.code == 0
    document = json.loads(ended.out)
    if command == "score":
        assert [page["values"]["growth"] for page in document["pages"]] == [0, 10 / 3, -25, None]
        assert [page["move"] for page in document["pages"]] == [None] * 4  # the edition before would need its own


def test_an_indicator_with_evidence_of_its_own_gives_no_place_below_it():
    text = RULES.replace('unit = "%"\n', "minimum = {{ posts = 5 }}\n").replace("times = 100\n", "")
    rating = govrank.rate_frames(
        frame(NOW[:2]), previous=frame([("Жетісу", "vk", 100, 1), BEFORE[0]]), methodology=rules(text=text)
    )
    assert values(rating) == {("Жетісу", "vk"): Fraction(1, 2), ("абай", "vk"): Fraction(1, 30)}

    few = [("Жетісу", "vk", 150, 4), NOW[1]]
    rating = govrank.rate_frames(frame(few), previous=frame(BEFORE), methodology=rules(text=text))
    assert values(rating)[("Жетісу", "vk")] is None
    loaded = load(frame(few), previous=frame(BEFORE), methodology=rules("error", text))
    assert [(p.key, p.row, p.column) for p in loaded.problems if p.severity == "error"] == [
        ("missing-value/evidence", 2, "posts")
    ]


EARLIER = [("Абай", "vk", 250, 2), ("Жетісу", "vk", 100, 3), ("Ұлытау", "vk", 80, 1)]


@pytest.fixture
def months(tmp_path):
    (tmp_path / "rules.toml").write_text(RULES.format(missing="worst"), encoding="utf-8")
    for name, rows in (("may", EARLIER), ("june", BEFORE), ("july", NOW)):
        frame(rows).to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


def places(folder, pages, previous):
    ended = run("score", pages, "-m", "rules.toml", "--previous", previous, "-f", "json", folder=folder)
    return {page["page"]: page["place"] for page in json.loads(ended.out)["pages"]}


def test_two_editions_are_compared_each_against_its_own_edition_before(months):
    asked = ["compare", "june.csv", "july.csv", "-m", "rules.toml", "-f", "json"]
    refused = run(*asked, folder=months)
    ended = run(*asked, "--previous", "may.csv", folder=months)
    now, before = places(months, "july.csv", "june.csv"), places(months, "june.csv", "may.csv")

    assert (refused.code, "[missing-column]" in refused.err, "june.csv" in refused.err) == (1, True, True)
    assert ended.code == 0
    document = json.loads(ended.out)
    moved = {page["page"]: (page["place"], page["move"].get("previous")) for page in document["pages"]}
    folded = {page.casefold(): place for page, place in before.items()}
    assert moved == {page: (place, folded.get(page.casefold())) for page, place in now.items()}


def test_in_a_trend_each_edition_counts_from_the_one_before_and_the_first_is_the_base(months):
    ended = run("trend", "may.csv", "june.csv", "july.csv", "-m", "rules.toml", "-f", "json", folder=months)
    short = run("trend", "june.csv", "july.csv", "-m", "rules.toml", folder=months)
    document = json.loads(ended.out)

    assert (ended.code, short.code) == (0, 2)
    assert len(document["editions"]) == 2
    columns = [
        {page["page"].casefold(): page["places"][n] for page in document["pages"] if page["places"][n] is not None}
        for n in (0, 1)
    ]
    assert columns == [
        {page.casefold(): place for page, place in places(months, pages, previous).items()}
        for pages, previous in (("june.csv", "may.csv"), ("july.csv", "june.csv"))
    ]


@pytest.mark.parametrize("command", [["score"], ["explain", "--page", "Абай"], ["check"], ["robustness"]])
def test_what_counts_growth_takes_the_period_before_from_a_long_file(tmp_path, command):
    path, own = tmp_path / "months.csv", tmp_path / "growth.toml"
    pd.concat([frame(BEFORE, month="2020-06"), frame(NOW[:3], month="2020-07")]).to_csv(path, index=False)
    own.write_text(RULES.format(missing="worst"), "utf-8")
    asked = (*command, path, "-m", own, "--period-column", "month", "--period", "2020-07", "--previous", path)

    unsaid = run(*asked, "-f", "json")
    said = run(*asked, "--previous-period", "2020-06", "-f", "json")

    assert (unsaid.code, "--previous-period" in unsaid.err + unsaid.out, said.code) == (1, True, 0), said.err


def test_the_edition_before_the_one_before_is_never_that_one_itself(tmp_path):
    """A long file holds both, and --previous-period names the wrong one: nothing would have grown."""
    path, own, may = tmp_path / "months.csv", tmp_path / "growth.toml", tmp_path / "may-2020.csv"
    pd.concat([frame(BEFORE, month="2020-06"), frame(NOW[:3], month="2020-07")]).to_csv(path, index=False)
    frame(BEFORE).to_csv(may, index=False)
    own.write_text(RULES.format(missing="worst"), "utf-8")
    months = ("--period-column", "month", "--period", "2020-07", "--previous-period", "2020-06")

    itself, alone = (run("compare", path, path, "-m", own, *months, "--previous", before) for before in (path, may))

    assert (itself.code, [line.split("[")[-1] for line in itself.lines[:1]], alone.code) == (1, ["several-periods]"], 0)
