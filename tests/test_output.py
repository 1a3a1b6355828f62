"""Where a result goes: standard output, or a file that is written whole and never over an input."""

from pathlib import Path

import pytest

from govrank import CommandError, OutputError
from inside import Report, Result, home, pick_format, plain_table, refuse_other_than_workbook, text_column
from said import words

Output = home("Output", "cli.output").Output

EN = words("en")


@pytest.fixture
def printed(capsysbinary):
    """Return what was written to standard output, as bytes."""
    return lambda: capsysbinary.readouterr().out


@pytest.mark.parametrize("path", [None, "-"])
def test_without_a_file_the_text_is_printed_without_a_mark(printed, path):
    Output(EN, None if path is None else Path(path)).write_text(lambda to: to.write("Ә\n"), mark=True)

    assert printed() == "Ә\n".encode()


def test_a_file_begins_with_the_mark_when_it_is_asked_for(tmp_path):
    for mark, begins in ((True, b"\xef\xbb\xbf"), (False, b"")):
        Output(EN, tmp_path / "a.csv").write_text(lambda to: to.write("Ә\n"), mark=mark)
        assert (tmp_path / "a.csv").read_bytes() == begins + "Ә\n".encode()


def test_a_written_file_is_named_only_where_that_is_asked_for(tmp_path, capsys):
    Output(EN, tmp_path / "a.txt").write_text(lambda to: to.write("1"))
    assert capsys.readouterr().err == ""

    Output(EN, tmp_path / "a.txt", announced=True).write_text(lambda to: to.write("2"))
    assert capsys.readouterr().err == f"{EN.say('export.written', path=tmp_path / 'a.txt')}\n"


def test_an_input_is_never_written_over_whatever_it_is_called(tmp_path):
    (tmp_path / "july.csv").write_text("figures", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "july.csv")

    with pytest.raises(CommandError) as refused:
        Output(EN, tmp_path / "link.csv", [None, tmp_path / "july.csv"]).write_text(lambda to: to.write("x"))

    assert refused.value.wording == "output-is-input"
    assert (tmp_path / "july.csv").read_text(encoding="utf-8") == "figures"


def test_a_workbook_is_not_printed(printed):
    with pytest.raises(CommandError) as refused:
        Output(EN).write_bytes(lambda to: to.write(b"PK"))

    assert (refused.value.wording, printed()) == ("binary-to-stdout", b"")


def test_a_failing_writer_leaves_the_old_file(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"old")

    def fail(stream):
        stream.write(b"half")
        raise OutputError("a.bin", "no space left")

    with pytest.raises(OutputError):
        Output(EN, tmp_path / "a.bin").write_bytes(fail)

    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
    assert (tmp_path / "a.bin").read_bytes() == b"old"


class Small(Result):
    """A result of one figure."""

    def report(self, _words):
        return Report(("said",))

    def document(self, _words):
        return {"a": 1}

    def data(self):
        return plain_table("", [text_column("a", "a", ["1\t2"])])


@pytest.mark.parametrize(
    ("command", "how", "written"),
    [
        pytest.param("score", "json", '{\n "a": 1\n}\n', id="json takes the document"),
        pytest.param("score", "csv", "a\n1\t2\n", id="csv the data"),
        pytest.param("score", "tsv", 'a\n"1\t2"\n', id="tsv too, with the tab in quotes"),
        pytest.param("score", "table", "said\n", id="the terminal the report"),
        pytest.param("score", "md", "said\n", id="md the report"),
    ],
)
def test_each_format_takes_what_it_needs(printed, command, how, written):
    Output(EN).write(Small(), pick_format(command, how, None))

    assert printed().decode() == written


@pytest.mark.parametrize(
    ("command", "name", "expected"),
    [
        ("export", "a.HTML", "html"), ("export", "a.htm", "html"), ("export", "a.markdown", "md"),
        ("export", "-", "csv"),
        ("score", "a.csv", "csv"), ("score", "-", "table"), ("score", None, "table"), ("export", None, "xlsx"),
        ("score", "july", "table"), ("score", "july.txt", "table"), ("score", "july.LOG", "table"),
    ],
)  # fmt: skip
def test_the_extension_names_the_format(command, name, expected):
    assert pick_format(command, None, None if name is None else Path(name)).key == expected


@pytest.mark.parametrize("name", ["july.txt", "july.docx", "july.table"])
def test_an_extension_that_names_no_format_is_refused_with_those_that_do(name):
    with pytest.raises(CommandError) as refused:
        pick_format("export", None, Path(name))

    known = refused.value.args_named["known"]
    assert (refused.value.wording, known[:2], ".txt" in known) == ("unknown-extension", [".xlsx", ".csv"], False)


def test_an_input_with_a_strange_extension_is_refused_as_an_input(tmp_path):
    (tmp_path / "july.xlsx").write_bytes(b"figures")

    with pytest.raises(CommandError) as refused:
        pick_format("score", None, tmp_path / "july.xlsx", [str(tmp_path / "july.xlsx")])

    assert refused.value.wording == "output-is-input"


def test_a_workbook_is_not_called_otherwise(tmp_path):
    refuse_other_than_workbook(tmp_path / "july.XLSX", [])
    refuse_other_than_workbook(Path("/dev/null"), [])

    with pytest.raises(CommandError) as refused:
        refuse_other_than_workbook(tmp_path / "july.csv", [])

    assert refused.value.args_named["near"] == [str(tmp_path / "july.xlsx")]
