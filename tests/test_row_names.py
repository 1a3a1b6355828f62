"""Who each row is: names as they are, networks by their keys, and a row without a name called by region and network."""

import pytest

from rows import Rows, rules

POSTS = rules("posts")


def test_networks_are_known_by_any_of_their_names():
    names = Rows("region,platform,posts\nA,IG,1\nB,Facebook,2\nC,Own Net,3", POSTS).names
    assert names.platform == ["instagram", "facebook", "Own Net"]


def test_a_network_that_is_hardly_another_is_kept_and_warned_of_once():
    text = "region,platform,posts,excluded\nA,Facebok,1,x\nB,Facebok,2,\nC,Facebok,3,\nD,Instagramm,4,x\nE,Nowhere,5,"
    rows = Rows(text, POSTS)

    assert rows.names.platform == ["Facebok", "Facebok", "Facebok", "Instagramm", "Nowhere"]
    assert rows.found == [("similar-network", 3, "platform")]
    assert rows.checked.problems()[0].args == {"near": "Facebook"}


def test_a_row_without_a_name_is_called_by_its_region_and_network():
    names = Rows("page,region,platform,posts\nOwn,A,vk,1\n,B,vk,2", POSTS).names

    assert names.page == ["Own", "B · vk"]
    assert names.unnamed == (1,)


def test_where_nobody_has_a_name_all_are_called_so():
    rows = Rows("region,platform,posts\nA,vk,1\nB,vk,2", POSTS)
    assert (rows.names.page, rows.names.unnamed, rows.found) == (["A · vk", "B · vk"], (0, 1), [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("page,posts\nA,1\n,2", [("missing-value", 3, "page")], id="no name and nothing to call it by"),
        pytest.param("page,region,posts\nA,,1", [], id="a region that nothing needs"),
        pytest.param(
            "region,platform,posts\n,vk,1\nB,,2",
            [("missing-value", 2, "region"), ("missing-value", 3, "platform")],
            id="region and network where they are the name",
        ),
    ],
)
def test_a_text_that_must_be_there_is_a_problem_where_it_is_not(text, found):
    assert Rows(text, POSTS).found == found


def test_the_rules_may_require_a_region():
    assert Rows("page,region,posts\nA,,1", rules("posts", required=["region"])).found == [
        ("missing-value", 2, "region")
    ]


def test_who_is_left_out_has_the_desks_own_reason():
    names = Rows("page,posts,excluded\nA,1,not ours\nB,2,\nC,3,-", POSTS).names
    assert names.out == {0: "not ours"}


def test_the_league_is_the_columns_value_and_must_be_there_for_who_is_rated():
    rows = Rows("page,posts,group,excluded\nA,1,east,\nB,2,,\nC,3,,not ours", POSTS, "group")

    assert rows.names.league == ["east", "", ""]
    assert rows.found == [("missing-value", 3, "group")]


def test_a_league_of_networks_is_that_of_their_keys():
    assert Rows("page,platform,posts\nA,IG,1\nB,vk,2", POSTS, "platform").names.league == ["instagram", "vk"]


def test_addresses_are_kept_where_there_is_such_a_column():
    assert Rows("page,posts,url\nA,1,https://a.kz\nB,2,", POSTS).names.url == ["https://a.kz", ""]
    assert Rows("page,posts\nA,1", POSTS).names.url is None


@pytest.mark.parametrize(
    "row", [pytest.param(",vk,A,1,double", id="no region"), pytest.param("R,,A,1,double", id="no network")]
)
def test_what_a_row_that_is_left_out_lacks_is_no_problem(row):
    strict = rules("posts", required=["region", "platform"])
    rows = Rows(f"region,platform,page,posts,excluded\nR,vk,B,1,\n{row}", strict)
    assert (rows.found, rows.names.out) == ([], {1: "double"})


@pytest.mark.parametrize("league", ["region", "platform"])
def test_a_row_that_is_in_no_league_is_a_problem_whatever_divides_the_pages(league):
    rows = Rows(f"page,{league},posts\nA,x,1\nB,,2\nC,y,3", POSTS, league=league)
    assert rows.found == [("missing-value", 3, league)]
