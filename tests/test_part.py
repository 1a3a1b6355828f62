"""One XML part of a package: what it holds, and that a document type is refused before anything is believed."""

import io
from xml.etree.ElementTree import ParseError

import pytest
from defusedxml import DTDForbidden

from govrank import DataError
from inside import LONGEST_TEXT, XmlPart, home

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def ended(xml):
    return [(event, element.tag, element.text) for event, element in XmlPart(io.BytesIO(xml))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_element_comes_as_it_ends_the_innermost_first(encoding):
    xml = "<a xmlns='n'><b>Ә</b><c/></a>".encode(encoding)

    assert ended(xml) == [("end", "{n}b", "Ә"), ("end", "{n}c", None), ("end", "{n}a", None)]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(BOMB.encode(), id="a bomb"),
        pytest.param(BOMB.encode("utf-16"), id="a bomb in another encoding"),
        pytest.param(b"<?xml version='1.0'?><!-- " + b"-" * 50_000 + b" " + BOMB.encode(), id="not well-formed before"),
        pytest.param(b"<!--" + b" " * 50_000 + b"-->" + BOMB.encode(), id="a bomb behind a long comment"),
        pytest.param(b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", id="an outside entity"),
        pytest.param(b"<a/>" + BOMB.encode(), id="a bomb behind the root"),
    ],
)
def test_a_document_type_is_refused(xml):
    with pytest.raises((DTDForbidden, ParseError)):
        ended(xml)


def test_nothing_at_all_is_not_well_formed():
    with pytest.raises(ParseError):
        ended(b"")


def wording(xml):
    """Read a part as a sheet is read; return why it is refused, or None."""
    part = XmlPart(io.BytesIO(xml))
    try:
        for _event, element in part:
            if element.tag == "row":
                part.let_go(element)
    except DataError as error:
        return error.problems[0].key
    return None


FEW = 20_000  # in place of a million
MANY = FEW + 1


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(b"<a>" + b"<c/>" * MANY + b"</a>", "too-big/elements", id="beside each other"),
        pytest.param(b"<a>" * MANY + b"</a>" * MANY, "too-big/elements", id="in each other"),
        pytest.param(b"<a><row>" + b"<c/>" * MANY + b"</row></a>", "too-big/elements", id="in one row"),
        pytest.param(b"<a>" + b"<row/><c/>" * MANY + b"</a>", "too-big/elements", id="between rows"),
        pytest.param(b"<a>" + b"<row><c/><c>1</c></row>" * MANY + b"</a>", None, id="in rows that are let go"),
        pytest.param(
            b"<a>" + b"".join(b"<c %s/>" % b" ".join(b'a%d=""' % n for n in range(99)) for _ in range(MANY // 10))
            + b"</a>",
            "too-big/elements", id="with many attributes",
        ),
        pytest.param(b"<a>" + b"x" * LONGEST_TEXT * 2 + b"</a>", "too-big/cell", id="a text without end"),
        pytest.param(b"<a b='" + b"x" * LONGEST_TEXT * 2 + b"'/>", "too-big/cell", id="an attribute without end"),
        pytest.param(b"<!--" + b"x" * LONGEST_TEXT * 2 + b"--><a/>", "too-big/cell", id="a comment above the root"),
        pytest.param(b"<a>" + b"&#128512;" * 16_383 + b"</a>", None, id="as much as a cell holds"),
    ],
)  # fmt: skip
def test_a_part_is_read_no_further_than_its_elements_fit_into_memory(monkeypatch, xml, expected):
    monkeypatch.setattr(home("MOST_ELEMENTS"), "MOST_ELEMENTS", FEW)

    assert wording(xml) == expected
