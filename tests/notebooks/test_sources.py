"""The notebooks as they are kept, and one run by plain papermill from elsewhere."""

import filecmp
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from papermill import inspect_notebook
from papermill.cli import papermill

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_source_is_valid_and_holds_no_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in code_cells(notebook):
        assert not cell.outputs and cell.execution_count is None
        assert not re.search(
            r"^\s*(?:def|class) |sys\.path|(?<![\w.])/(?:home|tmp|Users)/", cell.source, re.M
        )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_what_stands_between_them_is_an_argument(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code" and not cell.metadata.get("tags")]
    told = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert 25 <= len(cells) <= 45 and all(len(cell.source.splitlines()) <= 10 for cell in code)
    assert 900 <= sum(len(text.split()) for text in told) <= 1500 and "$" not in "".join(told)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_parameters_are_typed_defaulted_and_explained(path):
    tags = [cell.metadata.get("tags", []) for cell in nbformat.read(path, as_version=4).cells]
    assert sum("parameters" in t for t in tags) == 1
    parameters = inspect_notebook(str(path))
    assert list(parameters)[:2] == ["corpus", "out"]
    for name, about in parameters.items():
        assert about["inferred_type_name"] != "None" and len(about["help"]) > 10, name


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_has_no_typed_number_that_another_corpus_would_change(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            plain = re.sub(r"`[^`]*`", "", cell.source)
            assert not re.search(r"\$\d|\d ?(?:billion|million|tonnes)", plain), plain


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_papermill_tells_each_parameter_with_type_default_and_meaning(path):
    told = CliRunner().invoke(papermill, ["--help-notebook", str(path)])
    assert told.exit_code == 0
    words = " ".join(told.output.split())
    for name, about in inspect_notebook(str(path)).items():
        line = f"{name}: {about['inferred_type_name']} (default {about['default']}) {about['help']}"
        assert line in words and not line.endswith(",")


def plain_papermill(notebook, place, *arguments):
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", FOLDER / f"{notebook}.ipynb"]
    done = subprocess.run(
        [*command, *arguments, "-p", "out", "mine"], cwd=place, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def test_plain_papermill_takes_parameters_from_options_text_and_file(tmp_path):
    (tmp_path / "given.yaml").write_text("counting: full\nminimum: 1\n")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(
        "Oil and gas firms met banks in 2023. The bank lent steel makers $3 million."
    )
    given = ["-p", "corpus", "news", "-y", "{unit: paragraph, exclude: [retail]}", "-f", "given.yaml"]
    done = plain_papermill("03_sector_co_mention", tmp_path, "-", *given)
    written = json.loads((tmp_path / "mine/03_sector_co_mention/results.json").read_text())
    assert written["unit"] == "paragraph" and "Traceback" not in done.stdout
    cells = json.loads(done.stdout)["cells"]
    injected = next(cell for cell in cells if "injected-parameters" in cell["metadata"]["tags"])
    given = {
        'corpus = "news"',
        'unit = "paragraph"',
        'exclude = ["retail"]',
        'counting = "full"',
        "minimum = 1",
    }
    assert given <= set("".join(injected["source"]).splitlines())


def test_plain_papermill_from_another_folder_writes_the_same_tables(run_folder, tmp_path):
    name = "02_figure_reconciliation"
    plain_papermill(name, tmp_path, "executed.ipynb")
    theirs, ours = run_folder / name, tmp_path / "mine" / name
    files = sorted(str(p.relative_to(ours)) for p in ours.rglob("*") if p.is_file())
    assert files == sorted(
        str(p.relative_to(theirs)) for p in theirs.rglob("*") if p.is_file() and p.suffix != ".ipynb"
    )
    assert filecmp.cmpfiles(theirs, ours, files, shallow=False)[1:] == ([], [])
