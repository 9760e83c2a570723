"""One notebook: run by papermill in a kernel of its own, cleaned of times and places, made into a page."""

import logging
import os
import re
import signal
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from .. import keeping
from . import kernels


@dataclass(frozen=True, eq=False)
class Job:
    """What one worker needs to know; paths are absolute."""

    name: str
    source: Path  # the notebook
    stage: Path  # stands in for the run folder while the run lasts
    folder: Path  # working directory of the kernel
    private: Path  # for its sockets, whose paths must be short
    shared: Path  # for what notebooks work out for each other
    parameters: dict
    limit: float  # seconds for the whole notebook
    pages: list  # (file, title) of every page of the run
    hidden: tuple  # (absolute path, what is written instead)
    made: dict  # settings, inputs and versions, for the end of the page

    @property
    def executed(self):
        return self.stage / self.name / f"{self.name}.ipynb"


def execute(job, connection, parent):
    """Body of a worker process: send ("cell", (3, 30)) on the way and ("end", result) at last."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the runner decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    kernels.die_with_parent(parent)
    started, state = time.monotonic(), {}

    def running(cell, cell_index):
        state["cell"] = cell
        connection.send(("cell", (cell_index + 1, len(state["notebook"].cells))))

    def ask(*request):
        connection.send(("kernel", request))
        return connection.recv()

    error = ""
    try:
        _settle(job)
        _papermill(job, state, running, ask, started + job.limit)
    except Exception as problem:
        error = _reason(problem, job)
    ran = time.monotonic()
    error = finish(job, error, **state)
    seconds = {"notebook": round(ran - started, 2), "page": round(time.monotonic() - ran, 2)}
    connection.send(("end", {"error": error, "seconds": seconds}))


def _settle(job):
    """Make results independent of the machine and of the user's own settings."""
    (own := job.private / "ipython").mkdir(parents=True)
    job.shared.mkdir(exist_ok=True)
    os.environ.update(
        NEWSFIGURES_OUT=str(job.stage), IPYTHONDIR=str(own), JUPYTER_PREFER_ENV_PATH="1", TZ="UTC"
    )
    os.environ[keeping.FOLDER] = str(job.shared)
    os.environ.pop("PYTHONSTARTUP", None)
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # the summary says what went wrong


def _papermill(job, state, running, ask, deadline):
    import papermill

    state["notebook"] = load(job.source)
    papermill.execute_notebook(
        state["notebook"], None, job.parameters, kernel_name="python3", cwd=job.folder, progress_bar=False,
        kernel_manager_class=kernels.manager_class(job.private, ask), shutdown_kernel="immediate",
        extra_arguments=kernels.OPTIONS, record_timing=False, coalesce_streams=True, on_cell_execute=running,
        timeout_func=lambda cell: max(0.01, deadline - time.monotonic()),
        on_notebook_start=lambda notebook: state.update(notebook=notebook),
    )  # fmt: skip
    if any(_is_code(cell) and not cell.execution_count for cell in state["notebook"].cells):
        raise RuntimeError("the kernel ended before the last cell")  # which papermill may not notice


def load(path):
    """Notebook node of a file, in the current format."""
    import nbformat

    return nbformat.reads(path.read_text("utf-8"), as_version=4)


def _is_code(cell):
    return cell.cell_type == "code" and bool(cell.source.strip())


def _reason(error, job):
    """What went wrong, in one line."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if isinstance(error, CellTimeoutError):
        return f"time limit of {job.limit:g} s reached"
    if isinstance(error, DeadKernelError):
        return "the kernel died; out of memory, or killed"
    kind, text = type(error).__name__, str(error)
    if hasattr(error, "ename"):  # raised by the notebook's own code
        kind, text = error.ename, error.evalue
        if kind == "MemoryError":
            text = f"a notebook may take {kernels.memory() / 1e9:.3g} GB. {text}".strip()
    return f"{kind}: {text}".strip().splitlines()[0].removesuffix(":")


def finish(job, error, notebook=None, cell=None):
    """Save the executed notebook and make its page; with an error, leave it where the reader will look.

    Returns the error, which may be a new one. Also used for a notebook whose worker was killed.
    """
    try:
        notebook = notebook or load(job.source)
        if error:
            _mark(notebook, cell, error)
        _clean(notebook, job.hidden)
        import nbformat

        from ..pages import report

        job.executed.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, job.executed)
        report.write_page(job.executed, job.stage / f"{job.name}.html", pages=job.pages, run=job.made)
    except Exception as problem:
        last = traceback.extract_tb(problem.__traceback__)[-1]
        place = f"({Path(last.filename).name}, line {last.lineno})"
        error = error or f"page not made: {_reason(problem, job)} {place}"
    return hide(error, job.hidden)


def _mark(notebook, cell, error):
    """Put the error below the cell that ran last, unless the notebook's own traceback is there already."""
    import nbformat

    code = [c for c in notebook.cells if _is_code(c)]
    outputs = [output.output_type for c in code for output in c.outputs]
    cell = cell if cell is not None else next(iter(code), None)
    if cell is not None and "error" not in outputs:
        kind, _, text = error.rpartition(": ")
        cell.outputs.append(nbformat.v4.new_output("error", ename=kind, evalue=text, traceback=[error]))


def _clean(notebook, hidden):
    """Take out times, paths and random ids: equal runs give equal bytes."""
    notebook.metadata.pop("papermill", None)
    tags = [(cell, cell.metadata.get("tags", ())) for cell in notebook.cells]
    notebook.cells = [cell for cell, own in tags if "papermill-error-cell-tag" not in own]
    for cell, own in tags:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in own:
            cell.id = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = _hidden_in(cell.outputs, hidden)


def _hidden_in(value, hidden):
    if isinstance(value, str):
        return hide(value, hidden)
    if isinstance(value, list):
        return [_hidden_in(item, hidden) for item in value]
    if isinstance(value, dict):
        value.update({key: _hidden_in(item, hidden) for key, item in value.items()})
    return value


def hide(text, hidden):
    """Replace absolute paths and memory addresses, which differ between machines and runs.

    >>> hide("File /home/ada/news/x.py, <object at 0x7f00ab12cd34>", [("/home/ada", "~")])
    'File ~/news/x.py, <object at 0x…>'
    >>> hide("see https://example.org/home/ada and /home/adam", [("/home/ada", "~")])
    'see https://example.org/home/ada and /home/adam'
    """
    text = re.sub(r"\S*ipykernel_\d+[/\\]\d+\.py", "<cell>", text)
    for path, instead in hidden:
        if path in text:
            start = r"(?:(?<![\w.:/-])|(?<=file://))"
            text = re.sub(rf"{start}{re.escape(path)}(?![\w.-])", lambda _, new=instead: new, text)
    return re.sub(r"(?<= at )0x[0-9a-f]{6,16}(?=>)", "0x…", text)
