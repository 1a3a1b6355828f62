"""What a package says of itself, and what `verify` says of it and of one that somebody has changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import CLEAN, changed, csv_bytes, write
from spoiled import KZ_2023

VERSIONS = (
    (changed(3, 2, 90000), changed(3, 2, 98000)),
    (CLEAN, changed(3, 2, 98766)),
    (CLEAN, CLEAN),
    ([[*CLEAN[0], "excluded"], *([*page, ""] for page in CLEAN[1:-1]), [*CLEAN[-1], "closed"]],
     [[*CLEAN[0], "excluded"], *([*page, ""] for page in CLEAN[1:-1]), [*CLEAN[-1][:2], "?", 91, 30303, "moved"]]),
    ([[*CLEAN[0], "excluded"], *([*page, ""] for page in CLEAN[1:-1]), [*CLEAN[-1], "closed"]],
     [[*CLEAN[0], "excluded"], [*CLEAN[1], "closed"], *([*page, ""] for page in CLEAN[3:])]),
)  # fmt: skip
DESCRIBED = ('"title"', '"description"')


def packages(lang):
    """Return the texts of a package and of its revision, and what is said while they are written and verified."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "june.csv", csv_bytes(changed(3, 2, 9001)))
        for rows, options in ((CLEAN, ()), (changed(2, 2, 54321), ("--revision", "2", "--because", "a post too many"))):
            write(folder, "july.csv", csv_bytes(rows))
            args = ("july.csv", *KZ_2023, "--previous", "june.csv", "-o", "made", *options)
            yield f"$ govrank package {' '.join(args)}"
            yield from run("package", *args, "--lang", lang, folder=folder).lines
            yield from (folder / "made" / "README.md").read_text("utf-8").splitlines()
            cited = (folder / "made" / "CITATION.cff").read_text("utf-8").splitlines()
            yield from (line for line in cited if line.startswith(("message", "  - name")))
        described = (folder / "made" / "datapackage.json").read_text("utf-8").splitlines()
        yield from dict.fromkeys(line.strip() for line in described if line.strip().startswith(DESCRIBED))
        yield from run("verify", "made", folder=folder, GOVRANK_LANG=lang).lines_out
        made = folder / "made" / "rating.json"
        made.write_text(made.read_text("utf-8").replace('"place": ', '"place": 1').replace('"1.0', '"0.9'), "utf-8")
        (folder / "made" / "article.md").write_text("another", "utf-8")
        made = ("export", "july.csv", *KZ_2023, "--previous", "june.csv", "-o", "july.xlsx", "-q")
        run(*made, "--lang", lang, folder=folder)
        for args in ((), ("--previous", "june.csv"), ("--previous", "june.csv", "--title", "August")):
            asked = ("verify", "july.xlsx", "--input", "july.csv", *args)
            yield f"$ govrank {' '.join(asked)}"
            yield from run(*asked, folder=folder, GOVRANK_LANG=lang).lines
        yield "# changed"
        yield from run("verify", "made", folder=folder, GOVRANK_LANG=lang).lines


def versions(lang):
    """Return what is said of two versions of an edition."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for old, new in VERSIONS:
            write(folder, "old.csv", csv_bytes(old))
            write(folder, "new.csv", csv_bytes(new))
            yield "# two versions"
            yield from run("diff", "old.csv", "new.csv", *KZ_2023, "-q", "--lang", lang, folder=folder).lines_out
