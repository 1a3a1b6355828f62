"""Under cron: no terminal, no HOME, no UTF-8, closed streams, full disks, kills at any moment, two runs at once."""

import itertools
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commands import COMMAND, end_in, run
from editions import EXAMPLES
from files import CLEAN, HEADER, csv_bytes, package, sheet_xml, write, zipped
from inside import write_whole
from said import LANGUAGES, command_line, output_line, said

pytestmark = pytest.mark.slow  # most of it starts the command

ROOT = os.geteuid() == 0
KZ = ("--population", "kz-2023")
SUBJECT = 200  # letters: more do not fit into a mail's subject
TITLE = said("rating.title", title="Official pages of regional administrations", period="july")
NO_OUTPUT = output_line("standard output", "closed")


@pytest.fixture
def july(tmp_path):
    return write(tmp_path, "july.csv", csv_bytes(CLEAN))


def bare(folder):
    """Return the environment that cron leaves: nearly nothing; where `score` remembers is the test's own."""
    return {"XDG_STATE_HOME": str(folder / "state")}


def cron(folder, *args, env=(), redirect="", **how):
    """Run the real command as cron does, in a session without a terminal; `redirect` is the shell's."""
    command = [COMMAND, *map(str, args)]
    if redirect:
        command = ["/bin/sh", "-c", f'"$0" "$@" {redirect}', *command]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    done = subprocess.run(
        command, cwd=folder, env=bare(folder) | dict(env), start_new_session=True, check=False, timeout=60,
        **streams | how,
    )  # fmt: skip
    return done.returncode, (done.stdout or b"").decode("utf-8"), (done.stderr or b"").decode("utf-8")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def assert_one_line(err):
    """A failed run ends with one line, short enough for the subject of a mail."""
    assert "Traceback" not in err
    assert "GOVRANK_DEBUG" not in err
    assert err.endswith("\n")
    last = err.splitlines()[-1]
    assert 0 < len(last) < SUBJECT, last


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({}, id="no HOME, no PATH, no locale"),
        pytest.param({"LANG": "C", "LC_ALL": "C"}, id="the locale C"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C without Python's remedies"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="streams in ASCII"),
        pytest.param({"PYTHONIOENCODING": "ascii:strict", "LANG": "C", "TERM": "dumb"}, id="ASCII, strictly"),
        pytest.param({"HOME": "/nonexistent", "XDG_STATE_HOME": "/nonexistent"}, id="folders that are not there"),
    ],
)
def test_whatever_the_environment_the_names_are_whole(july, env):
    code, out, err = cron(july.parent, "score", july, *KZ, env=env)

    assert (code, err) == (0, "")
    assert out.startswith(TITLE)
    assert "Туркестанская область · Instagram" in out


def test_a_user_whom_the_machine_does_not_know_and_who_has_no_home_is_served():
    folder = closed_folder(0o777)
    done = subprocess.run(
        [*as_nobody(54321), COMMAND, "score", "july.csv", *KZ],
        cwd=folder, env={}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    left = names(folder)
    shutil.rmtree(folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert left == ["july.csv"]  # no folder of the name ~


def closed_folder(mode):
    """Return a folder with an edition that every user may look into: pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="govrank-cron-"))
    write(folder, "july.csv", csv_bytes(CLEAN)).chmod(0o644)
    folder.chmod(mode)
    return folder


def as_nobody(user=65534):
    """Return a function that runs a command as a user who may read everything but write only their own files."""
    if not ROOT:
        return []
    setpriv = shutil.which("setpriv")
    caps = "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"
    prefix = [setpriv, f"--reuid={user}", f"--regid={user}", "--clear-groups", *caps]
    if setpriv is None or subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody be another user")
    return prefix


@pytest.mark.parametrize(
    ("args", "shell", "code", "said"),
    [
        pytest.param(["score", "july.csv", *KZ], "<&-", 0, "", id="no input, none needed"),
        pytest.param(["score", "-", *KZ], "<&-", 2, command_line("no-stdin"), id="no input, but asked for"),
        pytest.param(["score", "july.csv", *KZ], ">&-", 3, NO_OUTPUT, id="no output"),
        pytest.param(["score", "july.csv", *KZ], ">/dev/full", 3, "No space left on device", id="a full device"),
        pytest.param(["score", "july.csv", *KZ, "-f", "csv"], ">/dev/full", 3, "No space left", id="csv, full"),
        pytest.param(["export", "july.csv", *KZ, "-q", "-f", "html"], ">&-", 0, "", id="no output, none needed"),
        pytest.param(["score", "july.csv", *KZ], "2>&-", 0, "", id="no errors' stream"),
        pytest.param(["export", "july.csv", *KZ, "-f", "html"], "2>&-", 0, "", id="a file, and nobody to tell"),
        pytest.param(["export", "july.csv", *KZ], "<&- >&- 2>&-", 0, "", id="a file, and no streams at all"),
        pytest.param(["score", "none.csv"], "2>&-", 2, "", id="wrong, and nobody to tell"),
        pytest.param(["score", "none.csv"], "2>/dev/full", 2, "", id="wrong, and the log is full"),
        pytest.param(["score", "july.csv", *KZ], ">&- 2>&-", 3, "", id="no output and nobody to tell"),
        pytest.param(["methodology", "schema"], ">&-", 3, NO_OUTPUT, id="schema"),
        pytest.param(["methodology", "schema"], ">/dev/full", 3, "No space left on device", id="schema, full"),
        pytest.param(["population", "list"], ">/dev/full", 3, "No space left on device", id="list, full"),
        pytest.param(["--version"], ">/dev/full", 3, "No space left on device", id="version, full"),
        pytest.param(["score", "--help"], ">/dev/full", 3, "No space left on device", id="help, full"),
    ],
)
def test_streams_that_are_closed_or_full(july, args, shell, code, said):
    ended, out, err = cron(july.parent, *args, redirect=shell)

    assert ended == code, err
    assert said in err
    assert (err == "") == (said == "")
    if err:
        assert_one_line(err)
    if code == 0 and args[0] == "score":
        assert out.startswith(TITLE)
    for path in july.parent.glob("*-rating.*"):
        content = path.read_bytes()
        assert content.startswith((b"<!DOCTYPE html>", b"PK"))
        assert b"Traceback" not in content
    assert len(list(july.parent.glob("*-rating.*"))) == (args[0] == "export")


@pytest.mark.parametrize("args", [["score", "july.csv", *KZ, "-f", "json"], ["score", "july.csv", *KZ], ["--help"]])
def test_a_reader_who_has_enough_is_no_error(july, args):
    code, out, err = cron(july.parent, *args, redirect="| head -1")

    assert (code, err) == (0, "")
    assert out.count("\n") == 1


@pytest.fixture
def full_disk(tmp_path):
    """Yield a file system with room for a few kilobytes, and with an old result in it."""
    folder = tmp_path / "full"
    folder.mkdir()
    if not ROOT or subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder], check=False, capture_output=True
    ).returncode:  # fmt: skip
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "-l", folder], check=True)


@pytest.mark.parametrize("how", ["html", "xlsx", "json"])
def test_on_a_full_disk_the_old_file_stays(july, full_disk, how):
    out = write(full_disk, f"out.{how}", "old")
    write(full_disk, "others", "x" * 12_000)
    code, _out, err = cron(july.parent, "export", july, *KZ, "-q", "-o", out)

    assert (code, err) == (3, f"{output_line(out, 'No space left on device')}\n")
    assert out.read_text() == "old"
    assert names(full_disk) == ["others", f"out.{how}"]


def test_a_full_state_folder_is_no_reason_to_fail(july, full_disk):
    with pytest.raises(OSError, match="No space"):
        write(full_disk, "others", "x" * 20_000)
    code, out, err = cron(july.parent, "score", july, *KZ, env={"XDG_STATE_HOME": str(full_disk)})

    assert (code, err) == (0, "")
    assert out.startswith(TITLE)


def test_in_a_read_only_folder_the_result_is_printed_and_a_file_is_an_output_error():
    folder = closed_folder(0o555)
    try:
        runs = [
            subprocess.run(
                [*as_nobody(), COMMAND, *args],
                cwd=folder, env={}, capture_output=True, text=True, check=False, timeout=60,
            )
            for args in (["score", "july.csv", *KZ], ["export", "july.csv", *KZ, "-f", "html"])
        ]  # fmt: skip
        left = names(folder)
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)

    assert (runs[0].returncode, runs[0].stderr) == (0, "")
    assert runs[0].stdout.startswith(TITLE)
    assert (runs[1].returncode, runs[1].stdout) == (3, "")
    assert runs[1].stderr == f"{output_line('july-rating.html', 'Permission denied')}\n"
    assert left == ["july.csv"]


def start(folder, *args):
    return subprocess.Popen(
        [COMMAND, *map(str, args)], cwd=folder, env=bare(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def ended(process):
    err = process.communicate(timeout=60)[1].decode()
    return process.returncode, err


@pytest.mark.parametrize("how", ["html", "xlsx"])
def test_two_runs_at_once_leave_one_of_the_two_files_whole(tmp_path, how):
    whole = set()
    for month in ("june", "july"):
        shutil.copy(EXAMPLES / f"{month}.xlsx", tmp_path)
        assert run("export", f"{month}.xlsx", "-q", "-o", f"{month}-alone.{how}", folder=tmp_path).code == 0
        whole.add((tmp_path / f"{month}-alone.{how}").read_bytes())
    for _ in range(2):
        both = [start(tmp_path, "export", f"{month}.xlsx", "-q", "-o", f"out.{how}") for month in ("june", "july")]
        assert [ended(process) for process in both] == [(0, ""), (0, "")]
        assert (tmp_path / f"out.{how}").read_bytes() in whole
    assert len(whole) == 2
    assert not list(tmp_path.glob(".*"))


def test_two_scores_at_once_leave_one_of_the_two_to_export(tmp_path):
    for month in ("june", "july"):
        shutil.copy(EXAMPLES / f"{month}.xlsx", tmp_path)
    for _ in range(2):
        both = [start(tmp_path, "score", f"{month}.xlsx", "-q") for month in ("june", "july")]
        assert [ended(process) for process in both] == [(0, ""), (0, "")]
        (pointer,) = (tmp_path / "state" / "govrank" / "last").iterdir()
        pages = json.loads(pointer.read_text())["request"]["pages"]
        assert Path(pages).name in ("june.xlsx", "july.xlsx")
    code, out, err = cron(tmp_path, "export", "-q", "-f", "csv", "-o", "-")
    assert (code, err) == (0, "")
    assert out.startswith("league,place,move,page,")


WRITING = f"""
import sys
from pathlib import Path
from {write_whole.__module__} import write_whole

def fill(stream):
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    sys.stdin.readline()
    stream.write(b" whole")

write_whole(Path(sys.argv[1]), fill)
"""


def test_a_run_in_another_container_does_not_disturb_one_that_writes(july):
    """Two containers share a folder and not their process numbers: a number that is unknown here may live there."""
    apart = ["unshare", "--pid", "--fork"]
    if not ROOT or subprocess.run([*apart, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody have process numbers of one's own")
    out = july.parent / "slow.csv"
    slow = subprocess.Popen(
        [sys.executable, "-c", WRITING, out], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert slow.stdout.readline() == b"writing\n"
    other = [*apart, COMMAND, "export", july, *KZ, "-q", "-f", "csv"]
    assert subprocess.run(other, cwd=july.parent, env=bare(july.parent), check=False).returncode == 0
    _out, err = slow.communicate(b"\n", timeout=60)

    assert (slow.returncode, err) == (0, b""), err.decode()[-300:]
    assert out.read_bytes() == b"half whole"


KILLS = 50
WARM = multiprocessing.get_context("forkserver")  # a kill while the modules are imported finds nothing to leave half
WARM.set_forkserver_preload(["commands", "govrank.cli.score", "govrank.pipeline", "openpyxl", "xlsxwriter"])


def fork(folder, out):
    process = WARM.Process(target=end_in, args=(folder, bare(folder), "export", "july.xlsx", "-q", "-o", out))
    process.start()
    return process


def killed_exports(folder, how, moments, reference, takes):
    """Export again and again, each time killed after another share of the time that it takes."""
    out = folder / f"out.{how}"
    seen = {"old": 0, "new": 0, "left": 0}
    for share in moments:
        out.write_bytes(b"old")
        process = fork(folder, out.name)
        time.sleep(share * takes)
        process.kill()
        process.join(60)
        content = out.read_bytes()
        assert content in (b"old", reference), f"killed after {share * takes:.3f} s: {len(content)} bytes"
        seen["old" if content == b"old" else "new"] += 1
        left = [name for name in names(folder) if name not in ("july.xlsx", out.name)]
        assert len(left) <= 1, left  # the next run that writes sweeps up what the one before left
        seen["left"] += len(left)
    assert ended(start(folder, "export", "july.xlsx", "-q", "-o", out.name)) == (0, "")
    assert names(folder) == ["july.xlsx", out.name]
    assert out.read_bytes() == reference
    return seen


def test_killed_at_fifty_moments_the_file_is_the_old_one_or_the_whole_new_one(tmp_path):
    chance = random.Random(20200731)

    def kill(how):
        folder = tmp_path / how
        folder.mkdir()
        shutil.copy(EXAMPLES / "july.xlsx", folder)
        for _ in range(2):  # the first starts the server
            begin = time.monotonic()
            process = fork(folder, f"out.{how}")
            process.join(60)
            takes = time.monotonic() - begin
            assert process.exitcode == 0
        # half of them anywhere, half near the end, where the file is written
        moments = [chance.uniform(*((0, 1.1) if n % 2 else (0.75, 1.0))) for n in range(KILLS // 2)]
        return killed_exports(folder, how, moments, (folder / f"out.{how}").read_bytes(), takes)

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(kill, ["html", "xlsx"]))

    assert sum(one["old"] + one["new"] for one in seen) == KILLS
    assert any(one["old"] for one in seen)


DIES = """
import os, signal, sys
from govrank.cli import main
os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)
sys.argv = ["govrank", "score", "july.csv", "--population", "kz-2023", "-q"]
main()
"""


def test_what_a_killed_score_leaves_in_the_state_folder_does_not_grow(july):
    """Killed in the moment in which it remembers what it rated."""
    for _ in range(2):
        died = subprocess.run(
            [sys.executable, "-c", DIES], cwd=july.parent, env=bare(july.parent), capture_output=True, check=False
        )
        assert died.returncode == -signal.SIGKILL
    assert cron(july.parent, "score", july, *KZ)[0] == 0

    assert len(list((july.parent / "state" / "govrank" / "last").iterdir())) == 1


QUIET = {
    "score": ["score", "{in}", "-o", "{out}.txt"],
    "score json": ["score", "{in}", "-f", "json", "-o", "{out}.json"],
    **{f"export {how}": ["export", "{in}", "-o", f"{{out}}.{how}"] for how in ("xlsx", "csv", "json", "md", "html")},
    "export svg": ["export", "{in}", "-o", "{out}.svg"],
    "export last": ["export", "-o", "{out}.csv"],
    "check": ["check", "{sound}"],
    "check annotate": ["check", "{sound}", "--annotate", "{out}.xlsx"],
    "compare": ["compare", "{june}", "{in}", "-o", "{out}.txt"],
    "trend": ["trend", "{june}", "{in}", "-o", "{out}.html"],
    "trend svg": ["trend", "{june}", "{in}", "-o", "{out}.svg"],
    "explain": ["explain", "{in}", "--page", "Атырауская область · facebook", "-o", "{out}.txt"],
    "robustness": ["robustness", "{in}", "--draws", "10", "-o", "{out}.txt"],
    "template": ["template", "{out}.xlsx"],
    "methodology check": ["methodology", "check", "{rules}"],
    "methodology init": ["methodology", "init", "{out}.toml"],
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_quiet_prints_nothing_on_success(tmp_path, name):
    """The edition is one that is warned of: a total row, and a column that is not used."""
    rows = [[*HEADER, "Цвет"], *([*row, "x"] for row in CLEAN[1:]), ["Итого", "", "", "", "", ""]]
    paths = {
        "in": write(tmp_path, "july.csv", csv_bytes(rows)),
        "june": write(tmp_path, "june.csv", csv_bytes(rows)),
        "sound": write(tmp_path, "sound.csv", csv_bytes(CLEAN)),
        "rules": write(tmp_path, "rules.toml", run("methodology", "init", "-").out),
        "out": tmp_path / "out",
    }
    args = [arg.format(**paths) for arg in QUIET[name]]
    rated = [] if args[0] in ("template", "methodology") else list(KZ)
    if name == "export last":
        assert run("score", paths["in"], *KZ, folder=tmp_path).code == 0
        rated = []
    loud = run(*args, *rated, folder=tmp_path)
    for path in tmp_path.glob("out*"):
        path.unlink()
    quiet = run(*args, *rated, "--quiet", folder=tmp_path)

    assert loud.code == 0, loud
    assert loud.out + loud.err, "there is nothing to be quiet about"
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert any(tmp_path.glob("out*")) == ("out" in " ".join(QUIET[name]))


WRONG = {
    "wrong figures": (1, ["score", "wrong.csv", *KZ]),
    "wrong figures, quietly": (1, ["export", "wrong.csv", *KZ, "-q"]),
    "a long name": (1, ["score", "Рейтинг " * 14 + ".csv", *KZ]),
    "no such file": (2, ["score", "/var/lib/pages/2020/07/july.xlsx"]),
    "no such option": (2, ["score", "july.csv", "--poplation", "kz-2023"]),
    "no such command": (2, ["scroe", "july.csv"]),
    "no such methodology": (2, ["score", "july.csv", "-m", "akimat"]),
    "no such population": (2, ["score", "july.csv", "--population", "kz-2032"]),
    "no population": (1, ["score", "july.csv"]),
    "no such format": (2, ["export", "july.csv", *KZ, "-f", "docx"]),
    "no such column": (2, ["score", "july.csv", *KZ, "--by", "leage"]),
    "no such page": (2, ["explain", "july.csv", *KZ, "--page", "x" * 10_000]),
    "no such folder": (3, ["export", "july.csv", *KZ, "-o", "absent/july.html"]),
    "wrong rules": (1, ["score", "july.csv", *KZ, "-m", "rules.toml"]),
    "wrong rules, checked": (1, ["methodology", "check", "rules.toml"]),
    "wrong people": (1, ["template", "x.xlsx", "--population", "wrong.csv"]),
    "one edition": (2, ["trend", "july.csv", *KZ]),
    "nothing scored": (2, ["export"]),
    "hundreds of problems": (1, ["robustness", "many.csv", *KZ]),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WRONG)
def test_a_run_that_fails_says_so_last_in_a_line_for_a_mails_subject(july, name, lang):
    wrong = csv_bytes([*CLEAN, ["Атырау", "vk", "12k", "", "-4"]])
    write(july.parent, "wrong.csv", wrong)
    write(july.parent, "Рейтинг " * 14 + ".csv", wrong)
    write(july.parent, "many.csv", csv_bytes([HEADER, *([f"Нигде {n}", "vk", "12k", "", "-4"] for n in range(60))]))
    write(july.parent, "rules.toml", 'name = "x"\nversion = 1\nscorin = "rank-sum"\n[[indicators]]\nkey = "a b"\n')
    code, args = WRONG[name]
    done = run(*args, folder=july.parent, GOVRANK_LANG=lang, XDG_STATE_HOME=str(july.parent / "state"))

    assert (done.code, done.out) == (code, "")
    assert_one_line(done.err)


def test_the_real_command_fails_as_shortly(july):
    code, out, err = cron(july.parent, "score", "absent.csv")

    assert (code, out) == (2, "")
    assert_one_line(err)
    assert err.count("\n") == 1


MEASURED = """
import os, resource, sys
limit = int(sys.argv[1])
child = os.fork()
if not child:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    os.execv(sys.argv[2], sys.argv[2:])
_child, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss >> 10)
"""


def with_memory(folder, megabytes, *args, path):
    """Run the command with a limit of its address space; return its code, errors and its peak in megabytes.

    A small process stands between: a child's peak begins with that of the process that it was forked from.
    """
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(megabytes << 20), COMMAND, *args, path, *KZ],
        cwd=folder, env=bare(folder), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    code, peak = map(int, done.stdout.split())
    return code, done.stderr.decode("utf-8"), peak


@pytest.mark.parametrize("megabytes", [300, 330])
def test_where_memory_does_not_suffice_a_file_is_refused_in_a_clear_line(tmp_path, megabytes):
    rows = itertools.chain([HEADER], (["Атырау", f"network {n}", 12345, 40, 5210] for n in range(200_000)))
    path = write(tmp_path, "july.csv", csv_bytes(rows))
    code, err, _peak = with_memory(tmp_path, megabytes, "score", "-q", "-o", "out.csv", "-f", "csv", path=path)

    assert code in (0, 1, 3), err[-500:]
    assert "panicked" not in err
    if code:
        assert_one_line(err)
        assert "memory" in err
        assert not (tmp_path / "out.csv").exists()


def test_a_small_workbook_whose_cells_stand_far_to_the_right_takes_little_memory(tmp_path):
    parts = package({"Июль": sheet_xml(CLEAN)})
    far = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(7, 2007))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace("</sheetData>", far + "</sheetData>")
    content = zipped(parts)
    assert len(content) < 30_000
    _code, _err, peak = with_memory(tmp_path, 4000, "score", path=write(tmp_path, "july.xlsx", content))

    assert peak < 200, "a table of five columns and two thousand rows"


def test_a_small_file_of_wrong_rows_takes_little_memory(tmp_path):
    """At most fifty lines of problems are said: what is kept of the others must not grow so."""
    content = csv_bytes(CLEAN) + b"x,,,,\n" * 60_000
    assert len(content) < 400_000
    _code, _err, peak = with_memory(tmp_path, 4000, "score", path=write(tmp_path, "july.csv", content))

    assert peak < 200, "a file of 360 kilobytes"
