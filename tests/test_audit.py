"""The proof's own columns: which stand there, what their formulas are, and that there are never more than was said."""

import io
import itertools

import openpyxl
import pandas as pd
import pytest

from editions import edition
from govrank.export.audit import AUDIT_TOP, audit_columns, write_audit
from govrank.export.spreadsheet import Spreadsheet
from govrank.language import words
from govrank.methodology.file import parse_methodology
from govrank.rating import rate_frames


def audited(rating):
    """Return the sheet as it was written, and the number of its columns."""
    book = Spreadsheet("title")
    sheet = book.sheet("Audit")
    write_audit(sheet, rating, words("en"), "foot")
    stream = io.BytesIO()
    book.save(stream)
    return openpyxl.load_workbook(stream).active, sheet.across


def rating_of(columns, *, indicators=1, rules="", weights=(1, 1, 1)):
    """Return a rating of columns k0, k1 …, an indicator each."""
    parts = [f'[[indicators]]\nkey = "k{n}"\nof = ["k{n}"]\nweight = {weights[n]}\n' for n in range(indicators)]
    methodology = parse_methodology(f'name = "x"\nversion = "1"\n{rules}\n{"".join(parts)}', "x.toml")
    return rate_frames(pd.DataFrame(columns), methodology=methodology)


PAGES = {"page": ["A", "A", "B"], "region": ["East", "West", "East"], "platform": ["vk", "vk", "facebook"]}


def test_beside_each_figure_stand_its_formula_and_whether_they_agree():
    rating = rating_of(
        {"page": ["A", "B"], "k0": [5, 9], "k1": [2.5, 2.5]}, indicators=2, weights=(3, 1), rules='tie_break = ["k1"]'
    )
    sheet, across = audited(rating)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=across)]
    titles = {at: title for at, title in enumerate(rows[2]) if title is not None}
    assert titles == {2: "Counts", 4: "k0 = k0", 10: "k1 = k1", 16: "Total", 19: "Place"}
    # names A-B; counts C-D; of each indicator value and points with their verdicts; total; the place and its tie-break
    assert rows[AUDIT_TOP - 1] == [
        "Page", "Network", "k0", "k1",
        "Value", "govrank", "✓", "points", "govrank", "✓",
        "Value", "govrank", "✓", "points", "govrank", "✓",
        "Total", "govrank", "✓",
        "place before tie-break", "Place", "govrank", "✓",
    ]  # fmt: skip
    assert rows[AUDIT_TOP] == [  # the first page: 9 and 2.5 of k0 and k1
        "B", None, 9, 2.5,
        "=C7", 9, "=E7=F7", "=1+SUMPRODUCT(--(E$7:E$8>E7))", 1, "=H7=I7",
        "=ROUND(D7*10,0)/10", 2.5, "=K7=L7", "=1+SUMPRODUCT(--(K$7:K$8>K7))", 1, "=N7=O7",
        "=SUMPRODUCT(C$4:P$4,C7:P7)", 4, "=Q7=R7",  # 3 * 1 + 1
        "=1+SUMPRODUCT(--(Q$7:Q$8<Q7))", "=T7+SUMPRODUCT((T$7:T$8=T7)*(N$7:N$8<N7))", 1, "=U7=V7",
    ]  # fmt: skip
    weights = {at: value for at, value in enumerate(rows[3]) if value is not None}
    assert weights == {0: "Weight", 7: 3, 13: 1}  # above the points that the total is of
    assert rows[4][6] == "=AND(G7:G8)"
    assert rows[0][:2] == ["All agree", "=AND(C5:W5)"]


def test_where_no_place_is_skipped_the_different_places_above_are_counted():
    sheet, across = audited(rating_of({"page": [*"ABC"], "k0": [9, 9, 5]}, rules='place_ties = "dense"'))
    row = [cell.value for cell in sheet[AUDIT_TOP + 1]][across - 5 : across]
    assert row == [
        "=1+SUMPRODUCT(--(J$7:J$9<J7))",
        "=IF(SUMPRODUCT(--(M$7:M7=M7))=1,1,0)",
        "=SUMPRODUCT((M$7:M$9<=M7)*N$7:N$9)",
        1,
        "=O7=P7",
    ]


def test_a_page_is_named_as_far_as_it_takes_to_tell_it_apart():
    alone, _across = audited(rating_of({**PAGES, "page": [*"ABC"], "k0": [3, 2, 1]}))
    twins, _across = audited(rating_of(PAGES | {"k0": [3, 2, 1]}, rules='league = "platform"'))
    assert [cell.value for cell in alone[AUDIT_TOP][:3]] == ["Page", "Network", "k0"]
    assert [cell.value for cell in twins[AUDIT_TOP][:5]] == ["Page", "Region", "Network", "League", "k0"]
    assert (alone.freeze_panes, twins.freeze_panes) == ("C7", "E7")


def test_formulas_of_a_league_name_its_own_rows():
    sheet, _across = audited(rating_of(PAGES | {"k0": [3, 2, 1]}, rules='league = "platform"'))
    points = next(cell.column for cell in sheet[AUDIT_TOP] if cell.value == "points")
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
