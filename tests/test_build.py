"""Builds: the same tables from every engine, however cut, killed or far away; bad input loses only itself."""

import functools
import gzip
import operator
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import newsfigures as nf
import pandas as pd
import pytest
import runs
from newsfigures import cli, engines
from newsfigures.building import parts
from newsfigures.building.build import build
from newsfigures.building.store import Store
from newsfigures.loading import streams
from newsfigures.running import run
from pandas.testing import assert_frame_equal

SEEDS = Path(__file__).parents[1] / "seeds"
TABLES = ["documents", "sentences", "removed", "skipped", "references", "overrides"]
FINDERS = [nf.find_figures, nf.find_rejected, nf.find_claims, nf.find_mentions, nf.independent_groups]
SMALL = {"engine": "process", "part_size": 0.004}  # megabytes: a part for each few documents


def article(n):
    """Articles that share names, wording and quantities, so that what one part knows matters to another."""
    verb = "rose" if n % 3 else "fell"
    crop = "Coffee" if n % 2 else "Grain"
    return (
        f"Harvest report {n} names Meridian\n\nPARIS, May {n % 27 + 1} (Reuters) - Wheat exports {verb} "
        f"{n + 3} % to {n + 20}.5 million tonnes in 2023, said Meridian Foods.\n\n"
        f"Meridian paid $2.{n % 7} billion for natural gas. {crop} prices {verb} to {n * 7} dollars a tonne, "
        f"up from {n * 6} a year earlier.\n\nThe ministry in Moscow expects 240 million tonnes next year, a "
        "tenth more than it had planned in March.\n"
    ) * (1 + n % 3)


def write(folder):
    folder.mkdir()
    for n in range(20):
        (folder / f"a{n:02}.txt").write_text(article(n))
    (folder / "a18.txt").write_text(
        "Rain fell on Lagos for 12 days of June and closed 3 bridges, police said."
    )
    rows = pd.DataFrame({"id": [f"r{n}" for n in range(12)], "text": [article(n + 30) for n in range(12)]})
    rows.to_csv(folder / "b.csv", index=False)
    rows.to_parquet(folder / "c.parquet")
    (folder / "documents.csv").write_text("document,outlet,date\na03.txt,Daily,2024-05-16\nz,Other,2024\n")
    (folder / "references.csv").write_text("reference,quantity,value\nR1,wheat export,60\n")
    return folder


@pytest.fixture
def news(tmp_path):
    """A folder of 24 files of three kinds, with facts about some of them."""
    return write(tmp_path / "news")


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """A build of the same folder, in small parts, to be compared or copied and not to be changed."""
    folder = tmp_path_factory.mktemp("one")
    build(write(folder / "news"), folder / "out", **SMALL)
    return folder / "out"


def tree(folder):
    """Every file of a build with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def contents(out):
    """The rows of all tables, sorted, as bytes; what adds up over the parts is added up."""
    store, found = Store(out), {}
    for name in [*parts.COLUMNS, "claims"]:
        frame = store.read(name, sorted(store.keys(name))).to_pandas()
        frame = (
            frame.groupby("word", as_index=False).sum()
            if name == "words"
            else frame.drop_duplicates(ignore_index=True)
            if name == "names"
            else frame
        )
        found[name] = "\n".join(sorted(map(repr, frame.astype(object).itertuples(index=False)))).encode()
    return found


def test_a_build_is_read_as_the_corpus_it_was_made_from(news, tmp_path):
    done = build(news, tmp_path / "out", **SMALL)
    raw, built = nf.load(news), nf.load(tmp_path / "out")
    assert done.parts >= 5 and done.documents == len(raw) == len(built) == 44 and built.name == "news"
    for name in TABLES:
        assert_frame_equal(getattr(raw, name), getattr(built, name))
    for find in FINDERS:
        mine, theirs = find(raw), find(built)
        assert len(mine) > 40
        assert_frame_equal(mine, theirs)
        assert mine.attrs == theirs.attrs
    assert raw.records == built.records
    ours, theirs = nf.reconcile(nf.find_claims(raw)), nf.reconcile(nf.find_claims(built))
    assert_frame_equal(ours.groups, theirs.groups)
    assert (
        built.documents["outlet"][3] == "Daily" and "no document is named 'z'" in built.skipped["reason"][0]
    )


def test_stored_tables_are_read_and_not_made_again(one, monkeypatch):
    for place in (
        "loading.corpus.make_document",
        "reading.figures.read",
        "claiming.claims.read",
        "mentioning.sectors.read",
        "counting.reuse._words",
    ):
        monkeypatch.setattr(f"newsfigures.{place}", None)
    built = nf.load(one)
    assert all(len(find(built)) for find in FINDERS)


@pytest.mark.parametrize(
    "options",
    [
        {"engine": "pool", "part_size": 0.01, "workers": 2},
        {"engine": "", "part_size": 1},
    ],
    ids=["pool", "one part"],
)
def test_all_engines_and_sizes_of_parts_make_the_same_tables(news, one, tmp_path, options):
    build(news, tmp_path / "out", **options)
    assert contents(one) == contents(tmp_path / "out")


def test_only_what_changed_is_made_again(news, one, tmp_path):
    out = shutil.copytree(one, tmp_path / "out")
    before = build(news, out, **SMALL)
    assert before.made == 0
    (news / "a07.txt").write_text(article(7).replace("Wheat", "Maize"))
    assert build(news, out, **SMALL).made == 1
    (news / "a07.txt").unlink()
    after = build(news, out, **SMALL)
    assert after.made <= 2 and after.documents == before.documents - 1
    build(news, tmp_path / "fresh", **SMALL)
    assert tree(out) == tree(tmp_path / "fresh")


def test_a_name_seen_elsewhere_changes_the_claims_of_a_part_alone(tmp_path):
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text("Zarvox sold 30 ships in 2023. It bought 20 in 2022. " * 4)
    (news / "b.txt").write_text("The price of the ships sold by Zarvox fell by 12 % in 2023. " * 4)
    tiny = {"engine": "process", "part_size": 0.0001}
    build(news, out, **tiny)
    assert_frame_equal(nf.find_claims(nf.load(out)), nf.find_claims(nf.load(news)))
    (news / "b.txt").write_text("The price of the ships fell by 12 % in 2023. " * 4)
    assert build(news, out, **tiny).made == 1
    assert_frame_equal(nf.find_claims(nf.load(out)), nf.find_claims(nf.load(news)))


def test_copies_that_could_not_be_told_are_said_and_told_to_who_asks(news, one, tmp_path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(parts.Groups, "make", lambda *_: (_ for _ in ()).throw(MemoryError("no room")))
        done = build(news, tmp_path / "out", **SMALL)
    assert any("copies were not told apart: no room" in item.reason for item in done.lost)
    assert_frame_equal(nf.independent_groups(nf.load(one)), nf.independent_groups(nf.load(tmp_path / "out")))


def test_other_code_makes_all_parts_again(news, one, tmp_path, monkeypatch):
    out = shutil.copytree(one, tmp_path / "out")
    monkeypatch.setattr(parts, "stamp", lambda: "another version")
    done = build(news, out, **SMALL)
    assert done.made == done.parts == len(Store(one).keys("documents"))


_BUILD = """
import sys
from newsfigures.building import build, parts
parts.stamp = str
build.build(*sys.argv[1:4], part_size=0.004)
"""


def test_killed_at_any_moment_and_started_again_it_makes_the_same(news, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "stamp", str)  # the code may be edited while the test runs
    build(news, tmp_path / "whole", **SMALL)
    whole = tree(tmp_path / "whole")
    for seed in range(2):
        out, moment = tmp_path / f"out{seed}", random.Random(seed).randrange(1, len(whole) - 1)
        command = [sys.executable, "-P", "-c", _BUILD, str(news), str(out), "process"]
        with subprocess.Popen(command) as process:
            while process.poll() is None and len(list(out.rglob("*.parquet"))) < moment:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
        left = tree(out)
        assert left and all(left[n] == whole[n] for n in left if not re.search(r"(^|/)\.", n))
        ready = Store(out).keys("documents")
        done = build(news, out, **SMALL)
        assert done.made == done.parts - len(ready) and tree(out) == whole


def test_a_killed_process_of_the_pool_costs_only_the_task_that_kills(tmp_path):
    found = dict(engines.pool(functools.partial(runs.end_once, tmp_path), range(9), 2))
    wrong = {task: found.pop(task) for task in (5, 7)}
    assert found == {task: 10 * task for task in (0, 1, 2, 3, 4, 6, 8)}
    assert "killed 3 times" in str(wrong[5]) and isinstance(wrong[7], ValueError)


def test_a_cluster_makes_the_same_tables_with_a_worker_killed_on_the_way(news, one, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "PATIENCE", 30)
    cluster = engines.local_cluster(2)
    workers = [worker.pid for worker in cluster.workers.values()]

    def tell(stage, size):
        if size and workers:
            os.kill(workers.pop(), signal.SIGKILL)
            workers.clear()

    try:
        options = {"engine": "dask", "scheduler": cluster.scheduler_address, "part_size": 0.004}
        done = build(news, tmp_path / "out", tell=tell, **options)
    finally:
        cluster.close(timeout=20)
    assert not workers and done.made == done.parts
    assert contents(one) == contents(tmp_path / "out")


def test_tasks_fail_where_no_worker_of_a_cluster_comes_up_again(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "PATIENCE", 1)
    cluster = engines.local_cluster(0)
    try:
        found = dict(engines.dask(operator.neg, range(3), scheduler=cluster.scheduler_address))
    finally:
        cluster.close(timeout=20)
    assert sorted(found) == [0, 1, 2] and {type(f).__name__ for f in found.values()} == {"NoWorkerError"}


@pytest.fixture
def bucket(monkeypatch):
    """The address of an empty bucket of an S3 server on loopback."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("bucket")
    yield "s3://bucket"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def _remote(news, address, tmp_path):
    import fsspec

    system, path = fsspec.core.url_to_fs(f"{address}/news")
    system.put(f"{news}/", f"{path}/", recursive=True)
    raw, far = nf.load(news), nf.load(f"{address}/news")
    assert far.name == "news" and far.records == raw.records
    assert_frame_equal(far.skipped, raw.skipped)
    assert_frame_equal(far.references, raw.references)
    done = build(f"{address}/news", f"{address}/tables", engine="process", part_size=0.02)
    build(news, tmp_path / "near", engine="process", part_size=0.02)
    assert contents(f"{address}/tables") == contents(tmp_path / "near") and done.made == done.parts
    assert build(f"{address}/news", f"{address}/tables", engine="process", part_size=0.02).made == 0
    assert_frame_equal(
        nf.find_claims(nf.load(f"{address}/tables")), nf.find_claims(nf.load(tmp_path / "near"))
    )


def test_object_storage_is_read_and_written(news, bucket, tmp_path):
    _remote(news, bucket, tmp_path)
    with pytest.raises(FileNotFoundError, match="there is no s3://bucket/none"):
        nf.load("s3://bucket/none")
    record = run.run(f"{bucket}/tables", tmp_path / "run", only=["03"])  # the notebook reads it where it is
    assert (record["status"], record["corpus"]) == ("done", "tables")
    assert record["notebooks"][0]["parameters"]["corpus"] == "s3://bucket/tables"


def test_other_addresses(news, tmp_path):
    _remote(news, "memory://here", tmp_path)
    assert len(nf.load(f"file://{news}")) == len(nf.load("memory://here/news/*.txt")) + 24 == 44
    assert len(nf.load("memory://here/news/b.csv")) == 12
    with pytest.raises(ValueError, match="gcsfs"):
        nf.load("gs://bucket/news")
    with pytest.raises(ValueError, match="Protocol not known: gopher"):
        nf.load("gopher://bucket/news")


def test_bad_input_is_named_and_the_rest_is_built(news, tmp_path, capsys):
    """An archive bomb, long lines, no texts, cut and mixed files, equal ids: a line each, and exit code 1."""
    (news / "documents.csv").unlink()
    with zipfile.ZipFile(news / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.txt", article(50))
        archive.writestr("huge.csv", "id,text\n1," + "0" * 30_000_000)
    (news / "long.jsonl").write_text(
        '{"text": "' + "x" * 3_000_000 + '"}\n{"text": "Trade rose 5 % in 2023."}\n'
    )
    (news / "long.csv").write_text(f"id,text\n1,Trade rose.\n2,{'x' * 3_000_000}\n3,Trade fell.\n")
    (news / "none.csv").write_text("key,wording\n1,Trade rose.\n")
    rows = "".join(f"{n},Trade rose {n * 7919 % 997} % in {n} days.\n" for n in range(5000))
    (news / "cut.csv.gz").write_bytes(gzip.compress(b"id,text\n" + rows.encode())[:-500])
    (news / "mixed.csv").write_bytes(
        "id,text\n1,Le café coûte 5 €.\n".encode() + b"2,Le caf\xe9 co\xfbte 6 francs.\n"
    )
    (news / "same.csv").write_text("id,text\n1,Trade rose.\n1,Trade fell.\n")
    out = tmp_path / "out"
    code = cli.main(
        ["build", str(news), str(out), "--engine", "process", "--part-size", "0.05", "--limit", "1"]
    )
    told, built = capsys.readouterr().err, nf.load(out)
    for line in (
        "bomb/huge.csv: the archive unpacks to more than a hundred times its size",
        "long.jsonl, line 1: longer than the limit of 1,000,000 characters",
        "long.csv, line 3: longer than the limit of 1,000,000 characters",
        "none.csv: no column of texts; its columns are: key, wording",
        "cut.csv.gz: Compressed file ended before the end-of-stream marker was reached; "
        "the rest of it is lost",
    ):
        assert f"newsfigures: left out {line}\n" in told
    assert code == 1 and len(built.skipped) == told.count("newsfigures: ") == 5
    raws = dict(zip(built.documents["document"], (d.raw for d in built.records), strict=True))
    assert raws["mixed/2"] == "Le café coûte 6 francs." and raws["same/1 (2)"] == "Trade fell."
    assert {"bomb/good", "long/2", "long/3", "a19"} <= set(raws) and sum(
        d.startswith("cut/") for d in raws
    ) > 2000


def test_a_file_that_goes_while_others_are_read_is_named(news, tmp_path):
    gone = [news / "c.parquet"]
    tell = lambda stage, size: gone and gone.pop().unlink()  # noqa: E731
    done = build(news, tmp_path / "out", tell=tell, **SMALL)
    assert done.documents == 32 and ("c.parquet", "No such file or directory") in done.lost


def test_a_document_or_part_that_fails_is_named_and_the_rest_is_built(news, tmp_path, monkeypatch):
    read = parts.figures.read

    def fails(document):
        if document.document == "a05":
            raise RecursionError("too deep")
        return read(document)

    monkeypatch.setattr(parts.figures, "read", fails)
    done = build(news, tmp_path / "out", **SMALL)
    assert done.documents == 43 and ("a05", "could not be read: RecursionError: too deep") in done.lost
    write = Store.write

    def full(store, table, key, rows, columns):
        if table == "figures" and any(row[0] == "b/r0" for row in rows):
            raise OSError(28, "No space left on device")
        write(store, table, key, rows, columns)

    monkeypatch.setattr(Store, "write", full)
    done = build(news, tmp_path / "other", **SMALL)
    assert any("No space left on device" in s.reason for s in done.lost)
    assert done.documents == len(nf.load(tmp_path / "other")) < 43


def test_nothing_to_read_says_why_and_leaves_the_last_build(one, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.txt").write_text(" ")
    before = tree(shutil.copytree(one, tmp_path / "out"))
    assert cli.main(["build", str(empty), str(tmp_path / "out")]) == 2
    assert "a.txt: empty" in capsys.readouterr().err
    assert cli.main(["build", str(tmp_path / "none"), str(tmp_path / "out")]) == 2
    assert before.items() <= tree(tmp_path / "out").items() and len(nf.load(tmp_path / "out")) == 44


def test_two_builds_into_one_folder_are_refused(news, tmp_path, capsys):
    out = tmp_path / "out"
    code = "import sys, pathlib; from newsfigures.holding import hold\n"
    code += "with hold(pathlib.Path(sys.argv[1]), 'build', False): print('held', flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    assert cli.main(["build", str(news), str(out)]) == 2
    assert f"another build is writing to {out}" in capsys.readouterr().err
    assert [p.name for p in out.iterdir()] == [".lock"]
    other.kill()
    other.wait()
    assert build(news, out, **SMALL).documents == 44
    assert not (out / ".lock").exists()


def test_nothing_but_its_own_files_is_removed_and_no_table_lies_among_the_articles(news, tmp_path):
    out = tmp_path / "out"
    (out / "documents").mkdir(parents=True)
    for name in ("thesis.txt", "mine.parquet"):
        (out / "documents" / name).write_text("mine")
    stale = out / "documents" / f"{'0' * 32}.parquet"
    stale.write_text("an earlier part")
    (out / "documents" / f".part-12-{'0' * 32}.parquet").write_text("half")
    done = build(news, out, **SMALL)
    left = {p.name for p in (out / "documents").iterdir()}
    assert {"thesis.txt", "mine.parquet"} <= left and len(left) == done.parts + 2
    for inside in (news, news / "tables", f"file://{news}/tables"):
        with pytest.raises(ValueError, match="cannot lie in the folder of the articles"):
            build(news, inside, **SMALL)


def test_long_lines_and_files_are_read_in_little_memory(tmp_path):
    path = tmp_path / "a.jsonl"
    with open(path, "wb") as file:
        file.write(b'{"text": "')
        for _ in range(64):
            file.write(b"x" * 2**20)
        file.write(b'"}\n' + b'{"text": "Trade rose 5 %."}\n' * 20_000)
    tracemalloc.start()
    try:
        with open(path, "rb") as file:
            count = sum(isinstance(line, str) for _, line in streams.lines(streams.text(file), "a", 10**6))
        assert count == 20_000 and tracemalloc.get_traced_memory()[1] < 8e6
    finally:
        tracemalloc.stop()
