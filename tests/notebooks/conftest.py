"""What the tests of one notebook share: its folder, results and tables, of the run over the five articles."""

import json

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def written(request, run_folder):
    """Folder of the notebook that the test module names."""
    return run_folder / request.module.NAME


@pytest.fixture(scope="module")
def results(written):
    return json.loads((written / "results.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def table(written):
    return lambda name: pd.read_parquet(written / "tables" / f"{name}.parquet")
