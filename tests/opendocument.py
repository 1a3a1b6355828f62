"""Raw OpenDocument sheets, and Parquet files: the test that makes one shows what is unusual about it."""

import datetime as dt
import io
from xml.sax.saxutils import escape, quoteattr

from files import zipped

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


class Raw(str):
    """The XML of a cell, or of a whole row."""


def _element(tag, inside, attributes):
    said = "".join(f" table:{name.replace('_', '-')}={quoteattr(str(value))}" for name, value in attributes.items())
    return Raw(f"<table:{tag}{said}>{inside}</table:{tag}>")


def paragraph(text):
    return f"<text:p>{escape(text)}</text:p>"


def cell(inside="", **attributes):
    """Return a cell without a kind, with attributes such as `number_columns_repeated`."""
    return _element("table-cell", inside, attributes)


def row(*cells, **attributes):
    return _element("table-row", "".join(map(_cell, cells)), attributes)


def typed(kind, attribute, value, shown, **attributes):
    """Return a cell with a kind of value, its stored attribute, and its shown text."""
    stored = f'office:value-type="{kind}" office:{attribute}={quoteattr(str(value))}'
    return Raw(cell(paragraph(shown), **attributes).replace("<table:table-cell", f"<table:table-cell {stored}", 1))


def shown_cell(number, shown, **attributes):
    return typed("float", "value", number, shown, **attributes)


def formula(text, stored="", shown=None):
    """Return a formula with the attributes of its result, and its shown text."""
    return Raw(
        f"<table:table-cell table:formula={quoteattr(text)} {stored}>"
        f"{'' if shown is None else paragraph(shown)}</table:table-cell>"
    )


def error_cell(shown):
    """Return a formula that failed, as LibreOffice writes it."""
    return formula("of:=1/0", 'office:value-type="string" office:string-value="" calcext:value-type="error"', shown)


def _cell(value):
    if isinstance(value, Raw):
        return value
    if value is None or value == "":
        return cell()
    if isinstance(value, bool):
        return typed("boolean", "boolean-value", str(value).lower(), str(value).upper())
    if isinstance(value, (int, float)):
        return typed("float", "value", repr(value), repr(value))
    if isinstance(value, dt.datetime):
        return typed("date", "date-value", value.isoformat(), str(value))
    return cell("".join(map(paragraph, value.split("\n"))))


def sheet(rows, name="Июль", hidden=(), columns=""):
    lines = (
        cells if isinstance(cells, Raw) else row(*cells, **({"visibility": "collapse"} if n in hidden else {}))
        for n, cells in enumerate(rows, 1)
    )
    return f'<table:table table:name="{name}">{columns}{"".join(lines)}</table:table>'


def document(body, before="", styles=""):
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in SPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content{spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )


def package(content, **parts):
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **parts})


def ods(rows, name="Июль", **more):
    """Return a file of one sheet."""
    return package(document(sheet(rows, name, **more)))


def parquet(columns, **more):
    """Return a Parquet file of columns, each a name with its values or an array of pyarrow."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    arrays = [cells if isinstance(cells, pa.Array | pa.ChunkedArray) else pa.array(cells) for _name, cells in columns]
    stream = io.BytesIO()
    write_table(pa.table(arrays, names=[name for name, _cells in columns]), stream, **more)
    return stream.getvalue()


def parquet_texts(rows):
    """Return a Parquet file of rows below a header, each cell as a text."""
    return parquet([*zip(rows[0], ([*map(str, cells)] for cells in zip(*rows[1:], strict=True)), strict=True)])
