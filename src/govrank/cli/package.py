"""`govrank package`: an edition as a folder or an archive that others can check."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from govrank.cli import options
from govrank.cli.call import Call, command
from govrank.cli.notices import working
from govrank.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Mapping


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "package",
    "govrank package july.xlsx -o july-2020/",
    "govrank package july.xlsx -o july-2020.zip --lang ru",
    "govrank package instagram.csv facebook.csv -o july-2020/ --network-from file",
    'govrank package july.xlsx -o july-2020/ --revision 2 --because "Atyrau had counted its posts twice"',
)
def package(
    call: Call,
    *,
    revision: Annotated[
        int,
        typer.Option("--revision", metavar="N", min=1, rich_help_panel=options.OUTPUT, help="Number of the revision."),
    ] = 1,
    because: Annotated[
        str,
        typer.Option(
            "--because",
            metavar="TEXT",
            rich_help_panel=options.OUTPUT,
            help="What the revision corrects, for the errata list.",
        ),
    ] = "",
) -> None:
    """Write an edition as a package that others can check: outputs, input, rules and checksums."""
    from govrank.problems import CommandError
    from govrank.publish.package import earlier_revisions, edition_of, erratum, package_files, zipped

    request, words = replace(call.request, settings=None), call.words
    if "-" in (request.pages, *request.also):
        raise CommandError("package-stdin")
    if bool(because) != (revision > 1):
        raise CommandError("package-because")
    target = call.output or Path(f"{request.stem}-package")
    errata, before = earlier_revisions(target, revision)
    with working(words, quiet=call.quiet):
        edition = edition_of(request, errata)
        files = package_files(edition, words)
        if before is not None:
            edition = replace(edition, errata=(*errata, erratum(revision, because, before, files)))
            files = package_files(edition, words)
    call.warn([*edition.rating.warnings, *(edition.movement.warnings if edition.movement else ())])
    if target.suffix.lower() == ".zip":
        Output(words, target, call.inputs).write_bytes(lambda stream: stream.write(zipped(files)))
    else:
        _write_folder(call, target, files)
    call.say(words.say("package.written", path=str(target), n=len(files)))


def _write_folder(call: Call, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each completely or not at all, the checksums last.

    Raises:
        CommandError: something else is in the folder.
        OutputError: no permission to write.
    """
    from govrank.problems import CommandError, OutputError
    from govrank.publish.package import SUMS

    there = {found.relative_to(folder).as_posix() for found in folder.rglob("*") if not found.is_dir()}
    if there and SUMS not in there:
        raise CommandError("package-not-empty", path=str(folder))
    try:
        for name in sorted(files, key=lambda name: name == SUMS):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Output(call.words, folder / name, call.inputs).write_bytes(partial(_write, files[name]))
        for name in there - files.keys():
            (folder / name).unlink()  # from the previous revision
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
