"""The command line as a reader of its help meets it: tables, grids, comparisons, messages and exit codes."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import newsfigures as nf
import pytest
from newsfigures import cli
from newsfigures.running import compare
from runs import TEXT, write_notebook

COMMANDS = ("run", "compare", "find", "build")


def told(capsys, *arguments):
    """Exit code, output and messages of one call."""
    try:
        code = cli.main(list(arguments))
    except SystemExit as end:
        code = end.code
    return (code, *capsys.readouterr())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_that_it_takes_and_the_exit_codes(command, capsys):
    code, text, _ = told(capsys, command, "--help")
    assert code == 0 and cli.EXIT in text and "--quiet" in text and "--json" in text
    examples = re.findall(rf"^  newsfigures ({command} .+)", text, re.M)
    assert examples
    for example in examples:
        assert cli._parser().parse_args(shlex.split(example.partition("<")[0])).action


def test_without_a_command_the_help_is_shown(capsys):
    code, text, messages = told(capsys)
    assert (code, text) == (2, "") and all(command in messages for command in (*COMMANDS, "exit codes"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["seek"], "invalid choice: 'seek'"),
        (["run", "seeds"], "unrecognized arguments: seeds"),
        (["run", "--jobs", "two"], "'two' is not a positive whole number"),
        (["run", "--grid", "unit"], "--grid unit: write name=value,value"),
        (["run", "--grid", "unit="], "--grid unit=: write name=value,value"),
        (["run", "--grid", "out=a,b"], "grid out: use --out"),
        (["run", "--grid", "unit=a", "--set", "unit=b"], "parameter unit: given twice"),
        (
            ["run", "--grid", "sed=1,2"],
            "parameter sed: no such parameter in these notebooks; did you mean seed?",
        ),
        (["run", "--grid", "most=1,many"], "parameter most: 'many' is not a whole number"),
        (["run", "--grid", "corpus=seeds,nowhere"], "corpus 'nowhere': no such folder or file"),
        (["compare", "a"], "the following arguments are required: RUN"),
        (["compare", "a", "b"], "run a: there is no ledger"),
        (["compare", ".", "b"], "run .: there is no ledger; newsfigures run --only 02 makes one"),
    ],
)
def test_wrong_input_is_answered_by_what_to_do_and_nothing_is_made(
    arguments, message, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    out = ["--out", "out"] if arguments[0] == "run" and arguments[-1] != "seeds" else []
    code, text, messages = told(capsys, *arguments, *out)
    assert (code, text) == (2, "") and message in messages
    assert "Traceback" not in messages and not list(tmp_path.iterdir())


def test_find_prints_an_aligned_table_and_what_was_rejected(capsys):
    code, text, _ = told(capsys, "find", "--rejected", "Trade rose about 26% to over $240 billion in 2023.")
    assert code == 0
    figures, rejected = (part.splitlines() for part in text.strip().split("\n\n"))
    assert [figures[0].index(word) for word in ("value", "interval", "unit")] == [
        figures[2].index(word) for word in ("240,000", "240,000,000,000 or more", "USD")
    ]
    assert re.split(r" {2,}", figures[1]) == ["26%", "26", "24.7 to 27.3", "percent", "about", "up"]
    assert rejected == ["rejected  reason", "2023      date"]


def test_find_in_json_is_one_valid_object_a_line(capsys):
    _, text, _ = told(capsys, "find", "--json", "--rejected", "It makes over 5 GW since 2023.")
    figure, date = (json.loads(line, parse_constant=pytest.fail) for line in text.splitlines())
    assert (figure["text"], figure["low"], figure["high"]) == ("5 GW", 5, None)
    assert (date["text"], date["reason"]) == ("2023", "date")


def test_find_without_figures_says_so(capsys):
    assert told(capsys, "find", "nothing here")[:2] == (0, "no figures\n")
    assert told(capsys, "find", "--quiet", "nothing here") == (0, "", "")


def test_a_terminal_is_never_commanded_by_an_article(capsys):
    _, text, _ = told(capsys, "find", "--rejected", "It rose 26% \x1b[2J and 007\x9b1 more.")
    assert "26%" in text and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def grid(place, *options, **more):
    command = [sys.executable, "-P", "-m", "newsfigures.cli", "run", "--out", "out", "--notebooks", "books"]
    return subprocess.run(
        [*command, *options], cwd=place, stdout=subprocess.PIPE, text=True, timeout=120, **more
    )


def test_a_grid_runs_each_combination_once_and_compares_them(place):
    (place / "<b>two").mkdir()
    (place / "<b>two" / "b.txt").write_text(TEXT)
    result = "import json, os; place = os.environ['NEWSFIGURES_OUT'] + '/01_first'; os.makedirs(place)"
    write_notebook(
        place / "books",
        "01_first",
        result,
        "_ = open(place + '/results.json', 'w').write(json.dumps({'n': window}))",
    )
    write_notebook(place / "books", "02_second", "assert window < 8, 'too wide'")
    values = ["--grid", "window=7,9", "--grid", "corpus=news,<b>two"]
    done = grid(place, *values, "--json", "--quiet")
    record = json.loads(done.stdout)
    assert (done.returncode, record["status"]) == (1, "failed")
    assert [run["grid"] for run in record["runs"]] == [
        {"window": window, "corpus": corpus} for window in ("7", "9") for corpus in ("news", "<b>two")
    ]
    assert [run["status"] for run in record["runs"]] == ["done", "done", "failed", "failed"]
    page = (place / "out" / "index.html").read_text()
    assert '<a href="window%3D7%2Ccorpus%3Dnews/01_first.html">7</a>' in page and "too wide" in page
    assert str(place) not in (place / "out" / "grid.json").read_text() + page
    for path in (place / "out/window=7,corpus=news").glob("*.html"):
        assert '<a href="../index.html">All runs</a>' in path.read_text()
    assert "&lt;b&gt;two" in page and "<b>" not in page
    other = place / "out" / "window=9,corpus=news" / "run.json"
    before = other.read_bytes()
    (place / "<b>two" / "b.txt").write_text(TEXT + "One more.\n")
    again = json.loads(grid(place, "--grid", "window=7", "--grid", "corpus=news,<b>two", "--json").stdout)
    assert [("kept" in run) for run in again["runs"]] == [True, False]  # the second has other articles
    assert other.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_a_bar_on_a_terminal_that_is_gone_at_the_end(place):
    ours, theirs = pty.openpty()
    done = grid(place, "--corpus", "news", stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:  # the end of a terminal
        pass
    assert re.fullmatch(r"1 of 1 notebooks in [\d.]+ s; open out/index.html\n", done.stdout)
    assert b"notebooks |" in shown and re.search(rb"01_first \d/\d", shown) and b"done    01_first" in shown
    assert shown.decode().rstrip("\r").endswith(" ")  # the bar is wiped away at the end


ONE = "Larn, 3 March\n\nThe port of Larn handled 12.4 million tonnes of cargo in 2023, officials said.\n"
TWO = "Larn, 5 March\n\nThe port of Larn handled 11.9 million tonnes of cargo in 2023. It employs 4,300.\n"


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """Function that writes the ledger of two texts as notebook 02 does, and returns the run folder."""
    monkeypatch.chdir(tmp_path)

    def write(name, *texts, **options):
        for number, text in enumerate(texts):
            (tmp_path / f"{name}-texts").mkdir(exist_ok=True)
            (tmp_path / f"{name}-texts" / f"{number}.txt").write_text(text)
        ledger = nf.reconcile(nf.find_claims(nf.load(f"{name}-texts")), **options)
        tables = {table: getattr(ledger, table) for table in ("claims", "groups", "links", "references")}
        nf.write_outputs("02_figure_reconciliation", tables, {}, {}, out=name)
        return name

    return write


def test_compare_says_which_verdicts_changed_and_why(ledger, capsys):
    before, after = ledger("before", ONE, TWO), ledger("after", ONE, TWO.replace("11.9", "12.4"))
    code, text, _ = told(capsys, "compare", before, after, "--page", "changes.html")
    assert code == 0
    result = compare.compare(before, after)
    [changed] = [row for row in result["groups"] if row["change"] == "changed"]
    assert (changed["verdict A"], changed["verdict B"]) == ("conflict", "agree")
    assert "cannot both hold" in changed["reasons"] and changed["reasons"] in text
    assert changed["why"] == "lost “11.9 million tonnes” of 1; gained “12.4 million tonnes” of 1"
    page = Path("changes.html").read_text()
    assert "default-src 'none'" in page and all(
        word in page for word in ("conflict", "cannot both hold", "11.9 million")
    )
    _, again, _ = told(capsys, "compare", before, after, "--json")
    assert json.loads(again) == json.loads(json.dumps(result))


def test_a_run_is_equal_to_itself_and_swapped_sides_mirror_each_other(ledger):
    before, after = (
        ledger("before", ONE, TWO),
        ledger("after", ONE, TWO.replace("4,300", "4,400 men and $2 million")),
    )
    itself = compare.compare(before, before)
    assert not any(itself[name] for name in compare.TITLES) and itself["same"] > 0
    there, back = compare.compare(before, after), compare.compare(after, before)
    mirror = {"new": "gone", "gone": "new"}
    sides = [
        (mirror.get(row["change"], row["change"]), row["verdict B"], row["verdict A"])
        for row in back["groups"]
    ]
    assert sorted(sides) == sorted(
        (row["change"], row["verdict A"], row["verdict B"]) for row in there["groups"]
    )


def test_claims_are_the_same_whatever_their_numbers(ledger):
    before = ledger("before", ONE, TWO)
    after = ledger(
        "after", ONE, TWO.replace("The port", "It spent $3 million on cranes in 2023. The port", 1)
    )
    result = compare.compare(before, after)
    assert [row["change"] for row in result["groups"]] == ["new"] and result["same"] == 2


def test_a_reading_that_changed_is_the_reason(ledger):
    before, after = ledger("before", ONE, TWO), ledger("after", ONE, TWO.replace("in 2023", "in 2022"))
    result = compare.compare(before, after)
    [port] = [row for row in result["groups"] if row["change"] == "changed"]
    assert port["why"] == "lost “11.9 million tonnes” of 1" and port["verdict B"] != "conflict"
    tolerant = ledger("tolerant", ONE, TWO, tolerance=0.1)
    [row] = compare.compare(before, tolerant)["groups"]
    assert (row["verdict A"], row["verdict B"], row["change"]) == ("conflict", "agree", "changed")


def test_a_table_of_another_kind_is_refused(ledger, capsys, tmp_path):
    ledger("before", ONE), ledger("after", ONE)
    (tmp_path / "after/02_figure_reconciliation/tables/claims.parquet").write_bytes(b"PAR1 no table PAR1")
    code, _, messages = told(capsys, "compare", "before", "after")
    assert code == 2 and "claims.parquet: not a table of this version" in messages
