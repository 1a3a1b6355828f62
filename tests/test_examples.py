"""The July 2020 edition: the example rates to everything that survives of it (DOMAIN 1.1, S1 to S15).

The published tables are pictures; only these statements survive, and the single figures are reconstructions.
"""

import csv
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook

import govrank
from reference import rate_rows

EXAMPLES = Path(__file__).parent.parent / "examples"
WEST = {"Актюбинская область", "Атырауская область", "Западно-Казахстанская область", "Мангистауская область"}
AKTOBE, ATYRAU, MANGYSTAU, TURKISTAN, ALMATY, AKMOLA, KOSTANAY, PAVLODAR = (
    f"{name} область"
    for name in (
        "Актюбинская", "Атырауская", "Мангистауская", "Туркестанская", "Алматинская", "Акмолинская", "Костанайская",
        "Павлодарская",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def july():
    return govrank.rate_file(EXAMPLES / "july.xlsx")


@pytest.fixture(scope="module")
def june():
    return govrank.rate_file(EXAMPLES / "june.xlsx")


@pytest.fixture(scope="module")
def table(july):
    return july.table


def pages(table):
    return list(zip(table["platform"], table["region"], strict=True))


def best(table, key, first):
    """Return the pages from the first place on an indicator on, and check that no two share one of them."""
    ranked = table.sort_values(f"{key}_points").head(first)
    assert ranked[f"{key}_points"].tolist() == list(range(1, first + 1))
    return pages(ranked)


def test_s1_25_pages(table):
    """S1: 25 pages are rated: one Instagram page for each of the 14 oblasts, and 11 Facebook pages. No cities."""
    assert len(table) == 25
    instagram = table[table["platform"] == "instagram"]
    assert len(instagram) == instagram["region"].nunique() == 14
    assert (table["platform"] == "facebook").sum() == 11
    assert not table["region"].str.contains("г. ").any()
    assert table["region"].str.endswith(" область").all()


def test_s2_who_is_not_there(july):
    """S2: Facebook of Karaganda and of Kostanay: not found. Facebook of East Kazakhstan: left out, registered as
    a personal account."""
    assert july.absent == (("Карагандинская область", "facebook"), ("Костанайская область", "facebook"))
    assert [(out.region, out.platform, out.reason.text) for out in july.excluded] == [
        ("Восточно-Казахстанская область", "facebook", "зарегистрирована как личный аккаунт")
    ]


def test_s3_most_followers(table):
    """S3: Followers: 1 Instagram Aktobe, 2 Instagram Turkistan (slightly fewer), 3 Instagram Atyrau."""
    assert best(table, "followers", 3) == [("instagram", AKTOBE), ("instagram", TURKISTAN), ("instagram", ATYRAU)]
    first, second, _third = sorted(table["followers"], reverse=True)[:3]
    assert 0.95 * first < second < first


def test_s4_both_pages_together(table):
    """S4: No oblast other than Aktobe and Turkistan reaches those two leaders' pages even with both its pages
    added together."""
    leaders = table[table["followers_points"] <= 2]["followers"]
    together = table.groupby("region")["followers"].sum().drop([AKTOBE, TURKISTAN])
    assert together.max() < leaders.min()


def test_s5_below_ten_thousand(table):
    """S5: Exactly 11 pages have fewer than 10 000 followers."""
    assert (table["followers"] < 10000).sum() == 11


def test_s6_fewest_followers(table):
    """S6: The two lowest by followers are Facebook Pavlodar and Instagram Kostanay."""
    assert set(pages(table.nsmallest(2, "followers"))) == {("facebook", PAVLODAR), ("instagram", KOSTANAY)}


def test_s7_a_tenth_of_the_people(table):
    """S7: A followers share of 10 % or more: exactly the Instagram pages of the four western oblasts, Aktobe,
    Atyrau, West Kazakhstan, Mangystau."""
    assert set(pages(table[table["followers_share"] >= 10])) == {("instagram", region) for region in WEST}


def test_s8_the_red_zone_of_the_share(july):
    """S8: In the red zone of the followers-share table stand pages of exactly 12 oblasts; 5 % "is also low", so the
    red zone lies below 5 %."""
    red = [n for n, zone in enumerate(july.indicator_zones["followers_share"].tolist()) if zone == 2]
    assert len({july.pages.regions[n] for n in red}) == 12
    assert red == [n for n, share in enumerate(july.measured["followers_share"].values.tolist()) if share < 5]


def test_s9_most_engaged(table):
    """S9: Engaged: 1 Instagram Almaty Region, 2 Instagram Turkistan close behind; then five or six pages within
    reach of them."""
    assert best(table, "engaged", 2) == [("instagram", ALMATY), ("instagram", TURKISTAN)]
    engaged = sorted(table["engaged"], reverse=True)
    assert engaged[1] > 0.95 * engaged[0]
    assert sum(number > 0.6 * engaged[0] for number in engaged[2:]) in (5, 6)


def test_s10_fewest_engaged(table):
    """S10: Exactly 8 pages have fewer than 1 000 engaged; Facebook Almaty Region and Facebook Turkistan are among
    them; Instagram Akmola and Instagram Kostanay are the very last two."""
    few = table[table["engaged"] < 1000]
    assert len(few) == 8
    assert {("facebook", ALMATY), ("facebook", TURKISTAN)} <= set(pages(few))
    assert set(pages(table.nsmallest(2, "engaged"))) == {("instagram", AKMOLA), ("instagram", KOSTANAY)}


def test_s11_engagement_per_post(table):
    """S11: Engagement per post: 1 Instagram Turkistan with 447; every other page is below 200."""
    ranked = table.sort_values("engagement_per_post", ascending=False)
    assert pages(ranked.head(1)) == [("instagram", TURKISTAN)]
    assert ranked["engagement_per_post"].iloc[0] == 447
    assert ranked["engagement_per_post"].iloc[1] < 200


def test_s12_nobody_above_three_percent(table):
    """S12: Engaged share: nobody is above 3 %; the best page is close to it (2.5 % or more)."""
    assert 2.5 <= table["engaged_share"].max() <= 3


def test_s13_outsiders_with_a_high_er(july, table):
    """S13: ER: Instagram Akmola and Instagram Kostanay, outsiders elsewhere, stand in the top third, only because
    they post very little."""
    outsiders = table[(table["platform"] == "instagram") & table["region"].isin([AKMOLA, KOSTANAY])]
    assert (outsiders["er_points"] * 3 <= 25).all()
    for key in july.methodology.keys:
        if key != "er":
            assert (outsiders[f"{key}_points"] * 3 > 2 * 25).all(), key

    posts = dict(zip(pages(table), july.pages.counts["posts"].numbers.tolist(), strict=True))
    mine = [posts.pop(page) for page in pages(outsiders)]
    assert max(mine) * 10 <= min(posts.values())


def test_s14_the_first_three(table):
    """S14: Final: 1 Instagram Atyrau, 2 Instagram Turkistan, 3 Instagram Mangystau."""
    assert pages(table.head(3)) == [("instagram", ATYRAU), ("instagram", TURKISTAN), ("instagram", MANGYSTAU)]
    assert table["place"].tolist()[:4] == [1, 2, 3, 4]


def test_s15_the_five_zones():
    """S15: Under `akimats-2020` exactly 7 pages are in the white zone, at least one page is above it, and each of
    the three zones below it holds at least one page."""
    zones = govrank.rate_file(EXAMPLES / "july.xlsx", methodology="akimats-2020").table["zone"].tolist()

    assert zones.count("white") == 7
    assert zones.count("green") >= 1
    assert all(zones.count(name) >= 1 for name in ("red-light", "red-medium", "red-dark"))
    assert sorted(set(zones), key=zones.index) == ["green", "white", "red-light", "red-medium", "red-dark"]


def test_july_rates_by_hand(table):
    """Instagram Atyrau: 3rd by followers, 1st by share, 3rd engaged, 2nd per post, 1st engaged share, 9th ER."""
    first = table.iloc[0]
    keys = ["followers", "followers_share", "engaged", "engagement_per_post", "engaged_share", "er"]

    assert [first[f"{key}_points"] for key in keys] == [3, 1, 3, 2, 1, 9]
    assert first["total"] == 3 + 1 + 3 + 2 + 1 + 9
    assert [first[key] for key in keys] == [
        76577,
        76577 * 100 / 645280,
        17136,
        17136 / 98,
        17136 * 100 / 645280,
        17136 * 100 / (98 * 76577),
    ]


def test_a_shared_place_is_skipped_behind(table):
    shared = table[table["total"] == 41]
    assert shared["place"].tolist() == [4, 4]
    assert table["place"].tolist()[5] == 6
    # 1 + 2 + 4 + 6 + 5 + 23 has as many firsts as 8 + 12 + 1 + 4 + 5 + 8, then a second place: it is read first
    assert pages(shared) == [("instagram", AKTOBE), ("instagram", ALMATY)]


def test_nothing_is_odd_about_the_counts_of_july(july):
    assert not [problem for problem in july.warnings if problem.code not in ("few-posts", "unused-column")]


def test_the_csv_rates_as_the_workbook_does(july):
    other = govrank.rate_file(EXAMPLES / "july.csv")

    assert other.table.drop(columns="region_key").equals(july.table.drop(columns="region_key"))
    assert other.absent == july.absent
    assert [replace(out, region_key="") for out in other.excluded] == [
        replace(out, region_key="") for out in july.excluded
    ]


def test_the_packaged_populations_rate_as_the_examples_own(july):
    other = govrank.rate_file(EXAMPLES / "july.xlsx", population="kz-2020")

    assert other.table.drop(columns="region_key").equals(july.table.drop(columns="region_key"))
    assert other.table["region_key"].tolist()[:3] == ["atyrau", "turkistan", "mangystau"]
    assert (other.edition.population, other.edition.population_date) == ("kz-2020", "2020-01-01")


def test_june_has_risers_fallers_new_and_gone_pages(june, july):
    before = dict(zip(pages(june.table), june.places.tolist(), strict=True))
    after = dict(zip(pages(july.table), july.places.tolist(), strict=True))
    both = before.keys() & after.keys()

    assert len(before) == 25
    assert after.keys() - before.keys() == {("facebook", "Жамбылская область")}
    assert before.keys() - after.keys() == {("facebook", KOSTANAY)}
    moves = {page: before[page] - after[page] for page in both}
    assert sum(move > 0 for move in moves.values()) == 11
    assert sum(move < 0 for move in moves.values()) == 8
    assert sum(move == 0 for move in moves.values()) == 5
    assert max(moves.values()) == 5
    assert min(moves.values()) == -4


@pytest.mark.parametrize("methodology", ["akimats", "akimats-2020"])
def test_the_slow_reference_rates_july_alike(methodology):
    """The second calculator reads the packaged rules and the CSV by itself; nothing in it is govrank's."""
    packaged = files("govrank").joinpath("methodologies", f"{methodology}.toml")
    names = {
        "Регион": "region", "Соцсеть": "platform", "Страница": "page", "Причина исключения": "excluded",
        "Подписчики": "followers", "Посты": "posts", "Вовлечённые": "engaged", "Население": "population",
    }  # fmt: skip
    with (EXAMPLES / "july.csv").open(encoding="utf-8", newline="") as file:
        rows = [{new: row[old] or None for old, new in names.items()} for row in csv.DictReader(file)]
    rated = rate_rows(
        [row | {"interactions": row["engaged"], "platform": row["platform"].lower()} for row in rows],
        tomllib.loads(packaged.read_text(encoding="utf-8")),
    )

    table = govrank.rate_file(EXAMPLES / "july.csv", methodology=methodology).table
    keys = [key.removesuffix("_points") for key in table if key.endswith("_points")]

    assert [(p.row["platform"], p.row["region"], p.place, p.total, p.zone) for p in rated] == list(
        table[["platform", "region", "place", "total", "zone"]].itertuples(index=False, name=None)
    )
    assert [[float(p.values[key]) for key in keys] for p in rated] == table[keys].to_numpy().tolist()
    assert [[p.points[key] for key in keys] for p in rated] == table[
        [f"{key}_points" for key in keys]
    ].to_numpy().tolist()


@pytest.mark.parametrize("name", ["july.xlsx", "june.xlsx"])
def test_a_workbook_says_in_plain_sight_that_its_figures_are_no_measurements(name):
    book = load_workbook(EXAMPLES / name, read_only=True)
    about = "\n".join(str(row[0]) for row in book["О данных"].iter_rows(values_only=True))

    assert "не измерения" in about
    assert {"july.xlsx": "reconstructions, not measurements", "june.xlsx": "invented, not measured"}[name] in about
    assert book["О данных"].sheet_state == "visible"
    rows = book.worksheets[0].iter_rows(values_only=True)
    at = next(rows).index("Примечание")
    assert {row[at] for row in rows} == {"реконструкция"}


def test_every_row_of_the_csv_says_that_it_is_a_reconstruction():
    with (EXAMPLES / "july.csv").open(encoding="utf-8", newline="") as file:
        assert {row["Примечание"] for row in csv.DictReader(file)} == {"реконструкция"}
