"""Small runs for the tests: notebooks that write a table, the command line over them, and what is left."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

TEXT = "Trade between the two countries rose 26 % to $240 billion in 2023. Officials said so on Monday.\n"
PARAMETERS = """corpus: str = "seeds"  # folder of articles
out: str = ""  # folder of the run
window: int = 5  # words on either side
strict: bool = False  # whether to be strict
topic: str = "oil"  # what to look for"""
RESULTS = """import os, pathlib
folder = pathlib.Path(os.environ["NEWSFIGURES_OUT"], "{name}", "tables")
folder.mkdir(parents=True, exist_ok=True)
_ = (folder / "t.csv").write_text("a,b\\n1,2\\n")"""


def write_notebook(folder, name, *cells):
    """A notebook of a title, the parameters above, the cells, and a last cell that writes a table."""
    sources = [PARAMETERS, *cells, RESULTS.format(name=name)]
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# Notebook {name}"}]
    for number, source in enumerate(sources):
        cell = {
            "cell_type": "code",
            "id": f"c{number}",
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        cells.append({**cell, "metadata": {} if number else {"tags": ["parameters"]}})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    node = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(node))


def make_place(folder):
    """In an empty folder, a corpus of one article and a folder of one short notebook."""
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(TEXT)
    write_notebook(folder / "books", "01_first", "print(corpus, window, strict, topic)")
    return folder


COMMAND = [sys.executable, "-P", "-m", "newsfigures.cli", "run", "--notebooks", "books", "--out", "out"]


def start(place, *options, corpus="news", before=None, **environment):
    return subprocess.Popen(
        [*COMMAND, "--corpus", corpus, *options],
        preexec_fn=before,
        cwd=place,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(place, *options, **more):
    process = start(place, *options, **more)
    process.output, process.errors = process.communicate(timeout=120)
    return process


def files(folder):
    """Bytes of every file of a run but for its record, which holds times."""
    found = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != "run.json"}


def entries(place):
    return {
        entry["name"]: entry for entry in json.loads((place / "out" / "run.json").read_text())["notebooks"]
    }


def printed(place, name="01_first"):
    node = json.loads((place / "out" / name / f"{name}.ipynb").read_text())
    outputs = [output for cell in node["cells"] for output in cell.get("outputs", [])]
    return "".join("".join(output.get("text", [])) for output in outputs)


def of_run(place):
    """Processes, kernels too, that work in or for a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(place) in os.readlink(process / "cwd"):
                found.append(process.name)
        except OSError:
            pass
    return found


def processes(runner):
    """Ids of the processes of a run, by kind: the server of kernels, workers, kernels."""
    found = {"server": [], "worker": [], "kernel": []}
    for child in _children(runner):
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"forkserver" in command:
            found["server"].append(child)
            found["kernel"] += _children(child)
        elif b"resource_tracker" not in command:
            found["worker"].append(child)
    return found


def _children(process):
    return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def wait_for_end(place, seconds=60):
    """Wait until no process but this one works in the folder; returns those that still do."""
    deadline = time.monotonic() + seconds
    while len(of_run(place)) > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    return [process for process in of_run(place) if process != str(os.getpid())]


def kill(place, victim, moment):
    """Run, and SIGKILL one process of a kind when the share ``moment`` of an undisturbed run has passed; the
    victim "interrupt" is the runner with SIGINT.

    Returns the ended runner. Asserts what holds after any such death: no process is left, each file under its
    final name is as in ``place / "expected"`` or of a notebook that is said to have failed, and the next run
    makes all of them again. The first run of all makes ``expected``.
    """
    expected = place / "expected"
    if not expected.exists():
        _whole(place)
        shutil.copytree(place / "out", expected)
    runner = start(place)
    own = victim in ("runner", "interrupt")
    number = signal.SIGINT if victim == "interrupt" else signal.SIGKILL
    time.sleep(moment * float((place / "took").read_text()))
    while runner.poll() is None:
        with contextlib.suppress(OSError, IndexError):  # it has not begun, or has just ended
            os.kill(runner.pid if own else processes(runner.pid)[victim][-1], number)
            break
        time.sleep(0.01)
    runner.output, runner.errors = runner.communicate(timeout=120)
    assert wait_for_end(place) == []
    ended = entries(place) if (place / "out" / "run.json").exists() else {}
    failed = {name for name, entry in ended.items() if entry["status"] == "failed"}
    assert runner.returncode in (bool(failed), *([-number, 128 + number] if own else []))
    assert all(f"{name} failed: " in runner.errors for name in failed)
    wanted = files(expected)
    for name, content in files(place / "out").items():
        own = name.split("/")[0].removesuffix(".html")
        passing = name == ".lock" or own == ".run" or (own == "index" and failed)
        assert passing or own in failed or content == wanted[name], name
    _whole(place)
    assert files(place / "out") == wanted
    return runner


def _whole(place):
    began = time.monotonic()
    assert run(place).returncode == 0
    (place / "took").write_text(str(time.monotonic() - began))


def end_once(folder, task):
    """Kill the own process the first time that the task 3 comes, and always for the task 5."""
    mark = Path(folder, "killed")
    if task == 5 or (task == 3 and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 7:
        raise ValueError("seven")
    return 10 * task
