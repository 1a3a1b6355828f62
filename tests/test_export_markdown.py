"""The Markdown: read back by a parser, it is the tables and nothing that a name asked for."""

import io
import re

import pytest
from markdown_it import MarkdownIt

from editions import HOSTILE, edition, example, hostile
from inside import Report, home, how_to_read, measure_title
from made_tables import table_of_rows
from rendered import published
from said import headings as table_headings
from said import printable, said, words

write_report = home("write_report", "formats.markdown").write_report


def draft(rating, lang="en", movement=None, **options):
    return published(rating, "md", lang, movement, **{"indicators": False, "digest": False, **options})


def parsed(text):
    return MarkdownIt("commonmark").enable("table").parse(text)


def kinds(text):
    """Return every kind of element in a text, those inside lines too."""
    found = set()
    for token in parsed(text):
        found.add(token.type)
        found |= {child.type for child in token.children or ()}
    return found


def headings(text):
    return re.findall(r"^(#+) (.*)$", text, flags=re.MULTILINE)


def test_plain_it_is_the_tables():
    rating = edition([{"page": "A", "followers": 20000}, {"page": "B", "followers": 500}])
    columns = [*table_headings("place", "page", "region", "platform"), "Flw", "Flw%", "Eng", "Post", "Eng%", "ER"]
    columns += table_headings("total.rank-sum", "zone")
    lines = draft(rating, top=1).splitlines()

    assert lines[:11] == [
        "# Official pages of regional administrations",
        "",
        how_to_read(rating, words("en")),
        "",
        f"| {' | '.join(columns)} |",
        "|---:|---|---|---|---:|---:|---:|---:|---:|---:|---:|---|",
        "| 1 | A | Region 0 | VK | 1 | 1 | 1 | 1 | 1 | 1 | 6 | ● white zone |",
        "",
        said("rating.more", n=1),
        "",
        lines[10],
    ]
    assert "Flw = Followers" in lines[10]


def test_an_article_has_its_parts_in_order():
    rating, movement = example()
    text = draft(rating, "en", movement, indicators=True, digest=True)
    assert [heading for level, heading in headings(text) if level != "###"] == [
        said("article.leader.new", n=1, pages="Акимат Атырауской области · Instagram"),
        *(said(key) for key in ("section.final", "section.moved", "section.bottom")),
        *(said(f"section.{part}") for part in ("indicators", "out", "methodology")),
    ]
    assert sum(token.type == "table_open" for token in parsed(text)) == 7 + 5  # of the rating, of the methodology
    lines = text.splitlines()
    july = said("period.month.7", year=2020)
    title = said("rating.title", title="Official pages of regional administrations", period=july)
    assert lines[2] == title
    comment = lines.index(f"### {measure_title(rating.methodology.measure('followers'), words('en'))}") + 2
    assert "97,052" in lines[comment]
    assert lines[comment + 2].startswith("| ")
    assert not re.search(r"\n\n\n| \n", text)


def test_without_indicators_and_with_nobody_out_there_are_no_empty_headings():
    text = draft(edition([{"page": "A", "followers": 5}, {"page": "B", "followers": 3}]), digest=True)
    assert [heading for level, heading in headings(text) if level == "##"] == [
        said("section.final"),
        said("section.bottom"),
        said("section.methodology"),
    ]


@pytest.mark.parametrize("digest", [False, True])
def test_hostile_names_are_text(digest):
    text = draft(hostile(), indicators=True, digest=digest)
    allowed = {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special",
        "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
        "th_open", "th_close", "td_open", "td_close", "bullet_list_open", "bullet_list_close", "list_item_open",
        "list_item_close",
    }  # fmt: skip
    assert kinds(text) <= allowed
    cells = {"".join(child.content for child in token.children) for token in parsed(text) if token.type == "inline"}
    assert {printable(name) for n, name in enumerate(HOSTILE, 1) if n != 3} <= cells
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)
    assert "https://" not in text  # an address that shows and leads nowhere


def test_every_row_has_as_many_cells_as_the_header():
    tables, cells = [], 0
    for token in parsed(draft(hostile(), indicators=True)):
        if token.type == "table_open":
            tables.append([])
        cells += token.type in ("th_open", "td_open")
        if token.type == "tr_close":
            tables[-1].append(cells)
            cells = 0
    assert len(tables) == 7
    assert [table for table in tables if len(set(table)) != 1] == []


@pytest.mark.parametrize("reason", ["1. first", "- dash", "+ plus", "# head", "> quote", "===", "~~~", "    code"])
def test_what_begins_a_line_is_no_markup(reason):
    rows = [{"page": "A", "followers": 5}, {"page": reason, "followers": 3, "excluded": reason}]
    text = draft(edition(rows))
    assert not kinds(text) & {"ordered_list_open", "blockquote_open", "fence", "code_block", "hr"}
    assert sum(token.type == "bullet_list_open" for token in parsed(text)) == 1


def test_numbers_keep_their_spaces():
    text = draft(edition([{"page": "A", "followers": 20000}]), "ru", indicators=True)
    assert "| 20\u202f000 |" in text


def test_a_report_is_its_paragraphs_and_tables():
    table = table_of_rows((("1", "a|b"),), ("Place", "Page"), numeric=(True, False), title="*Title*")
    stream = io.StringIO()
    write_report(Report(("- said", "", table, "    end")), words("en"), stream)
    assert stream.getvalue() == ("\\- said\n\n# \\*Title\\*\n\n| Place | Page |\n|---:|---|\n| 1 | a\\|b |\n\nend\n")
