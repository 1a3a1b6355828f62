"""Files as people have them, made in code so that readers see what is unusual about each."""

import io
import zipfile
from xml.sax.saxutils import escape

HEADER = ["region", "platform", "followers", "posts", "interactions"]
PAGES = [
    ["Акмолинская область", "instagram", 12345, 40, 5210],
    ["Атырауская область", "instagram", 98765, 61, 20404],
    ["Атырауская область", "facebook", 7654, 25, 1210],
    ["Павлодарская область", "facebook", 3210, 12, 245],
    ["Туркестанская область", "instagram", 45678, 90, 30303],
]
CLEAN = [HEADER, *PAGES]
"""A header and five pages; with `--population kz-2023` they are rated without a warning."""


def changed(row, column, cell, rows=CLEAN):
    """Return the rows with one cell changed; row 1 is the header, column 0 the first."""
    copy = [list(old) for old in rows]
    copy[row - 1][column] = cell
    return copy


def without(column, rows=CLEAN):
    return [[cell for at, cell in enumerate(row) if at != column] for row in rows]


def csv_text(rows, separator=",", end="\n"):
    """Return rows as text; a cell that holds the separator, a quote or a line's end is quoted."""

    def quoted(cell):
        text = "" if cell is None else str(cell)
        return '"' + text.replace('"', '""') + '"' if set(text) & {separator, '"', "\r", "\n"} else text

    return "".join(separator.join(map(quoted, row)) + end for row in rows)


def csv_bytes(rows, separator=",", end="\n", encoding="utf-8", before=""):
    return (before + csv_text(rows, separator, end)).encode(encoding)


# A workbook in the raw, for all that openpyxl would not write. A cell is a Python value, or a `Raw` piece of XML.


class Raw(str):
    """The XML of a cell, in which `@` stands for its address."""


def formula(text, value=None, kind=""):
    """Return a formula with the value that a spreadsheet program stored for it, or without one."""
    stored = "" if value is None else f"<v>{escape(str(value))}</v>"
    typed = f' t="{kind}"' if kind else ""
    return Raw(f'<c r="@"{typed}><f>{escape(text)}</f>{stored}</c>')


def error_cell(text):
    return Raw(f'<c r="@" t="e"><v>{text}</v></c>')


def date_cell(serial):
    """Return a number that the style shows as a date."""
    return Raw(f'<c r="@" s="1"><v>{serial}</v></c>')


def iso_date_cell(text):
    return Raw(f'<c r="@" t="d"><v>{text}</v></c>')


def shared_cell(index):
    return Raw(f'<c r="@" t="s"><v>{index}</v></c>')


def number_cell(text):
    """Return a number cell with this very text as its value."""
    return Raw(f'<c r="@"><v>{text}</v></c>')


def _cell_xml(cell, address):
    if isinstance(cell, Raw):
        return cell.replace("@", address, 1)
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return f'<c r="{address}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{address}"><v>{cell!r}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def letter(column):
    return chr(ord("A") + column)  # 26 columns are enough for every file here


def sheet_xml(rows, *, hidden=(), hidden_columns=(), merged=(), numbers=None, before=""):
    """Return a sheet's XML.

    Args:
        hidden: numbers of hidden rows; `hidden_columns`: of hidden columns, the first is 1.
        merged: ranges such as "A2:A3".
        numbers: the row numbers to write in place of 1, 2, 3 …
        before: what comes before the root element, such as a document type.
    """
    lines = []
    for number, row in zip(numbers or range(1, len(rows) + 1), rows, strict=True):
        cells = "".join(_cell_xml(cell, f"{letter(at)}{number}") for at, cell in enumerate(row))
        shown = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{shown}>{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    columns = "".join(f'<col min="{at}" max="{at}" width="9" hidden="1"/>' for at in hidden_columns)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{''.join(lines)}</sheetData>"
        + (f"<mergeCells>{ranges}</mergeCells>" if merged else "")
        + "</worksheet>"
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>
<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def package(sheets, shared=()):
    """Return the parts of a workbook, name → text; `sheets` is sheet name → its XML."""
    numbered = list(enumerate(sheets.items(), 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for n, _sheet in numbered
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _xml) in numbered)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _sheet in numbered
        )
        + f'<Relationship Id="rId900" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId901" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="{len(shared)}" uniqueCount="{len(shared)}">'
        + "".join(
            text if text.startswith("<si>") else f'<si><t xml:space="preserve">{escape(text)}</t></si>'
            for text in shared
        )
        + "</sst>",
    }
    return parts | {f"xl/worksheets/sheet{n}.xml": xml for n, (_name, xml) in numbered}


def zipped(parts, level=6):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx(rows=CLEAN, *, sheet="Июль", shared=(), **oddities):
    """Return a workbook of one sheet; `oddities` are those of `sheet_xml`."""
    return zipped(package({sheet: sheet_xml(rows, **oddities)}, shared))


def workbook(sheets):
    """Return a workbook of several sheets, name → rows."""
    return zipped(package({name: sheet_xml(rows) for name, rows in sheets.items()}))


def written_by_openpyxl(sheets):
    """Return a workbook as a program writes it: shared strings, styles, a dimension."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb():
    """Return a workbook of some kilobytes that unpacks to more than a hundred times its size."""
    padding = f"<!--{' ' * 3_000_000}-->"
    return zipped(package({"Июль": sheet_xml(CLEAN, before=padding)}), level=9)


def with_entities(part):
    """Return a workbook one part of which declares entities that grow tenfold at each step."""
    tenfold = {n: 10 * f"&l{n - 1};" for n in range(1, 8)}
    entities = "".join(f'<!ENTITY l{n} "{text}">' for n, text in tenfold.items())
    return _with_doctype(part, f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{entities}]>', "&l7;")


def with_external_entity(part):
    """Return a workbook one part of which asks for a file of the machine."""
    return _with_doctype(part, '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>', "&file;")


def _with_doctype(part, doctype, entity):
    rows = changed(2, 1, Raw(f'<c r="@" t="inlineStr"><is><t>{entity}</t></is></c>')) if "sheet1" in part else CLEAN
    parts = package({"Июль": sheet_xml(rows)}, shared=["x"])
    text = parts[part]
    if text.startswith("<?xml"):
        declaration, rest = text.split("?>", 1)
        text = f"{declaration}?>{doctype}{rest}"
    else:
        text = doctype + text
    return zipped(parts | {part: text.replace('<t xml:space="preserve">x</t>', f"<t>{entity}</t>")})


def encrypted():
    """Return a workbook whose entries say that they are encrypted, as a password-protected archive does."""
    content = bytearray(xlsx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # where the flags stand after each signature
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def write(folder, name, content):
    """Write a file and return its path; a text is written as UTF-8."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
