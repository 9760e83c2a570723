"""Run the notebooks over a corpus, in parallel, into one folder of pages, tables and charts.

Everything is made in a hidden folder inside the run folder and moved to its final name at the end, by
renames, with ``run.json`` last: a run that is killed leaves the earlier results as they were, and a
folder without ``run.json`` is not a finished run.
"""

import contextlib
import hashlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.connection import wait
from pathlib import Path

from . import execute
from .parameters import Refused, check, describe, listed

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = "newsfigures pandas altair nltk papermill pyarrow scipy networkx babel pint vl-convert-python"
_GRACE = 30  # seconds after its time limit until a worker that does not answer is killed


def run(corpus="seeds", out="", parameters=None, only=(), jobs=None, notebooks=None, limit=3600.0, tell=None):
    """Run the notebooks over `corpus` and return the record that is also written to ``run.json``.

    corpus: folder, file or pattern, looked up from the working directory, then from the repository.
    out: run folder; empty means ``outputs/<corpus name>`` in the repository.
    parameters: name -> value, or text to be read by the annotation in the notebook's parameters cell.
    only: beginnings of notebook names, such as ``["01", "03"]``; empty means all.
    jobs: notebooks at once; None means one for each core.
    notebooks: folder of the notebooks; None means that of the repository.
    limit: seconds that one notebook may take.
    tell: called with "cell", notebook, number of the cell, and with "end", notebook, its entry.

    Raises `Refused` before any kernel starts when input, options or folders are wrong.
    The record has ``status`` ("done" or "failed") and one entry for each notebook.
    """
    clock = time.monotonic()
    timing = {"started": datetime.now(UTC).isoformat(timespec="seconds")}
    folder, name, stem = find_corpus(str(corpus))
    sources = find_notebooks(Path(notebooks or ROOT / "notebooks").absolute())
    chosen = _choose(list(sources), only)
    given = _check_parameters({one: sources[one].get("parameters", {}) for one in chosen}, parameters or {})
    inputs, skipped = _check_articles(folder / name)
    target = Path(os.path.abspath(out)) if out else ROOT / "outputs" / stem
    with _locked(target), _stage(target) as stage, tempfile.TemporaryDirectory(prefix="nf-") as private:
        kept = _earlier(target, inputs, sources, chosen) if only else {}
        shown = [one for one in sources if one in chosen or one in kept]
        common = {
            "stage": stage,
            "folder": folder,
            "limit": limit,
            "pages": [(f"{one}.html", sources[one]["title"]) for one in shown],
            "hidden": _hidden(stage, folder, private),
        }
        plan = [
            execute.Job(
                name=one,
                source=sources[one]["path"],
                private=Path(private, str(number)),
                parameters={"corpus": name, **given[one]},
                **common,
            )
            for number, one in enumerate(chosen)
        ]
        execute.preload()
        results = _run_all(plan, jobs or cores(), tell or (lambda *_: None))
        done = {job.name: _entry(job, sources[job.name]["title"], results[job.name]) for job in plan}
        entries = [done.get(one) or kept[one] for one in shown]
        record = {
            "corpus": stem,
            "status": "done" if all(entry["status"] == "done" for entry in entries) else "failed",
            "notebooks": entries,
            "parameters": {"corpus": name, **{k: v for values in given.values() for k, v in values.items()}},
            "inputs": inputs,
            "versions": _versions(),
            "skipped": skipped,
        }
        _write_index(stage, record)
        timing["notebooks"] = {job.name: results[job.name].get("seconds", {}) for job in plan}
        timing["seconds"] = round(time.monotonic() - clock, 2)
        (stage / "run.json").write_text(_json({**record, "timing": timing}), "utf-8")
        _publish(stage, target, chosen, [one for one in _names(target) if one not in shown])
    return {**record, "timing": timing, "folder": str(target)}


# --- what is asked for ------------------------------------------------------------------------------


def find_corpus(text):
    """Working directory, path of the corpus from there, and the name of the run, for a corpus option."""
    fixed = re.split(r"[*?\[]", text)[0]  # of a pattern, the part before the first wildcard …
    fixed = text if fixed == text else os.path.dirname(fixed)  # … down to its last folder
    for base in (Path.cwd(), ROOT):
        path = Path(os.path.abspath(base / fixed))
        if text and path.exists() and path.name:
            return path.parent, path.name + text[len(fixed) :], path.stem if path.is_file() else path.name
    raise Refused(f"corpus {text!r}: no such folder or file in {Path.cwd()} or {ROOT}")


def find_notebooks(folder):
    """Notebooks of `folder` in order: name -> {"path", "title", "parameters"}.

    A file that cannot be read as a notebook has no parameters; it fails by itself when its turn comes.
    """
    import nbformat

    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        known = {"path": path, "title": path.stem.replace("_", " "), "parameters": {}}
        with contextlib.suppress(Exception):
            node = nbformat.reads(path.read_text("utf-8"), as_version=4)
            first = next(cell.source for cell in node.cells if cell.cell_type == "markdown")
            known["title"] = re.search(r"^# +(.+)", first, re.M)[1].strip()
        with contextlib.suppress(Exception):
            known["parameters"] = describe(node)
        found[path.stem] = known
    if not found:
        raise Refused(f"no notebooks in {folder}")
    return found


def _choose(names, only):
    for part in only:
        if not any(name.startswith(part) for name in names):
            raise Refused(f"only {part}: no notebook begins with it; there are {listed(names)}")
    return [name for name in names if not only or any(name.startswith(part) for part in only)]


def _check_parameters(known, given):
    for name in ("corpus", "out"):
        if name in given:
            raise Refused(f"parameter {name}: the runner sets it, use --{name}")
    return check(
        given,
        {one: {n: p for n, p in has.items() if n not in ("corpus", "out")} for one, has in known.items()},
    )


def _check_articles(path):
    """Fingerprints of the articles and their sidecars, and what the loader leaves out with its reason."""
    from . import corpus as loading

    try:
        articles = loading.load(path)
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from None
    inputs = [{"path": document.document, "sha256": document.sha256} for document in articles.records]
    folder = path if path.is_dir() else path.parent
    for name in ("documents.csv", "references.csv", "overrides.csv"):
        with contextlib.suppress(OSError):
            inputs.append({"path": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()})
    return inputs, [lost._asdict() for lost in articles.lost]


# --- the run ----------------------------------------------------------------------------------------


def cores():
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run_all(plan, at_once, tell):
    """Run every job in a process of its own, `at_once` at a time; notebook -> result."""
    context = multiprocessing.get_context("fork" if execute.FORK else "spawn")
    waiting, running, results = list(plan), {}, {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                job = waiting.pop(0)
                here, there = context.Pipe(duplex=False)
                worker = context.Process(target=execute.work, args=(job, there, os.getpid()), name=job.name)
                worker.start()
                there.close()
                running[here] = job, worker, time.monotonic() + job.limit + _GRACE
            for here in wait(list(running), timeout=1):
                job, worker, _ = running[here]
                try:
                    event, value = here.recv()
                except (EOFError, OSError):
                    worker.join()
                    del running[here]
                    results.setdefault(
                        job.name, {"status": "failed", "error": _how_it_ended(worker.exitcode)}
                    )
                    tell("end", job.name, results[job.name])
                else:
                    if event == "end":
                        results[job.name] = value
                    else:
                        tell(event, job.name, value)
            for job, worker, deadline in running.values():
                if time.monotonic() > deadline:
                    results.setdefault(
                        job.name, {"status": "failed", "error": f"no answer {_GRACE} s after its limit"}
                    )
                    worker.kill()
    finally:  # also when interrupted
        for _, worker, _ in running.values():
            worker.terminate()
        for _, worker, _ in running.values():
            worker.join(3)
            worker.kill()
            worker.join()
    return results


def _how_it_ended(code):
    return (
        f"its worker was killed by {signal.Signals(-code).name}"
        if code < 0
        else f"its worker ended with code {code}"
    )


def _entry(job, title, result):
    page = f"{job.name}.html" if (job.stage / f"{job.name}.html").exists() else ""
    if result["status"] != "done":  # keep the evidence, not half of the results
        for path in (job.stage / job.name).glob("*"):
            if path != job.executed:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return {
        "name": job.name,
        "title": title,
        "page": page,
        "status": result["status"],
        "error": result["error"],
        "parameters": job.parameters,
    }


def _versions():
    found = {"python": platform.python_version()}
    for package in _PACKAGES.split():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found


def _hidden(stage, folder, private):
    """Absolute paths and what stands for them in the files that are kept; longest first."""
    places = {stage: "outputs", private: "temporary", sys.prefix: ".venv", ROOT: "newsfigures", folder: "."}
    places |= {sys.base_prefix: "python", Path.home(): "~"}
    pairs = {str(path): instead for path, instead in places.items() if len(Path(path).parts) > 1}
    pairs |= {os.path.realpath(path): instead for path, instead in pairs.items()}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


# --- the folder -------------------------------------------------------------------------------------


@contextlib.contextmanager
def _locked(target):
    """Hold the run folder for this run alone; made when missing, removed again when left empty."""
    path = target / ".lock"
    try:
        target.mkdir(parents=True, exist_ok=True)
        handle = path.open("a")
    except OSError as error:
        raise Refused(f"cannot write to {target}: {error.strerror or error}") from None
    with handle:
        try:
            _lock(handle)
        except OSError:
            raise Refused(
                f"another run is writing to {target}; wait for it or choose another folder"
            ) from None
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
                target.rmdir()


def _lock(handle):
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(handle.fileno()), os.stat(handle.name)):
            raise OSError(
                "the lock was just given up"
            )  # and its file with it: somebody else may hold the next one


@contextlib.contextmanager
def _stage(target):
    """A fresh folder inside the run folder, for everything until it is whole."""
    stage = target / ".run"
    try:
        if stage.exists():  # of a run that was killed
            shutil.rmtree(stage)
        stage.mkdir()
    except OSError as error:
        raise Refused(f"cannot write to {target}: {error.strerror or error}") from None
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _record(target):
    try:
        return json.loads((target / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _names(target):
    return [entry["name"] for entry in _record(target).get("notebooks", [])]


def _earlier(target, inputs, sources, chosen):
    """Entries of the earlier run that still hold beside a run of `chosen` alone: same articles, notebook there."""
    record = _record(target)
    if record.get("inputs") != inputs:
        return {}
    return {e["name"]: e for e in record["notebooks"] if e["name"] in sources and e["name"] not in chosen}


def _write_index(stage, record):
    try:
        from . import report
    except ImportError:
        return
    report.write_index(stage, record)


def _publish(stage, target, names, gone):
    """Move the whole run to its final names. Without index and record, which come last, it is not a run."""
    old = stage / "old"
    old.mkdir()
    items = [part for name in names for part in (name, f"{name}.html")] + ["index.html", "run.json"]
    for item in ["run.json", "index.html", *(p for name in gone for p in (name, f"{name}.html"))]:
        if (target / item).exists():
            os.replace(target / item, old / item)
    for item in items:
        if (target / item).exists():
            os.replace(target / item, old / item)
        if (stage / item).exists():
            os.replace(stage / item, target / item)


def _json(value):
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
