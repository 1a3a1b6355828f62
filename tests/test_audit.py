"""The audit's own columns: which they are, their formulas, and that there are never more than announced."""

import io
import itertools

import openpyxl
import pandas as pd
import pytest

from editions import edition
from inside import AUDIT_TOP, Published, audit_columns, parse_methodology, rate_frames, workbook, write_audit
from said import headings, said, words


def audited(rating):
    """Return the sheet as it was written, and the number of its columns.

    The final table is said to stand from row 2 on, each indicator's sheet to have the pages upside down.
    """
    keys, length = rating.methodology.keys, len(rating)
    names = {"page": "B", "region": "C", "platform": "D", "league": "E", "place": "A"}
    points = {f"{key}_points": f"F{letter}" for key, letter in zip(keys, "ABCDEF", strict=False)}
    final = Published("Final", names | points | {"total": "Y", "zone": "Z"}, range(2, 2 + length))
    upside_down = range(1 + length, 1, -1)
    own = {key: Published(f"sheet of {key}", names | {"value": "V", "zone": "W"}, upside_down) for key in keys}
    stream = io.BytesIO()
    with workbook("title", stream) as book:
        sheet = book.sheet("Audit")
        write_audit(sheet, rating, final, own, words("en"), "foot")
    return openpyxl.load_workbook(stream).active, len(sheet.widths)


def rating_of(columns, *, indicators=1, rules="", weights=(1, 1, 1)):
    """Return a rating of columns k0, k1 …, an indicator each."""
    parts = [f'[[indicators]]\nkey = "k{n}"\nof = ["k{n}"]\nweight = {weights[n]}\n' for n in range(indicators)]
    methodology = parse_methodology(f'name = "x"\nversion = "1"\n{rules}\n{"".join(parts)}', "x.toml")
    return rate_frames(pd.DataFrame(columns), methodology=methodology)


PAGES = {"page": ["A", "A", "B"], "region": ["East", "West", "East"], "platform": ["vk", "vk", "facebook"]}


def shown(name, cell):
    return f"=IF('{name}'!{cell}=\"\",\"\",'{name}'!{cell})"


def test_beside_each_figure_stand_its_formula_what_is_published_and_whether_they_agree():
    rating = rating_of(
        {"page": ["A", "B"], "k0": [5, 9], "k1": [2.5, 2.5]}, indicators=2, weights=(3, 1), rules='tie_break = ["k1"]'
    )
    sheet, across = audited(rating)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=across)]
    titles = {at: title for at, title in enumerate(rows[2]) if title is not None}
    counts, value, points, before = said("xlsx.counts"), said("table.value"), said("xlsx.points"), said("xlsx.before")
    total, place, zone = headings("total.rank-sum", "place", "zone")
    assert titles == {2: counts, 4: "k0 = k0", 14: "k1 = k1", 24: total, 27: place}
    # names A-B; counts C-D; of each indicator value, points and zone with what is published and their verdicts; total;
    # the place and its tie-break
    indicator = ["✓", points, "Final", None, "✓", zone, None, "✓"]
    own = [[f"sheet of {key}" if text is None else text for text in indicator] for key in ("k0", "k1")]
    assert rows[AUDIT_TOP - 1] == [
        *headings("page", "platform"), "k0", "k1",
        value, "sheet of k0", *own[0],
        value, "sheet of k1", *own[1],
        total, "Final", "✓",
        before, place, "Final", "✓",
    ]  # fmt: skip
    zones = ["$A$11", "$A$12", "$A$13"]  # below two pages, an empty row and a heading
    assert [row[0] for row in rows[8:13]] == [
        None, zone, f"▲ {said('zone.green')}", f"● {said('zone.white')}", f"▼ {said('zone.red')}",
    ]  # fmt: skip
    size = "ROWS(H$7:H$8)"
    thirds = f"*3>MAX({size}*2,3*({size}=1)),{zones[2]},IF(H7*3<=MAX({size},3*({size}=1)),{zones[0]},{zones[1]}))"
    assert rows[AUDIT_TOP][:14] == [  # the first page: 9 and 2.5 of k0 and k1
        "B", None, 9, 2.5,
        "=C7", shown("sheet of k0", "V3"), "=E7=F7",
        "=1+SUMPRODUCT(--(E$7:E$8>E7))", shown("Final", "FA2"), shown("sheet of k0", "A3"),
        "=AND(H7=I7,H7=J7,EXACT('sheet of k0'!B3,$A7),EXACT('sheet of k0'!D3,$B7))",
        f"=IF(H7{thirds}", shown("sheet of k0", "W3"), "=EXACT(L7,M7)",
    ]  # fmt: skip
    assert rows[AUDIT_TOP][14] == "=ROUND(D7*10,0)/10"
    assert rows[AUDIT_TOP][24:] == [
        "=SUMPRODUCT(C$4:X$4,C7:X7)", shown("Final", "Y2"), "=Y7=Z7",
        "=1+SUMPRODUCT(--(Y$7:Y$8<Y7))", "=AB7+SUMPRODUCT((AB$7:AB$8=AB7)*(R$7:R$8<R7))", shown("Final", "A2"),
        "=AND(AC7=AD7,EXACT('Final'!B2,$A7),EXACT('Final'!D2,$B7))",
    ]  # fmt: skip
    weights = {at: value for at, value in enumerate(rows[3]) if value is not None}
    assert weights == {0: said("xlsx.weight"), 7: 3, 17: 1}  # above the points that the total is of
    assert rows[4][6] == "=AND(G7:G8)"
    assert rows[0][:2] == [said("xlsx.all_agree"), "=AND(C5:AE5)"]


def test_the_zone_of_the_final_table_is_the_first_band_that_is_not_passed():
    bands = [("top", "1/3"), ("middle", "0.5"), ("rest", "1")]
    zones = "".join(f'[[zones]]\nname = "{name}"\nupto = "{upto}"\ncolor = "#ffffff"\n' for name, upto in bands)
    methodology = parse_methodology(f'name = "x"\nversion = "1"\n[[indicators]]\nkey = "k0"\nof = ["k0"]\n{zones}', "x")
    sheet, across = audited(rate_frames(pd.DataFrame({"page": [*"AB"], "k0": [5, 9]}), methodology=methodology))
    # after page, network and count: 10 columns of k0, total N, place Q, zone T; words below: 11-13 of k0, 14-16
    assert [cell.value for cell in sheet[AUDIT_TOP + 1]][across - 3 : across] == [
        "=IF(ROWS(N$7:N$8)=1,$A$14,"
        "INDEX($A$14:$A$16,1+SUMPRODUCT(--(N7*$C$14:$C$15>$B$14:$B$15*SUM(C$4:P$4)*ROWS(N$7:N$8)))))",
        shown("Final", "Z2"),
        "=EXACT(T7,U7)",
    ]
    assert [[cell.value for cell in sheet[row][:3]] for row in (14, 15, 16)] == [
        ["top", 1, 3],
        ["middle", 1, 2],
        ["rest", 1, 1],
    ]


def test_where_no_place_is_skipped_the_different_places_above_are_counted():
    sheet, across = audited(rating_of({"page": [*"ABC"], "k0": [9, 9, 5]}, rules='place_ties = "dense"'))
    row = [cell.value for cell in sheet[AUDIT_TOP + 1]][across - 5 : across]
    assert row[:3] == [
        "=1+SUMPRODUCT(--(N$7:N$9<N7))",
        "=IF(SUMPRODUCT(--(Q$7:Q7=Q7))=1,1,0)",
        "=SUMPRODUCT((Q$7:Q$9<=Q7)*R$7:R$9)",
    ]


def test_a_page_is_named_as_far_as_it_takes_to_tell_it_apart():
    alone, _across = audited(rating_of({**PAGES, "page": [*"ABC"], "k0": [3, 2, 1]}))
    twins, _across = audited(rating_of(PAGES | {"k0": [3, 2, 1]}, rules='league = "platform"'))
    assert [cell.value for cell in alone[AUDIT_TOP][:3]] == [*headings("page", "platform"), "k0"]
    named = headings("page", "region", "platform", "league")
    assert [cell.value for cell in twins[AUDIT_TOP][:5]] == [*named, "k0"]
    assert (alone.freeze_panes, twins.freeze_panes) == ("C7", "E7")


def test_formulas_of_a_league_name_its_own_rows():
    sheet, _across = audited(rating_of(PAGES | {"k0": [3, 2, 1]}, rules='league = "platform"'))
    points = next(cell.column for cell in sheet[AUDIT_TOP] if cell.value == said("xlsx.points"))
    assert [sheet.cell(row, points).value for row in (7, 8, 9)] == [  # Facebook has one page, VK two
        "=1+SUMPRODUCT(--(F$7:F$7>F7))",
        "=1+SUMPRODUCT(--(F$8:F$9>F8))",
        "=1+SUMPRODUCT(--(F$8:F$9>F9))",
    ]


def test_a_missing_count_is_an_empty_cell_and_never_nothing():
    sheet, _across = audited(rating_of({"page": [*"AB"], "k0": [5, None]}, rules='missing = "worst"'))
    assert [sheet.cell(row, 3).value for row in (7, 8)] == [5, None]
    assert sheet.cell(8, 4).value == '=IF(COUNT(C8)<1,"",C8)'


RULES = [
    f'ties = "{ties}"\nplace_ties = "{place_ties}"\ntie_break = {tie_break}'
    for ties, place_ties, tie_break in itertools.product(
        ("min", "dense"),
        ("min", "dense"),
        ("[]", '["k0"]', '["countback"]', '["k0", "k1"]', '["k0", "countback", "k1"]'),
    )
]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("indicators", [1, 2, 3])
@pytest.mark.slow
def test_there_are_no_more_columns_than_was_said(indicators, rules):
    if indicators == 1:
        rules = rules.replace(', "k1"', "")
    columns = PAGES | {f"k{n}": [3 + n, 2, 2] for n in range(3)}
    rating = rating_of(columns, indicators=indicators, rules=f'league = "platform"\n{rules}')
    _sheet, across = audited(rating)
    assert across <= audit_columns(rating) <= across + 12


def test_the_columns_of_the_packaged_rating_are_counted_too():
    rating = edition([{"page": "A", "followers": 5000}, {"page": "B", "followers": 7000}])
    assert audited(rating)[1] <= audit_columns(rating)
