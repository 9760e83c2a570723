"""The runner: what it makes, what it refuses, and what is left when something goes wrong."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from newsfigures import cli
from newsfigures.running import parameters
from newsfigures.running import plan as plan_module

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


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working directory with a corpus of one article and a folder of one short notebook."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    write_notebook(tmp_path / "books", "01_first", "print(corpus, window, strict, topic)")
    return tmp_path


def start(place, *options, corpus="news", **environment):
    command = [sys.executable, "-P", "-m", "newsfigures.cli", "run", "--corpus", corpus, "--out", "out"]
    return subprocess.Popen(
        [*command, "--notebooks", "books", *options],
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


HOSTILE = '\'"""\\x41{window}$HOME`id`\\\'"; import os\n# <script>'


def test_a_run_makes_pages_executed_notebooks_and_results(place):
    write_notebook(
        place / "books",
        "01_first",
        "print([corpus, window, strict, topic])",
        "import os; proc = f'/proc/{os.getppid()}/task'",
        "print(len(os.listdir(proc)) if os.path.exists(proc) else 1)",
    )
    done = run(place, "--set", "window=7", "--set", "strict=true", "--set", f"topic={HOSTILE}", "--json")
    assert (done.returncode, done.errors.split()[:2]) == (0, ["done", "01_first"])
    made = ["01_first.html", "01_first/01_first.ipynb", "01_first/tables/t.csv", "index.html"]
    assert sorted(files(place / "out")) == made
    threads = "1\n"  # of the process that kernels are forked from: more would not be safe
    assert printed(place) == repr(["news", 7, True, HOSTILE]) + "\n" + threads
    record = json.loads(done.output)
    assert record["parameters"] == {"corpus": "news", "window": 7, "strict": True, "topic": HOSTILE}
    assert [line["path"] for line in record["inputs"]] == ["a.txt"]


def test_nothing_of_the_machine_and_no_time_is_left_in_what_is_written(place):
    write_notebook(
        place / "books",
        "02_nosy",
        "import os, warnings; print(os.getcwd(), object(), os.environ['NEWSFIGURES_OUT'])",
        "warnings.warn('look at ' + os.path.expanduser('~/x'))",
        "import newsfigures; newsfigures.load('/no/such/place')",
    )
    first = run(place)
    assert first.returncode == 1
    before = files(place / "out")
    run(place, NEWSFIGURES_FORK="0")  # ordinary kernels give the same bytes as forked ones
    assert files(place / "out") == before
    private = [str(place), os.path.expanduser("~") + "/", sys.prefix, "ipykernel_", " at 0x7"]
    for name, content in before.items():
        assert not [word for word in private if word.encode() in content], name


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


def test_refused_before_anything_runs(place, capsys):
    (place / "empty").mkdir()
    (place / "blank").mkdir()
    (place / "blank" / "nothing.txt").write_text("")
    (place / "binary").mkdir()
    (place / "binary" / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (place / "huge").mkdir()
    with open(place / "huge" / "huge.txt", "w") as file:
        file.truncate(50_000_000)
    (place / "taken").write_text("a file where the folder should be")
    cases = [
        (["--corpus", "nowhere"], "nowhere"),
        (["--corpus", ""], "corpus ''"),
        (["--corpus", "empty"], "empty"),
        (["--corpus", "blank"], "nothing.txt"),
        (["--corpus", "binary"], "photo.txt"),
        (["--corpus", "huge"], "huge.txt"),
        (["--out", "taken"], "cannot write to"),
        (["--out", "taken/deeper"], "cannot write to"),
        (
            ["--set", "windw=3"],
            "parameter windw: no such parameter in these notebooks; did you mean window?",
        ),
        (
            ["--set", "depth=3"],
            "parameter depth: no such parameter in these notebooks; they have strict, topic, window",
        ),
        (["--set", "window=wide"], "parameter window: 'wide' is not a whole number (int)"),
        (["--set", "strict=perhaps"], "parameter strict: 'perhaps' is not true or false (bool)"),
        (["--set", "window"], "--set window: write name=value"),
        (["--set", "corpus=news"], "parameter corpus: use --corpus"),
        (["--only", "07"], "only 07: no notebook begins with it; there are 01_first"),
        (["--notebooks", "empty"], "no notebooks in"),
    ]
    for options, message in cases:
        code = cli.main(["run", "--corpus", "news", "--notebooks", "books", "--out", "out", *options])
        assert (code, message in capsys.readouterr().err) == (2, True), options
    assert not (place / "out").exists()
    for options in (["--jobs", "0"], ["--limit", "-1"], ["--limit", "nan"], ["--nonsense"]):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["run", *options])


def test_an_article_that_cannot_be_read_is_a_warning_that_names_it(place):
    (place / "news" / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (place / "news" / "latin.txt").write_bytes(
        "Über 30 Prozent der Ausfuhr ging nach Köln.".encode("latin-1")
    )
    with open(place / "news" / "huge.txt", "w") as file:
        file.truncate(50_000_000)
    done = run(place)
    assert done.returncode == 0
    assert "warning: left out photo.txt" in done.errors
    assert "warning: left out huge.txt" in done.errors
    record = json.loads((place / "out" / "run.json").read_text())
    assert {line["path"] for line in record["skipped"]} >= {"photo.txt", "huge.txt"}


def test_only_some_notebooks_keep_the_others_of_the_same_articles(place):
    write_notebook(place / "books", "02_second", "1 / 0")
    run(place)
    write_notebook(place / "books", "02_second")
    assert run(place, "--only", "02").returncode == 0
    assert {name: entry["status"] for name, entry in entries(place).items()} == {
        "01_first": "done",
        "02_second": "done",
    }
    (place / "news" / "a.txt").write_text(TEXT + "One more sentence.\n")
    run(place, "--only", "02")
    assert list(entries(place)) == ["02_second"]
    assert sorted(p.name for p in (place / "out").iterdir()) == [
        "02_second",
        "02_second.html",
        "index.html",
        "run.json",
    ]


def test_one_run_at_a_time_in_a_folder(place):
    (place / "out").mkdir()
    with open(place / "out" / ".lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = run(place)
    assert refused.returncode == 2
    assert "another run is writing to" in refused.errors


def _of_run(place):
    """Processes, kernels too, that work in or for a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(place) in os.readlink(process / "cwd"):
                found.append(process.name)
        except OSError:
            pass
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_an_ended_runner_leaves_the_earlier_results_and_no_process(place):
    run(place)
    before = files(place / "out") | {"run.json": (place / "out" / "run.json").read_bytes()}
    for number, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130), (signal.SIGTERM, 130)):
        mark = place / number.name
        write_notebook(place / "books", "01_first", f"open({str(mark)!r}, 'w'); import time; time.sleep(60)")
        running = start(place)
        while not mark.exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(number)
        running.communicate(timeout=20)
        assert running.returncode == code
        deadline = time.monotonic() + 10
        while len(_of_run(place)) > 1 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert _of_run(place) == [str(os.getpid())]  # this test itself
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
        "[os.kill(int(c), 9) for c in children if b'kernels' not in open(f'/proc/{c}/cmdline', 'rb').read()]",
        "import time; time.sleep(60)",
    )
    running = start(place, "--only", "02")
    (place / "runner").write_text(str(running.pid))
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "02_kills failed: its worker was killed by SIGKILL" in errors
    assert (place / "out" / "02_kills.html").exists()


def test_the_collection_gives_the_same_bytes_again_in_ordinary_kernels_one_by_one(run_folder, tmp_path):
    command = [sys.executable, "-P", "-m", "newsfigures.cli", "run", "--out", "again", "--jobs", "1"]
    environment = {**os.environ, "NEWSFIGURES_FORK": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    first, second = files(run_folder), files(tmp_path / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_corpus_may_be_a_folder_a_file_or_a_pattern(place):
    (place / "odd [1] name").mkdir()
    (place / "odd [1] name" / "b.txt").write_text(TEXT)
    found = {text: plan_module.find_corpus(text) for text in ("news", "news/a.txt", "news/*.txt", "*/a.txt")}
    assert found == {
        "news": (place, "news", "news"),
        "news/a.txt": (place / "news", "a.txt", "a"),
        "news/*.txt": (place, "news/*.txt", "news"),
        "*/a.txt": (place.parent, f"{place.name}/*/a.txt", place.name),
    }
    assert plan_module.find_corpus("odd [1] name")[:2] == (place, "odd [1] name")
    assert plan_module.find_corpus(str(place / "news" / ".." / "news"))[:2] == (place, "news")
    assert plan_module.find_corpus("seeds")[0] == plan_module.ROOT
    for text in ("", "/", "news/*.md", "nowhere"):
        with pytest.raises(parameters.Refused, match="no such folder or file"):
            plan_module.find_corpus(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("-3", "int", -3),
        ("1e3", "float", 1000.0),
        ("7", "float", 7.0),
        ("True", "bool", True),
        ("007", "str", "007"),
        ("a,b", "list[str]", ["a", "b"]),
        ('["a, b"]', "list[str]", ["a, b"]),
        ("", "list[str]", []),
        ('{"a": 1}', "dict", {"a": 1}),
        (3, "float", 3),
    ],
)
def test_values_are_read_by_the_annotation(text, kind, value):
    result = parameters.read("x", text, kind)
    assert (result, type(result)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[("3.0", "int"), ("1_000", "int"), ("", "int"), ("１２", "int"), ("0x10", "int")],
        *[("nan", "float"), ("inf", "float"), ("1_0", "float"), ("1,5", "float")],
        *[
            ("1", "bool"),
            ("", "bool"),
            (1, "bool"),
            (True, "int"),
            (3, "str"),
            ("a,1", "list[int]"),
            ("[", "dict"),
        ],
    ],
)
def test_values_of_another_type_are_refused(text, kind):
    with pytest.raises(parameters.Refused, match="parameter x: "):
        parameters.read("x", text, kind)
