"""Writing files whole: the old one or the new one, whatever happens in between."""

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from files import write
from govrank import CommandError, OutputError
from inside import refuse_inputs, same_file, write_whole

ROOT = os.geteuid() == 0


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_input_is_known_by_its_file_and_not_by_its_name(tmp_path):
    july = write(tmp_path, "july.csv", "figures")
    (tmp_path / "deep").mkdir()
    (tmp_path / "soft.csv").symlink_to(july)
    (tmp_path / "hard.csv").hardlink_to(july)
    for name in ("july.csv", "soft.csv", "hard.csv", "deep/../july.csv"):
        with pytest.raises(CommandError) as refused:
            refuse_inputs(tmp_path / name, ["absent.csv", july])
        assert refused.value.wording == "output-is-input"

    refuse_inputs(write(tmp_path, "other.csv", "figures"), [july])
    refuse_inputs(tmp_path / "absent.csv", [july, tmp_path / "absent.csv"])


def test_what_standard_input_comes_from_is_an_input(tmp_path, monkeypatch):
    july = write(tmp_path, "july.csv", "figures")
    with july.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(CommandError):
            refuse_inputs(july, ["-"])
        refuse_inputs(write(tmp_path, "other.csv", "figures"), ["-"])


@pytest.mark.parametrize("stdin", [None, sys.__stdin__])
def test_without_a_file_behind_it_standard_input_is_none(tmp_path, monkeypatch, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    refuse_inputs(write(tmp_path, "july.csv", "figures"), ["-"])


def test_a_device_holds_nothing_to_be_overwritten():
    refuse_inputs(Path(os.devnull), [os.devnull])
    assert not same_file(Path(os.devnull), os.devnull)


def test_files_that_are_not_there_yet_are_the_same_by_their_whole_names(tmp_path):
    assert same_file(tmp_path / "a.csv", tmp_path / "deep" / ".." / "a.csv")
    assert not same_file(tmp_path / "a.csv", tmp_path / "deep" / "a.csv")


def test_links_in_a_loop_are_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")

    with pytest.raises(OutputError) as failed:
        write_whole(tmp_path / "a.csv", put(b"new"))

    assert failed.value.reason == os.strerror(errno.ELOOP)
    assert names(tmp_path) == ["a.csv", "b.csv"]


def put(content):
    return lambda stream: stream.write(content)


def test_a_new_file_is_written(tmp_path):
    write_whole(tmp_path / "out.csv", put(b"new"))

    assert (tmp_path / "out.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["out.csv"]


def test_an_old_file_is_replaced(tmp_path):
    out = write(tmp_path, "out.csv", "old and longer")
    write_whole(out, put(b"new"))

    assert out.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left")])
def test_the_old_file_stays_where_writing_fails(tmp_path, error):
    out = write(tmp_path, "out.csv", "old")

    def fail(stream):
        stream.write(b"half")
        raise error

    with pytest.raises(OutputError if isinstance(error, OSError) else type(error)):
        write_whole(out, fail)

    assert out.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


KILLED = f"""
import sys, time
from pathlib import Path
from {write_whole.__module__} import write_whole

def fill(stream):
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(60)

write_whole(Path(sys.argv[1]), fill)
"""


def killed_while_writing(out):
    process = subprocess.Popen([sys.executable, "-c", KILLED, out], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    return process.pid


def test_a_kill_in_the_middle_leaves_the_old_file_and_the_next_run_sweeps_up(tmp_path):
    out = write(tmp_path, "out.csv", "old")
    killed_while_writing(out)

    assert out.read_text() == "old"
    (left,) = [name for name in names(tmp_path) if name != "out.csv"]
    assert left.startswith(".")  # nobody takes it for a result

    write_whole(tmp_path / "another.csv", put(b"new"))
    assert names(tmp_path) == ["another.csv", "out.csv"]


def test_what_another_run_is_writing_is_not_swept_away(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path / "a.csv"], stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"writing\n"
        before = names(tmp_path)
        write_whole(tmp_path / "b.csv", put(b"new"))
        assert names(tmp_path) == sorted([*before, "b.csv"])
    finally:
        process.kill()
        process.wait(timeout=30)
        process.stdout.close()


@pytest.mark.parametrize("name", [".x.govrank-partial", ".a.b.c.govrank-partial", "x.1.y.govrank-partial", ".git"])
def test_files_of_other_names_are_not_swept_away(tmp_path, name):
    write(tmp_path, name, "mine")
    write_whole(tmp_path / "out.csv", put(b"new"))

    assert (tmp_path / name).read_text() == "mine"


def test_two_at_once_leave_one_of_the_two_whole(tmp_path):
    out = tmp_path / "out.csv"

    def slowly(letter):
        def fill(stream):
            for _ in range(5):
                stream.write(letter * 1000)
                time.sleep(0.002)

        write_whole(out, fill)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(slowly, [b"a", b"b", b"c", b"d"] * 4))

    content = out.read_bytes()
    assert len(content) == 5000
    assert len(set(content)) == 1
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("absent/out.csv", "No such file or directory", id="no folder"),
        pytest.param("folder", "Is a directory", id="a folder"),
        pytest.param("old.csv/out.csv", "Not a directory", id="a file for a folder"),
        pytest.param("x" * 300, "File name too long", id="a long name"),
    ],
)
def test_a_place_that_cannot_be_written_is_named_with_the_reason(tmp_path, path, reason):
    (tmp_path / "folder").mkdir()
    write(tmp_path, "old.csv", "old")
    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / path, put(b"new"))

    assert (caught.value.path, caught.value.reason) == (str(tmp_path / path), reason)
    assert names(tmp_path) == ["folder", "old.csv"]


def test_a_read_only_folder_is_named():
    """The superuser may write anywhere, so it tries as nobody."""
    program = (
        f"import sys; from pathlib import Path; from {write_whole.__module__} import write_whole\n"
        "try: write_whole(Path(sys.argv[1]), lambda stream: None)\n"
        "except Exception as error: print(type(error).__name__, error.reason)"
    )
    code = f"import sys; sys.path[:0] = {sys.path!r}\nimport os, {write_whole.__module__}, govrank.problems\n"
    code += "os.geteuid() or os.setuid(65534)\n" + program
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to nobody
        Path(folder).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", code, f"{folder}/out.csv"], capture_output=True, text=True, check=False
        )
        Path(folder).chmod(0o700)

    assert done.stdout == "OutputError Permission denied\n", done.stderr


@pytest.mark.parametrize(
    "name", ["微" * 80 + ".csv", "Рейтинг " * 15 + ".csv", "a" * 251 + ".csv"], ids=["Chinese", "Cyrillic", "Latin"]
)
def test_a_name_as_long_as_the_disk_allows_can_be_written(tmp_path, name):
    (tmp_path / name).write_bytes(b"old")  # the disk does allow it
    write_whole(tmp_path / name, put(b"new"))

    assert (tmp_path / name).read_bytes() == b"new"


def test_the_permissions_of_an_old_file_stay(tmp_path):
    out = write(tmp_path, "out.csv", "old")
    out.chmod(0o640)
    write_whole(out, put(b"new"))

    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_the_permissions_of_a_new_file_are_the_users(tmp_path):
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "out.csv", put(b"new"))
    finally:
        os.umask(mask)

    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    target = write(tmp_path, "target.csv", "old")
    (tmp_path / "out.csv").symlink_to(target)
    write_whole(tmp_path / "out.csv", put(b"new"))

    assert (tmp_path / "out.csv").is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_is_written_into_and_not_replaced(tmp_path):
    """`govrank score july.csv -o >(gzip > july.gz)` hands over such a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, put(b"new"))
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert os.read(reader, 100) == b"new"
    finally:
        os.close(reader)


@pytest.mark.skipif(not ROOT, reason="only the superuser can make a device")
@pytest.mark.parametrize(("minor", "full"), [(3, False), (7, True)], ids=["null", "full"])
def test_a_device_is_written_into_and_not_replaced(tmp_path, minor, full):
    device = tmp_path / "device"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        device.open("wb").close()
    except OSError as error:
        pytest.skip(f"no devices in this folder: {error}")
    if full:
        with pytest.raises(OutputError) as caught:
            write_whole(device, put(b"new"))
        assert caught.value.reason == "No space left on device"
    else:
        write_whole(device, put(b"new"))

    assert stat.S_ISCHR(device.stat().st_mode)


@pytest.mark.parametrize("alias", ["july.csv", "./july.csv", "link.csv", "hard.csv"])
def test_an_input_is_never_overwritten(tmp_path, alias, monkeypatch):
    july = write(tmp_path, "july.csv", "x")
    (tmp_path / "link.csv").symlink_to(july)
    (tmp_path / "hard.csv").hardlink_to(july)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as caught:
        refuse_inputs(tmp_path / alias, ["other.csv", "july.csv"])

    assert caught.value.wording == "output-is-input"


@pytest.mark.parametrize("inputs", [[], ["-"], ["absent.csv"], ["a\0b"], ["kz-2023"]])
def test_another_file_may_be_written(tmp_path, inputs):
    refuse_inputs(write(tmp_path, "out.csv", "old"), inputs)
