"""Tables: every value readable and escaped; CSV that a spreadsheet cannot run and that reads back."""

import csv
import html
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsfigures.pages import tables

PAYLOADS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table>", "&lt;b&gt;"]


def read_csv(path, **options):
    """A frame from `tables.write_csv`: one apostrophe is taken away where there is one."""
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""], **options)
    frame.columns = [name[1:] if name.startswith("'") else name for name in frame.columns]
    for position, dtype in enumerate(frame.dtypes):
        if dtype.kind not in "iufbM":
            column = frame.iloc[:, position].fillna("").astype(str)
            frame.isetitem(position, column.where(~column.str.startswith("'"), column.str[1:]))
    return frame


TAGS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p"}


def shown(df, **options):
    return tables.table(df, **options).html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_escaped_wherever_it_stands(payload):
    page = shown(pd.DataFrame({payload: [payload]}), caption=payload, note=payload)
    assert set(re.findall(r"</?(\w+)", page)) == TAGS
    assert page.count(html.escape(payload)) == 4
    several = tables.table(pd.DataFrame({"a": [payload] * 9}))._repr_html_()
    assert several.count("<script>") == several.count("</script>") == 1 and payload not in several


def test_values_are_written_with_the_unit_of_their_row():
    df = pd.DataFrame({"value": [240e9, 26, None], "unit": ["USD", "percent", ""]})
    page = shown(df)
    assert "$240 billion" in page and ">26 %<" in page
    assert 'data-v="240000000000"' in page


def test_numbers_of_one_column_share_their_decimals():
    page = shown(pd.DataFrame({"p": [0.5, 0.012, 0.0001], "n": [1409, 2, -3]}))
    assert ">0.5000<" in page and ">0.0120<" in page and ">1,409<" in page and ">−3<" in page


def test_no_text_is_cut_and_left_out_rows_are_told():
    long = "word " * 200
    page = shown(pd.DataFrame({"a": [long] * 30}), most=10)
    assert page.count(long) == 10 and "The first 10 of 30 rows" in page


def test_an_empty_table_says_so():
    assert "No rows." in shown(pd.DataFrame({"a": []})) and "No rows." in shown(pd.DataFrame())


def test_missing_values_and_lists_read_well():
    page = shown(pd.DataFrame({"a": [None, ["x", "y"], True, pd.NaT, float("nan")]}, dtype=object))
    assert ">None<" not in page and "nan" not in page and "x, y" in page and ">yes<" in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_csv_starts_a_formula(tmp_path, start):
    df = pd.DataFrame({f"{start}name": [f"{start}cmd|' /C calc'!A0", "plain"], "n": [-5, 5]})
    tables.write_csv(df, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(start)] == (["-5"] if start == "-" else [])
    pd.testing.assert_frame_equal(read_csv(tmp_path / "a.csv"), df, check_dtype=False)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, st.floats(allow_infinity=False), st.integers(-(2**53), 2**53)), min_size=1))
def test_csv_reads_back(tmp_path_factory, rows):
    df = pd.DataFrame(rows, columns=["text", "share", "n"])
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    tables.write_csv(df, path)
    first = path.read_bytes()
    back = read_csv(path, dtype={"text": str, "share": "float64", "n": "int64"})
    pd.testing.assert_frame_equal(back, df, check_dtype=False)
    tables.write_csv(df, path)
    assert path.read_bytes() == first


def test_an_empty_column_makes_way_and_is_named():
    page = shown(pd.DataFrame({"a": ["x", "y"], "likely_slip": ["", None], "n": [0, 0]}))
    assert ">likely slip<" not in page and "Empty in every row: likely slip." in page and ">n<" in page


def test_only_https_addresses_become_links():
    addresses = ["https://a.org/x?y=1", "javascript:alert(1)", "http://a.org", 'https://a.org/"onclick="x']
    df = pd.DataFrame({"publisher": ["<b>"] * 4, "address": addresses})
    page = shown(df, columns=["publisher"], links={"publisher": "address"})
    assert re.findall(r"<a [^>]*>", page) == ['<a href="https://a.org/x?y=1">'] and "<b>" not in page
