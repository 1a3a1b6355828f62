"""An edition as a package that others can check, and the check: any tampering is found."""

import csv
import hashlib
import io
import json
import stat
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import pytest

from commands import run
from files import CLEAN, changed, csv_bytes, write
from inside import FORMATS, Request, _properties, compare_files, flags, leads_out, packaged_text
from said import command_line

pytestmark = pytest.mark.slow  # makes and checks whole packages

pytest.importorskip("typst", reason="the extra images is not installed")

FILES = {
    "CITATION.cff", "README.md", "SHA256SUMS", "article.md", "datapackage.json", "index.html", "input/july.csv",
    "input/previous/june.csv", "methodology.toml", "population/kz-2023.csv", "rating.csv", "rating.json",
    "rating.xlsx", "report.pdf",
}  # fmt: skip
RULES = ("--population", "kz-2023")
READ = {name: one for name, one in flags(Request).items() if one.reads}
SEVERAL = {name for name, one in READ.items() if one.type == list[str]}


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    write(folder, "june.csv", csv_bytes(changed(2, 2, 90001)))
    return write(folder, "july.csv", csv_bytes(CLEAN)).parent


@pytest.fixture(scope="module")
def package(editions):
    """A package with moves, in Russian, as a folder."""
    made = run(
        "package", "july.csv", *RULES, "--previous", "june.csv", "--lang", "ru", "-o", "made", "-q", folder=editions
    )
    assert (made.code, made.err) == (0, "")
    return editions / "made"


@pytest.fixture(scope="module")
def untouched(package):
    return {str(path.relative_to(package)): path.read_bytes() for path in package.rglob("*") if path.is_file()}


def found(files, untouched):
    """Return where the files of a package differ from those that are computed."""
    return {(one.file, one.where) for one in compare_files(files, untouched, same_version=True).differences}


@pytest.fixture
def copy(untouched, tmp_path):
    """Files of the package, to be changed, by their names; `check` writes them somewhere and verifies."""
    files = dict(untouched)

    def check():
        target = tmp_path / "july"
        for name, content in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
        return run("verify", target)

    return files, check


def test_a_package_holds_all_that_is_needed(package):
    assert {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()} == FILES


def test_check_sums_and_descriptor_are_of_the_files(package):
    sums = dict(reversed(line.split("  ")) for line in (package / "SHA256SUMS").read_text().splitlines())
    descriptor = json.loads((package / "datapackage.json").read_text())

    assert sums.keys() == FILES - {"SHA256SUMS"}
    assert all(sums[name] == hashlib.sha256((package / name).read_bytes()).hexdigest() for name in sums)
    listed = {one["path"]: (one["hash"], one["bytes"]) for one in descriptor["resources"]}
    assert listed == {
        name: (f"sha256:{sums[name]}", len((package / name).read_bytes()))
        for name in FILES - {"SHA256SUMS", "datapackage.json"}
    }
    assert {one["path"]: one["mediatype"] for one in descriptor["resources"]}.items() >= {
        ("rating.csv", "text/csv"), ("article.md", "text/markdown"), ("methodology.toml", "application/toml"),
        ("CITATION.cff", "application/octet-stream"),
    }  # fmt: skip
    fields = next(one for one in descriptor["resources"] if one["path"] == "rating.csv")["schema"]["fields"]
    header = next(csv.reader(io.StringIO((package / "rating.csv").read_text(encoding="utf-8-sig"))))
    assert [one["name"] for one in fields] == header


def test_the_descriptor_is_valid(package):
    import frictionless

    report = frictionless.validate(str(package / "datapackage.json"))

    assert report.valid, report.flatten(["type", "message"])


def test_the_same_edition_is_the_same_package(editions, tmp_path):
    for name in ("a.zip", "b.zip"):
        assert run("package", "july.csv", *RULES, "-o", tmp_path / name, "-q", folder=editions).code == 0

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert run("verify", tmp_path / "a.zip").code == 0


def test_an_untouched_package_agrees_with_what_is_computed(copy):
    _files, check = copy

    ended = check()

    assert (ended.code, ended.err) == (0, "")


def leaves(value, at=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield at, value
    for key, one in inner or ():
        yield from leaves(one, (*at, key))


def other(value):
    return value + 1 if type(value) in (int, float) else f"{value}x"


def kinds_of_figures():
    """Return one path of each kind: numbers of lists do not count, but for the first page and the last."""
    yield from (
        ("pages", 0, "place"), ("pages", 0, "total"), ("pages", 0, "zone"), ("pages", 0, "page"),
        ("pages", 0, "region_key"), ("pages", 0, "values", "er"), ("pages", 4, "points", "followers"),
        ("pages", 4, "zones", "engaged"), ("pages", 1, "move", "state"), ("pages", 1, "move", "by"),
        ("indicators", 0, "weight"), ("indicators", 5, "formula"), ("methodology", "zones", 0, "upto"),
        ("methodology", "ties"), ("edition", "period"), ("edition", "sources", 0, "sha256"),
        ("edition", "population", "name"), ("absent", 0, "region"), ("schema",),
    )  # fmt: skip


@pytest.mark.parametrize("path", [*kinds_of_figures()], ids=lambda path: ".".join(map(str, path)))
def test_a_changed_figure_of_the_document_is_found(untouched, path):
    document = json.loads(untouched["rating.json"])
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = other(inner[path[-1]])
    changed_text = json.dumps(document, ensure_ascii=False, indent=1).encode()

    ((file, where),) = found(untouched | {"rating.json": changed_text}, untouched)

    assert file == "rating.json"
    assert where.split(".")[-1].startswith(str(path[-1]))


@pytest.mark.parametrize("column", range(20))
@pytest.mark.slow
def test_a_changed_cell_of_the_csv_is_found(untouched, column):
    rows = list(csv.reader(io.StringIO(untouched["rating.csv"].decode("utf-8-sig"), newline="")))
    rows[3][column] = f"1{rows[3][column]}"
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)

    differ = found(untouched | {"rating.csv": text.getvalue().encode("utf-8-sig")}, untouched)

    assert differ == {("rating.csv", f"4, {rows[0][column]}")}


@pytest.mark.slow
def test_a_changed_cell_of_any_sheet_is_found(untouched):
    names = openpyxl.load_workbook(io.BytesIO(untouched["rating.xlsx"])).sheetnames
    assert len(names) > 8
    for name in names:
        book = openpyxl.load_workbook(io.BytesIO(untouched["rating.xlsx"]))
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
        cell = next((cell for cell in reversed(cells) if type(cell.value) in (int, float)), cells[-1])
        cell.value = other(cell.value)
        stream = io.BytesIO()
        book.save(stream)

        differ = found(untouched | {"rating.xlsx": stream.getvalue()}, untouched)

        assert {("rating.xlsx", f"{name}!{cell.coordinate}"), ("rating.xlsx", f"{name}!{cell.coordinate} =")} & differ


@pytest.mark.parametrize("name", sorted(FILES - {"rating.xlsx", "input/july.csv", "input/previous/june.csv"}))
@pytest.mark.slow
def test_any_other_change_of_a_file_is_found(untouched, name):
    content = untouched[name]
    at = next(i for i in reversed(range(len(content))) if content[i] in b"0123456789")
    digit = b"%d" % (9 - int(content[at : at + 1]))

    differ = found(untouched | {name: content[:at] + digit + content[at + 1 :]}, untouched)

    assert name in {file for file, _where in differ}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("input/july.csv", b"20404", b"20405"),
        ("input/previous/june.csv", b"90001", b"1"),
        ("population/kz-2023.csv", b"693085", b"693086"),
        ("methodology.toml", b"weight = 1", b"weight = 2"),
    ],
)
@pytest.mark.slow
def test_a_changed_input_or_rule_is_found(copy, name, old, new):
    files, check = copy
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)

    ended = check()

    assert ended.code == 1


@pytest.mark.parametrize("name", ["rating.json", "index.html", "SHA256SUMS"])
def test_a_missing_file_is_found_and_a_strange_one_too(untouched, name):
    files = dict(untouched)
    files["strange.txt"] = files.pop(name)

    assert {file for file, _where in found(files, untouched)} == {name, "strange.txt"}


def test_of_another_version_only_the_figures_are_compared(copy):
    files, check = copy
    descriptor = json.loads(files["datapackage.json"])
    descriptor["govrank"]["version"] = "0.9"
    files["datapackage.json"] = json.dumps(descriptor).encode()
    files["index.html"] += b" "
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"}
    files["SHA256SUMS"] = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()

    assert check().code == 0
    files["rating.csv"] = files["rating.csv"].replace(b"5", b"6", 1)
    assert [line.split(",")[0] for line in check().lines[1:-1]] == ["rating.csv"]


def zip_of(*entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr, entry.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def damaged(content):
    """Return an archive whose first file is compressed in no known way."""
    at = content.index(b"datapackage.json") + len("datapackage.json")
    return content[:at] + b"\xff" + content[at + 1 :]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(zip_of(("../out.csv", b"1", 0o644)), "unsafe-package", id="a name that leads out"),
        pytest.param(zip_of(("/etc/out.csv", b"1", 0o644)), "unsafe-package", id="an absolute name"),
        pytest.param(zip_of(("a\\..\\out.csv", b"1", 0o644)), "unsafe-package", id="a name of Windows"),
        pytest.param(zip_of(("C:out.csv", b"1", 0o644)), "unsafe-package", id="a drive of Windows"),
        pytest.param(zip_of(("link", b"/etc/passwd", stat.S_IFLNK | 0o777)), "unsafe-package", id="a link"),
        pytest.param(zip_of(("bomb", bytes(1 << 26), 0o644)), "too-big", id="a bomb"),
        pytest.param(zip_of(*((f"{n}", b"", 0o644) for n in range(101))), "unsafe-package", id="too many files"),
        pytest.param(b"PK\x03\x04 broken", "unreadable", id="no archive"),
        pytest.param(damaged(zip_of(("datapackage.json", b"{}" * 99, 0o644))), "unreadable", id="a damaged file"),
        pytest.param(zip_of(("datapackage.json", b"{}", 0o644)), "unreadable", id="a package of others"),
        pytest.param(zip_of(("datapackage.json", b"[" * 100_000, 0o644)), "unreadable", id="endless brackets"),
    ],
)
def test_a_hostile_package_is_refused(tmp_path, content, code):
    (tmp_path / "july.zip").write_bytes(content)

    ended = run("verify", tmp_path / "july.zip")

    assert ended.code == 1
    assert ended.said[0].endswith(f"[{code}]")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["july.zip"]


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("input/july.csv", False),
        ("input/Июль 10:00.csv", False),
        ("a/../../b", True),
        (r"a\..\..\b", True),
        ("/b", True),
        (r"\b", True),
        ("C:b", True),
        ("c:/b", True),
        ("//server/share/b", True),
    ],
)
def test_a_name_that_leads_out_on_any_system_is_known(name, out):
    assert leads_out(name) is out


def test_a_rating_of_another_version_differs_in_its_figures_only(untouched):
    document = json.loads(untouched["rating.json"])
    document["edition"]["govrank"] = document["previous"]["govrank"] = "0.9.0"
    document["pages"][1]["total"] += 1
    older = untouched | {"rating.json": json.dumps(document, ensure_ascii=False, indent=1).encode()}
    differences = compare_files(older, untouched, same_version=False).differences

    assert [one.where for one in differences if one.file == "rating.json"] == ["pages[1].total"]
    assert found(older, untouched) >= {("rating.json", "edition.govrank"), ("rating.json", "previous.govrank")}


def test_a_link_in_a_folder_is_not_followed(copy, tmp_path):
    _files, check = copy
    check()
    (tmp_path / "july" / "link.csv").symlink_to("/etc/passwd")

    assert run("verify", tmp_path / "july").said[0].endswith("[unsafe-package]")


@pytest.mark.parametrize("key", [*READ, "every_warning_x"])
@pytest.mark.parametrize("path", ["/etc/passwd", r"C:\Users\desk\july.csv", r"\\server\share\july.csv"])
@pytest.mark.parametrize("to", ["", "../.."])
def test_a_recipe_that_leads_out_is_refused(copy, key, path, to):
    """Headings have no folder in the package: their files are never opened."""
    files, check = copy
    path = path if key.endswith("columns") else to + path
    descriptor = json.loads(files["datapackage.json"])
    descriptor["govrank"]["options"][key] = [path] if key in SEVERAL else path
    files["datapackage.json"] = json.dumps(descriptor).encode()

    assert check().said[0].endswith("[unreadable]")


def test_a_revision_says_what_moved(tmp_path):
    write(tmp_path, "july.csv", csv_bytes(CLEAN))
    assert run("package", "july.csv", *RULES, "-o", "out", folder=tmp_path).code == 0
    first = json.loads((tmp_path / "out" / "rating.json").read_text())
    write(tmp_path, "july.csv", csv_bytes(changed(5, 2, 90000, changed(5, 4, 80000))))

    ended = run(
        "package", "july.csv", *RULES, "-o", "out", "--revision", "2", "--because", "a zero was lost", folder=tmp_path
    )

    assert ended.code == 0
    second = json.loads((tmp_path / "out" / "rating.json").read_text())
    (erratum,) = json.loads((tmp_path / "out" / "errata.json").read_text())
    before = {page["page"]: page["place"] for page in first["pages"]}
    now = {page["page"]: page["place"] for page in second["pages"]}
    moved = {one["page"]: (one["from"], one["to"]) for one in erratum["moved"]}
    assert (erratum["revision"], erratum["because"]) == (2, "a zero was lost")
    assert moved == {page: (before[page], now[page]) for page in now if before[page] != now[page]}
    assert len(moved) > 1
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text())["version"] == "2"
    assert (first["edition"]["revision"], second["edition"]["revision"]) == (1, 2)
    assert run("verify", tmp_path / "out").code == 0
    assert run("verify", "out/rating.json", "--input", "july.csv", *RULES, folder=tmp_path).code == 0


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--revision", "2"), id="no reason"),
        pytest.param(("--because", "x"), id="no revision"),
        pytest.param(("--revision", "3", "--because", "x"), id="not the next"),
    ],
)
def test_a_revision_follows_another_and_has_its_reason(tmp_path, options):
    write(tmp_path, "july.csv", csv_bytes(CLEAN))
    assert run("package", "july.csv", *RULES, "-o", "out.zip", folder=tmp_path).code == 0

    assert run("package", "july.csv", *RULES, "-o", "out.zip", *options, folder=tmp_path).code == 2


def test_what_is_no_package_is_not_written_over(tmp_path):
    write(tmp_path, "july.csv", csv_bytes(CLEAN))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")

    assert run("package", "july.csv", *RULES, "-o", "out", folder=tmp_path).code == 2
    assert run("package", "-", *RULES, "-o", "new", stdin=csv_bytes(CLEAN), folder=tmp_path).code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["july.csv", "out"]


@pytest.mark.parametrize("name", [f"july.{one.key}" for one in FORMATS.values() if one.compared])
@pytest.mark.parametrize("lang", ["en", "kk"])
@pytest.mark.slow
def test_a_published_file_is_checked_against_its_input(editions, tmp_path, name, lang):
    published = tmp_path / name
    assert run("export", "july.csv", *RULES, "--lang", lang, "-o", published, "-q", folder=editions).code == 0

    right = run("verify", published, "--input", "july.csv", *RULES, folder=editions)
    wrong = run("verify", published, "--input", "june.csv", *RULES, "--period", "july", folder=editions)

    assert (right.code, right.err) == (0, "")
    assert wrong.code == 1
    assert run("verify", published, folder=editions).code == 2


def test_a_file_of_no_figures_is_refused_with_the_formats_that_have_them(editions, tmp_path):
    (tmp_path / "july.md").write_text("# July", encoding="utf-8")

    ended = run("verify", tmp_path / "july.md", "--input", "july.csv", *RULES, folder=editions)

    assert ended.code == 2
    assert [key for key, one in FORMATS.items() if (f"'{key}'" in ended.err) != one.compared] == []


MADE = (
    "--period", "2020-07", "--title", "Июль & <Сын>", "--by", "platform", "--skip-invalid", "--decimal", ".",
    "--encoding", "utf-8", "--source", "the desk", "--collected", "2020-08-01", "--names", "table",
    "--columns", "posts=posts",
)  # fmt: skip


@pytest.fixture(scope="module")
def workbook(editions):
    """A workbook in Russian that was made with many options."""
    made = run("export", "july.csv", *RULES, *MADE, "--lang", "ru", "-o", "rating.xlsx", "-q", folder=editions)
    assert (made.code, made.err) == (0, "")
    return (editions / "rating.xlsx").read_bytes()


def recipe_in(workbook):
    properties = dict(_properties(workbook))
    assert all(len(text) <= 255 for text in properties.values())
    return json.loads("".join(properties[f"govrank {n + 1}"] for n in range(len(properties))))


def with_properties(workbook, text):
    """Return a workbook with another text in its properties, or, of bytes, with another part of them."""
    part = text
    if isinstance(text, str):
        part = f'<Properties><property name="govrank 1"><t>{escape(text)}</t></property></Properties>'.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, part if name == "docProps/custom.xml" else old.read(name))
    return stream.getvalue()


def test_a_workbook_says_how_it_was_made_and_is_checked_with_its_input_alone(editions, workbook, tmp_path):
    recipe = recipe_in(workbook)

    assert (recipe["lang"], recipe["files"], recipe["robustness"]) == ("ru", {}, False)
    assert recipe["options"] == {
        "by": "platform", "collected": "2020-08-01", "columns": ["posts=posts"], "decimal": ".", "encoding": "utf-8",
        "methodology": "akimats", "names": "table", "period": "2020-07", "population": "kz-2023", "skip_invalid": True,
        "source": "the desk", "title": "Июль & <Сын>",
    }  # fmt: skip
    (tmp_path / "rating.xlsx").write_bytes(workbook)
    right = run("verify", tmp_path / "rating.xlsx", "--input", "july.csv", folder=editions)
    other = run("verify", tmp_path / "rating.xlsx", "--input", "july.csv", "--title", "August", folder=editions)
    assert (right.code, right.err) == (0, "")
    assert other.code == 1
    assert "August" in other.err
    run("export", "july.csv", *RULES, *MADE, "--lang", "ru", "-o", tmp_path / "again.xlsx", "-q", folder=editions)
    assert (tmp_path / "again.xlsx").read_bytes() == workbook


def test_a_workbook_names_the_files_of_ones_own_that_it_was_made_with(editions, tmp_path):
    rules, people = tmp_path / "own.toml", tmp_path / "people.csv"
    rules.write_text(run("methodology", "show", "akimats", "--format", "toml").out, encoding="utf-8")
    people.write_text(packaged_text("populations", "kz-2023.csv"), encoding="utf-8")
    (tmp_path / "govrank.toml").write_text('title = "Ours"\n', encoding="utf-8")
    files = {"methodology": rules, "population": people, "previous": editions / "june.csv"}
    options = [text for name, path in files.items() for text in (f"--{name}", path)]
    asked = ("export", editions / "july.csv", *options, "--robustness", "-o", "rating.xlsx", "-q")
    assert run(*asked, folder=tmp_path).code == 0

    recipe = recipe_in((tmp_path / "rating.xlsx").read_bytes())
    there = files | {"settings": tmp_path / "govrank.toml"}
    assert recipe["robustness"]
    assert recipe["options"] == {"title": "Ours"}
    assert recipe["files"] == {
        name: {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for name, path in there.items()
    }
    check = ("verify", tmp_path / "rating.xlsx", "--input", editions / "july.csv")
    for n, (name, path) in enumerate(files.items()):
        needed = run(*check, *options[: 2 * n], folder=tmp_path)
        sha256 = recipe["files"][name]["sha256"]
        assert needed.code == 2
        assert needed.said[-1] == command_line("verify-needs", name=path.name, sha256=sha256, option=f"--{name}")
    assert run(*check, *options, folder=tmp_path).code == 0
    sha256 = recipe["files"]["settings"]["sha256"]
    elsewhere = run(*check, *options, folder=editions)
    assert elsewhere.said[-1] == command_line("verify-settings", name="govrank.toml", sha256=sha256)
    rules.write_text(rules.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert "docProps/custom.xml" in run(*check, *options, folder=tmp_path).err


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("by", ""), ("by", "no such column"), ("collected", "2020-08-02"), ("columns", ["posts=likes"]),
        *((name, ["/etc/passwd"] if name in SEVERAL else "/etc/passwd") for name in READ),
        ("columns", "posts"), ("decimal", ","), ("decimal", "x"), ("days", 0),
        ("days", 10**30), ("encoding", "no such\0"), ("encoding", "utf-16"), ("force", "perhaps"), ("lang", "en"),
        ("methodology", "bci"), ("methodology", ["akimats"]), ("names", "file"),
        ("names", "x"), ("period", "2020-08"), ("population", "kz-2024"),
        ("population", "../../etc/passwd"), ("population", None), ("previous", "june.csv"), ("sheet", "x"),
        ("settings", "/etc/passwd"), ("source", "\ud800"), ("source", 5),
        ("title", "Июнь"), ("title", "\0"), ("unknown", 1), ("every_warning", True), ("skip_invalid", []),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_changed_option_of_a_workbook_is_found_or_refused(editions, workbook, tmp_path, option, value):
    recipe = recipe_in(workbook)
    recipe["options"] |= {option: value}
    (tmp_path / "rating.xlsx").write_bytes(with_properties(workbook, json.dumps(recipe)))

    ended = run("verify", tmp_path / "rating.xlsx", "--input", "july.csv", folder=editions)

    assert ended.code in (1, 2)
    assert "Traceback" not in ended.err
    assert "passwd" not in ended.out + ended.err.replace("/etc/passwd", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "unreadable", id="nothing"),
        pytest.param("[" * 100_000, "unreadable", id="endless brackets"),
        pytest.param("[]", "unreadable", id="a list"),
        pytest.param({"files": {"previous": 1}}, "unreadable", id="no file"),
        pytest.param({"files": {"previous": {"name": "x", "sha256": "\x1b[31m"}}}, "unreadable", id="no hash"),
        pytest.param({"files": {"logo": {"name": "x", "sha256": "0" * 64}}}, "unreadable", id="no file of rules"),
        pytest.param({"lang": ["ru"]}, "unreadable", id="no language"),
        pytest.param({"robustness": 1}, "unreadable", id="no answer"),
        pytest.param(b"<Properties>", "unreadable", id="no XML"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "unreadable", id="entities"),
        pytest.param(b"<x>" + b" " * (1 << 20) + b"</x>", "unreadable", id="large"),
        pytest.param(b"<x>" + b" " * (1 << 26) + b"</x>", "too-big", id="a bomb"),
    ],
)
def test_hostile_properties_of_a_workbook_are_refused(editions, workbook, tmp_path, text, code):
    if isinstance(text, dict):
        text = json.dumps(recipe_in(workbook) | text)
    (tmp_path / "rating.xlsx").write_bytes(with_properties(workbook, text))

    ended = run("verify", tmp_path / "rating.xlsx", "--input", "july.csv", folder=editions)

    assert ended.code == 1
    assert ended.said[0].endswith(f"[{code}]")


def test_properties_that_were_taken_away_are_found(editions, workbook, tmp_path):
    (tmp_path / "rating.xlsx").write_bytes(with_properties(workbook, b"<Properties/>"))
    given = ("verify", tmp_path / "rating.xlsx", "--input", "july.csv", *RULES, *MADE)

    ended = run(*given, folder=editions)

    assert ended.code == 1
    assert ended.err.startswith("rating.xlsx, docProps/custom.xml")


@pytest.mark.slow
def test_the_workbook_of_a_package_is_checked_alone_too(package, editions):
    check = ("verify", package / "rating.xlsx", "--input", "july.csv", "--previous", "june.csv")

    assert run(*check, folder=editions).code == 0


def test_a_workbook_made_with_a_registry_asks_for_it(tmp_path):
    (tmp_path / "pages.csv").write_text("id,page\n1,A\n2,B\n", encoding="utf-8")
    (tmp_path / "july.csv").write_text("id,region,network,followers,posts,engaged,population\n"
                                       "1,a,vk,10,2,3,100\n2,b,vk,20,3,4,200\n", encoding="utf-8")  # fmt: skip
    made = run("export", "july.csv", "--pages", "pages.csv", "-o", "rating.xlsx", folder=tmp_path)
    without = run("verify", "rating.xlsx", "--input", "july.csv", folder=tmp_path)
    given = run("verify", "rating.xlsx", "--input", "july.csv", "--pages", "pages.csv", folder=tmp_path)

    assert (made.code, without.code, given.code) == (0, 2, 0), given.err
    assert "--pages" in without.err


def test_an_edition_of_several_files_is_packaged_published_and_checked(tmp_path):
    """Files of two folders that are called alike both travel along."""
    head, *body = csv_bytes(CLEAN).splitlines(keepends=True)
    for name, rows in (("a", body[:5]), ("b", body[5:])):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "pages.csv", b"".join([head, *rows]))
    both = ("a/pages.csv", "b/pages.csv")
    inputs = ("--input", both[0], "--input", both[1])

    for args in (
        ("package", *both, *RULES, "-o", "made"),
        ("verify", "made"),
        ("export", *both, *RULES, "-o", "rating.json"),
        ("verify", "rating.json", *inputs, *RULES),
        ("export", *both, *RULES, "-o", "rating.xlsx"),
        ("verify", "rating.xlsx", *inputs),
    ):
        ended = run(*args, folder=tmp_path)
        assert ended.code == 0, (args, ended.err)
    contents = {(tmp_path / name).read_bytes() for name in both}
    assert {path.read_bytes() for path in (tmp_path / "made" / "input").rglob("*.csv")} == contents
    assert run("verify", "rating.json", *inputs[:2], *RULES, folder=tmp_path).code == 1
