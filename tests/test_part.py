"""One XML part of a package: what it holds, and that a document type is refused before anything is believed."""

import io
from xml.etree.ElementTree import ParseError

import pytest
from defusedxml import DTDForbidden

from govrank.read.xlsx import Part

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def ended(xml):
    return [(event, element.tag, element.text) for event, element in Part(io.BytesIO(xml))]


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
