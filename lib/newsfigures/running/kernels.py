"""Fresh kernels without the second of imports that each would start with.

The fork server of `multiprocessing` imports pandas, altair and the rest once and forks every kernel from
that clean state, in which nothing has run: as fresh as a new process. It works beside the runner's own
imports, so that both cores are busy from the start. Fork without exec is safe on Linux only; elsewhere, and
with ``NEWSFIGURES_FORK=0``, kernels start the ordinary way.

The runner starts a kernel when a worker asks for one, and ends it after its worker; the server ends with the
runner and the kernels with the server, however they end.
"""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import time
import traceback
from itertools import pairwise
from pathlib import Path

import newsfigures

FORK = sys.platform == "linux" and os.environ.get("NEWSFIGURES_FORK") != "0"
PARTS = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.core.completer"),
    *("pandas", "pyarrow.parquet", "altair", "mistune", "nltk", "pint", "vl_convert"),
    # Ours without charts, which change settings when imported: a forked kernel must be as a new one.
    *(f"newsfigures.{module}" for module in sorted({*newsfigures._HOME.values()} - {"pages.charts"})),
)
# What would start threads when it is imported: a process is safely forked while it has one.
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
SINGLE["PYTHONSAFEPATH"] = "1"  # a file called pandas.py beside the articles is not what gets imported
# Quiet, no history database, and the same of the path.
OPTIONS = ["--IPKernelApp.log_level=50", "--HistoryManager.enabled=False"]
OPTIONS += ["--InteractiveShellApp.ignore_cwd=True"]


def die_with_parent(parent):
    """Ask Linux to kill this process when its parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)


def memory():
    """Bytes that a kernel may take: NEWSFIGURES_MEMORY in GB, else all that the machine or container has."""
    given = os.environ.get("NEWSFIGURES_MEMORY")
    if given:
        return int(float(given) * 1e9)
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    with contextlib.suppress(OSError, ValueError):  # no container, or "max"
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min(found)


def bound():
    """Bound the memory of this process, a kernel, and have the system end it before anything else."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows; a system without this limit
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory(), resource.getrlimit(resource.RLIMIT_DATA)[1]))


def warm():
    """Start the server, which imports while we go on; nothing where fork is unsafe."""
    os.environ.update(SINGLE)
    if FORK:
        from multiprocessing import forkserver

        multiprocessing.set_forkserver_preload(PARTS)
        with contextlib.suppress(OSError):  # `fork` tries again
            forkserver.ensure_running()


def fork(connection_file, folder, environment):
    """A kernel from the server, as a `multiprocessing.Process`; None where it cannot be had."""
    given = connection_file, folder, environment
    kernel = multiprocessing.get_context("forkserver").Process(target=_become_kernel, args=given)
    try:
        kernel.start()
    except (OSError, EOFError):  # the server was killed; the next kernel has a new one
        return None
    return kernel


def end(kernel):
    """Kill a kernel and whatever its code started and left behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(kernel.pid, signal.SIGKILL)
    kernel.kill()
    kernel.join()


def _become_kernel(connection_file, folder, environment):
    """Turn a forked copy of the server into a kernel; never returns into the server's code."""
    from multiprocessing import resource_tracker

    try:
        os.setsid()
        die_with_parent(os.getppid())
        # What multiprocessing may yet ask for stays open, and nothing that tells the server of the runner.
        kept = 2, resource_tracker.getfd(), multiprocessing.parent_process().sentinel, 4096
        for low, high in pairwise(sorted(kept)):
            os.closerange(low + 1, high)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        os.chdir(folder)
        bound()
        sys.argv = ["kernel"]
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(["-f", connection_file, *OPTIONS])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


class _Kernel:
    """The part of ``subprocess.Popen`` that jupyter_client uses, for a kernel that the runner started."""

    stdin = stdout = stderr = returncode = None

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            self.returncode = -signal.SIGKILL
        return self.returncode

    wait = poll

    def send_signal(self, number):
        if number == signal.SIGKILL:
            self.returncode = -number  # the runner sees to the rest, nobody has to wait
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    terminate = kill


def manager_class(private, ask):
    """Kernel manager for papermill whose kernels talk over a unix socket of their own in folder `private`.

    (A TCP port can be taken by a neighbour between choosing it and binding it.) ``ask``, called with the
    arguments of `fork`, gives the number of a process, or 0 for a kernel that is to start the ordinary way.
    """
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            pid = ask(self.parent.connection_file, os.getcwd(), dict(os.environ)) if FORK else 0
            if not pid:
                return await super().launch_kernel(cmd, preexec_fn=bound, **options)
            self.process = _Kernel(pid)
            return self.connection_info

    class Manager(AsyncKernelManager):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            self.connection_file = str(private / "kernel.json")
            if os.name == "posix":
                self.transport, self.ip = "ipc", str(private / "s")
                about = {"kernel_id": self.kernel_id, "kernel_spec": self.kernel_spec}
                self.provisioner = Provisioner(parent=self, **about)

    return Manager
