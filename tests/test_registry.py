"""A registry beside a table of pages: it supplies what the file lacks, and lists pages that only one of the two has."""

import pytest

from commands import run
from govrank import DataError, rate_file

HEAD = "id,region,network,page,former names,url,population\n"
REGISTRY = (
    HEAD
    + """17,Атырау,vk,Акимат Атырау,Атырау онлайн; Старый Атырау,https://vk.com/atyrau,600
18,Актобе,vk,Акимат Актобе,,https://vk.com/club18,800
19,Мангыстау,facebook,Press,,,700
20,Абай,facebook,Press,,,650
"""
)


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "registry.csv"
    path.write_text(REGISTRY, encoding="utf-8")
    return path


def rated(tmp_path, registry, text, **how):
    path = tmp_path / "july.csv"
    path.write_text(text, encoding="utf-8")
    return rate_file(path, registry=str(registry), **how)


def wrong(tmp_path, registry, text):
    with pytest.raises(DataError) as caught:
        rated(tmp_path, registry, text)
    return [problem for problem in caught.value.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("columns", "who"),
    [
        pytest.param("id", ("18", "17", "20"), id="id"),
        pytest.param("url", ("vk.com/club18", "https://m.vk.com/Atyrau/?utm_source=a", "-"), id="address"),
        pytest.param("page", ("акимат  Актобе", "Старый Атырау", "atyrau2"), id="name and former name"),
        pytest.param("page", ("club18", "atyrau", "-"), id="handle"),
        pytest.param("region,network", ("АКТОБЕ,ВК", "Aтырау,vk", "Абай,fb"), id="region and network"),
    ],
)
def test_figures_are_joined_to_pages_and_get_what_the_file_lacks(tmp_path, registry, columns, who):
    if "atyrau2" in who:
        registry.write_text(REGISTRY.replace("Абай,facebook,Press,", "Абай,facebook,Press,Atyrau2"), encoding="utf-8")
    rows = [f"{one},{n},4,8" for one, n in zip(who, (100, 300, 200), strict=True) if not one.startswith("-")]

    rating = rated(tmp_path, registry, "\n".join([f"{columns},followers,posts,engaged", *rows]))

    pages, own = rating.pages, {"vk": {"Актобе": (100, 800, "18"), "Атырау": (300, 600, "17")}, "facebook": {}}
    for i in range(len(pages)):
        if pages.platforms[i] == "facebook":
            assert (pages.ids[i], pages.counts["population"].figure(i)) == ("20", 650)
            continue
        key = "Актобе" if pages.counts["followers"].figure(i) == 100 else "Атырау"
        found = pages.counts["followers"].figure(i), pages.counts["population"].figure(i), pages.ids[i]
        assert found == own["vk"][key]
    assert len(pages) == len(rows)
    assert rating.edition.population_files == ("registry.csv",)
    assert [source.name for source in rating.edition.sources] == ["july.csv", "registry.csv"]


def test_the_files_own_cells_stand_and_empty_ones_are_filled(tmp_path, registry):
    text = "id,region,network,page,population,followers,posts,engaged\n17,Атырау,vk,Ours,,9,4,8\n18,,,,801,7,4,8\n"

    pages = rated(tmp_path, registry, text).pages

    assert {
        (pages.regions[i], pages.platforms[i], pages.names[i], pages.counts["population"].figure(i)) for i in (0, 1)
    } == {("Атырау", "vk", "Ours", 600), ("Актобе", "vk", "Акимат Актобе", 801)}


def test_a_name_that_comes_again_is_the_page_of_its_region(tmp_path, registry):
    text = "region,network,page,followers,posts,engaged\nАбай,fb,Press,9,4,8\nМангыстау,fb,Press,7,4,8\n"

    pages = rated(tmp_path, registry, text).pages

    assert {pages.regions[i]: pages.ids[i] for i in (0, 1)} == {"Абай": "20", "Мангыстау": "19"}


def test_a_page_that_is_not_in_the_registry_is_an_error_with_what_is_near(tmp_path, registry):
    text = (
        "network,page,followers,posts,engaged\nvk,Акимат Актобэ,9,4,8\nfb,Press,7,4,8\nok,Some,1,1,1\n,Итого,17,9,17\n"
    )

    found = wrong(tmp_path, registry, text)

    assert [(one.key, one.row, one.column, one.args["near"]) for one in found] == [
        ("unknown-page/near", 2, "page", ["Акимат Актобе", "Акимат Атырау"]),
        ("unknown-page/several", 3, "page", ["Press (Мангыстау)", "Press (Абай)"]),
        ("unknown-page", 4, "page", []),
    ]


def test_a_page_in_another_region_than_the_registry_says_is_not_that_page(tmp_path, registry):
    rows = [
        "Абай,vk,Акимат Актобе,9,4,8,",
        "Актобе,fb,Press,7,4,8,",
        "Актобе,ok,Press,7,4,8,",
        "Абай,vk,atyrau,7,4,8,x",
    ]
    text = "\n".join(["region,network,page,followers,posts,engaged,excluded", *rows])

    found = wrong(tmp_path, registry, text)

    assert [(one.key, one.row, one.column, one.value, one.args["near"]) for one in found] == [
        ("unknown-page/region", 2, "region", "Абай", ["Актобе"]),
        ("unknown-page/region", 3, "region", "Актобе", ["Мангыстау", "Абай"]),
        ("unknown-page", 4, "page", "Press", []),
    ]


@pytest.mark.parametrize(
    ("region", "key", "near"),
    [
        pytest.param("Акмолинска область", "unknown-page/region", ["Акмолинска область"], id="mistyped there"),
        pytest.param("Актюбинская область", "unknown-page", [], id="another one"),
    ],
)
def test_a_region_that_the_registry_has_mistyped_is_named_as_it_stands_there(tmp_path, registry, region, key, near):
    registry.write_text(f"region,network,page,population\n{region},vk,A,600\n", encoding="utf-8")

    (found,) = wrong(tmp_path, registry, "region,network,followers,posts,engaged\nАкмолинская область,vk,9,4,8\n")

    assert (found.key, found.column, found.args["near"]) == (key, "region", near)


@pytest.mark.parametrize(
    ("row", "there"),
    [
        pytest.param("17,Абай,vk,Other,,,", 2, id="on the same network"),
        pytest.param("17,Абай,,Other,,,", 2, id="without a network"),
        pytest.param("17,Абай,facebook,Other,,,", None, id="on another network"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["below", "above"])
def test_an_id_given_once_with_and_once_without_a_network_is_given_twice(tmp_path, registry, row, there, turned):
    head, first, *rest = REGISTRY.splitlines()
    lines = [head, row, first, *rest] if turned else [head, first, row, *rest]
    registry.write_text("\n".join(lines), encoding="utf-8")
    text = "network,page,followers,posts,engaged\nvk,Акимат Актобе,9,4,8\n"

    if there is None:
        assert len(rated(tmp_path, registry, text).pages) == 1
    else:
        (problem,) = wrong(tmp_path, registry, text)
        assert (problem.key, problem.file, problem.row, problem.args["place"].row) == (
            "duplicate-page/id", "registry.csv", 3, there,
        )  # fmt: skip


def test_two_rows_of_one_page_are_an_error(tmp_path, registry):
    text = "network,page,followers,posts,engaged\nvk,Атырау онлайн,9,4,8\nvk,Акимат Атырау,7,4,8\n"

    assert [(one.code, one.row, one.args["row"]) for one in wrong(tmp_path, registry, text)] == [
        ("duplicate-page", 3, 2)
    ]


def test_pages_without_figures_are_warned_of_unless_the_registry_leaves_them_out(tmp_path, registry):
    lines = REGISTRY.splitlines()
    out = [f"{lines[0]},excluded", f"{lines[1]},", f"{lines[2]},", f"{lines[3]},", f"{lines[4]},closed"]
    registry.write_text("\n".join(out), encoding="utf-8")

    rating = rated(tmp_path, registry, "id,followers,posts,engaged\n17,9,4,8\n")

    silent = [(one.file, one.args) for one in rating.warnings if one.code == "no-figures"]
    assert silent == [("registry.csv", {"n": 2, "pages": ["Акимат Актобе", "Press"]})]


def test_a_table_that_says_of_no_row_whose_it_is_is_refused(tmp_path, registry):
    assert [(one.code, one.column) for one in wrong(tmp_path, registry, "region,followers\nАтырау,9\n")] == [
        ("missing-column", "page")
    ]


def test_a_population_table_goes_before_the_registrys(tmp_path, registry):
    text = "id,followers,posts,engaged\n17,9,4,8\n"

    assert rated(tmp_path, registry, text, population="kz-2023").edition.population == "kz-2023"


def test_a_page_of_another_name_is_the_same_by_the_registrys_id(tmp_path, registry):
    old, new = tmp_path / "june.csv", tmp_path / "july.csv"
    old.write_text("page,network,followers,posts,engaged\nСтарый Атырау,vk,9,4,8\nАкимат Актобе,vk,7,4,8\n", "utf-8")
    new.write_text("page,network,followers,posts,engaged\nАкимат Атырау,vk,9,4,8\nАкимат Актобе,vk,7,4,8\n", "utf-8")

    ended = run("compare", old, new, "--pages", registry, "--format", "json")

    assert [page["matched_by"] for page in ended.document["pages"]] == ["id", "id"]


def test_check_export_package_and_verify_take_it(tmp_path, registry):
    july = tmp_path / "july.csv"
    july.write_text("id,followers,posts,engaged\n17,9,4,8\n18,7,4,8\n19,5,4,8\n20,6,4,9\n", "utf-8")

    assert run("check", july, "--pages", registry).code == 0
    assert run("check", july).code == 1
    assert run("package", july, "--pages", registry, "-o", tmp_path / "out").code == 0
    registry.unlink()
    assert run("verify", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "input" / "registry" / "registry.csv").is_file()


def test_of_a_wide_sheets_row_only_the_unknown_page_is_left_out(tmp_path, registry):
    text = (
        "region,VK followers,VK posts,VK engaged,FB followers,FB posts,FB engaged\nАтырау,9,4,8,7,4,8\nАбай,,,,6,4,8\n"
    )

    rating = rated(tmp_path, registry, text, skip_invalid=True)

    assert {*zip(rating.pages.regions, rating.pages.platforms, strict=True)} == {("Атырау", "vk"), ("Абай", "facebook")}
    assert [(out.region, out.platform) for out in rating.excluded] == [("Атырау", "facebook")]


def test_an_id_of_a_page_of_another_region_is_a_contradiction(tmp_path, registry):
    problems = wrong(tmp_path, registry, "id,region,network,followers,posts,engaged\n18,Атырау,vk,100,4,8\n")

    assert [(problem.key, problem.row) for problem in problems] == [("contradiction/registry", 2)]


def test_an_id_goes_before_a_name_that_looks_like_it(tmp_path, registry):
    registry.write_text(HEAD + "100,A,vk,200,,,10\n200,B,vk,100,,,20\n", encoding="utf-8")
    rating = rated(tmp_path, registry, "id,followers,posts,engaged\n100,10,1,2\n200,20,1,2\n")

    assert sorted(zip(rating.pages.ids, rating.pages.names, strict=True)) == [("100", "200"), ("200", "100")]


def test_files_get_from_the_registry_what_each_lacks(tmp_path, registry):
    for name, page in (("vk", 17), ("facebook", 20)):
        (tmp_path / f"{name}.csv").write_text(f"id,followers,posts,engaged\n{page},100,4,8\n", encoding="utf-8")
    ended = run("score", tmp_path / "vk.csv", tmp_path / "facebook.csv", "--network-from", "file", "--pages", registry)

    assert (ended.code, "Абай" in ended.out) == (0, True), ended.err
