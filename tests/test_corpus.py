"""Loading: stable ids and order, metadata with its basis, every bad input a row that names it."""

import gzip
import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.loading import corpus as module
from newsfigures.loading import formats, sources

TEXT = "Trade grew to $240 billion in 2023.\nIt fell in the U.S. by 5 %.\n"


@pytest.fixture
def folder(tmp_path):
    """Function that fills a folder: names to texts or bytes."""

    def fill(**files):
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return lambda files: fill(**files)


def skipped(corpus):
    return dict(corpus.skipped.itertuples(index=False))


def test_the_five_articles():
    articles = nf.load("seeds")
    assert articles.name == "seeds" and [d.label for d in articles.records] == [
        "000",
        "001",
        "002",
        "003",
        "004",
    ]
    assert articles.documents["outlet"].tolist()[:2] == ["Business Recorder", "Cryptopolitan"]
    assert articles.documents["author"].tolist() == ["Qamar Bashir", "", "", "Irina KHALTURINA", ""]
    assert articles.documents["date"].tolist() == ["2024", "2024-05", "2024", "2024", "2024"]
    assert articles.records[4].title.startswith("How Putin’s recent visit")
    assert articles.removed["rule"].tolist() == ["byline", "copyright", "source", "author", "related", "menu"]
    assert articles.skipped.empty and articles.overrides.empty and len(articles.references) == 84


def test_offsets_lead_into_the_raw_text():
    for document in nf.load("seeds").records:
        assert len(document.text) == len(document.raw)
        for s in document.sentences:
            assert document.text[s.start : s.end] == s.text
        for r in document.removed:
            assert document.raw[r.start : r.end] == r.text


def test_tables_have_their_columns_even_when_empty():
    corpus = nf.Corpus("none", ())
    for name, columns in {
        "sentences": "document sentence paragraph start end kind text",
        "removed": "document rule start end text",
        "skipped": "path reason",
    }.items():
        assert list(getattr(corpus, name).columns) == columns.split()
    assert {"document", "label", "date_basis", "sha256", "encoding"} <= set(corpus.documents.columns)


def test_records_survive_the_way_to_another_process():
    records = nf.load("seeds").records
    assert pickle.loads(pickle.dumps(records)) == records


def test_order_and_ids_come_from_paths_alone(folder):
    path = folder({"b.txt": TEXT, "a.md": TEXT, "a.txt": TEXT, "sub__a.txt": TEXT, "c": TEXT, "10.txt": TEXT})
    ids = [d.document for d in nf.load(path).records]
    assert ids == ["10", "a.md", "a.txt", "b", "c", "sub/a"]
    assert ids == [d.document for d in nf.load(path).records]


def test_a_relative_path_is_looked_up_here_and_then_in_the_repository(folder, monkeypatch):
    path = folder({"mine__a.txt": TEXT})
    monkeypatch.chdir(path)
    assert len(nf.load("mine").records) == 1 and len(nf.load("seeds").records) == 5
    with pytest.raises(FileNotFoundError) as error:
        nf.load("elsewhere")
    assert str(path / "elsewhere") in str(error.value)
    assert str(Path(__file__).parents[1] / "elsewhere") in str(error.value)


def test_a_file_a_glob_a_list_a_frame(folder):
    path = folder(
        {
            "a.txt": TEXT,
            "b.txt": TEXT,
            "c.log": TEXT,
            "documents.csv": "document,outlet\na.txt,Daily\nz,Other\n",
        }
    )
    one = nf.load(path / "a.txt")
    assert one.name == "a" and one.records[0].outlet == "Daily" and one.skipped.empty
    assert [d.document for d in nf.load(f"{path}/*.txt").records] == ["a", "b"]
    assert [d.document for d in nf.load([path / "b.txt", str(path / "a.txt")]).records] == ["b", "a"]
    frame = pd.DataFrame(
        {"id": ["x", "x", None], "Text": [TEXT, TEXT, None], "date": pd.to_datetime(["2024-05-16"] * 3)}
    )
    table = nf.load(frame)
    assert [d.document for d in table.records] == ["x", "x (2)"] and skipped(table) == {"3": "empty"}
    assert (table.records[0].date, table.records[0].date_basis) == ("2024-05-16", "stated")
    with pytest.raises(ValueError, match="no column of texts; its columns are: story 1"):
        nf.load(frame[["Text"]].rename(columns={"Text": "story 1"}))


def test_bad_files_are_named_and_the_rest_is_read(folder):
    path = folder(
        {
            "good.txt": TEXT,
            "latin.txt": "Le café coûte 5 €.".encode("cp1252"),
            "mixed.txt": "He said “yes”. ".encode() + b"caf\xe9.",
            "bom.txt": b"\xef\xbb\xbf" + TEXT.encode(),
            "wide.txt": TEXT.encode("utf-16"),
            "empty.txt": "",
            "blank.txt": " \n\t\n",
            "binary.txt": bytes(range(256)) * 3,
            "controls.txt": "a\x01\x02\x03 b",
            "cyrillic.txt": "Торговля выросла до 240 млрд долларов.".encode("cp1251"),
            "large.txt": "x" * 2000,
            "picture.jpg": b"\xff\xd8",
            ".hidden.txt": TEXT,
            ".git__config.txt": TEXT,
            "README.md": TEXT,
            "references.csv": "reference,value\nR1,2\n",
        }
    )
    os.mkfifo(path / "pipe.txt")
    (path / "outside.txt").symlink_to(Path(__file__))
    (path / "device.txt").symlink_to("/dev/zero")
    (path / "broken.txt").symlink_to("nowhere")
    (path / "inside.txt").symlink_to("good.txt")
    (path / "loop").symlink_to(path)
    corpus = nf.load(path, limit=1000)
    assert {d.document: d.encoding for d in corpus.records} == {
        "bom": "utf-8",
        "good": "utf-8",
        "inside": "utf-8",
        "latin": "cp1252",
        "mixed": "utf-8 and cp1252",
        "wide": "utf-16",
    }
    assert {d.raw for d in corpus.records if d.document in ("bom", "good", "wide")} == {TEXT}
    assert next(d for d in corpus.records if d.document == "latin").raw == "Le café coûte 5 €."
    assert skipped(corpus) == {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "binary.txt": "binary, not text",
        "controls.txt": "binary, not text",
        "cyrillic.txt": "not UTF-8, and too many special characters for a Western encoding",
        "large.txt": "larger than the limit of 1,000 bytes",
        "picture.jpg": "no reader for .jpg files",
        "pipe.txt": "not a regular file",
        "outside.txt": "a link to outside of the folder",
        "device.txt": "a link to outside of the folder",
        "broken.txt": "No such file or directory",
        "loop": "a link to a folder",
    }


def test_what_to_be_careful_about_is_noted(folder):
    german = "Der Handel zwischen Russland und China stieg 2023 um 26 Prozent auf einen neuen Wert. " * 3
    path = folder({"a.txt": TEXT * 3, "b.txt": german, "c.txt": TEXT.encode("utf-16"), "d.txt": "1987"})
    notes = nf.load(path).documents.set_index("document")["note"]
    assert notes.to_dict() == {
        "a": "",
        "b": "few English words",
        "c": "read as utf-16; under 20 words",
        "d": "under 20 words; few English words",
    }


def test_what_no_file_can_hold_is_replaced(folder):
    path = folder({"a.jsonl": '{"text": "Trade \\ud800 rose.", "title": "\\udfff"}'})
    (path / os.fsdecode(b"\xff.txt")).write_text(TEXT)
    first, second = nf.load(path).records
    assert (first.raw, first.title, second.document) == ("Trade ? rose.", "?", "?")


def test_nothing_to_read_says_why(folder):
    path = folder({"empty.txt": ""})
    with pytest.raises(ValueError, match=r"nothing to read in .*: empty\.txt: empty"):
        nf.load(path)
    (path / "empty.txt").unlink()
    with pytest.raises(ValueError, match="it holds no article files"):
        nf.load(path)
    with pytest.raises(ValueError, match="the list of paths is empty"):
        nf.load([])
    with pytest.raises(FileNotFoundError, match="no file fits"):
        nf.load(f"{path}/*.xyz")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read anything"
)
def test_an_unreadable_file_is_named(folder):
    path = folder({"a.txt": TEXT, "b.txt": TEXT})
    (path / "b.txt").chmod(0)
    assert skipped(nf.load(path)) == {"b.txt": "Permission denied"}


def test_a_file_that_goes_away_while_reading_is_named(folder, monkeypatch):
    path = folder({"a.txt": TEXT})
    found = ([path / "a.txt", path / "gone.txt"], [])
    monkeypatch.setattr(sources, "find_files", lambda folder: found)
    assert skipped(nf.load(path)) == {"gone.txt": "No such file or directory"}


def test_sidecar_facts_win_and_bad_rows_are_named(folder):
    sidecar = "document,outlet,outlet_basis,date,date_basis,extra\n"
    sidecar += "a,Daily,stated,2024-05,inferred,x\nb,,,16 May 2024,,\nnone,Daily,,,,\na,Other,,,,\n"
    own = TEXT + "Published: 17 May 2024\nSource: Weekly\n"
    corpus = nf.load(folder({"a.txt": own, "b.txt": own, "documents.csv": "\ufeff" + sidecar}))
    a, b = corpus.records
    assert (a.outlet, a.outlet_basis, a.date, a.date_basis) == ("Daily", "stated", "2024-05", "inferred")
    assert (b.outlet, b.outlet_basis, b.date, b.date_basis) == ("Weekly", "stated", "2024-05-17", "stated")
    assert corpus.skipped["reason"].tolist() == [
        "row 3: the date '16 May 2024' of b is not a date in ISO 8601",
        "row 4: no document is named 'none'",
        "row 5: a second row for 'a'",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"x,y\n1,2\n", b"document\n\0\n", b'document\n"a\n']
)
def test_a_damaged_sidecar_does_not_stop_the_run(folder, content):
    corpus = nf.load(folder({"a.txt": TEXT, "documents.csv": content}))
    assert len(corpus) == 1


def test_labels():
    assert module.labels(["a", "a_b", "a_c d", "a_c e", "x-1", "y-1"]) == {
        "a": "a",
        "a_b": "a_b",
        "a_c d": "a_c d",
        "a_c e": "a_c e",
        "x-1": "x",
        "y-1": "y",
    }


def test_text_given_as_text_is_not_cleaned():
    (document,) = module.from_text("Source: Reuters\nTrade rose.", date="2024").records
    assert [s.text for s in document.sentences] == ["Source: Reuters", "Trade rose."] and not document.removed
    assert (document.document, document.label, document.date) == ("text", "text", "2024")


ROWS = [
    {"id": "n1", "title": "Trade", "date": "May 16, 2024", "source": "Daily", "body": TEXT},
    {"id": "n2", "body": ""},
]
STORY = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="7"><DATE>26-FEB-1987 15:01:01.79</DATE>
<TEXT>&#2;<TITLE>BAHIA COCOA REVIEW</TITLE>
<AUTHOR>    By Jane Doe, Reuters</AUTHOR>
<DATELINE>    SALVADOR, Feb 26 - </DATELINE><BODY>Showers continued in
the Bahia cocoa zone at &lt;XYZ Co&gt; with 5.93 mln bags and
155,221 more.
 Reuter
&#3;</BODY></TEXT></REUTERS>
<REUTERS NEWID="8"><TITLE>EMPTY</TITLE></REUTERS>
<REUTERS NEWID="9"><BODY>Cut o"""


@pytest.mark.parametrize("name", ["n.csv", "n.tsv", "n.jsonl", "n.json", "n.parquet", "n.csv.gz"])
def test_tables_of_articles(tmp_path, name):
    frame, path = pd.DataFrame(ROWS), tmp_path / name
    {
        "csv": lambda: frame.to_csv(path, index=False),
        "tsv": lambda: frame.to_csv(path, index=False, sep="\t"),
        "jsonl": lambda: frame.to_json(path, orient="records", lines=True),
        "json": lambda: path.write_text(json.dumps(ROWS)),
        "parquet": lambda: frame.to_parquet(path),
    }[name.split(".")[1]]()
    corpus = nf.load(tmp_path)
    (document,) = corpus.records
    assert (document.document, document.title, document.date, document.outlet) == (
        "n/n1",
        "Trade",
        "2024-05-16",
        "Daily",
    )
    assert document.raw == TEXT and skipped(corpus) == {"n/n2": "empty"}


def test_columns_by_name_and_none_at_all(folder):
    path = folder({"a.csv": "key;wording\n5;Trade rose. It fell.\n"})
    with pytest.raises(ValueError, match=r"no column of texts; its columns are: key, wording"):
        nf.load(path)
    corpus = nf.load(path, columns={"text": "wording", "id": "key"})
    assert [d.document for d in corpus.records] == ["a/5"] and len(corpus.records[0].sentences) == 2


def test_reuters_records(folder):
    corpus = nf.load(folder({"reut2-000.sgm": STORY}))
    (document,) = corpus.records
    assert document.document == "reut2-000/7" and document.title == "BAHIA COCOA REVIEW"
    assert (document.outlet, document.author, document.date) == ("Reuters", "Jane Doe", "1987-02-26")
    assert [s.text for s in document.sentences][1:] == [
        "Showers continued in the Bahia cocoa zone at <XYZ Co> with 5.93 mln bags and 155,221 more."
    ]
    assert skipped(corpus) == {"reut2-000/8": "empty", "reut2-000/9": "the record is cut off"}


def test_markdown_keeps_its_offsets(folder):
    raw = "---\ntitle: Trade\ndate: 2024-05-16\n---\n"
    raw += "# A heading\n\nTrade **rose** by [5 %](http://x.y/z 'q') in *May*.\n"
    (document,) = nf.load(folder({"a.md": raw})).records
    assert [" ".join(s.text.split()) for s in document.sentences] == [
        "A heading",
        "Trade rose by 5 % in May .",
    ]
    assert (document.title, document.date) == ("Trade", "2024-05-16")
    at = document.text.index("5 %")
    assert raw[at : at + 3] == "5 %"


def test_archives(folder, tmp_path):
    path = folder({"plain.txt": TEXT})
    with zipfile.ZipFile(path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one/a.txt", TEXT)
        archive.writestr("../b.txt", TEXT)
        archive.writestr("bomb.txt", "0" * 5000)
        archive.writestr("inner.zip", b"PK")
        archive.writestr("documents.csv", "document\n")
    (path / "good.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (path / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * 10**7))
    (path / "cut.txt.gz").write_bytes(gzip.compress(os.urandom(300))[:-20])
    (path / "false.gz").write_bytes(b"no archive")
    (path / "false.zip").write_bytes(b"no archive")
    corpus = nf.load(path, limit=1000)
    assert [d.document for d in corpus.records] == ["all/b", "all/one/a", "good", "plain"]
    reasons = skipped(corpus)
    assert reasons["all/bomb.txt"] == reasons["bomb.txt.gz"] == "larger than the limit of 1,000 bytes"
    assert reasons["all/inner.zip"] == "no reader for .zip files"
    assert (
        "end-of-stream" in reasons["cut.txt.gz"]
        and "gzip" in reasons["false.gz"]
        and "zip" in reasons["false.zip"]
    )
    assert len(reasons) == 6


def test_long_articles_come_whole_out_of_archives(tmp_path):
    long = "".join(f"Trade rose by {n} % in {n} days. " for n in range(30_000))
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(long.encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c.txt", long)
        archive.writestr("d.csv", f"id,text\n1,{long}\n")
        archive.writestr("e.csv", f"id,text\n1,{long}\n".encode("utf-16"))
        frame = pd.DataFrame({"id": ["1"], "text": [long.strip()]})
        archive.writestr("f.parquet", frame.to_parquet())
    found = list(map(formats.resolve, sources.read(tmp_path).items))
    assert [f.path for f in found] == ["a", "b/c", "b/d/1", "b/e/1", "b/f/1"]
    assert {f.raw.strip() for f in found} == {long.strip()}


def test_an_archive_of_many_files_is_bounded(folder):
    path = folder({"plain.txt": TEXT})
    with zipfile.ZipFile(path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(60):
            archive.writestr(f"{n:02}.txt", "trade " * 20_000)
    corpus = nf.load(path, limit=120_000)
    most = max(1_200_000, 100 * (path / "all.zip").stat().st_size) // 120_000
    assert 10 <= len(corpus) - 1 <= most + 1 < 50
    assert set(corpus.skipped["reason"]) == {"the archive unpacks to more than a hundred times its size"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", 'id,text\n1,Trade rose.\n2,"cut', "damaged from line 3 on: unexpected end of data"),
        ("a.csv", 'id,text\n1,"Trade\nrose."\n2,"cut', "damaged from line 4 on: unexpected end of data"),
        ("a.jsonl", '{"text": "Trade rose."}\n{"text": [1]}', "its text is no text"),
        ("a.jsonl", '{"text": "Trade rose."}\n{"text": \n[1]\n', "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.parquet", b"PAR1 no PAR1", "damaged"),
        ("a.sgm", "<p>Trade rose.</p>", "no <REUTERS> records in it"),
        ("a.csv", "", "empty"),
    ],
)
def test_damaged_collections_are_named(folder, name, content, reason):
    corpus = nf.load(folder({"plain.txt": TEXT, name: content}))
    assert any(r.startswith(reason) for r in corpus.skipped["reason"]), corpus.skipped


@pytest.mark.parametrize(
    "unit", ["<REUTERS>", "<REUTERS><TITLE>", "![", "[a](", "*a", "---\n", "[", "\x85", '"', ",", "é"]
)
@pytest.mark.parametrize("name", ["a.sgm", "a.md", "a.csv", "a.jsonl"])
def test_hostile_files_do_not_hang(folder, name, unit):
    nf.load(folder({"plain.txt": TEXT, name: unit * 50_000}))


PAGE = """<html lang="en"><head><title>Wheat exports rise | The Daily Grain</title>
<meta property="og:site_name" content="The Daily Grain"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-05-16T08:00:00Z"></head><body>
<div id="cookie-banner" class="cookie-consent"><p>We and our 842 partners store cookies. Accept all.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Subscribe for 9.99</a></li></ul></nav></header>
<main><article><h1>Wheat exports rise</h1>
<p>Exports of wheat rose by 26 % to 54.5 million tonnes in 2023, the ministry said on Thursday.</p>
<p>The ministry expects another rise this year, because stocks are large and the harvest is good.</p>
<p>Buyers in Egypt took 8 million tonnes, more than in any year since 2017, and paid less for each.</p>
</article></main><section id="comments" class="comments"><h2>17 comments</h2>
<div class="comment"><p>I bought 300 loaves of bread last week, and that is true.</p></div></section>
<footer><p>Copyright 2024 The Daily Grain. All 5 rights reserved.</p></footer></body></html>"""


def test_of_a_web_page_the_article_is_read(folder):
    (document, _) = nf.load(
        folder({"a.html": PAGE, "b.txt": TEXT, "c.html": "<html><body></body></html>"})
    ).records
    for inside in ("26 %", "54.5 million", "8 million"):
        assert inside in document.raw
    for outside in ("842", "9.99", "17 comments", "300 loaves", "5 rights"):
        assert outside not in document.raw
    assert (document.title, document.date, document.author) == (
        "Wheat exports rise",
        "2024-05-16",
        "Jane Doe",
    )
    assert document.outlet == "The Daily Grain" and document.document == "a"


def test_loading_imports_no_reader_that_it_does_not_need(folder):
    code = "import sys, newsfigures as nf; nf.load(sys.argv[1])"
    code += "; print(sorted({'trafilatura', 'lxml', 'dask', 'fsspec', 'pyarrow'} & set(sys.modules)))"
    path = folder({"a.txt": TEXT})
    told = subprocess.run(
        [sys.executable, "-P", "-c", code, path], capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"


def test_a_date_without_a_year_lies_near_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("PARIS, May 6 (LPA) - Wheat rose 5 % to 40 million tonnes.\n")
    (tmp_path / "b.txt").write_text("Halden Daily, 8 May 2025\n\nWheat rose 6 % to 42 million tonnes.\n")
    (tmp_path / "c.txt").write_text("PARIS, Nov 30 (LPA) - Wheat fell 5 % to 38 million tonnes.\n")
    found = nf.load(tmp_path)
    dates = found.documents[["date", "date_basis"]].values.tolist()
    assert dates == [["2025-05-06", "inferred"], ["2025-05-08", "stated"], ["", ""]]
    assert list(nf.find_claims(found).groupby("document")["date"].first()) == ["2025-05-06", "2025-05-08", ""]
