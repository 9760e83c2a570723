"""The runner: what it makes and what it refuses."""

import json
import os
import subprocess
import sys

import pytest
from newsfigures import cli
from newsfigures.running import parameters
from newsfigures.running import plan as plan_module
from runs import TEXT, entries, files, printed, run, write_notebook

HOSTILE = '\'"""\\x41{window}$HOME`id`\\\'"; import os\n# <script>'


def test_a_run_makes_pages_executed_notebooks_and_results(place):
    write_notebook(
        place / "books",
        "01_first",
        "print([corpus, window, strict, topic])",
        "import os; proc = f'/proc/{os.getppid()}/task'",
        "print(len(os.listdir(proc)) if os.path.exists(proc) else 1)",
        "from newsfigures import engines; print(list(engines.pool(abs, [-1], 1)))",
    )
    done = run(place, "--set", "window=7", "--set", "strict=true", "--set", f"topic={HOSTILE}", "--json")
    assert (done.returncode, done.errors.split()[:2]) == (0, ["done", "01_first"])
    made = ["01_first.html", "01_first/01_first.ipynb", "01_first/tables/t.csv", "index.html"]
    assert sorted(files(place / "out")) == made
    threads = "1\n"  # of the process that kernels are forked from: more would not be safe
    pooled = "[(-1, 1)]\n"  # a kernel may have processes of its own
    assert printed(place) == repr(["news", 7, True, HOSTILE]) + "\n" + threads + pooled
    assert "Warning" not in done.errors
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
    private = [str(place), os.path.expanduser("~") + "/", sys.prefix, "ipykernel_", " at 0x7"]
    for name, content in before.items():
        assert not [word for word in private if word.encode() in content], name


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
    for name in ("piped", "linked"):
        (place / name).mkdir()
        (place / name / "a.txt").write_text(TEXT)
    os.mkfifo(place / "piped" / "references.csv")
    (place / "linked" / "sectors.csv").symlink_to("/dev/zero")
    cases = [
        (["--corpus", "piped"], "references.csv: not a regular file"),
        (["--corpus", "linked"], "sectors.csv: a link to outside of the folder"),
        (["--corpus", "nowhere"], "nowhere"),
        (["--corpus", ""], "corpus ''"),
        (["--corpus", "empty"], "empty"),
        (["--corpus", "blank"], "nothing.txt"),
        (["--corpus", "binary"], "photo.txt"),
        (["--corpus", "huge"], "huge.txt"),
        (["--out", "taken"], "cannot write to"),
        (["--out", "taken/deeper"], "cannot write to"),
        (["--out", "news/run"], "the articles are there"),
        (["--set", "windw=3"], "parameter windw: no such parameter in these notebooks; did you mean window?"),
        (["--set", "depth=3"], "no such parameter in these notebooks; they have strict, topic, window"),
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
    assert "left out photo.txt" in done.errors
    assert "left out huge.txt" in done.errors
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
        *[("1", "bool"), ("", "bool"), (1, "bool"), (True, "int"), (3, "str"), ("a,1", "list[int]")],
        ("[", "dict"),
    ],
)
def test_values_of_another_type_are_refused(text, kind):
    with pytest.raises(parameters.Refused, match="parameter x: "):
        parameters.read("x", text, kind)
