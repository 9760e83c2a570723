"""What the READMEs say is what runs find: over the five articles, and over the example that readers make."""

import re
from pathlib import Path

import pandas as pd
import pytest
import readme
from newsfigures.pages import prose

README = re.sub(r"\s+", " ", Path(__file__).parents[1].joinpath("README.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def tables(run_folder):
    folder = run_folder / "02_figure_reconciliation" / "tables"
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("groups", "links", "references")}


def test_all_articles_give_one_value_and_one_projects_it(tables):
    told = tables["groups"].sort_values("documents").iloc[-1]
    assert (told["documents"], told["verdict"], told["period"]) == (5, "different status", "2023")
    assert (
        "All five give $240 billion for the trade of 2023. Four report it; article 003 still projects it."
        in README
    )
    fits = tables["references"].query("relation == 'same quantity' and verdict == 'fits' and unit == 'USD'")
    assert {prose.number((low + high) / 2, "USD") for low, high in zip(fits.low, fits.high, strict=True)} == {
        "$240.11 billion"
    }
    assert "China's customs published $240.11 billion." in README


def test_the_two_growth_rates_imply_different_years(tables):
    growth = tables["links"].query("relation == 'growth of' and unit == 'USD'")
    for low, high in zip(growth["low"], growth["high"], strict=True):
        assert f"implies {prose.interval(round(low, -8), round(high, -8), 'USD')}" in README
    assert len(growth) == 3


def test_the_conversion_fits_one_day(tables):
    rate = tables["links"].query("relation == 'same amount'").iloc[0]
    assert f"implies {rate['low']:.4f}–{rate['high']:.4f} Singapore dollars" in README
    days = tables["references"].query("relation == 'exchange rate' and verdict == 'fits'")
    assert len(days) == 1 and "15 May 2024 (1.34869)" in README and "2024-05-15" in days.iloc[0]["reason"]


def test_computed_parts_are_what_the_notebooks_and_the_example_say(run_folder):
    for file, text in readme.computed(run_folder).items():
        assert file.read_text("utf-8").splitlines() == text.splitlines(), "python tests/readme.py mends it"


def test_every_table_and_column_has_a_meaning():
    assert "| ? |" not in Path(__file__).parents[1].joinpath("outputs/README.md").read_text("utf-8")


def test_files_and_commands_that_the_readme_names_are_there():
    root = Path(__file__).parents[1]
    for target in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (root / target).exists(), target
    for name in re.findall(r"(?:notebooks|tests)/[\w/]+\.(?:ipynb|py)", README):
        assert (root / name).is_file(), name
