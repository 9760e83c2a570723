"""One notebook: run by papermill in a fresh kernel of its own, cleaned, saved, made into a page.

Most of what a short notebook costs is starting Python and importing pandas and altair. On Linux the
driver imports them once and every kernel is forked from that clean state before anything has run in it:
as fresh as a new process, without the second of imports. Elsewhere, or with ``NEWSFIGURES_FORK=0``,
kernels start the ordinary way. Either way a kernel talks over its own unix socket (TCP ports can be
taken by a neighbour between choosing and binding) and dies with its worker.
"""

import ctypes
import importlib
import os
import re
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

FORK = sys.platform == "linux" and os.environ.get("NEWSFIGURES_FORK") != "0"
_KERNEL_PARTS = (
    "ipykernel.kernelapp ipykernel.ipkernel ipykernel.zmqshell IPython.core.interactiveshell "
    "IPython.core.completer pandas pyarrow altair nltk vl_convert "
    "newsfigures.outputs newsfigures.charts newsfigures.tables newsfigures.prose newsfigures.ledger "
    "newsfigures.statistics newsfigures.sectors newsfigures.reuse"
).split()
_WORKER_PARTS = ("papermill", "jupyter_client.manager", "nbformat", "newsfigures.report")


@dataclass(frozen=True)
class Job:
    """What one worker needs to know; every path absolute, all strings plain."""

    name: str
    source: Path  # the notebook
    stage: Path  # the folder that stands in for the run folder while the run lasts
    folder: Path  # working directory of the kernel
    private: Path  # folder of its own for sockets and other passing files, with a short path
    parameters: dict
    limit: float  # seconds for the whole notebook
    pages: list  # (file, title) of every page of the run
    hidden: tuple  # (absolute path, what is written instead)

    @property
    def executed(self):
        return self.stage / self.name / f"{self.name}.ipynb"


def preload():
    """Import what every worker and kernel will need, before they are forked."""
    for name in _WORKER_PARTS + tuple(_KERNEL_PARTS if FORK else ()):
        try:
            importlib.import_module(name)
        except ImportError as error:  # left to the notebook that needs it, which will say so
            if not error.name or not name.startswith(error.name.split(".")[0]):
                raise


def die_with_parent(parent):
    """Ask Linux to kill this process when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)


class ForkedKernel:
    """A kernel process forked early, which waits to be told its connection file.

    It offers the part of ``subprocess.Popen`` that jupyter_client's local provisioner uses.
    """

    stdin = stdout = stderr = None

    def __init__(self):
        parent = os.getpid()
        receive, self._send = os.pipe()
        self.pid, self.returncode = os.fork(), None
        if self.pid == 0:
            try:
                die_with_parent(parent)
                os.setsid()
                os.dup2(receive, 3)
                os.closerange(4, 4096)
                _become_kernel()
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(receive)

    def start(self, connection_file, folder):
        os.write(self._send, f"{connection_file}\0{folder}".encode())
        os.close(self._send)

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self):
        while self.poll() is None:
            time.sleep(0.005)
        return self.returncode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    terminate = kill


def _become_kernel():
    message = b""
    while part := os.read(3, 65536):
        message += part
    if not message:  # never needed
        os._exit(0)
    connection_file, folder = message.decode().split("\0")
    os.closerange(3, 4)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    sys.stdin, sys.argv = open(0), ["kernel"]
    os.chdir(folder)
    time.tzset()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(["-f", connection_file, *_KERNEL_OPTIONS])
    os._exit(0)


# Quiet, no history database, and a file beside the articles called pandas.py is not what gets imported.
_KERNEL_OPTIONS = (
    "--IPKernelApp.log_level=50",
    "--HistoryManager.enabled=False",
    "--InteractiveShellApp.ignore_cwd=True",
)


def _environment(job):
    """Settings that make a kernel's results independent of the machine and of the user's own set-up."""
    os.environ.update(
        NEWSFIGURES_OUT=str(job.stage),
        IPYTHONDIR=str(job.private / "ipython"),
        JUPYTER_PREFER_ENV_PATH="1",
        TZ="UTC",
    )
    os.environ.pop("PYTHONSTARTUP", None)
    (job.private / "ipython").mkdir(parents=True)


def _manager_class(job, kernel):
    """A kernel manager on a private unix socket, with the forked kernel when there is one."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Forked(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            kernel.start(self.parent.connection_file, os.getcwd())
            self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid
            return self.connection_info

    class Manager(AsyncKernelManager):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            if sys.platform != "win32":
                self.transport, self.ip = "ipc", str(job.private / "s")
            self.connection_file = str(job.private / "kernel.json")
            if kernel:
                self.provisioner = Forked(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)

    return Manager


def work(job, connection, parent):
    """Body of a worker process: run `job`, sending ("cell", done) on the way and ("end", result)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver decides
    die_with_parent(parent)
    _environment(job)
    kernel = ForkedKernel() if FORK else None
    started, state = time.monotonic(), {"cell": None, "notebook": None}
    result = {"status": "done", "error": ""}

    def running(cell, cell_index):
        state["cell"] = cell
        connection.send(("cell", cell_index))

    try:
        _papermill(job, kernel, running, state, started + job.limit)
    except Exception as error:
        result = {"status": "failed", "error": _reason(error, job, kernel, state)}
    finally:
        if kernel:
            _sweep(kernel.pid)
    ran = time.monotonic()
    try:
        if state["notebook"]:
            _save(job, state["notebook"])
        if job.executed.exists():
            _page(job)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        note = f"page not made: {_first_line(error)} ({Path(where.filename).name}, line {where.lineno})"
        result = {"status": "failed", "error": result["error"] or note}
    result["seconds"] = {"notebook": round(ran - started, 2), "page": round(time.monotonic() - ran, 2)}
    result["error"] = hide(result["error"], job.hidden)
    connection.send(("end", result))
    connection.close()


def _papermill(job, kernel, running, state, deadline):
    import nbformat
    import papermill

    def remaining(cell):
        return max(0.01, deadline - time.monotonic())

    source = nbformat.reads(job.source.read_text("utf-8"), as_version=4)
    papermill.execute_notebook(
        source,
        None,
        parameters=job.parameters,
        kernel_name="python3",
        cwd=job.folder,
        progress_bar=False,
        kernel_manager_class=_manager_class(job, kernel),
        shutdown_kernel="immediate",
        timeout_func=remaining,
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=list(_KERNEL_OPTIONS),
        on_notebook_start=lambda notebook: state.update(notebook=notebook),
        on_cell_execute=running,
    )
    unrun = [c for c in state["notebook"].cells if _is_code(c) and not c.execution_count]
    if unrun:  # a killed kernel has been seen to end in silence
        raise RuntimeError("the kernel ended before the last cell")


def _is_code(cell):
    return cell.cell_type == "code" and bool(cell.source.strip())


def _reason(error, job, kernel, state):
    """One line that says what went wrong; also left as an error output where the reader will look."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if hasattr(error, "ename"):  # raised by the notebook's own code, traceback already in the cell
        return f"{error.ename}: {error.evalue}".strip().splitlines()[0]
    if isinstance(error, CellTimeoutError):
        reason = f"time limit of {job.limit:g} s reached"
    elif isinstance(error, DeadKernelError):
        code = kernel.poll() if kernel else None
        reason = "the kernel died" + (f" (killed by signal {-code})" if code and code < 0 else "")
    else:
        reason = _first_line(error)
    cell = state["cell"]
    if cell is not None:
        cell.outputs.append(
            {"output_type": "error", "ename": type(error).__name__, "evalue": reason, "traceback": [reason]}
        )
        cell.outputs[-1] = type(cell)(cell.outputs[-1])
    return reason


def _first_line(error):
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__


def _sweep(group):
    """End whatever the notebook's code started and left behind."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _save(job, notebook):
    """Write the executed copy without times, paths and random ids: equal runs give equal bytes."""
    import nbformat

    notebook.metadata.pop("papermill", None)
    notebook.cells = [
        c for c in notebook.cells if "papermill-error-cell-tag" not in c.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
        cell.update(_hidden_in({"outputs": cell.outputs}, job.hidden) if cell.cell_type == "code" else {})
    job.executed.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, job.executed)


def _hidden_in(value, hidden):
    if isinstance(value, str):
        return hide(value, hidden)
    if isinstance(value, dict):
        for key, inner in value.items():
            value[key] = _hidden_in(inner, hidden)
    elif isinstance(value, list):
        value[:] = [_hidden_in(inner, hidden) for inner in value]
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


def _page(job):
    try:
        from newsfigures import report
    except ImportError:
        return
    report.write_page(job.executed, job.stage / f"{job.name}.html", pages=job.pages)
