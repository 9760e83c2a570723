"""What is left of a run when something goes wrong: in a notebook, a process, the disk, the memory."""

import fcntl
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time

import pytest
from newsfigures.running import publish
from runs import COMMAND, RESULTS, entries, files, kill, run, start, wait_for_end, write_notebook


def test_failing_notebooks_are_named_and_leave_the_others_alone(place):
    books = place / "books"
    write_notebook(books, "02_raises", RESULTS.format(name="02_raises"), "1 / 0")
    write_notebook(books, "03_syntax", "x = = 1")
    write_notebook(books, "04_dies", "import os; os.kill(os.getpid(), 9)")
    (books / "05_broken.ipynb").write_text("{ not a notebook")
    done = run(place)
    assert done.returncode == 1
    errors = {name: entry["error"] for name, entry in entries(place).items()}
    assert errors.pop("01_first") == ""
    expected = {
        "02_raises": "ZeroDivisionError: division by zero",
        "03_syntax": "SyntaxError: invalid syntax",
        "04_dies": "the kernel died",
        "05_broken": "Notebook does not appear to be JSON",
    }
    for name, words in expected.items():
        assert words in errors[name]
        assert f"{name} failed: {errors[name]}" in done.errors
    out = place / "out"
    assert (out / "01_first" / "tables" / "t.csv").exists()
    for name in ("02_raises", "03_syntax", "04_dies"):  # the evidence, not half of the results
        assert os.listdir(out / name) == [f"{name}.ipynb"]
        assert '"output_type": "error"' in (out / name / f"{name}.ipynb").read_text()
        assert expected[name].partition(":")[0] in (out / f"{name}.html").read_text()


def test_a_notebook_that_never_ends_is_stopped_at_its_limit(place):
    write_notebook(place / "books", "02_endless", "while True: pass")
    done = run(place, "--only", "02", "--limit", "1")
    assert done.returncode == 1
    assert "02_endless failed: time limit of 1 s reached" in done.errors


def test_one_run_at_a_time_in_a_folder(place):
    (place / "out").mkdir()
    with open(place / "out" / ".lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = run(place)
    assert refused.returncode == 2
    assert "another run is writing to" in refused.errors


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_an_ended_runner_leaves_the_earlier_results_and_no_process(place):
    run(place)
    before = files(place / "out") | {"run.json": (place / "out" / "run.json").read_bytes()}
    for number, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130), (signal.SIGTERM, 130)):
        mark = place / number.name
        write_notebook(place / "books", "01_first", f"open({str(mark)!r}, 'w'); import time; time.sleep(60)")
        heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731  a job in the background is deaf
        running = start(place, before=heard)
        while not mark.exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(number)
        running.communicate(timeout=120)  # of a busy machine
        assert running.returncode == code
        assert wait_for_end(place) == []
        assert {name: (place / "out" / name).read_bytes() for name in before} == before
    write_notebook(place / "books", "01_first", "print(corpus, window, strict, topic)")
    assert run(place).returncode == 0
    assert files(place / "out") == {name: content for name, content in before.items() if name != "run.json"}


def test_a_killed_worker_is_a_failed_notebook(place):
    write_notebook(
        place / "books",
        "02_kills",
        "import glob, os, signal",
        "runner = int(open('runner').read())",
        "children = open(f'/proc/{runner}/task/{runner}/children').read().split()",
        "[os.kill(int(c), 9) for c in children if b'multip' not in open(f'/proc/{c}/cmdline', 'rb').read()]",
        "import time; time.sleep(60)",
    )
    running = start(place, "--only", "02")
    (place / "runner").write_text(str(running.pid))
    _, errors = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "02_kills failed: its worker was killed by SIGKILL" in errors
    assert (place / "out" / "02_kills.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_process_killed_at_any_moment_costs_its_own_notebook_at_most(place):
    write_notebook(place / "books", "02_second", "import time; time.sleep(0.3)")
    kill(place, "runner", 0.97)
    kill(place, "kernel", 0.6)


@pytest.mark.parametrize("step", range(12))
def test_a_publication_cut_off_at_any_rename_is_ended_by_the_next_run(tmp_path, monkeypatch, step):
    def fill(folder, *names, text):
        for name in names:
            (folder / name).mkdir(parents=True)
            (folder / name / "t.csv").write_text(text)
            (folder / f"{name}.html").write_text(text)
        (folder / "index.html").write_text(text)
        publish.write_record(folder, {"notebooks": [{"name": name} for name in names], "text": text})

    stage, target = tmp_path / "out" / ".run", tmp_path / "out"
    fill(target, "01_a", "02_b", text="old")
    before = files(target)
    fill(stage, "02_b", text="new")
    rename, calls = os.replace, iter(range(100))

    def killed(*paths):
        if next(calls) == step:
            raise KeyboardInterrupt
        rename(*paths)

    monkeypatch.setattr(os, "replace", killed)
    cut = False
    try:
        publish.publish(stage, target, ["02_b"], ["01_a"])
    except KeyboardInterrupt:
        cut = True
    monkeypatch.undo()
    with publish.staged(target) as empty:
        assert list(empty.iterdir()) == []
    done = dict.fromkeys(("02_b/t.csv", "02_b.html", "index.html"), b"new")
    assert files(target) == (before if step == 0 else done)
    assert cut == (step < 11)
    assert publish.record(target)["text"] == ("old" if step == 0 else "new")


def test_a_run_folder_from_a_stranger_moves_nothing_outside_and_blocks_nothing(place):
    (place / "out").mkdir()
    (place / "precious.html").write_text("mine")
    names = ["../precious", "..", "", "/etc", "a/b"]
    (place / "out" / "run.json").write_text(json.dumps({"notebooks": [{"name": name} for name in names]}))
    assert run(place).returncode == 0
    assert (place / "precious.html").read_text() == "mine" and list(entries(place)) == ["01_first"]
    os.mkfifo(place / "out" / ".lock")
    assert "cannot write to" in run(place).errors
    (place / "out" / ".lock").unlink()
    (place / "out" / ".lock").symlink_to(place / "made")
    assert "cannot write to" in run(place).errors and not (place / "made").exists()
    (place / "out" / ".lock").unlink()
    shutil.rmtree(place / "out")
    (place / "kept").mkdir()
    (place / "kept" / "a").touch()
    (place / "out").mkdir()
    (place / "out" / ".run").symlink_to(place / "kept")
    assert run(place).returncode == 2 and (place / "kept" / "a").exists()


def limited(kind, most):
    return lambda: resource.setrlimit(kind, (most, most))


def test_a_notebook_that_cannot_write_is_failed_and_the_others_are_there(place):
    write_notebook(place / "books", "02_large", "_ = open('large', 'wb').write(bytes(20_000_000))")
    done = run(place, before=limited(resource.RLIMIT_FSIZE, 10_000_000))
    assert done.returncode == 1
    assert "02_large failed: OSError: [Errno 27] File too large" in done.errors
    assert {name: e["status"] for name, e in entries(place).items()} == {
        "01_first": "done",
        "02_large": "failed",
    }
    assert (place / "out" / "01_first" / "tables" / "t.csv").read_text() == "a,b\n1,2\n"


def test_when_nothing_can_be_written_nothing_is_published(place):
    run(place)
    before = files(place / "out")
    done = run(place, before=limited(resource.RLIMIT_FSIZE, 100))
    assert done.returncode == 2 and "nothing was published" in done.errors
    assert files(place / "out") == before


def test_a_notebook_that_eats_memory_is_failed_and_the_others_are_there(place):
    write_notebook(place / "books", "02_eats", "held = bytearray(3 * 10**9)")
    for options, fork in ((["--only", "02"], "0"), ([], "1")):
        done = run(place, "--memory", "2", *options, NEWSFIGURES_FORK=fork)
        assert done.returncode == 1
        assert "02_eats failed: MemoryError: a notebook may take 2 GB" in done.errors
    assert entries(place)["01_first"]["status"] == "done"


def in_namespace(place, script):
    """Run a shell script where it may mount; the words that it prints."""
    shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not shutil.which("unshare") or subprocess.run([*shell, "mount -t tmpfs none /mnt"]).returncode:
        pytest.skip("no right to mount")
    command = " ".join(map(shlex.quote, [*COMMAND, "--corpus", "news"]))
    script = f"set -e\nmkdir out\nrun() {{ {command}; }}\n{script}"
    return subprocess.run([*shell, script], cwd=place, capture_output=True, text=True, timeout=120)


FULL = """mount -t tmpfs -o size=12m none out
run; cp -r out before
write_until_full() { cat /dev/zero > out/full || true; }
write_until_full
run || echo code $?
rm out/full; diff -r before out && echo same
run; diff -r -x run.json before out && echo again"""


def test_a_full_disk_leaves_what_was_there_and_the_next_run_is_whole(place):
    done = in_namespace(place, FULL)
    assert [line for line in done.stdout.split("\n") if " of " not in line] == ["code 2", "same", "again", ""]
    assert "nothing was published" in done.stderr or "cannot write to" in done.stderr


READ_ONLY = (
    "run; cp -r out before\nmount --bind -o ro out out\nrun || echo code $?\ndiff -r before out && echo same"
)


def test_a_folder_that_is_read_only_is_refused(place):
    done = in_namespace(place, READ_ONLY)
    assert [line for line in done.stdout.split("\n") if " of " not in line] == ["code 2", "same", ""]
    assert "cannot write to" in done.stderr
