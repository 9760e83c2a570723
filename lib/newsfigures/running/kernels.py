"""Fresh kernels without the second of imports that each would start with.

A server process imports pandas, altair and the rest once and forks every kernel from that clean state, in
which nothing has run: as fresh as a new process. It works beside the runner's own imports, so that both
cores are busy from the start. Fork without exec is safe on Linux only; elsewhere, and with
``NEWSFIGURES_FORK=0``, kernels start the ordinary way.

The one who asks for a kernel holds a connection for it: closed by the asker, or by its death, it ends the
kernel and all that it started; a byte string on it is the exit code of a kernel that ended by itself.
"""

import contextlib
import ctypes
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from pathlib import Path

import newsfigures

FORK = sys.platform == "linux" and os.environ.get("NEWSFIGURES_FORK") != "0"
PARTS = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.core.completer"),
    *("pandas", "pyarrow.parquet", "altair", "nltk", "pint", "vl_convert"),
    # Ours without charts, which change settings when imported: a forked kernel must be as a new one.
    *(f"newsfigures.{module}" for module in sorted({*newsfigures._HOME.values()} - {"pages.charts"})),
)
# What would start threads when it is imported: a process is safely forked while it has one.
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
# Quiet, no history database, and a file called pandas.py beside the articles is not what gets imported.
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


@contextlib.contextmanager
def server(address):
    """Serve forked kernels at a unix socket path until the end of the block; nothing where fork is unsafe."""
    if not FORK:
        yield
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(address))
        listener.listen()
        number = listener.fileno()
        command = [sys.executable, "-P", "-m", __name__, str(number), str(os.getpid())]
        process = subprocess.Popen(command, pass_fds=[number], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()  # the kernels go with it
        process.wait()


def _serve(listener, parent):
    die_with_parent(parent)
    server = os.getpid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the runner decides
    for name in PARTS:
        with contextlib.suppress(Exception):  # left to the notebook that needs it, which will say so
            importlib.import_module(name)
    kernels = {}  # connection -> process
    while True:
        for ready in select.select([listener, *kernels], [], [], 0.05)[0]:
            if ready is not listener:  # it has nothing to say but good-bye
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(kernels[ready], signal.SIGKILL)
                continue
            connection = listener.accept()[0]
            request = _received(connection)
            if request:
                kernels[connection] = pid = os.fork()
                if pid == 0:
                    _become_kernel(server, **json.loads(request))
        for connection, pid in list(kernels.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                with contextlib.suppress(OSError):
                    connection.send(str(os.waitstatus_to_exitcode(status)).encode())
                with contextlib.suppress(ProcessLookupError):  # whatever its code started and left behind
                    os.killpg(pid, signal.SIGKILL)
                connection.close()
                del kernels[connection]


def _received(connection):
    try:
        return connection.recv(1 << 20)
    except OSError:  # the asker is gone
        return b""


def _become_kernel(server, connection_file, folder, environment):
    """Turn a forked copy of the server into a kernel; never returns into the server's code."""
    try:
        die_with_parent(server)
        os.setsid()
        os.closerange(3, 4096)
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


class _Process:
    """The part of ``subprocess.Popen`` that jupyter_client uses, for a kernel of the server."""

    stdin = stdout = stderr = returncode = pid = None

    def __init__(self, address, **request):
        self.connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.connection.connect(str(address))
        self.connection.send(json.dumps(request).encode())

    def poll(self):
        if self.returncode is None and select.select([self.connection], [], [], 0)[0]:
            self.returncode = int(_received(self.connection) or -signal.SIGKILL)
        return self.returncode

    def wait(self):
        while self.poll() is None:
            select.select([self.connection], [], [])
        return self.returncode

    def send_signal(self, number):
        if number != signal.SIGINT and self.poll() is None:
            self.connection.shutdown(socket.SHUT_WR)
            self.returncode = -number  # the server sees to it, nobody has to wait

    def kill(self):
        self.send_signal(signal.SIGKILL)

    terminate = kill


def manager_class(private):
    """Kernel manager for papermill whose kernels talk over a unix socket of their own in folder `private`.

    (A TCP port can be taken by a neighbour between choosing it and binding it.) Kernels come from the server
    beside that folder, or start the ordinary way where there is none.
    """
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            request = {"connection_file": self.parent.connection_file, "folder": os.getcwd()}
            try:
                self.process = _Process(private.parent / "server", environment=dict(os.environ), **request)
            except OSError:
                return await super().launch_kernel(cmd, preexec_fn=bound, **options)
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


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
