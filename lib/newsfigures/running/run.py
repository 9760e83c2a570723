"""Run the notebooks over a corpus, in parallel, into one folder of pages, tables and charts.

Everything is made in a hidden folder inside the run folder and moved to its final name at the end, with
``run.json`` last: a run that is killed leaves the earlier results as they were.
"""

import contextlib
import functools
import importlib
import importlib.metadata
import multiprocessing
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.connection import wait
from pathlib import Path

from ..engines import cores
from . import kernels, publish
from . import plan as plans
from .execute import Job, execute, finish
from .plan import ROOT

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
    tell: called with "start", "", how many notebooks; with "cell", notebook, (3, 30); and with "end",
    notebook, its result.

    Raises `Refused` before any kernel starts when input, options or folders are wrong.
    The record has ``status`` ("done" or "failed") and one entry for each notebook.
    """
    asked = {"corpus": str(corpus), "out": out, "parameters": parameters}
    [record] = run_many([asked], only, jobs, notebooks, limit, tell)
    return record


def run_many(asked, only=(), jobs=None, notebooks=None, limit=3600.0, tell=None, resume=False):
    """Do several runs, each as `plan.make` takes it, in one pool of workers; yields the records as published.

    With `resume`, a run whose folder holds the finished results of the same articles, parameters and code is
    left as it is; its record says so by ``kept``. Other arguments and errors as in `run`.
    """
    kernels.warm()
    tell = tell or (lambda *_: None)
    with tempfile.TemporaryDirectory(prefix="nf-") as private, contextlib.ExitStack() as held:
        sources = plans.find_notebooks(Path(notebooks or ROOT / "notebooks").absolute())
        articles = functools.cache(plans.read_articles)
        runs = [_Run(plans.make(sources, only, articles, **one)) for one in asked]
        waiting = [one for one in runs if not (resume and one.stands())]
        stages = [held.enter_context(publish.staged(one.plan.target)) for one in waiting]
        for number, (one, stage) in enumerate(zip(waiting, stages, strict=True)):
            one.prepare(stage, stages[0] / "kept", Path(private, str(number)), limit, only)
        for one in set(runs) - set(waiting):
            yield {**one.earlier, "folder": str(one.plan.target), "kept": True}
        owner = {job: one for one in waiting for job in one.jobs}
        tell("start", "", len(owner))
        for job, event, value in _run_all(owner, jobs or cores()):
            tell(event, owner[job].plan.label + job.name, value)
            if event == "end" and owner[job].ended(job, value):
                yield owner[job].finish()


class _Run:
    """One run on its way from a plan to a published folder."""

    def __init__(self, plan):
        self.plan, self.earlier, self.results = plan, publish.record(plan.target), {}
        self.made = {"inputs": plan.inputs, "versions": _versions()}
        self.clock, self.started = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")

    def stands(self):
        """Whether the folder holds what this run would make."""
        entries = {entry["name"]: entry for entry in self.earlier.get("notebooks", ())}
        for name, given in self.plan.given.items():
            wanted = {"status": "done", "parameters": given, "code": self.plan.code(name)}
            page = self.plan.target / f"{name}.html"
            if not (wanted.items() <= entries.get(name, {}).items() and page.exists()):
                return False
        return self.made.items() <= self.earlier.items()

    def prepare(self, stage, shared, private, limit, only):
        """Make the jobs; beside those of some notebooks alone, earlier ones of the same articles are kept."""
        self.stage, plan, self.earlier = stage, self.plan, publish.record(self.plan.target)
        same = only and self.earlier.get("inputs") == plan.inputs
        known = self.earlier["notebooks"] if same else ()
        self.kept = {e["name"]: e for e in known if e["name"] in plan.sources.keys() - plan.given.keys()}
        there = {**plan.given, **self.kept}
        self.pages = [(f"{n}.html", about["title"]) for n, about in plan.sources.items() if n in there]
        if plan.label:  # one of a grid
            self.pages.insert(0, ("../index.html", "All runs"))
        hidden, self.jobs = _hidden(stage, plan.folder, private.parent), []
        for number, (name, given) in enumerate(plan.given.items()):
            source, known = plan.sources[name]["path"], plan.sources[name]["parameters"]
            places = source, stage, plan.folder, private.with_name(f"{private.name}-{number}"), shared
            made = {**self.made, "settings": _settings(known, given)}
            self.jobs.append(Job(name, *places, given, limit, self.pages, hidden, made))

    def ended(self, job, result):
        """Note the result of a notebook; whether it was the last."""
        self.results[job.name] = result
        return len(self.results) == len(self.jobs)

    def finish(self):
        """Write index and record, and publish."""
        done = {job.name: self._entry(job, self.results[job.name]["error"]) for job in self.jobs}
        entries = [entry for name in self.plan.sources if (entry := {**self.kept, **done}.get(name))]
        status = "done" if all(entry["status"] == "done" for entry in entries) else "failed"
        given = {name: value for entry in entries for name, value in entry["parameters"].items()}
        record = {"corpus": self.plan.name, "status": status, "notebooks": entries, "parameters": given}
        record |= {**self.made, "skipped": self.plan.skipped}
        try:
            from ..pages import report

            report.write_index(self.stage, record, self.pages)
        except Exception as error:  # the notebooks and their pages are worth keeping
            record |= {"status": "failed", "error": f"index not made: {type(error).__name__}: {error}"}
        record["timing"] = {"started": self.started, "seconds": round(time.monotonic() - self.clock, 2)}
        times = {name: result.get("seconds", {}) for name, result in self.results.items()}
        record["timing"]["notebooks"] = times
        publish.write_record(self.stage, record)
        before = {entry["name"] for entry in self.earlier.get("notebooks", ())}
        publish.publish(self.stage, self.plan.target, list(done), sorted(before - {*done, *self.kept}))
        return {**record, "folder": str(self.plan.target)}

    def _entry(self, job, error):
        """Entry of the record; of a failed notebook only the evidence is kept, not half of the results."""
        for path in (job.stage / job.name).glob("*") if error else ():
            if path != job.executed:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        page, title = f"{job.name}.html", self.plan.sources[job.name]["title"]
        told = {"name": job.name, "title": title, "status": "failed" if error else "done", "error": error}
        told["page"] = page if (job.stage / page).exists() else ""
        return {**told, "parameters": job.parameters, "code": self.plan.code(job.name)}


def _settings(known, given):
    """Name, value as Python writes it, and meaning of every parameter of a notebook."""
    from papermill.translators import PythonTranslator

    written = {name: PythonTranslator.translate(value) for name, value in given.items()}
    return [(name, written.get(name, about["default"]), about["help"]) for name, about in known.items()]


def _hidden(stage, folder, private):
    """Absolute paths and what stands for them in the files that are kept; longest first."""
    places = {os.path.expanduser("~"): "~", sys.base_prefix: "python", sys.prefix: ".venv", ROOT: "."}
    places |= {folder: ".", stage: "outputs", private: "temporary"}
    pairs = {str(path): instead for path, instead in places.items() if len(Path(path).parts) > 1}
    pairs |= {os.path.realpath(path): instead for path, instead in pairs.items()}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def _run_all(jobs, at_once):
    """Run every job in a process of its own, `at_once` at a time; yields (job, "cell" or "end", value).

    The value of "cell" is (number, of how many), that of "end" {"error", "seconds"}, once for each job.
    """
    for name in ("papermill", "jupyter_client.manager", "newsfigures.pages.report"):
        with contextlib.suppress(ImportError):  # once, before the workers are forked
            importlib.import_module(name)
    waiting, running = list(jobs), {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                worker = _Worker(waiting.pop(0))
                running[worker.pipe] = worker
            for pipe in wait(list(running), timeout=1):
                worker = running[pipe]
                try:
                    event, value = pipe.recv()
                except (EOFError, OSError):
                    worker.process.join()
                    worker.end()
                    del running[pipe]
                    if not worker.ended:
                        how = _how_it_ended(worker.process.exitcode)
                        yield worker.job, "end", {"error": finish(worker.job, how)}
                    continue
                if event == "kernel":
                    worker.give_kernel(*value)
                else:
                    worker.ended = event == "end"
                    yield worker.job, event, value
            for worker in running.values():
                if time.monotonic() > worker.deadline:
                    worker.process.kill()
    finally:  # when interrupted
        for worker in running.values():
            worker.end()


class _Worker:
    """The process of one job, and the kernel that it asked for."""

    def __init__(self, job):
        self.job, self.kernel, self.ended = job, None, False
        self.pipe, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork" if kernels.FORK else "spawn")
        self.process = context.Process(target=execute, args=(job, there, os.getpid()))
        self.process.start()
        there.close()
        self.deadline = time.monotonic() + job.limit + _GRACE

    def give_kernel(self, *request):
        self.kernel = kernels.fork(*request)
        with contextlib.suppress(OSError):  # it has just ended
            self.pipe.send(self.kernel.pid if self.kernel else 0)

    def end(self):
        """Kill the process if it still runs, and its kernel."""
        self.process.kill()
        self.process.join()
        if self.kernel:
            kernels.end(self.kernel)


def _how_it_ended(code):
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    return f"its worker {how}"


def _versions():
    found = {"python": platform.python_version()}
    for package in _PACKAGES.split():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found
