"""Run the notebooks over a corpus, in parallel, into one folder of pages, tables and charts.

Everything is made in a hidden folder inside the run folder and moved to its final name at the end, with
``run.json`` last: a run that is killed leaves the earlier results as they were.
"""

import contextlib
import hashlib
import importlib
import importlib.metadata
import multiprocessing
import os
import platform
import re
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import wait
from pathlib import Path

from . import kernels, publish
from .execute import Job, execute, finish, load
from .parameters import Refused, check, describe, listed

ROOT = Path(__file__).resolve().parents[3]
_PACKAGES = "newsfigures pandas altair nltk papermill pyarrow scipy pint vl-convert-python"
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
    tell: called with "cell", notebook, "3/30", and with "end", notebook, its result.

    Raises `Refused` before any kernel starts when input, options or folders are wrong.
    The record has ``status`` ("done" or "failed") and one entry for each notebook.
    """
    clock, started = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
    os.environ.update(kernels.SINGLE)
    with tempfile.TemporaryDirectory(prefix="nf-") as private, kernels.server(Path(private, "server")):
        plan = _plan(str(corpus), Path(notebooks or ROOT / "notebooks").absolute(), only, parameters or {})
        target = Path(os.path.abspath(out)) if out else ROOT / "outputs" / plan.name
        with publish.staged(target) as stage:
            earlier = publish.record(target)
            kept = _kept(earlier, plan) if only else {}
            work = _jobs(plan, kept, stage, Path(private), limit)
            results = _run_all(work, jobs or cores(), tell or (lambda *_: None))
            record = _record(plan, kept, work, results)
            timing = {"started": started, "seconds": round(time.monotonic() - clock, 2)}
            timing["notebooks"] = {name: result.get("seconds", {}) for name, result in results.items()}
            publish.write_record(stage, {**record, "timing": timing})
            listed_before = [entry["name"] for entry in earlier.get("notebooks", [])]
            gone = [name for name in listed_before if name not in results and name not in kept]
            publish.publish(stage, target, list(results), gone)
    return {**record, "timing": timing, "folder": str(target)}


@dataclass(frozen=True)
class _Plan:
    """What a run was asked for, found and checked."""

    folder: Path  # working directory of the kernels
    corpus: str  # path of the corpus from there
    name: str  # of the run
    sources: dict  # find_notebooks()
    given: dict  # notebook to run -> name -> value
    inputs: list  # {"path", "sha256"}
    skipped: list  # {"path", "reason"}


def _plan(corpus, notebooks, only, parameters):
    folder, corpus, name = find_corpus(corpus)
    sources = find_notebooks(notebooks)
    chosen = _choose(list(sources), only)
    given = _check_parameters({one: sources[one]["parameters"] for one in chosen}, parameters)
    return _Plan(folder, corpus, name, sources, given, *_check_articles(folder / corpus))


def find_corpus(text):
    """Working directory, path of the corpus from there, and name of the run, for a corpus option."""
    from ..pages.outputs import safe_name

    parts = Path(text).expanduser().parts
    fixed = next((n for n, part in enumerate(parts) if re.search(r"[*?\[]", part)), len(parts))
    for base in (Path.cwd(), ROOT):
        for end in (len(parts), fixed):  # a name may hold a bracket; or else the rest is a pattern
            path, rest = Path(os.path.abspath(base.joinpath(*parts[:end]))), parts[end:]
            if text and path.name and path.exists() and (not rest or any(path.glob("/".join(rest)))):
                name = path.stem if path.is_file() else path.name
                return path.parent, str(Path(path.name, *rest)), safe_name(name)
    places = [] if Path(text).is_absolute() else dict.fromkeys(map(str, (Path.cwd(), ROOT)))
    raise Refused(
        f"corpus {text!r}: no such folder or file" + (f" in {' or '.join(places)}" if places else "")
    )


def find_notebooks(folder):
    """Notebooks of `folder` in order: name -> {"path", "title", "parameters"}.

    A file that cannot be read as a notebook has no parameters; it fails by itself when its turn comes.
    """
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        found[path.stem] = known = {"path": path, "title": path.stem.replace("_", " "), "parameters": {}}
        with contextlib.suppress(Exception):
            node = load(path)
            first = next(cell.source for cell in node.cells if cell.cell_type == "markdown")
            known["title"] = re.search(r"^# +(.+)", first, re.M)[1].strip()
        with contextlib.suppress(Exception):
            known["parameters"] = describe(node)
    if not found:
        raise Refused(f"no notebooks in {folder}")
    return found


def _choose(names, only):
    for part in only:
        if not any(name.startswith(part) for name in names):
            raise Refused(f"only {part}: no notebook begins with it; there are {listed(names)}")
    return [name for name in names if not only or any(name.startswith(part) for part in only)]


def _check_parameters(known, given):
    own = {"corpus", "out"}  # set by the runner
    for name in own & set(given):
        raise Refused(f"parameter {name}: use --{name}")
    return check(given, {one: {n: p for n, p in has.items() if n not in own} for one, has in known.items()})


def _check_articles(path):
    """Fingerprints of the articles and their sidecars, and what the loader leaves out with its reason."""
    from ..loading import formats, sources

    try:
        _, folder, _, items = sources.read(path)
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from None
    texts = [item for item in items if isinstance(item, formats.Source)]
    lost = [item for item in items if isinstance(item, formats.Skipped)]
    if not texts:
        reasons = "; ".join(f"{item.path}: {item.reason}" for item in lost[:5])
        raise Refused(f"corpus {path}: nothing to read: {reasons or 'it holds no article files'}")
    inputs = [{"path": one.path, "sha256": _sha256(one.raw.encode("utf-8", "replace"))} for one in texts]
    for name in sorted(sources.SIDECARS):
        with contextlib.suppress(OSError):
            inputs.append({"path": name, "sha256": _sha256((folder / name).read_bytes())})
    return inputs, [{"path": item.path, "reason": item.reason} for item in lost]


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _kept(record, plan):
    """Entries of an earlier run of the same articles that hold beside a run of some notebooks alone."""
    entries = record["notebooks"] if record.get("inputs") == plan.inputs else []
    return {e["name"]: e for e in entries if e["name"] in plan.sources and e["name"] not in plan.given}


def _jobs(plan, kept, stage, private, limit):
    common = {
        "stage": stage,
        "folder": plan.folder,
        "server": private / "server",
        "limit": limit,
        "pages": [(f"{n}.html", s["title"]) for n, s in plan.sources.items() if n in plan.given or n in kept],
        "hidden": _hidden(stage, plan.folder, private),
        "made": {"inputs": plan.inputs, "versions": _versions()},
    }
    return [
        Job(
            name=name,
            source=plan.sources[name]["path"],
            private=private / str(number),
            parameters={"corpus": plan.corpus, **given},
            **common,
        )
        for number, (name, given) in enumerate(plan.given.items())
    ]


def _hidden(stage, folder, private):
    """Absolute paths and what stands for them in the files that are kept; longest first."""
    places = {os.path.expanduser("~"): "~", sys.base_prefix: "python", sys.prefix: ".venv", ROOT: "."}
    places |= {folder: ".", stage: "outputs", private: "temporary"}
    pairs = {str(path): instead for path, instead in places.items() if len(Path(path).parts) > 1}
    pairs |= {os.path.realpath(path): instead for path, instead in pairs.items()}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def cores():
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run_all(plan, at_once, tell):
    """Run every job in a process of its own, `at_once` at a time; notebook -> {"error", "seconds"}."""
    for name in ("papermill", "jupyter_client.manager", "newsfigures.pages.report"):
        with contextlib.suppress(ImportError):  # once, before the workers are forked
            importlib.import_module(name)
    context = multiprocessing.get_context("fork" if kernels.FORK else "spawn")
    waiting, running, results = list(plan), {}, {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                job = waiting.pop(0)
                here, there = context.Pipe(duplex=False)
                worker = context.Process(target=execute, args=(job, there, os.getpid()))
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
                    if job.name not in results:
                        results[job.name] = {"error": finish(job, _how_it_ended(worker.exitcode))}
                    tell("end", job.name, results[job.name])
                else:
                    if event == "end":
                        results[job.name] = value
                    else:
                        tell(event, job.name, value)
            for _, worker, deadline in running.values():
                if time.monotonic() > deadline:
                    worker.kill()
    finally:  # when interrupted
        for _, worker, _ in running.values():
            worker.kill()
            worker.join()
    return results


def _how_it_ended(code):
    if code < 0:
        return f"its worker was killed by {signal.Signals(-code).name}"
    return f"its worker ended with code {code}"


def _record(plan, kept, work, results):
    """The record of a run, and its index page."""
    from ..pages import report

    done = {
        job.name: _entry(job, plan.sources[job.name]["title"], results[job.name]["error"]) for job in work
    }
    entries = [{**kept, **done}[name] for name in plan.sources if name in done or name in kept]
    record = {
        "corpus": plan.name,
        "status": "done" if all(entry["status"] == "done" for entry in entries) else "failed",
        "notebooks": entries,
        "parameters": {name: value for entry in entries for name, value in entry["parameters"].items()},
        **work[0].made,
        "skipped": plan.skipped,
    }
    try:
        report.write_index(work[0].stage, record)
    except Exception as error:  # the notebooks and their pages are worth keeping
        record |= {"status": "failed", "error": f"index not made: {type(error).__name__}: {error}"}
    return record


def _entry(job, title, error):
    """Entry of the record; of a failed notebook only the evidence is kept, not half of the results."""
    for path in (job.stage / job.name).glob("*") if error else ():
        if path != job.executed:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    page = f"{job.name}.html"
    return {
        "name": job.name,
        "title": title,
        "page": page if (job.stage / page).exists() else "",
        "status": "failed" if error else "done",
        "error": error,
        "parameters": job.parameters,
    }


def _versions():
    found = {"python": platform.python_version()}
    for package in _PACKAGES.split():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found
